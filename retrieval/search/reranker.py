"""Reranker: a cross-encoder of the user's own, which reads question and passage together, and ranks the best once more.

None is bundled: the learned ranking with late interaction does without. One that is set costs its time on every question (of
the embedding model's size, with random weights: 1.5 s for 20 passages on two cores beside other work, November 2026). What it
gains was not measured, as none was at hand. The refusal was fitted without it.
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
        """Return one score a text, float32 of shape (len(texts),)."""
        ...


def rerank_best(ranking: Ranking, question: str, reranker: Reranker) -> Ranking:
    """Return a ranking whose first passages stand in the order of the reranker.

    The scores stay where they are, best first: what a decision makes of them was fitted on them.
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
