"""Latency: how long answers took, whole and by stage. Figures of one machine at one time: for benchmarks, not for gates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

TOTAL, _OTHER = "total", "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTime:
    """Milliseconds of one stage over all answers: median, 95th percentile, and its share of the whole time (0 to 1)."""

    stage: str
    p50: float
    p95: float
    share: float


def measure_latency(timings: Sequence[Mapping[str, float]]) -> list[StageTime]:
    """Return the whole answer first, then each stage in order; ``timings`` are milliseconds, one mapping for each answer.

    What no stage accounts for is 'other'. Answers without a total are left out; none at all gives an empty list.
    """
    timed = [answer for answer in timings if TOTAL in answer]
    if not timed:
        return []
    stages = list(dict.fromkeys(stage for answer in timed for stage in answer if stage != TOTAL))
    totals = np.array([answer[TOTAL] for answer in timed])
    parts = {stage: np.array([answer.get(stage, 0.0) for answer in timed]) for stage in stages}
    parts[_OTHER] = totals - sum(parts.values(), np.zeros(len(totals)))
    return [_stage_time(TOTAL, totals, totals), *(_stage_time(stage, times, totals) for stage, times in parts.items())]


def _stage_time(stage: str, times: np.ndarray, totals: np.ndarray) -> StageTime:
    p50, p95 = np.percentile(times, [50, 95])
    whole = float(totals.sum())
    return StageTime(
        stage=stage,
        p50=round(float(p50), 2),
        p95=round(float(p95), 2),
        share=round(float(times.sum()) / whole, 4) if whole else 0.0,
    )
