"""Premises: what a question takes for granted and officials contradict. One door: ``find_contradiction``."""

from retrieval.answering.premises.contradiction import find_contradiction
from retrieval.answering.premises.denied_claims import FEATURES, DeniedClaim

__all__ = ["FEATURES", "DeniedClaim", "find_contradiction"]
