"""Opposites: of two words, the one says what cannot be so where the other is: 'raise' and 'cut', 'approve' and 'reject'."""

from __future__ import annotations

from functools import cache

from language.vocabulary import entry
from language.words import stem


def contraries_of(stemmed: str) -> frozenset[str]:
    """Return the stems of the words that are contrary to one with this stem."""
    return _read_sides().get(stemmed, frozenset())


@cache
def _read_sides() -> dict[str, frozenset[str]]:
    contraries: dict[str, frozenset[str]] = {}
    for pair in entry("opposites.sides"):
        left, right = (frozenset(map(stem, side.split())) for side in pair)
        for side, other in ((left, right), (right, left)):
            for word in side:
                contraries[word] = contraries.get(word, frozenset()) | (other - side)
    return contraries
