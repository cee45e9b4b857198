"""Exact search: every vector of the catalogue is compared. Slower than an index, and complete by construction."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from archive.vectors.index import Rows

_BLOCK = 50_000  # vectors that are widened to float32 at a time


def search_exactly(
    rows: Rows, among: NDArray[np.intp], vector: NDArray[np.float32], *, limit: int
) -> list[tuple[int, float]]:
    """Return (passage id, cosine similarity) of the nearest of these unit vectors, best first.

    ``among`` are the places of those that are compared.
    """
    ids, vectors = rows
    blocks = (among[at : at + _BLOCK] for at in range(0, len(among), _BLOCK))
    scores = np.concatenate(
        [np.zeros(0, np.float32), *(vectors[block].astype(np.float32) @ vector for block in blocks)]
    )
    best = np.argsort(-scores, kind="stable")[:limit]
    return [(int(ids[among[place]]), float(scores[place])) for place in best]


def agrees(rows: Rows, vector: NDArray[np.float32], found: list[tuple[int, float]], *, within: float) -> bool:
    """Whether what an index found are rows of these, each as near as it says."""
    ids, vectors = rows
    told = np.array([one for one, _ in found], dtype=np.int64)
    places = np.minimum(np.searchsorted(ids, told), max(len(ids) - 1, 0))
    if not len(ids) or not np.array_equal(ids[places], told):
        return not found
    nearness = vectors[places].astype(np.float32) @ vector
    return bool(np.all(np.abs(nearness - np.array([score for _, score in found])) < within))
