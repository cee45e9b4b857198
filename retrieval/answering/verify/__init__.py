"""Verify: whether a sentence that a language model wrote says nothing but what the cited words bear."""

from retrieval.answering.verify.outcome import SentenceOutcome, Reason, VerifiedSentence

__all__ = ["SentenceOutcome", "Reason", "VerifiedSentence"]
