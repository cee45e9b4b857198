"""A partial index: what an index holds, without what is gone, together with what it lacks, which is compared one by one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.generations import INDEX
from archive.vectors.chroma_server import ChromaServer
from archive.vectors.index import VectorIndex
from archive.vectors.index_rows import IndexRows
from archive.vectors.kinds import open_index
from archive.vectors.nearest import AllVectors


def open_partly(folder: Path, vectors: AllVectors, server: ChromaServer | None) -> VectorIndex:
    """Open the index of a generation's folder together with what it lacks; raises StoreDamagedError where it cannot be."""
    index = open_index(folder / INDEX, vectors.read, vectors.compare, server=server)
    rows = IndexRows.load(folder)
    if rows is None or not rows.outdated:
        return index
    ids, matrix = vectors.read()
    beside = matrix[np.searchsorted(ids, rows.beside)].astype(np.float32)
    return PartialIndex(index, gone=rows.gone, beside=rows.beside, vectors=beside)


class PartialIndex:
    """Searches a generation's vectors as one, whether its index holds them or not."""

    def __init__(
        self,
        index: VectorIndex,
        *,
        gone: NDArray[np.int64],
        beside: NDArray[np.int64],
        vectors: NDArray[np.float32],
    ) -> None:
        """Take an index, the ids that it holds in vain, and those beside it with their unit vectors."""
        self._index = index
        self._gone = frozenset(gone.tolist())
        self._beside, self._vectors = beside, vectors

    def count(self) -> int:
        """Return how many passages are searched."""
        return self._index.count() - len(self._gone) + len(self._beside)

    def search(self, vector: NDArray[np.float32], *, limit: int) -> list[tuple[int, float]]:
        """Return (passage id, cosine similarity) of the nearest passages, best first."""
        beside = self._search_beside(vector, limit)
        found = self._search_index(vector, limit)
        # An index that fails may search all vectors one by one, those beside it too: each counts once.
        return sorted({**dict(found), **dict(beside)}.items(), key=lambda hit: -hit[1])[:limit] if beside else found

    def _search_index(self, vector: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
        """Ask the index for more, until enough of what it finds is still there."""
        wanted, held = limit, self._index.count()
        while True:
            found = self._index.search(vector, limit=wanted)
            there = [hit for hit in found if hit[0] not in self._gone] if self._gone else found
            if len(there) >= limit or wanted >= held:
                return there[:limit]
            wanted = min(held, 2 * wanted)

    def _search_beside(self, vector: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
        if not self._beside.size:
            return []
        cosines = self._vectors @ vector
        best = np.argpartition(-cosines, limit)[:limit] if len(cosines) > limit else np.arange(len(cosines))
        return [(int(self._beside[row]), float(cosines[row])) for row in best]

    @property
    def kind(self) -> str:
        """Where the index is: 'folder' or 'server'."""
        return self._index.kind

    def trouble(self) -> str:
        """Return why the index cannot be asked now, '' where it can."""
        return self._index.trouble()

    def close(self) -> None:
        """Let go of what the index holds."""
        self._index.close()
