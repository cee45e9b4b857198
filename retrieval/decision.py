"""Decision: whether the evidence is good enough to answer, as a probability fitted on questions with known answers."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

# DECISION_CARD
INTERCEPT = 0.0
WEIGHTS: dict[str, float] = {"sentence": 1.0, "lead": 1.0, "passage": 1.0, "unknown": -1.0, "asked": -1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a decision rests on.

    ``sentence`` is the best sentence's score, ``lead`` the share of the candidates' probability that the first passage has,
    ``passage`` the largest cosine similarity of any official passage, ``unknown`` 1 where the question names what the
    archive never does, else 0, and ``asked`` how much nearer the nearest reporter's question is than the nearest official
    passage: what reporters asked in these words, officials did not say in these words.
    """

    sentence: float
    lead: float
    passage: float
    unknown: float
    asked: float


def probability(grounds: Grounds) -> float:
    """Return how likely it is that the archive answers the question, 0 to 1."""
    return 1 / (1 + math.exp(-(INTERCEPT + sum(WEIGHTS[name] * value for name, value in asdict(grounds).items()))))
