"""Fusion: several rankings into one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from retrieval.search import Hits

RANK_CONSTANT = 60


def fuse_ranks(
    rankings: Sequence[Hits], *, weights: Sequence[float] | None = None, limit: int
) -> list[tuple[int, float]]:
    """Return (id, score), best first, by reciprocal rank fusion: the sum of weight / (60 + rank) over the rankings.

    Source: Cormack, Clarke and Buettcher, SIGIR 2009, whose constant is 60.
    """
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        for rank, (one, _) in enumerate(ranking, 1):
            scores[one] += weight / (RANK_CONSTANT + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]
