"""Decision: whether the evidence is good enough to answer, as a probability fitted on questions with known answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Logistic regression with classes balanced, each weight held to the sign that reason gives it (November 2026), on the
# development set: its 170 answerable questions (one whose answer came out wrong counts .6); its 43 near misses; the 170 once
# more, with the releases that answer them left out; and 60 questions of general knowledge (``benchmarks.fit`` does it again).
# Cross-validated, ranking and sentences included, at the caution that refuses .72 of the near misses: of what was left out .55
# is refused, of general knowledge .97, and of the single answerable questions .27, mostly those that would have been answered
# wrong (right .61 and wrong .13 of all, from .74 and .26 when all are answered). Signs are held, because whoever writes a near
# miss writes it near a text: freely fitted on those alone, closeness counts against an answer.
INTERCEPT = -9.89
SHARE, BEST, UNKNOWN, ASKED, EVADED, TOPIC = 1.73, 0.06, -1.88, -4.35, -1.95, 16.8
ALL_ASKED = 0.8  # of the weight of a question's words
ON_TOPIC = 0.50  # cosine: a passage nearer than this tells no more
FURTHEST = -0.30  # difference of cosines: a reporter's question further off tells no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a decision rests on.

    ``share`` is how much of the probability of all passages that were ranked lies with the first, or with those that hold all
    that is asked (``share_of``); ``best`` is the best sentence's score; ``nearest`` the largest cosine similarity of any
    official passage to the question; ``unknown`` whether the question names what the archive never does; ``asked`` the largest
    similarity of any reporter's question, and ``evaded`` of one that was not answered: what reporters asked in these words,
    officials did not say in these words. 0 where there is none.
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


def share_of(scores: Sequence[float], coverage: Sequence[float]) -> float:
    """Return how much of the probability of ranked passages lies with the first, or with those that hold nearly all asked.

    ``scores`` are logarithms of odds, best first; ``coverage`` is the share of the question's words that each passage holds.
    A narrow question is answered by one passage, and no other holds all its words; a broad one ('What was said about visas?')
    by many, of which none has much more than another.
    """
    odds = [math.exp(one - max(scores)) for one in scores]
    whole = sum(one for one, held in zip(odds, coverage, strict=True) if held >= ALL_ASKED)
    return max(odds[0], whole) / sum(odds) if odds else 0.0
