"""Intervals and tests: known values, the same ones every time."""

from __future__ import annotations

import math

import numpy as np
import pytest

from evaluation.resampling import interval, mcnemar, ratio, ratio_difference, ratio_interval


def column(values: list[float]) -> np.ndarray:
    return np.array([(value, 1.0) for value in values])


IDS = [f"case-{i}" for i in range(100)]
HALF = column([1.0, 0.0] * 50)


def test_a_ratio_of_nothing_is_no_number() -> None:
    assert math.isnan(float(ratio(np.array([0.0, 0.0]))))
    assert float(ratio(np.array([3.0, 4.0]))) == 0.75


def test_the_interval_of_a_share_is_that_of_the_binomial() -> None:
    low, high = ratio_interval(HALF, IDS)
    spread = 1.96 * math.sqrt(0.25 / 100)
    assert low == pytest.approx(0.5 - spread, abs=0.02)
    assert high == pytest.approx(0.5 + spread, abs=0.02)
    assert (low, high) == ratio_interval(HALF, IDS)


def test_turns_of_one_conversation_are_drawn_together() -> None:
    values = column([1.0] * 50 + [0.0] * 50)
    apart = ratio_interval(values, IDS)
    together = ratio_interval(values, [f"conversation-{i // 10}" for i in range(100)])
    assert together[1] - together[0] > 2 * (apart[1] - apart[0])


def test_any_statistic_has_an_interval() -> None:
    low, high = interval(lambda rows: float(HALF[rows, 0].mean()), IDS, resamples=500)
    assert low < 0.5 < high


@pytest.mark.parametrize(
    ("won", "lost", "p"),
    [(0, 0, 1.0), (5, 5, 1.0), (6, 0, 2 * 0.5**6), (10, 2, 2 * (1 + 12 + 66) / 2**12)],
)
def test_mcnemar_is_the_exact_sign_test(won: int, lost: int, p: float) -> None:
    assert mcnemar(won, lost) == pytest.approx(p)
    assert mcnemar(lost, won) == pytest.approx(p)


def test_a_difference_that_is_always_there_is_significant_and_none_is_not() -> None:
    low, high, p = ratio_difference(column([0.0] * 100), HALF, IDS)
    assert 0.3 < low < 0.5 < high < 0.7
    assert p < 0.01
    low, high, p = ratio_difference(HALF, HALF, IDS)
    assert (low, high, p) == (0.0, 0.0, 1.0)
