"""What verifies sentences, by the real embedding model and the shipped bounds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from archive.models.embedder import SentenceEmbedder
from retrieval.answer import Citation
from retrieval.answering.verify import Verification, Verifier
from retrieval.weights import load_weights
from retrieval.writing.writer import OpenCheck


@pytest.fixture(scope="session")
def open_check(embedder: SentenceEmbedder) -> OpenCheck:
    """The real verification of the product."""
    bounds = load_weights().for_model(embedder.digest).verification

    def open_verification(evidence: Sequence[Citation], question: str) -> Verification:
        return Verifier(embedder, bounds).open(evidence, question)

    return open_verification
