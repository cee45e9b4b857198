"""Vectors by text, kept on disk: what several peers embed is embedded once, by one model in one precision."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from archive import SentenceEmbedder, Settings, Tokens

AT_ONCE = 512  # texts embedded between two writes: what a run that is cut off loses
SUM_BYTES = 32  # of SHA-256


class KeptEmbedder(Embeddings):
    """The product's embedding model, with the vectors of passages kept in a folder; questions are embedded each time.

    The folder is the model's own: its digest and precision name it. It holds two files that only grow: ``sums``, the
    SHA-256 of each text, and ``vectors``, its unit vector (float32). A row that a cut-off run left half written is cut off
    when they are opened. One process at a time writes.
    """

    def __init__(self, folder: Path, *, settings: Settings | None = None) -> None:
        """Open the vectors below a folder, made where there is none; the settings name the model and its precision."""
        chosen = settings or Settings()
        self.precision = chosen.embedding_precision
        self._embedder = SentenceEmbedder.chosen(chosen)
        self.name = self._embedder.name
        self.digest = self._embedder.digest
        self.projection = self._embedder.projection
        self.arithmetic = self._embedder.arithmetic
        self.dimension = int(self._embedder.embed([]).shape[1])
        kept = folder / f"{self.digest[:16]}-{self.precision}"
        kept.mkdir(parents=True, exist_ok=True)
        self._sums, self._vectors = kept / "sums", kept / "vectors"
        self._rows = self._read_rows()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vectors of texts, float32 of shape (len(texts), dimension), and keep those that were not there."""
        sums = [hashlib.sha256(text.encode("utf-8", errors="replace")).digest() for text in texts]
        missing = list({one: text for one, text in zip(sums, texts, strict=True) if one not in self._rows}.items())
        began = time.perf_counter()
        for start in range(0, len(missing), AT_ONCE):
            self._keep(missing[start : start + AT_ONCE])
            if len(missing) > AT_ONCE:
                done = min(start + AT_ONCE, len(missing))
                rate = done / (time.perf_counter() - began)
                print(f"embedding: {done:,} of {len(missing):,}, {rate:.0f}/s", file=sys.stderr, flush=True)
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = np.memmap(self._vectors, dtype=np.float32, mode="r").reshape(-1, self.dimension)
        return np.asarray(vectors[[self._rows[one] for one in sums]])

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Return the unit vector of a question, float32 of shape (dimension,); never kept, so that its time is counted."""
        vector: NDArray[np.float32] = self._embedder.read([text], asked=True)[0][0]
        return vector

    def read(self, texts: Sequence[str], *, asked: bool = False) -> tuple[NDArray[np.float32], list[Tokens]]:
        """Return the unit vectors of texts and their tokens; never kept."""
        return self._embedder.read(texts, asked=asked)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector a text, for LangChain."""
        return [[float(x) for x in row] for row in self.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question, for LangChain."""
        return [float(x) for x in self.embed_question(text)]

    def _read_rows(self) -> dict[bytes, int]:
        """Return the row of every text's sum, and cut both files to whole rows."""
        width = self.dimension * np.dtype(np.float32).itemsize
        for path in (self._sums, self._vectors):
            path.touch()
        rows = min(self._sums.stat().st_size // SUM_BYTES, self._vectors.stat().st_size // width)
        for path, size in ((self._sums, SUM_BYTES), (self._vectors, width)):
            if path.stat().st_size != rows * size:
                with path.open("r+b") as file:
                    file.truncate(rows * size)
        data = self._sums.read_bytes()
        return {data[i * SUM_BYTES : (i + 1) * SUM_BYTES]: i for i in range(rows)}

    def _keep(self, items: Sequence[tuple[bytes, str]]) -> None:
        # Texts of like length share a batch, so that little of it is padding; and a run's parts take equally long.
        ordered = sorted(items, key=lambda item: len(item[1]))
        dealt = ordered[::2] + ordered[1::2]
        vectors = self._embedder.embed([text for _, text in dealt])
        with self._vectors.open("ab") as file:
            file.write(vectors.tobytes())
        with self._sums.open("ab") as file:
            file.write(b"".join(one for one, _ in dealt))
        for one, _ in dealt:
            self._rows[one] = len(self._rows)
