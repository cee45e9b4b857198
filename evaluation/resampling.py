"""Resampling: 95% intervals, and whether two runs differ. Everything is seeded: the same cases give the same figures.

The unit that is drawn is the case: the turns of one conversation lean on each other, so they are drawn together (the
cluster bootstrap; Davison and Hinkley 1997, section 3.8).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

_RESAMPLES = 2000
SEED = 20261125
_LEVEL = 0.95

Array = NDArray[np.float64]


def ratio(sums: Array) -> Array:
    """Return numerator / denominator of the last axis, shape (..., 2) to (...); nan where the denominator is 0."""
    denominator = sums[..., 1]
    found: Array = np.divide(sums[..., 0], denominator, out=np.full(denominator.shape, np.nan), where=denominator > 0)
    return found


def clusters(case_ids: Sequence[str]) -> list[NDArray[np.intp]]:
    """Return the rows of each case, in the order in which the cases first appear."""
    rows: dict[str, list[int]] = {}
    for row, case_id in enumerate(case_ids):
        rows.setdefault(case_id, []).append(row)
    return [np.array(found, dtype=np.intp) for found in rows.values()]


def ratio_interval(columns: Array, case_ids: Sequence[str], *, seed: int = SEED) -> tuple[float, float]:
    """Return the 95% percentile bootstrap interval of a ratio of sums (Efron and Tibshirani 1993, chapter 13).

    ``columns`` has shape (rows, 2): each row's share in the numerator and in the denominator.
    """
    sums = np.array([columns[rows].sum(axis=0) for rows in clusters(case_ids)])
    return _percentiles(ratio(sums[_draws(len(sums), seed)].sum(axis=1)))


def interval(
    statistic: Callable[[NDArray[np.intp]], float],
    case_ids: Sequence[str],
    *,
    seed: int = SEED,
    resamples: int = _RESAMPLES,
) -> tuple[float, float]:
    """Return the same interval of any statistic of drawn rows; draws for which it is nan are left out."""
    groups = clusters(case_ids)
    drawn = _draws(len(groups), seed)[:resamples]
    return _percentiles(np.array([statistic(np.concatenate([groups[i] for i in draw])) for draw in drawn]))


def ratio_difference(
    first: Array, second: Array, case_ids: Sequence[str], *, seed: int = SEED
) -> tuple[float, float, float]:
    """Return (low, high, p) of second minus first by the paired bootstrap: the same draw of cases for both.

    p is two-sided: twice the share of draws on the far side of zero, at most 1 (Efron and Tibshirani 1993, chapter 16).
    """
    groups = clusters(case_ids)
    drawn = _draws(len(groups), seed)
    before, after = (np.array([columns[rows].sum(axis=0) for rows in groups]) for columns in (first, second))
    differences = ratio(after[drawn].sum(axis=1)) - ratio(before[drawn].sum(axis=1))
    differences = differences[~np.isnan(differences)]
    if not len(differences):
        return float("nan"), float("nan"), float("nan")
    # One is added to both, so that no finite number of draws gives a p of 0 (Davison and Hinkley 1997, section 4.2).
    tail = min((differences <= 0).sum(), (differences >= 0).sum())
    low, high = _percentiles(differences)
    return low, high, float(min(1.0, 2 * (tail + 1) / (len(differences) + 1)))


def mcnemar(won: int, lost: int) -> float:
    """Return the exact two-sided p of McNemar's test (1947): won against lost, on the cases where two runs differ."""
    from scipy.stats import binomtest  # late: it takes half a second, and every console command would wait for it

    return float(binomtest(won, won + lost).pvalue) if won + lost else 1.0


def _draws(count: int, seed: int) -> NDArray[np.intp]:
    """Return draws of ``count`` cases with replacement, shape (draws, count)."""
    return np.random.default_rng(seed).integers(0, count, size=(_RESAMPLES, count), dtype=np.intp)


def _percentiles(values: Array) -> tuple[float, float]:
    known = values[~np.isnan(values)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.quantile(known, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    return float(low), float(high)
