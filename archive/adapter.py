"""The adapter: what the bundled model was taught, as small changes of its matrices (LoRA; Hu and others, ICLR 2022).

They are merged into the model when it is loaded, so a question costs what it did. The file is safetensors: ``NAME.up`` (outputs,
rank) and ``NAME.down`` (rank, inputs), float16, for each changed matrix; its header says of which model (``base``, the digest of
its files) and what the products are multiplied with (``scale``). ``benchmarks/distilling`` makes it; docs/model_card.md says from
what, and what it gains.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from archive.errors import ModelError

SHIPPED = Path(__file__).with_name("adapter.safetensors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """The changes of a model's matrices by name: what is added to each, float32 of its own shape."""

    base: str
    changes: Mapping[str, NDArray[np.float32]]
    digest: str

    @classmethod
    def load(cls, path: Path, *, base: str) -> Self:
        """Read the adapter of the model with this digest; raises ModelError for another's, and for a file that is none."""
        from safetensors import SafetensorError, safe_open

        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            with safe_open(path, framework="numpy") as file:
                header = file.metadata() or {}
                tensors = {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}  # noqa: SIM118
            scale, made_for = float(header["scale"]), header["base"]
            names = sorted({name.rpartition(".")[0] for name in tensors})
            changes = {name: scale * tensors[f"{name}.up"] @ tensors[f"{name}.down"] for name in names}
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise ModelError(f"{path} is no adapter of an embedding model ({error}): run 'make install' again") from error
        if made_for != base:
            raise ModelError(
                f"{path} was made for another embedding model ({made_for[:12]}, not {base[:12]}): run 'make install' again"
            )
        return cls(base=base, changes=changes, digest=digest)

    def merge_into(self, transformer: Any) -> None:
        """Change the matrices of a loaded transformer in place."""
        import torch

        matrices = dict(transformer.named_modules())
        with torch.no_grad():
            for name, change in self.changes.items():
                weight = matrices[name].weight
                weight.add_(torch.from_numpy(change).to(weight.dtype))
