"""Premises: what a question takes for granted and officials contradict. One door: ``find_contradiction``."""

from retrieval.answering.premises.contradiction import find_contradiction, find_otherwise, list_claims
from retrieval.answering.premises.denied_claims import DenialKind, DeniedClaim

__all__ = ["DenialKind", "DeniedClaim", "find_contradiction", "find_otherwise", "list_claims"]
