"""Sketch: the signs of unit vectors, by which the nearest of very many are found in a hundredth of the time.

Vectors that point the same way have the same signs in most places: the share of places in which they differ is, on average, the
angle between them over pi (Charikar, STOC 2002; the vectors' own axes stand in for random ones). So the few thousand that differ
least are compared exactly, and what is nearest of all is nearly always among them. What all vectors have in common is taken off
before: of some models it is so much that it decides most signs, which then tell nothing apart.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from archive.vectors.exact import search_exactly
from archive.vectors.index import Rows

_BLOCK = 50_000  # vectors whose signs are compared at a time: what that needs stays in the processor's cache
_FEWEST, _SHARE = 5_000, 500  # compared exactly: so many, or one of so many where that is more
_WORD = 64
_DRAWN = 5_000  # vectors whose signs are drawn at a time: as float32, they and what they share take 15 MB
_SAMPLE = 10_000  # vectors that tell what all have in common
_ALL_FROM = 4  # where one in so many is allowed, or more, the signs of all are compared: quicker than picking them out


class Sketch:
    """The signs of unit vectors; ``nbytes`` of memory, for 384 numbers a vector a sixteenth of what these take as float16."""

    def __init__(self, rows: Rows) -> None:
        """Draw the signs of these vectors, which are kept too."""
        self._rows = rows
        _, vectors = rows
        words = -(-vectors.shape[1] // _WORD)
        self._signs = np.zeros((words, len(vectors)), dtype=np.uint64)  # word by word: one after another in memory
        self._common = _find_common(vectors)
        for start in range(0, len(vectors), _DRAWN):
            self._signs[:, start : start + _DRAWN] = self._pack(vectors[start : start + _DRAWN].astype(np.float32)).T

    @property
    def nbytes(self) -> int:
        """How much memory the signs take."""
        return self._signs.nbytes

    def search(self, among: NDArray[np.intp], vector: NDArray[np.float32], *, limit: int) -> list[tuple[int, float]]:
        """Return (passage id, cosine similarity) of nearly the nearest of these unit vectors, best first.

        ``among`` are the places, ascending, of those that are searched. The cosines are exact.
        """
        wanted = max(_FEWEST, len(among) // _SHARE, 2 * limit)
        return search_exactly(self._rows, self._nearest(among, vector, wanted), vector, limit=limit)

    def _nearest(self, among: NDArray[np.intp], vector: NDArray[np.float32], wanted: int) -> NDArray[np.intp]:
        """Return the places, ascending, of those that differ in the fewest signs: ``wanted``, and all that tie with the last."""
        if len(among) <= wanted:
            return among
        own = self._pack(vector[np.newaxis])[0]
        if len(among) * _ALL_FROM >= self._signs.shape[1]:
            differ = _count_differences(self._signs, own)[among]
        else:
            differ = _count_differences(self._signs[:, among], own)
        most = np.partition(differ, wanted - 1)[wanted - 1]
        return among[np.flatnonzero(differ <= most)]

    def _pack(self, vectors: NDArray[np.float32]) -> NDArray[np.uint64]:
        """Return which numbers are above zero without what is common, a bit each, of shape (vectors, words)."""
        bits = np.packbits(vectors > np.outer(vectors @ self._common, self._common), axis=1)
        return np.pad(bits, ((0, 0), (0, -bits.shape[1] % (_WORD // 8)))).view(np.uint64)


def _find_common(vectors: NDArray[np.float16]) -> NDArray[np.float32]:
    """Return the direction, of length 1, in which the vectors stand in the mean; 0 where there are none."""
    sample = vectors[:: max(1, len(vectors) // _SAMPLE)].astype(np.float32)
    mean: NDArray[np.float32] = sample.sum(axis=0, dtype=np.float32)
    return mean / max(np.linalg.norm(mean).astype(np.float32), np.float32(1e-9))


def _count_differences(signs: NDArray[np.uint64], own: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """Return in how many places each of these signs, of shape (words, vectors), differs from a vector's own."""
    differ = np.zeros(signs.shape[1], dtype=np.uint16)
    for start in range(0, len(differ), _BLOCK):
        for word, mine in zip(signs[:, start : start + _BLOCK], own, strict=True):
            differ[start : start + _BLOCK] += np.bitwise_count(word ^ mine)
    return differ
