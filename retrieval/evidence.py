"""Evidence: the sentences of the retrieved passages, weighed by how well they bear on the question."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.releases import Passage
from archive.sentences import split_sentences
from retrieval.expected import is_said, read_expected
from retrieval.late import Interaction
from retrieval.words import content_words, stem, stems

WEIGHED_PASSAGES = 8
# What is known of a sentence, and how much each counts for its score, the logarithm of its odds: ``gain``, how much better it
# answers the question's tokens than its passage's context does, so title, day, speaker and the reporter's question; ``about``,
# how much of it is about the question; ``lead``, how far its passage is behind the best one's score (0 or less); and whether
# it holds the number, the time or the reason asked for. Fitted as ``retrieval/ranking.py`` tells, on the same questions. By
# cross-validation there, a sentence of the gold quotation is the first of 110 single questions for .54, among the first four
# for .77 and the first ten for .85. Mean negative log-likelihood of the gold sentence, of 141 questions (November 2026): 1.81
# with the whole match (``Interaction.score``), its passage's match and place, and number or time as one; with about 1.75; with
# lead for match and place of the passage 1.72; with number, time and reason apart 1.65; with gain for the match 1.58, by the
# square root of the weights 1.56. The sentence's own embedding would add .02, at 6 ms a sentence. Tried and dropped, as they
# gave nothing: the mean of the kept tokens as the sentence's vector, the neighbours' match, the place in the passage, the
# length, the share of the question's words, names where somebody is asked for, whether the sentence is a question.
FEATURES = ("gain", "about", "lead", "number", "time", "reason")
WEIGHTS: dict[str, float] = {
    "gain": 18.5, "about": 11.0, "lead": 0.79, "number": 5.9, "time": 1.4, "reason": 3.35,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a passage: where it stands in its release, and how it bears on the question.

    ``features`` are those of FEATURES, ``score`` the whole.
    """

    passage: Passage
    start: int
    end: int
    text: str
    features: tuple[float, ...]
    score: float


def weigh_sentences(
    question: str, passages: Sequence[Passage], interactions: Sequence[Interaction], scores: Sequence[float]
) -> list[Sentence]:
    """Return the sentences of the first passages, best first.

    ``interactions`` are what the question's tokens found in each passage's context, a line break, and its text; ``scores``
    what ranked the passages, as ``retrieval/ranking.py`` has them.
    """
    found: list[Sentence] = []
    best = max(scores, default=0.0)
    expected = read_expected(question)
    first = passages[:WEIGHED_PASSAGES]
    known = [interactions[rank].find(0, len(passage.context)) for rank, passage in enumerate(first)]
    for passage, rank, start, end in _sentence_spans(first):
        text = passage.text[start - passage.start : end - passage.start]
        offset = len(passage.context) + 1 - passage.start
        gain, about = interactions[rank].bear(start + offset, end + offset, known=known[rank])
        holds = (float(held is not None and held.search(text) is not None) for held in expected)
        features = (gain, about, scores[rank] - best, *holds)
        score = sum(WEIGHTS[name] * value for name, value in zip(FEATURES, features, strict=True))
        found.append(Sentence(passage=passage, start=start, end=end, text=text, features=features, score=score))
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
