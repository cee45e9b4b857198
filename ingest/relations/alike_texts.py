"""Alike texts: which texts of an archive share most of their words, in the same order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import combinations
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from datasketch import MinHash

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHINGLE = 3  # words
# Bands and rows (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4): two texts of which one word in ten was
# changed share half of their shingles, and meet in a band with a probability of 0.996.
_BANDS, _ROWS = 42, 3
_EDGE = 60  # words: where a place, an hour or a list of those present may stand
_FEWEST_WORDS = 8  # a shorter text is like many by chance


class NumberedTexts:
    """Many texts, each as a row of numbers: one number for each word, in whatever case it is written; read where it is needed."""

    def __init__(self, texts: Sequence[str], signatures: Sequence[bytes]) -> None:
        """Take the texts, and what ``sign_text`` returns of each."""
        self._texts = texts
        self._signatures = signatures
        self._numbers: dict[str, int] = {}
        self._read: dict[int, NDArray[np.uint32]] = {}

    def _row(self, position: int) -> NDArray[np.uint32]:
        if position not in self._read:
            numbers = self._numbers
            words = words_of(self._texts[position])
            self._read[position] = np.array([numbers.setdefault(word, len(numbers)) for word in words], dtype=np.uint32)
        return self._read[position]

    def similarity(self, one: int, other: int, *, least: float = 0.0) -> float:
        """Return the share of both texts' words that are in both in the same order, 0 to 1; 0 where less than ``least``."""
        ours, theirs = self._row(one), self._row(other)
        whole = len(ours) + len(theirs)
        if not whole or 2 * min(len(ours), len(theirs)) < least * whole:
            return 0.0
        return float(Indel.normalized_similarity(ours.tolist(), theirs.tolist(), score_cutoff=least))

    def is_whole_in(self, one: int, other: int) -> bool:
        """Whether the texts are the same, except that one has a run of words more, near its beginning or its end."""
        shorter, longer = sorted((self._row(one), self._row(other)), key=len)
        before = _equal_at_start(shorter, longer)
        after = _equal_at_start(shorter[::-1], longer[::-1])
        at_edge = min(before, after) <= _EDGE or len(shorter) == len(longer)
        return before + after >= len(shorter) and at_edge

    def find_alike(self, *, least: float) -> list[tuple[int, int, float]]:
        """Return (one, other, similarity) of the texts that are ``least`` similar or more, one < other, in order.

        Found by MinHash and locality-sensitive hashing (Broder 1997; Indyk and Motwani 1998), then compared word by word.
        """
        return [
            (one, other, similarity)
            for one, other in sorted(self._candidates)
            if (similarity := self.similarity(one, other, least=least)) >= least
        ]

    @cached_property
    def _candidates(self) -> set[tuple[int, int]]:
        signed = np.flatnonzero([bool(signature) for signature in self._signatures])
        if not len(signed):
            return set()
        rows = np.frombuffer(b"".join(self._signatures), dtype="<u4").reshape(len(signed), _BANDS, _ROWS)
        found: set[tuple[int, int]] = set()
        for band in range(_BANDS):
            alike: dict[bytes, list[int]] = {}
            for position, key in zip(signed.tolist(), map(bytes, rows[:, band]), strict=True):
                alike.setdefault(key, []).append(position)
            found.update(pair for positions in alike.values() for pair in combinations(positions, 2))
        return found


def sign_text(text: str) -> bytes:
    """Return what tells whether another text may be like this one, to be kept: its MinHash, b'' for a text of few words."""
    words = words_of(text)
    if len(words) < _FEWEST_WORDS:
        return b""
    signature = _template().copy()
    signature.update_batch(_shingles(np.array([crc32(word.encode()) for word in words], dtype=np.uint32)).tolist())
    return bytes(signature.hashvalues.astype("<u4").tobytes())


@cache
def _template() -> MinHash:
    """Return the MinHash of no words."""
    from datasketch import MinHash  # SciPy comes with it, which takes a second to load: questions must not pay for it

    return MinHash(num_perm=_BANDS * _ROWS, seed=1, hashfunc=int, scheme="affine32")


def _equal_at_start(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> int:
    """Return how many words two texts begin with alike."""
    shared = min(len(one), len(other))
    different = np.flatnonzero(one[:shared] != other[:shared])
    return int(different[0]) if len(different) else shared


def _shingles(words: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return a 32-bit hash of every run of three words, each once (multiply and shift; Dietzfelbinger et al. 1997)."""
    hashes = np.zeros(len(words) - _SHINGLE + 1, dtype=np.uint64)
    for offset in range(_SHINGLE):
        word = words[offset : len(words) - _SHINGLE + 1 + offset].astype(np.uint64) + np.uint64(1)
        hashes = (hashes ^ word) * np.uint64(0x9E3779B97F4A7C15)
        hashes ^= hashes >> np.uint64(29)
    found: NDArray[np.uint64] = np.unique(hashes >> np.uint64(32))
    return found


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, in lower case."""
    return _WORD.findall(text.casefold())
