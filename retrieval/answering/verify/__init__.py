"""Verify: whether a sentence that a language model wrote says nothing but what the cited words bear."""

from retrieval.answering.verify.outcome import Reason, SentenceOutcome, VerifiedSentence

__all__ = ["Reason", "SentenceOutcome", "VerifiedSentence"]
