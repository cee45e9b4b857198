"""Decision: whether the evidence is good enough to answer, as a probability fitted on questions with known answers."""

from __future__ import annotations

import math
from dataclasses import dataclass

# Logistic regression with classes balanced, each weight held to the sign that reason gives it (November 2026): 231
# answerable questions about two archives of very different size (the development set and the sample's; one whose answer
# came out wrong counts .6), 63 near misses about them, and 60 questions of general knowledge put to the larger one.
# Cross-validated, at a caution of .58: of the development set's unanswerable questions .70 are refused, of general
# knowledge .93, and of its answerable ones .27, mostly those that would have been answered wrong (right .58 and wrong .15
# of all, from .69 and .31 when all are answered). Without a sign held fixed, closeness counts AGAINST an answer, as whoever
# writes a near miss writes it near a text. It does not carry over to the sample's near misses: .35 of 20 are refused.
# ``python -m benchmarks.fit`` fits it in the same way on the question sets that it is given; the general knowledge here was
# the answerable half of CLAPnq, shuffled with seed 5, its first 60, as a set of unanswerable questions.
INTERCEPT = -10.36
SHARE, UNKNOWN, ASKED, EVADED, TOPIC = 1.7, -2.54, -2.67, -2.07, 19.3
ON_TOPIC = 0.50  # cosine: a passage nearer than this tells no more
FURTHEST = -0.30  # difference of cosines: a reporter's question further off tells no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a decision rests on.

    ``share`` is the best sentence's share of the probability of all that were weighed; ``nearest`` the largest cosine
    similarity of any official passage to the question; ``unknown`` whether the question names what the archive never does;
    ``asked`` the largest similarity of any reporter's question, and ``evaded`` of one that was not answered: what reporters
    asked in these words, officials did not say in these words. 0 where there is none.
    """

    share: float
    nearest: float
    unknown: bool
    asked: float
    evaded: float


def probability(grounds: Grounds) -> float:
    """Return how likely it is that the archive answers the question, 0 to 1."""
    asked, evaded = (max(FURTHEST, one - grounds.nearest) for one in (grounds.asked, grounds.evaded))
    odds = INTERCEPT + SHARE * grounds.share + UNKNOWN * grounds.unknown + ASKED * asked + EVADED * evaded
    return 1 / (1 + math.exp(-(odds + TOPIC * min(grounds.nearest, ON_TOPIC))))


def share_of_best(scores: list[float]) -> float:
    """Return the share of the probability that the best of these scores, logarithms of odds, has; 0 of none."""
    return 1 / sum(math.exp(one - max(scores)) for one in scores) if scores else 0.0
