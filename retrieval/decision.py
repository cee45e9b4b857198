"""Decision: whether the evidence is good enough to answer, as a probability fitted on questions with known answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Logistic regression with classes balanced, each weight held to the sign that reason gives it (November 2026), on the
# development set: its 170 answerable questions (one whose answer came out wrong counts .6); its 43 near misses; the 170 once
# more, with the releases that answer them left out; and 60 questions of general knowledge (``benchmarks.fit`` does it again).
# Cross-validated, ranking and sentences included, at the caution that refuses .72 of the near misses: of what was left out .51
# is refused, of general knowledge .95, and of the single answerable questions .26, mostly those that would have been answered
# wrong (right .61 and wrong .13 of all, from .73 and .27 when all are answered). Signs are held, because whoever writes a near
# miss writes it near a text: freely fitted on those alone, closeness counts against an answer.
INTERCEPT = -9.98
SHARE, BEST, UNKNOWN, ASKED, EVADED, TOPIC = 1.67, 0.06, -1.89, -4.8, -1.88, 17.0
ON_TOPIC = 0.50  # cosine: a passage nearer than this tells no more
FURTHEST = -0.30  # difference of cosines: a reporter's question further off tells no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a decision rests on.

    ``share`` is the first passage's share of the probability of all that were ranked, ``best`` the best sentence's score;
    ``nearest`` the largest cosine similarity of any official passage to the question; ``unknown`` whether the question names
    what the archive never does; ``asked`` the largest similarity of any reporter's question, and ``evaded`` of one that was
    not answered: what reporters asked in these words, officials did not say in these words. 0 where there is none.
    """

    share: float
    best: float
    nearest: float
    unknown: bool
    asked: float
    evaded: float


def probability(grounds: Grounds) -> float:
    """Return how likely it is that the archive answers the question, 0 to 1."""
    asked, evaded = (max(FURTHEST, one - grounds.nearest) for one in (grounds.asked, grounds.evaded))
    odds = INTERCEPT + SHARE * grounds.share + BEST * grounds.best + UNKNOWN * grounds.unknown + ASKED * asked
    odds += EVADED * evaded + TOPIC * min(grounds.nearest, ON_TOPIC)
    return 1 / (1 + math.exp(-odds))


def share_of_best(scores: Sequence[float]) -> float:
    """Return the share of the probability that the best of these scores, logarithms of odds, has; 0 of none."""
    return 1 / sum(math.exp(one - max(scores)) for one in scores) if scores else 0.0
