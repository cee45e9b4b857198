"""Releases over time: counted by year, month or day, so that a bar that is chosen opens into shorter ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from retrieval.browsing.found import Bar, BarUnit, Histogram

# Days of a period that is still shown by day, and by month: about as many bars as a narrow window has room for.
BY_DAY, BY_MONTH = 62, 1100
_DECEMBER = 12


def count_over_time(days: NDArray[np.int64], since: date | None, until: date | None) -> Histogram:
    """Return how many of these days (ordinals; 0 is none) lie in each year, month or day of the period.

    Without a period all of them are shown; a period of one day is shown within its month.
    """
    dated = days[days > 0]
    if not len(dated):
        return Histogram(unit=BarUnit.DAY, bars=())
    first = since or date.fromordinal(int(dated.min()))
    last = max(first, until or date.fromordinal(int(dated.max())))
    if since and since == until:
        first, last = since.replace(day=1), _next(since.replace(day=1), BarUnit.MONTH) - timedelta(days=1)
    unit = _unit(first, last)
    starts = list(takewhile(lambda start: start <= last, _starts(first, unit)))
    ends = [_next(start, unit) - timedelta(days=1) for start in starts]
    if since or until:  # no more than was asked for
        starts, ends = [max(starts[0], first), *starts[1:]], [*ends[:-1], min(ends[-1], last)]
    counts = _count(dated, [start.toordinal() for start in starts], last=ends[-1].toordinal())
    narrowed = since is not None or until is not None
    return Histogram(
        unit=unit,
        bars=tuple(
            Bar(
                first=start, last=end, count=count,
                chosen=narrowed and end >= (since or date.min) and start <= (until or date.max),
            )
            for start, end, count in zip(starts, ends, counts, strict=True)
        ),
    )  # fmt: skip


def _unit(first: date, last: date) -> BarUnit:
    length = (last - first).days + 1
    return BarUnit.DAY if length <= BY_DAY else BarUnit.MONTH if length <= BY_MONTH else BarUnit.YEAR


def _starts(first: date, unit: BarUnit) -> Iterator[date]:
    start = first
    if unit is not BarUnit.DAY:
        start = first.replace(day=1) if unit is BarUnit.MONTH else first.replace(month=1, day=1)
    while True:
        yield start
        start = _next(start, unit)


def _next(start: date, unit: BarUnit) -> date:
    if unit is BarUnit.DAY:
        return start + timedelta(days=1)
    if unit is BarUnit.YEAR or start.month == _DECEMBER:
        return date(start.year + 1, 1, 1)
    return date(start.year, start.month + 1, 1)


def _count(days: NDArray[np.int64], starts: list[int], *, last: int) -> list[int]:
    counts = [0] * len(starts)
    values, found = np.unique(days[(days >= starts[0]) & (days <= last)], return_counts=True)
    for day, count in zip(values, found, strict=True):
        counts[bisect_right(starts, int(day)) - 1] += int(count)
    return counts
