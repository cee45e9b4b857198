"""Evidence: the sentences of the retrieved passages, weighed by how well they bear on the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from archive import Embedder, Generation, Passage
from retrieval.citations import keep_asked
from retrieval.query import Part, read_expected
from retrieval.search import LATE_WEIGHTS, Interaction, Ranking, interact_alone, split_passages

WEIGHED_PASSAGES = 8
# What is known of a sentence, and how much each counts for its score, the logarithm of its odds: ``gain``, how much better it
# answers the question's tokens than its passage's context does, so title, day, speaker and the reporter's question; ``about``,
# how much of it is about the question; ``lead``, how far its passage is behind the best one's score (0 or less); and whether
# it holds the number, the time or the reason asked for. Fitted as ``search/ranking.py`` tells, on the same questions. By
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
    what ranked the passages, as ``retrieval/search/ranking.py`` has them.
    """
    found: list[Sentence] = []
    best = max(scores, default=0.0)
    expected = read_expected(question)
    first = passages[:WEIGHED_PASSAGES]
    known = [interactions[rank].find(0, len(passage.context)) for rank, passage in enumerate(first)]
    for passage, rank, start, end in split_passages(first):
        text = passage.text[start - passage.start : end - passage.start]
        offset = len(passage.context) + 1 - passage.start
        gain, about = interactions[rank].bear(start + offset, end + offset, known=known[rank])
        holds = (float(held is not None and held.search(text) is not None) for held in expected)
        features = (gain, about, scores[rank] - best, *holds)
        score = sum(WEIGHTS[name] * value for name, value in zip(FEATURES, features, strict=True))
        found.append(Sentence(passage=passage, start=start, end=end, text=text, features=features, score=score))
    return sorted(found, key=lambda one: -one.score)


def weigh_parts(
    generation: Generation, embedder: Embedder, ranking: Ranking, parts: Sequence[Part]
) -> tuple[tuple[Sentence, ...], ...]:
    """Return the sentences for each part of a question, best first; ``ranking`` is the whole question's.

    Each later part is embedded.
    """
    first, *later = parts
    found = [weigh_first(first, ranking)]
    found += [
        weigh_later(part, ranking, interact_alone(generation, embedder, part.text, ranking.ids)) for part in later
    ]
    return tuple(tuple(keep_asked(one, ranking.selection, generation.catalogue)) for one in found)


def weigh_first(part: Part, ranking: Ranking) -> list[Sentence]:
    """Return the sentences of a ranking's first passages as they bear on the first part of its question, best first."""
    weights = ranking.own_tokens.weigh_part(part.start, part.end)
    interactions = [replace(one, weights=weights) for one in ranking.interactions]
    return weigh_sentences(part.text, ranking.passages, interactions, ranking.scores)


def weigh_later(part: Part, ranking: Ranking, alone: Sequence[Interaction]) -> list[Sentence]:
    """Return the sentences of the passages of a ranking that come first for a later part of its question, best first.

    ``alone`` are what the part's tokens, read alone, found in each passage of the ranking.
    """
    found = [one.score() for one in alone]
    scores = [score + LATE_WEIGHTS["own late"] * more for score, more in zip(ranking.scores, found, strict=True)]
    order = np.argsort(-np.array(scores), kind="stable").tolist()
    return weigh_sentences(
        part.text,
        [ranking.passages[i] for i in order],
        [alone[i].beside(ranking.interactions[i]) for i in order],
        [scores[i] for i in order],
    )
