"""Answerability: whether the evidence is good enough to answer, as a probability learned from questions with known answers.

Each weight has the sign that reason gives it, because whoever writes a near miss writes it near a text: fitted freely on near
misses, closeness counts against an answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.weights import Answerability


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a decision rests on.

    ``share`` is how much of the probability of all passages that were ranked lies with the first, or with those that hold all
    that is asked (``concentration``); ``best`` is the best sentence's score; ``nearest`` the largest cosine of any
    official passage to the question; ``match`` how well the first passage answers its tokens; ``held`` the share of its
    words, by their rarity, that any passage found holds; ``among`` how many passages were searched, and ``passages`` how many
    the archive has; ``unknown`` whether the question names what the archive never does; ``asked`` the largest cosine of any
    reporter's question, and ``evaded`` of one that was not answered: what reporters asked in these words, officials did not
    say in these words. 0 where there is none.
    """

    share: float
    best: float
    nearest: float
    match: float
    held: float
    among: int
    passages: int
    unknown: bool
    asked: float
    evaded: float

    def measure(self, bounds: Answerability) -> tuple[float, ...]:
        """Return the features of ``AnswerabilityWeights``.

        What the archive never names tells the more, the larger it is (in one of ``large`` passages half of what it may), or the
        less it holds of the question's other words: a name may be called otherwise in a release that is about the rest.
        """
        asked, evaded = (max(bounds.furthest, cosine - self.nearest) for cosine in (self.asked, self.evaded))
        unknown = self.unknown * max(self.passages / (self.passages + bounds.large), (1 - self.held) ** 2)
        return self.share, self.best, unknown, asked, evaded, min(self.topic(bounds), bounds.topic.enough)

    def measure_topic(self) -> tuple[float, ...]:
        """Return the features of ``TopicWeights``."""
        return self.nearest, self.match, self.held, math.log(max(1, self.among))

    def topic(self, bounds: Answerability) -> float:
        """Return the logarithm of the odds that the archive is about what is asked, whether it answers it or not.

        By chance alone one of many passages comes nearer to any question than one of few does.
        """
        return bounds.topic.intercept + float(np.dot(self.measure_topic(), bounds.topic.weights.vector))


def probability(grounds: Grounds, answerability: Answerability) -> float:
    """Return how likely it is that the archive answers the question, 0 to 1."""
    odds = answerability.intercept + float(np.dot(grounds.measure(answerability), answerability.weights.vector))
    return 1 / (1 + math.exp(-odds))


def concentration(scores: Sequence[float], coverage: Sequence[float], *, all_asked: float) -> float:
    """Return how much of the probability of ranked passages lies with the first, or with those that hold nearly all asked.

    ``scores`` are logarithms of odds, best first; ``coverage`` is the share of the question's words that each passage holds,
    of which ``all_asked`` counts as all. A narrow question is answered by one passage, and no other holds all its words; a
    broad one ('What was said about visas?') by many, of which none has much more than another.
    """
    odds = [math.exp(score - max(scores)) for score in scores]
    whole = sum(share for share, held in zip(odds, coverage, strict=True) if held >= all_asked)
    return max(odds[0], whole) / sum(odds) if odds else 0.0
