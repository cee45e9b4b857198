"""The adapter: what was learned on top of an embedding model, and how the tokens of its texts are kept.

Small changes of the model's weights (low-rank adaptation; Hu and others, ICLR 2022), which are merged into it when it is loaded,
so that they cost nothing at a question; and the projection that turns its token vectors into signs, learned together with them,
so that every store keeps tokens in the same way.

One safetensors file: ``NAME.a`` (rank, inputs) and ``NAME.b`` (outputs, rank) for each changed matrix of the model,
``tokens.mean`` and ``tokens.matrix``. Its header says of which model (``base``, the digest), and by how much each product counts
(``scale``). ``tuning`` makes it; the card beside it says from what.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.errors import ModelError
from archive.tokens import Projection

SHIPPED = Path(__file__).parent / "adapter" / "adapter.safetensors"
_REMEDY = "set OTR_EMBEDDING_ADAPTER to a file that 'otr tune' wrote for this model, or to 'none'"


class Adapter:
    """An adapter's file, read when it is first needed."""

    def __init__(self, path: Path) -> None:
        """Name the file; raises ModelError when it is read and cannot be."""
        self.path = path

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file, in hexadecimal."""
        try:
            return hashlib.sha256(self.path.read_bytes()).hexdigest()
        except OSError as error:
            raise ModelError(f"the adapter {self.path} cannot be read ({error}): {_REMEDY}") from error

    @property
    def projection(self) -> Projection:
        """How the tokens of the model's texts are kept."""
        return Projection(mean=self._tensors["tokens.mean"], matrix=self._tensors["tokens.matrix"])

    def merge_into(self, model: Any, *, digest: str) -> None:
        """Change the weights of a loaded transformer, whose files have this digest; raises ModelError for another model's."""
        import torch

        if self._header["base"] != digest:
            raise ModelError(
                f"the adapter {self.path} was made for another embedding model ({self._header['base'][:12]}, not"
                f" {digest[:12]}): {_REMEDY}"
            )
        scale = float(self._header["scale"])
        modules = dict(model.named_modules())
        with torch.no_grad():
            for name in sorted(name.removesuffix(".a") for name in self._tensors if name.endswith(".a")):
                change = scale * (self._tensors[f"{name}.b"] @ self._tensors[f"{name}.a"])
                weight = modules[name].weight
                weight.add_(torch.from_numpy(change).to(weight.dtype))

    @cached_property
    def _header(self) -> dict[str, str]:
        return self._read[0]

    @cached_property
    def _tensors(self) -> dict[str, NDArray[np.float32]]:
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[dict[str, str], dict[str, NDArray[np.float32]]]:
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(self.path, framework="numpy") as file:
                header = file.metadata() or {}
                tensors = {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}  # noqa: SIM118
        except (OSError, SafetensorError) as error:
            raise ModelError(f"the adapter {self.path} cannot be read ({error}): {_REMEDY}") from error
        if missing := [name for name in ("base", "scale") if name not in header]:
            raise ModelError(f"the adapter {self.path} does not say its {' and '.join(missing)}: {_REMEDY}")
        return header, tensors


def write_adapter(path: Path, tensors: dict[str, NDArray[np.float32]], *, base: str, scale: float) -> None:
    """Write an adapter's file: the tensors as float16, the projection of tokens as float32."""
    from safetensors.numpy import save_file

    kept = {
        name: np.ascontiguousarray(tensor, dtype=np.float32 if name.startswith("tokens.") else np.float16)
        for name, tensor in tensors.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(kept, path, metadata={"base": base, "scale": repr(scale)})
