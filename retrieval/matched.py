"""Matched sentences: what officials say in the passages of a ranking, sentence by sentence, with how well each matches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.releases import OFFICIAL_VOICES
from archive.sentences import split_sentences
from retrieval.compose import Span
from retrieval.late import Interaction
from retrieval.retriever import Ranking


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedSentence:
    """A sentence, how well it answers the question's tokens (late interaction), and where it begins among its passage's."""

    span: Span
    match: float
    interaction: Interaction
    offset: int


def match_sentences(ranking: Ranking) -> Iterator[MatchedSentence]:
    """Yield the officials' sentences of a ranking's passages, best passage first, each passage in reading order."""
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
