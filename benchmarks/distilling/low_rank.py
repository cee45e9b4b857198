"""Low rank: small changes of a model's matrices (LoRA; Hu and others, ICLR 2022), kept in a file and merged into the model.

A merged model has as many numbers as before and costs as much. The file is safetensors: ``NAME.up`` (outputs, rank) and
``NAME.down`` (rank, inputs), float16, for each changed matrix; its header says for which model (``base``, the digest).
"""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn.utils import parametrize

from archive import ModelError, SentenceEmbedder

RANK = 16
SCALE = 2.0  # what a change is multiplied with


class LowRank(nn.Module):
    """A matrix with a change of low rank, which is nothing at first."""

    def __init__(self, weight: Tensor, rank: int) -> None:
        """Make the change for a matrix of this shape."""
        super().__init__()
        outputs, inputs = weight.shape
        self.up = nn.Parameter(torch.zeros(outputs, rank))
        self.down = nn.Parameter(torch.randn(rank, inputs) / math.sqrt(inputs))

    def forward(self, weight: Tensor) -> Tensor:
        """Return the matrix with its change."""
        changed: Tensor = weight + SCALE * self.up @ self.down
        return changed


def adapt(model: nn.Module, *, rank: int = RANK) -> dict[str, LowRank]:
    """Freeze a transformer, and give each matrix of its layers a change that learns; return the changes by name."""
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    changes = {}
    for name, module in list(model.named_modules()):
        if isinstance(module, nn.Linear) and name.startswith("encoder."):
            changes[name] = LowRank(module.weight, rank)
            parametrize.register_parametrization(module, "weight", changes[name])
    return changes


def save_changes(changes: dict[str, LowRank], path: Path, *, base: str) -> None:
    """Write the changes of the model with this digest."""
    tensors = {
        f"{name}.{side}": getattr(one, side).detach() for name, one in changes.items() for side in ("up", "down")
    }
    save_file({name: tensor.half().contiguous() for name, tensor in tensors.items()}, path, metadata={"base": base})


def merge(path: Path, embedder: SentenceEmbedder, folder: Path) -> None:
    """Write a model with the changes of a file into a folder; raises ModelError where they are another model's."""
    with safe_open(path, framework="pt") as file:
        base = file.metadata()["base"]
    if base != embedder.digest:
        raise ModelError(f"{path} was made for another embedding model ({base[:12]}, not {embedder.digest[:12]})")
    changes = load_file(path)
    shutil.copytree(embedder.folder, folder, ignore=shutil.ignore_patterns(".git*"))
    weights, header = _read_weights(folder / "model.safetensors")
    for name in {one.rpartition(".")[0] for one in changes}:
        weight = weights[f"{name}.weight"]
        change = SCALE * changes[f"{name}.up"].float() @ changes[f"{name}.down"].float()
        weights[f"{name}.weight"] = (weight.float() + change).to(weight.dtype)
    save_file(weights, folder / "model.safetensors", metadata=header)


def _read_weights(path: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    with safe_open(path, framework="pt") as file:
        header = file.metadata() or {"format": "pt"}
    return load_file(path), header
