"""Evidence: the sentences of the retrieved passages, weighed by how well they bear on the question."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.embedder import Embedder
from archive.releases import Passage
from archive.sentences import split_sentences
from retrieval.expected import holds_expected, is_said
from retrieval.words import content_words, stem, stems

WEIGHED_PASSAGES = 8
# Weights of a sentence's score, chosen on the development questions on a broad plateau: its meaning, its words, its
# passage's words, its passage's rank, whether it holds the number or time asked for, whether its speaker is asked about.
MEANING, WORDS, AROUND, RANK, EXPECTED, SPEAKER = 0.50, 0.15, 0.15, 0.20, 0.10, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a passage: where it stands in its release, and how it bears on the question.

    ``cosine`` is its similarity to the question, ``overlap`` the share of the question's words that it holds, weighed by
    how rare each is in the archive (0 to 1), ``around`` the same of its passage with its context, ``rank`` its passage's
    rank from 0, ``score`` the whole.
    """

    passage: Passage
    start: int
    end: int
    text: str
    cosine: float
    overlap: float
    around: float
    rank: int
    score: float


def weigh_sentences(
    question: str,
    question_vector: NDArray[np.float32],
    passages: Sequence[Passage],
    *,
    embedder: Embedder,
    weights: Mapping[str, float],
) -> list[Sentence]:
    """Return the sentences of the first passages, best first; ``weights`` gives each stem of the question its rarity."""
    spans = _sentence_spans(passages[:WEIGHED_PASSAGES])
    if not spans:
        return []
    texts = [passage.text[start - passage.start : end - passage.start] for passage, _, start, end in spans]
    cosines = embedder.embed(texts) @ question_vector
    asked = stems(question)
    found: list[Sentence] = []
    for (passage, rank, start, end), text, cosine in zip(spans, texts, cosines, strict=True):
        overlap, around = share_of(weights, text), share_of(weights, f"{passage.context} {passage.text}")
        score = MEANING * float(cosine) + WORDS * overlap + AROUND * around + RANK / (1 + rank)
        score += EXPECTED * holds_expected(question, text) + SPEAKER * _is_asked_about(passage.speaker, asked)
        found.append(
            Sentence(passage=passage, start=start, end=end, text=text, cosine=float(cosine), overlap=overlap,
                     around=around, rank=rank, score=score)
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


def _is_asked_about(speaker: str | None, asked: frozenset[str]) -> bool:
    return bool(speaker) and stem(str(speaker).split()[-1]) in asked


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
