"""Verifying: whether all that a published generation holds is as it should be: files, texts, words, vectors, index."""

from archive.verifying.findings import Finding, Remedy
from archive.verifying.verify import Verified, verify_store

__all__ = ["Finding", "Remedy", "Verified", "verify_store"]
