"""Matched sentences: what officials say in the passages of a ranking, with how well each sentence answers the question."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from archive import OFFICIAL_VOICES
from retrieval.search import RankedSentence, Ranking
from retrieval.weights import Premises


def match_sentences(ranking: Ranking) -> list[RankedSentence]:
    """Return the officials' sentences of a ranking's passages, best match first."""
    said = [
        sentence
        for sentences in ranking.sentences
        for sentence in sentences
        if sentence.passage.voice in OFFICIAL_VOICES
    ]
    return sorted(said, key=lambda sentence: -sentence.match)


def is_of_the_same(
    around: AbstractSet[str], other: AbstractSet[str], rarity: Mapping[str, float], bounds: Premises
) -> bool:
    """Whether enough of the stems around a word of the question, all of them in ``rarity``, stand around another as well."""
    shared = sum(rarity[stem] for stem in around & other)
    enough = shared >= bounds.shared_around * sum(rarity[stem] for stem in around)
    return enough and shared >= bounds.shared * sum(rarity.values())
