"""The bundled model's folder: made once, whole, from two packages; what is missing is named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from huggingface_hub import constants
from onnx import TensorProto, helper, numpy_helper

from archive.errors import ModelError
from archive.models import bundled
from archive.models.bundled import bundled_folder, name_weights

pytestmark = pytest.mark.model


def test_a_matrix_has_the_name_of_the_bias_that_its_product_meets() -> None:
    held = {
        "encoder.one.bias": np.array([1, 2], dtype=np.float32),
        "encoder.norm.weight": np.array([3, 4], dtype=np.float32),
        "val_7": np.arange(6, dtype=np.float32).reshape(3, 2),
        "val_8": np.ones((2, 2), dtype=np.float32),  # meets no bias
        "embeddings.position_ids": np.arange(2),
    }
    nodes = [
        helper.make_node("MatMul", ["in", "val_7"], ["product"]),
        helper.make_node("Add", ["product", "encoder.one.bias"], ["sum"]),
        helper.make_node("MatMul", ["sum", "val_8"], ["out"]),
    ]
    graph = helper.make_graph(
        nodes, "graph",
        [helper.make_tensor_value_info("in", TensorProto.FLOAT, [1, 3])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, [1, 2])],
        [numpy_helper.from_array(value, name) for name, value in held.items()],
    )  # fmt: skip
    onnx.checker.check_model(helper.make_model(graph))
    named = name_weights(graph)
    assert named.keys() == {"encoder.one.bias", "encoder.norm.weight", "encoder.one.weight"}
    assert named["encoder.one.weight"].tolist() == [[0, 2, 4], [1, 3, 5]]


def test_it_is_made_once_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HOME", str(tmp_path / "hub"))
    made = []

    def write(packed: Path, to: Path) -> None:
        made.append(packed.name)
        to.write_bytes(b"weights")

    monkeypatch.setattr(bundled, "_write_weights", write)
    folder = bundled_folder()
    assert {path.name for path in folder.iterdir()} == {
        "1_Pooling", "2_Normalize", "config.json", "config_sentence_transformers.json", "model.safetensors",
        "modules.json", "sentence_bert_config.json", "tokenizer.json", "tokenizer_config.json",
    }  # fmt: skip
    assert (folder / "model.safetensors").stat().st_mode & 0o777 == 0o644
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    assert bundled_folder() == folder
    assert made == ["e5-small.tar.gz"]


def test_another_process_may_make_it_at_the_same_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HOME", str(tmp_path))

    def write(packed: Path, to: Path) -> None:
        del packed
        to.write_bytes(b"mine")
        other = to.parents[2] / to.parent.name
        other.mkdir()
        (other / "model.safetensors").write_bytes(b"theirs")

    monkeypatch.setattr(bundled, "_write_weights", write)
    assert (bundled_folder() / "model.safetensors").read_bytes() == b"theirs"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(constants, "HF_HOME", str(tmp_path / "file"))
    with pytest.raises(ModelError, match=r"cannot be laid out in .*file/on-the-record.*set HF_HOME"):
        bundled_folder()


@pytest.mark.parametrize("name", ["_WEIGHTS_PACKAGE", "_WORDS_PACKAGE"])
def test_a_package_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(constants, "HF_HOME", str(tmp_path))
    monkeypatch.setattr(bundled, name, "no_such_package")
    with pytest.raises(ModelError, match="no_such_package is not installed: run 'make install'"):
        bundled_folder()
