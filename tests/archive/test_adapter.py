"""The adapter: read and checked, merged into the bundled model, which without it is the one that it was made from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from archive.adapter import SHIPPED, Adapter
from archive.embedder import SentenceEmbedder
from archive.errors import ModelError
from archive.settings import BASE_MODEL

TENSORS = {"encoder.up": np.ones((2, 1), np.float16), "encoder.down": np.array([[1, 0, 2]], np.float16)}


def write(path: Path, **header: str) -> Path:
    save_file(TENSORS, path, metadata={"base": "abc", "scale": "0.5"} | header)
    return path


def test_changes_are_products_of_low_rank(tmp_path: Path) -> None:
    adapter = Adapter.load(write(tmp_path / "adapter.safetensors"), base="abc")
    assert list(adapter.changes) == ["encoder"]
    assert adapter.changes["encoder"].tolist() == [[0.5, 0, 1], [0.5, 0, 1]]


def test_another_models_adapter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="made for another embedding model"):
        Adapter.load(write(tmp_path / "adapter.safetensors", base="abd"), base="abc")


def test_a_file_that_is_no_adapter_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.safetensors").write_text("none", encoding="utf-8")
    for path in (
        tmp_path / "words.safetensors", tmp_path / "missing.safetensors",
        write(tmp_path / "unscaled.safetensors", scale="half"),
    ):  # fmt: skip
        with pytest.raises(ModelError, match=f"{path.name} is no adapter of an embedding model"):
            Adapter.load(path, base="abc")


@pytest.mark.model
def test_the_bundled_model_is_its_base_with_what_was_learned(embedder: SentenceEmbedder) -> None:
    import torch

    base = SentenceEmbedder(BASE_MODEL, precision="float32")
    adapter = Adapter.load(SHIPPED, base=base.digest)
    assert embedder.base_digest == base.digest != embedder.digest
    plain = base.load()[0].auto_model
    taught = SentenceEmbedder(precision="float32").load()[0].auto_model
    changed = {name.removesuffix(".weight") for name, weight in plain.state_dict().items()
               if not torch.equal(weight, taught.state_dict()[name])}  # fmt: skip
    assert changed == set(adapter.changes)
    name, change = next(iter(adapter.changes.items()))
    moved = taught.get_submodule(name).weight - plain.get_submodule(name).weight
    assert moved.detach().numpy() == pytest.approx(change, abs=1e-6)
