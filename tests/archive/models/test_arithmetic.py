"""What the embedding model computes with is found by itself, or is as it is set; what a machine has not is refused."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from archive.errors import ModelError
from archive.models.arithmetic import Arithmetic, ThisMachine, choose_arithmetic
from archive.models.embedder import SentenceEmbedder


@dataclass(frozen=True)
class Double:
    """A machine with these devices, of which some multiply bfloat16."""

    devices: tuple[str, ...] = ("cpu",)
    bfloat16: tuple[str, ...] = ()

    def has(self, device: str) -> bool:
        return device in self.devices

    def has_bfloat16(self, device: str) -> bool:
        return device in self.bfloat16


OLD, NEW = Double(), Double(bfloat16=("cpu",))
GPU = Double(devices=("cpu", "cuda"), bfloat16=("cuda",))
OLD_GPU = Double(devices=("cpu", "cuda"), bfloat16=("cpu",))
APPLE = Double(devices=("cpu", "mps"))


@pytest.mark.parametrize(
    ("machine", "device", "precision", "chosen"),
    [
        (OLD, "auto", "auto", "float32 on cpu"),
        (NEW, "auto", "auto", "bfloat16 on cpu"),
        (NEW, "auto", "float32", "float32 on cpu"),
        (OLD, "auto", "bfloat16", "bfloat16 on cpu"),  # slow, and as it was set
        (GPU, "auto", "auto", "bfloat16 on cuda"),
        (OLD_GPU, "auto", "auto", "float32 on cuda"),
        (GPU, "cpu", "auto", "float32 on cpu"),
        (GPU, "cuda:1", "auto", "bfloat16 on cuda:1"),
        (APPLE, "auto", "auto", "float32 on mps"),
    ],
)
def test_what_is_chosen(machine: Double, device: str, precision: str, chosen: str) -> None:
    assert str(choose_arithmetic(device, precision, machine)) == chosen


@pytest.mark.parametrize(
    ("machine", "device", "told"),
    [
        (NEW, "cuda", "OTR_EMBEDDING_DEVICE is 'cuda', and this machine has none"),
        (GPU, "mps", "'mps', and this machine has none"),
        (NEW, "tpu", "'tpu', and this machine has none: set it to auto, or to cpu"),
    ],
)
def test_what_is_not_there_is_refused(machine: Double, device: str, told: str) -> None:
    with pytest.raises(ModelError, match=told):
        choose_arithmetic(device, "auto", machine)


def test_this_machine_has_a_processor_and_nothing_unheard_of() -> None:
    assert ThisMachine().has("cpu")
    assert not ThisMachine().has("abacus")
    assert SentenceEmbedder(precision="float32", device="cpu").arithmetic == Arithmetic(
        device="cpu", precision="float32"
    )
