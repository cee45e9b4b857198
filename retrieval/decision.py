"""Decision: whether the evidence is good enough to answer, as a probability that was fitted on questions with known answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.evidence import Sentence

# Logistic regression; see CONTRIBUTING, "The refusal", for the data and the command that fits it again.
INTERCEPT = -4.0
COSINE, OVERLAP, AROUND = 4.0, 2.0, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What the evidence looks like: the best sentence's cosine and word overlap, and its passage's word overlap."""

    cosine: float
    overlap: float
    around: float


def read_signs(sentences: Sequence[Sentence]) -> Signs:
    """Return the signs of weighed sentences, best first."""
    return Signs(
        cosine=max((one.cosine for one in sentences), default=0.0),
        overlap=max((one.overlap for one in sentences[:5]), default=0.0),
        around=max((one.around for one in sentences[:5]), default=0.0),
    )


def probability(signs: Signs) -> float:
    """Return how likely it is that the archive answers the question, 0 to 1."""
    value = INTERCEPT + COSINE * signs.cosine + OVERLAP * signs.overlap + AROUND * signs.around
    return 1 / (1 + math.exp(-value))
