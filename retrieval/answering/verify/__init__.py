"""Verify: whether a sentence that a language model wrote says nothing but what the cited words bear."""

from retrieval.answering.verify.outcome import Reason, SentenceOutcome, VerifiedSentence
from retrieval.answering.verify.support import measure_clauses, measure_support
from retrieval.answering.verify.verifier import Checker, Verification, Verifier, verify

__all__ = [
    "Checker",
    "Reason",
    "SentenceOutcome",
    "Verification",
    "VerifiedSentence",
    "Verifier",
    "measure_clauses",
    "measure_support",
    "verify",
]
