"""Rarity: how much a word of a question tells, by how few passages hold it.

A small archive's own counts tell little of that: where one release is all there is, each of its passages holds its topic. So what
people write elsewhere, by a dictionary that counts words, counts as some passages more.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from spellchecker import SpellChecker

from language.words import content_words, stem

ELSEWHERE = 100  # ordinary passages that count beside the archive's own
WORDS = 100  # of an ordinary passage
_RARE = (
    5e-6  # of all words: what is rarer is held by one passage in two thousand, and tells them apart as well as can be
)


def weigh_words(
    question: str, frequencies: Mapping[str, int], passages: int, languages: Sequence[str] = ()
) -> dict[str, float]:
    """Return the weight of each content stem of a question: its inverse document frequency (Robertson and Sparck Jones 1976).

    ``frequencies`` says how many of so many passages hold each word. With the ``languages`` that these are in, what people write
    elsewhere counts beside them.
    """
    weights: dict[str, float] = {}
    elsewhere = ELSEWHERE if languages else 0
    whole = passages + elsewhere
    for word in content_words(question):
        seen = frequencies.get(word, 0) + elsewhere * share_elsewhere(word, languages)
        weights[stem(word)] = math.log(1 + (whole - seen + 0.5) / (seen + 0.5))
    return weights


def share_elsewhere(word: str, languages: Sequence[str]) -> float:
    """Return how many of all ordinary passages hold a word, stemmed, 0 to 1: of the languages, in which most do.

    0 for what is rare, so for most names, and in a language that there is no dictionary for.
    """
    used = max((_shares(language).get(stem(word), 0.0) for language in languages), default=0.0)
    return 1 - math.exp(-WORDS * used)


@cache
def _shares(language: str) -> Mapping[str, float]:
    """Return the share of all words that each stem has in a language, without the rare ones; empty without a dictionary."""
    if language not in SpellChecker.languages():
        return {}
    counts = SpellChecker(language=language).word_frequency.dictionary
    whole = sum(counts.values())
    shares: defaultdict[str, float] = defaultdict(float)
    for word, count in counts.items():
        if count > _RARE * whole:
            shares[stem(word)] += count / whole
    return shares
