"""Releases over time: the unit of the bars, what they count, and how a bar opens into shorter ones."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from retrieval.browsing.found import BarUnit
from retrieval.browsing.over_time import count_over_time

DAYS = [date(2031, 1, 5), date(2031, 1, 5), date(2031, 3, 9), date(2032, 12, 31)]


def ordinals(*days: date) -> np.ndarray:
    return np.array([0, *(day.toordinal() for day in days)], dtype=np.int64)


@pytest.mark.parametrize(
    ("days", "since", "until", "unit", "counts"),
    [
        (DAYS[:2], None, None, BarUnit.DAY, [2]),
        (DAYS[:3], None, None, BarUnit.MONTH, [2, 0, 1]),
        (DAYS, None, None, BarUnit.MONTH, [2, 0, 1, *[0] * 20, 1]),
        ([*DAYS, date(2036, 2, 1)], None, None, BarUnit.YEAR, [3, 1, 0, 0, 0, 1]),
        (DAYS, date(2031, 1, 1), date(2031, 1, 31), BarUnit.DAY, [0, 0, 0, 0, 2, *[0] * 26]),
        (DAYS, date(2031, 1, 1), date(2031, 12, 31), BarUnit.MONTH, [2, 0, 1, *[0] * 9]),
        (DAYS, date(2031, 1, 5), date(2031, 1, 5), BarUnit.DAY, [0, 0, 0, 0, 2, *[0] * 26]),  # within its month
        (DAYS, date(2032, 12, 30), None, BarUnit.DAY, [0, 1]),
        (DAYS, date(2040, 1, 1), None, BarUnit.DAY, [0]),
        ([], None, None, BarUnit.DAY, []),
    ],
)
def test_bars(days: list[date], since: date | None, until: date | None, unit: BarUnit, counts: list[int]) -> None:
    histogram = count_over_time(ordinals(*days), since, until)
    assert (histogram.unit, [bar.count for bar in histogram.bars]) == (unit, counts)


def test_bars_lie_end_to_end_and_only_those_of_the_period_are_chosen() -> None:
    bars = count_over_time(ordinals(*DAYS), date(2031, 1, 20), date(2031, 6, 10)).bars
    assert (bars[0].first, bars[-1].last) == (date(2031, 1, 20), date(2031, 6, 10))
    assert all(one.last.toordinal() + 1 == other.first.toordinal() for one, other in pairwise(bars))
    assert all(bar.chosen for bar in bars)
    day = count_over_time(ordinals(*DAYS), DAYS[0], DAYS[0]).bars
    assert [bar.first for bar in day if bar.chosen] == [DAYS[0]]
    assert not any(bar.chosen for bar in count_over_time(ordinals(*DAYS), None, None).bars)
