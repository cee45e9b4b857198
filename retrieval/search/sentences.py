"""Matched sentences: what officials say in the passages of a ranking, sentence by sentence, with how well each matches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from archive import OFFICIAL_VOICES, Passage
from language import split_sentences
from retrieval.query import is_said
from retrieval.search.late_interaction import Interaction
from retrieval.search.retriever import Ranking
from retrieval.spans import Span

LONGEST = 450  # characters: a longer sentence says too much to contradict one word or number
# Of the weight of the question's words: of those around a word or number of it, and of all, that stand around another as well.
SHARED_AROUND, SHARED = 0.38, 0.20


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedSentence:
    """A sentence, how well it answers the question's tokens (late interaction), and where it begins among its passage's."""

    span: Span
    match: float
    interaction: Interaction
    offset: int


def match_sentences(ranking: Ranking) -> list[MatchedSentence]:
    """Return the officials' sentences of a ranking's passages, best match first."""
    return sorted(_match(ranking), key=lambda one: -one.match)


def is_of_the_same(around: AbstractSet[str], other: AbstractSet[str], weights: Mapping[str, float]) -> bool:
    """Whether enough of the stems around a word of the question, all of them in ``weights``, stand around another as well."""
    shared = sum(weights[one] for one in around & other)
    return shared >= SHARED_AROUND * sum(weights[one] for one in around) and shared >= SHARED * sum(weights.values())


def _match(ranking: Ranking) -> Iterator[MatchedSentence]:
    for passage, interaction in zip(ranking.passages, ranking.interactions, strict=True):
        if passage.voice not in OFFICIAL_VOICES:
            continue
        before = len(passage.context) + 1
        for start, end in split_sentences(passage.text):
            yield MatchedSentence(
                span=Span(passage=passage, start=passage.start + start, end=passage.start + end),
                match=interaction.score(start + before, end + before),
                interaction=interaction,
                offset=start + before,
            )


def split_passages(passages: Sequence[Passage]) -> list[tuple[Passage, int, int, int]]:
    """Return (passage, rank, start, end) of every sentence once, offsets in the release."""
    seen: set[tuple[str, int]] = set()
    spans: list[tuple[Passage, int, int, int]] = []
    for rank, passage in enumerate(passages):
        for start, end in split_sentences(passage.text):
            place = (passage.release_id, passage.start + start)
            if place not in seen and is_said(passage.text[start:end]):
                seen.add(place)
                spans.append((passage, rank, passage.start + start, passage.start + end))
    return spans
