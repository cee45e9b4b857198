"""Evidence: the sentences of the retrieved passages, weighed by how well they bear on the question."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.releases import Passage
from archive.sentences import split_sentences
from retrieval.expected import holds_expected, is_said
from retrieval.late import Interaction
from retrieval.words import content_words, stem, stems

WEIGHED_PASSAGES = 8
# Weights of a sentence's score, the logarithm of its odds: its own match, its passage's, its passage's place, and whether it
# holds the number or time asked for. Fitted as ``retrieval/ranking.py`` tells, on the same questions. By cross-validation
# there, a sentence of the gold quotation is the first of 110 single questions for .55, among the first four for .74 and the
# first ten for .82; by the cosine of each sentence, its words and the same other features, .47, .66 and .76.
MATCH, PASSAGE, RANK, EXPECTED = 16.6, 4.3, 2.55, 2.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a passage: where it stands in its release, and how it bears on the question.

    ``match`` is how well its tokens answer the question's (late interaction), ``passage_match`` the same of its passage with
    its context, ``rank`` its passage's rank from 0, ``score`` the whole.
    """

    passage: Passage
    start: int
    end: int
    text: str
    match: float
    passage_match: float
    rank: int
    score: float


def weigh_sentences(question: str, passages: Sequence[Passage], interactions: Sequence[Interaction]) -> list[Sentence]:
    """Return the sentences of the first passages, best first.

    ``interactions`` are what the question's tokens found in each passage's context, a line break, and its text.
    """
    found: list[Sentence] = []
    wholes = [one.score() for one in interactions[:WEIGHED_PASSAGES]]
    for passage, rank, start, end in _sentence_spans(passages[:WEIGHED_PASSAGES]):
        text = passage.text[start - passage.start : end - passage.start]
        offset = len(passage.context) + 1 - passage.start
        match, whole = interactions[rank].score(start + offset, end + offset), wholes[rank]
        score = MATCH * match + PASSAGE * whole + RANK / (1 + rank) + EXPECTED * holds_expected(question, text)
        found.append(
            Sentence(passage=passage, start=start, end=end, text=text, match=match, passage_match=whole, rank=rank, score=score)
        )  # fmt: skip
    return sorted(found, key=lambda one: -one.score)


def weigh_words(question: str, frequencies: Mapping[str, int], passages: int) -> dict[str, float]:
    """Return the weight of each content stem of a question: its inverse document frequency (Robertson and Sparck Jones 1976)."""
    weights: dict[str, float] = {}
    for word in content_words(question):
        seen = frequencies.get(word, 0)
        weights[stem(word)] = math.log(1 + (passages - seen + 0.5) / (seen + 0.5))
    return weights


def share_of(weights: Mapping[str, float], text: str) -> float:
    """Return the weighted share of the question's stems that a text holds, 0 to 1; 0 where the question has none."""
    whole = sum(weights.values())
    held = stems(text)
    return sum(weight for word, weight in weights.items() if word in held) / whole if whole else 0.0


def _sentence_spans(passages: Sequence[Passage]) -> list[tuple[Passage, int, int, int]]:
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
