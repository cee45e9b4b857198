"""Arithmetic: on which device, and in which number format, the embedding model computes; found by itself, or as it is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from archive.errors import ModelError


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """A device as torch names it ('cpu', 'cuda', 'mps'), and a number format of the model's weights."""

    device: str
    precision: str

    def __str__(self) -> str:
        """Return it in words, as the catalogue records it."""
        return f"{self.precision} on {self.device}"

    @property
    def is_on_processor(self) -> bool:
        """Whether the processor computes, so that its cores share the texts out among themselves."""
        return self.device == "cpu"


class Machine(Protocol):
    """What a machine can compute with."""

    def has(self, device: str) -> bool:
        """Whether there is such a device."""
        ...

    def has_bfloat16(self, device: str) -> bool:
        """Whether a device multiplies bfloat16 natively; without that it is slower than float32."""
        ...


def choose_arithmetic(device: str, precision: str, machine: Machine) -> Arithmetic:
    """Return what to compute with where 'auto' is the best of the machine: a GPU before the processor, bfloat16 before float32.

    Bytes (int8) are not offered: torch's own were a fifth quicker than bfloat16 here, and their vectors .93 like float32's
    (docs/reliability.md). Raises ModelError where the machine has no such device.
    """
    kind = device.split(":", maxsplit=1)[0]
    if device == "auto":
        device = kind = next((one for one in ("cuda", "mps") if machine.has(one)), "cpu")
    elif not machine.has(kind):
        raise ModelError(f"OTR_EMBEDDING_DEVICE is {device!r}, and this machine has none: set it to auto, or to cpu")
    if precision == "auto":
        precision = "bfloat16" if machine.has_bfloat16(kind) else "float32"
    return Arithmetic(device=device, precision=precision)


class ThisMachine:
    """The machine that this program runs on, as torch sees it."""

    @staticmethod
    def has(device: str) -> bool:
        """Whether there is such a device."""
        import torch

        if device == "cuda":
            return bool(torch.cuda.is_available())
        return device == "cpu" or (device == "mps" and bool(torch.backends.mps.is_available()))

    @staticmethod
    def has_bfloat16(device: str) -> bool:
        """Whether a device multiplies bfloat16 natively."""
        import torch

        if device == "cuda":
            return bool(torch.cuda.is_bf16_supported(including_emulation=False))
        if device == "mps":
            return False
        # torch says so in no public way.
        return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())  # noqa: SLF001
