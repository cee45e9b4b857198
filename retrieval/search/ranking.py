"""Ranking: how much each feature of a candidate passage counts, learned from questions with known answers.

Two linear models, each fitted as a softmax over the candidates of a question (top-one likelihood of ListNet; Cao and others, ICML
2007) with an L2 penalty of 1 on the standardised features, by ``python -m benchmarks.fit QUESTIONS --store STORE``,
which prints the weights below, and the figures of ten-fold cross-validation, a conversation being in one fold.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from retrieval.search.features import LATE, NAMES

# Fitted on the 170 answerable questions of the development set (November 2026), over one archive of 1,527 releases. By
# ten-fold cross-validation there, hit@1 / @5 / @10 of 110 single questions: reciprocal rank fusion of the same candidates
# .46 / .76 / .81, the first stage .57 / .82 / .85, both .65 / .85 / .89; hit@5 of 42 later turns .57 and .69. Tried and
# dropped, as they gave nothing: words side by side, names and title alone, the reporter's question alone, the neighbours'
# similarity, the sum over a release, the place of the release among those of the answers before, the answer before as a part of
# the question.
WEIGHTS: dict[str, float] = {
    "cosine": 6.2, "dense rank": 1.75, "word rank": 1.75, "coverage": 7.4, "sibling": 1.0, "period": 1.25, "speaker": 0.2,
    "heard": 1.0, "expected": 1.9, "own cosine": 11.9,
}  # fmt: skip
LATE_WEIGHTS: dict[str, float] = {
    "cosine": 0.0, "dense rank": 1.25, "word rank": 1.8, "coverage": -3.35, "sibling": 1.0, "period": 1.6, "speaker": -0.1,
    "heard": 1.3, "expected": 1.75, "own cosine": 2.15, "late": 22.6, "own late": 19.6,
}  # fmt: skip


def score(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the score of each candidate from its cheap features, shape (candidates, len(NAMES)); larger is better."""
    return _weigh(features, [WEIGHTS[name] for name in NAMES])


def score_late(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the score of each candidate from all its features, those of NAMES first, then those of LATE."""
    return _weigh(features, [LATE_WEIGHTS[name] for name in (*NAMES, *LATE)])


def _weigh(features: NDArray[np.float32], weights: list[float]) -> NDArray[np.float32]:
    scores: NDArray[np.float32] = features @ np.array(weights, dtype=np.float32)
    return scores
