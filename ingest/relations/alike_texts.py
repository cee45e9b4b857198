"""Alike texts: which texts of an archive share most of their words, in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

import numpy as np
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHINGLE = 3  # words
# Bands and rows (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4): two texts of which one word in ten was
# changed share half of their shingles, and meet in a band with a probability of 0.996.
_BANDS, _ROWS = 42, 3
_EDGE = 60  # words: where a place, an hour or a list of those present may stand
_FEWEST_WORDS = 8  # a shorter text is like many by chance


class NumberedTexts:
    """Many texts, each as a row of numbers: one number for each word, in whatever case it is written."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Number the words of the texts, which are not kept."""
        known: dict[str, int] = {}
        self._rows: list[NDArray[np.uint32]] = [
            np.array([known.setdefault(word, len(known)) for word in words_of(text)], dtype=np.uint32) for text in texts
        ]

    def similarity(self, one: int, other: int, *, least: float = 0.0) -> float:
        """Return the share of both texts' words that are in both in the same order, 0 to 1; 0 where less than ``least``."""
        ours, theirs = self._rows[one], self._rows[other]
        whole = len(ours) + len(theirs)
        if not whole or 2 * min(len(ours), len(theirs)) < least * whole:
            return 0.0
        return float(Indel.normalized_similarity(ours.tolist(), theirs.tolist(), score_cutoff=least))

    def is_whole_in(self, one: int, other: int) -> bool:
        """Whether the texts are the same, except that one has a run of words more, near its beginning or its end."""
        shorter, longer = sorted((self._rows[one], self._rows[other]), key=len)
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
        index = MinHashLSH(num_perm=_BANDS * _ROWS, params=(_BANDS, _ROWS))
        found: set[tuple[int, int]] = set()
        for position, words in enumerate(self._rows):
            if len(words) < _FEWEST_WORDS:
                continue
            signature = MinHash(num_perm=_BANDS * _ROWS, seed=1, hashfunc=int)
            signature.update_batch(_shingles(words).tolist())
            found.update((other, position) for other in index.query(signature))
            index.insert(position, signature, check_duplication=False)
        return found


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
