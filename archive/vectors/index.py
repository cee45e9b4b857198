"""What a vector index is to those who search it, whichever kind it is, and how its graph is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

# At Chroma's default of 16 neighbours some rows cannot be reached by any query; at 32 none was found (DESIGN, The store).
GRAPH = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 200}
PROBED_ROWS = 50
Progress = Callable[[int, int], None]  # told (done, total) in vectors
Rows = tuple[NDArray[np.int64], NDArray[np.float16]]  # ids of passages, ascending, and their unit vectors


class Compare(Protocol):
    """Searches the catalogue's own vectors, those that an index holds, without it."""

    def __call__(self, vector: NDArray[np.float32], *, limit: int) -> list[tuple[int, float]]:
        """Return (passage id, cosine similarity) of the nearest vectors, best first."""
        ...


class VectorIndex(Protocol):
    """An index of the passages that an ordinary question searches. Its kinds: in the generation's folder, on a server."""

    @property
    def kind(self) -> str:
        """Where it is: 'folder' or 'server'."""
        ...

    def count(self) -> int:
        """Return how many vectors the index holds."""
        ...

    def search(self, vector: NDArray[np.float32], *, limit: int) -> list[tuple[int, float]]:
        """Return (passage id, cosine similarity) of the nearest vectors, best first."""
        ...

    def trouble(self) -> str:
        """Return why it cannot be asked now and the catalogue's vectors are searched instead, '' where it can."""
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...
