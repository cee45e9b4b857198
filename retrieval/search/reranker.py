"""Reranker: an optional cross-encoder, which reads question and passage together and ranks the best passages again.

None is bundled. One of the embedding model's size takes 1.5 s for 20 passages on two cores (with random weights, beside other
work, November 2026). What a trained one gains was not measured, and the refusal was fitted without one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.search.ranking import Ranking

RERANKED = 20  # passages


class Reranker(Protocol):
    """Scores texts for a question: the larger, the better it is answered."""

    name: str

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a score for each text, float32 of shape (len(texts),)."""
        ...


def rerank_best(ranking: Ranking, question: str, reranker: Reranker) -> Ranking:
    """Return the ranking with its first passages in the order of the reranker.

    The scores stay in their order, best first: the decision to answer was fitted on them.
    """
    first = ranking.passages[:RERANKED]
    scores = reranker.score(question, [f"{passage.context}\n{passage.text}" for passage in first])
    order = [*np.argsort(-scores, kind="stable").tolist(), *range(len(first), len(ranking.passages))]
    return replace(
        ranking,
        passages=tuple(ranking.passages[i] for i in order),
        ids=tuple(ranking.ids[i] for i in order),
        coverage=tuple(ranking.coverage[i] for i in order),
        interactions=tuple(ranking.interactions[i] for i in order),
    )
