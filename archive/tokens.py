"""Token vectors, kept small: what late interaction compares a question's tokens with (Khattab and Zaharia, SIGIR 2020).

The model gives a vector for each token. What is kept are the signs of its first principal components, after a random rotation
that spreads the information evenly (iterative quantisation without the iterations; Gong and Lazebnik, CVPR 2011): BITS / 8
bytes for each token. A question's token vectors are projected in the same way but not reduced to signs; the product of both
is a fair estimate of the cosine of what is left when the mean of all tokens, which tells none apart, is taken off. 192 bits rank
as well as the whole vectors, which take 32 times the space.

The projection of the bundled model is shipped, fitted on texts of several archives (``benchmarks/fit_projection.py``), so that
every store keeps tokens in the same way, however small it is. Any other model's is fitted on a store's own first texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

BITS = 192
_SEED = 2
_LEAST_LENGTH = 1e-9
_FEWEST = 2 * BITS  # tokens that a projection can be fitted on


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The tokens of a text: where each begins and ends in it, and its unit vector, float32 of shape (tokens, dimension)."""

    starts: NDArray[np.uint16]
    ends: NDArray[np.uint16]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenCodes:
    """The kept tokens of a text: where each begins in it, and its signs, ±1 / √BITS, float32 of shape (tokens, BITS)."""

    starts: NDArray[np.uint16]
    signs: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Turns a token's vector into signs: ``(vector - mean) @ matrix > 0``; shipped for the bundled model, else fitted."""

    mean: NDArray[np.float32]
    matrix: NDArray[np.float32]

    @classmethod
    def fit(cls, samples: Sequence[Tokens]) -> Self:
        """Return a projection fitted on these texts' tokens; where they are few, a random rotation."""
        vectors = np.concatenate([sample.vectors for sample in samples])
        mean = vectors.mean(axis=0)
        width = vectors.shape[1]
        random = np.random.default_rng(_SEED)
        bits = min(BITS, width)
        turn = np.linalg.qr(random.standard_normal((bits, bits)))[0]
        if len(vectors) < _FEWEST:
            components = np.linalg.qr(random.standard_normal((width, bits)))[0]
        else:
            values, components = np.linalg.eigh(np.cov((vectors - mean).T))
            components = components[:, np.argsort(-values)[:bits]]
            # The library leaves an eigenvector's sign open: its largest part is made positive.
            components = components * np.sign(components[np.abs(components).argmax(axis=0), np.arange(bits)])
        return cls(mean=mean.astype(np.float32), matrix=(components @ turn).astype(np.float32))

    def project(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return a question's token vectors, ready to be compared with signs: unit rows, float32 of shape (tokens, bits)."""
        projected = (vectors - self.mean) @ self.matrix
        lengths: NDArray[np.float32] = np.maximum(np.linalg.norm(projected, axis=1, keepdims=True), _LEAST_LENGTH)
        return np.divide(projected, lengths, dtype=np.float32)

    def encode(self, tokens: Tokens) -> bytes:
        """Return the tokens as they are kept: their starts (uint16, little endian), then their signs, eight a byte."""
        signs = (tokens.vectors - self.mean) @ self.matrix > 0
        return tokens.starts.astype("<u2").tobytes() + np.packbits(signs, axis=1).tobytes()

    def decode(self, kept: bytes) -> TokenCodes:
        """Return what ``encode`` made."""
        bits = self.matrix.shape[1]
        size = -(-bits // 8)
        count = len(kept) // (2 + size)
        starts = np.frombuffer(kept, dtype="<u2", count=count)
        packed = np.frombuffer(kept, dtype=np.uint8, offset=2 * count).reshape(count, size)
        signs = np.unpackbits(packed, axis=1, count=bits).astype(np.float32)
        return TokenCodes(starts=starts, signs=(signs * 2 - 1) / np.float32(bits**0.5))

    def save(self, path: Path, *, model: str) -> None:
        """Write the projection of a model's tokens, as safetensors; ``model`` is the digest of its files."""
        from safetensors.numpy import save_file

        tensors = {"mean": self.mean.astype(np.float16), "matrix": np.ascontiguousarray(self.matrix, dtype=np.float16)}
        save_file(tensors, path, metadata={"model": model})

    @classmethod
    def load(cls, path: Path, *, model: str) -> Self | None:
        """Return the projection that ``save`` wrote, None where it is another model's."""
        from safetensors import safe_open

        with safe_open(path, framework="numpy") as file:
            if file.metadata()["model"] != model:
                return None
            mean, matrix = (file.get_tensor(name).astype(np.float32) for name in ("mean", "matrix"))
        return cls(mean=mean, matrix=matrix)

    def to_bytes(self) -> bytes:
        """Return the projection as it is kept: float32, little endian, the mean first."""
        return np.vstack([self.mean, self.matrix.T]).astype("<f4").tobytes()

    @classmethod
    def from_bytes(cls, kept: bytes, *, width: int) -> Self:
        """Return the projection that ``to_bytes`` wrote, of vectors of this width."""
        rows = np.frombuffer(kept, dtype="<f4").reshape(-1, width)
        return cls(mean=rows[0], matrix=rows[1:].T)
