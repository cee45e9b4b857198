"""Refusal: what would be risked at every degree of caution, not only at the one that is set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.judging import Judgement, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """One point of the curve, in shares from 0 to 1.

    Answering only from ``confidence`` up answers ``coverage`` of the questions, and ``risk`` of those wrongly.
    """

    confidence: float
    coverage: float
    risk: float


def risk_coverage(judgements: Sequence[Judgement]) -> list[Risk]:
    """Return the risk/coverage curve (El-Yaniv and Wiener 2010), from the most confident question to all of them.

    An answer is wrong where it lacks what it must hold, or where the archive does not say. Of a refused question what
    counts is the answer that was kept back (``withheld_right``); questions without a confidence are left out.
    """
    rated = sorted(
        ((one.confidence, _would_be_right(one)) for one in judgements if one.confidence is not None),
        key=lambda pair: -pair[0],
    )
    points: list[Risk] = []
    wrong = 0
    for count, (confidence, right) in enumerate(rated, 1):
        wrong += not right
        # Questions of equal confidence are answered together or not at all.
        if count == len(rated) or rated[count][0] < confidence:
            points.append(Risk(confidence=confidence, coverage=count / len(rated), risk=wrong / count))
    return points


def area_under_risk(points: Sequence[Risk]) -> float:
    """Return the area under the curve, 0 to 1: each point's risk over the coverage that it adds; nan without points."""
    if not points:
        return float("nan")
    before = [0.0, *(point.coverage for point in points)]
    return sum(point.risk * (point.coverage - start) for point, start in zip(points, before, strict=False))


def _would_be_right(one: Judgement) -> bool:
    if not one.answerable:
        return False
    return one.outcome is Outcome.RIGHT or one.withheld_right is True
