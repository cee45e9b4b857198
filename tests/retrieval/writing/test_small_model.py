"""A small real model, by the real client: whatever it writes, not a word stands that does not verify. Never its wording.

OTR_SMALL_MODEL_QUESTIONS says how many questions it is asked, 15 at most: each takes seconds of a quiet core, and a minute of a
busy one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from archive import Settings
from benchmarks.small_model import MODEL, serving_small_model, why_not
from retrieval import Archive, StatementKind
from retrieval.writing import Writer, open_asker

pytestmark = [pytest.mark.llm, pytest.mark.model, pytest.mark.skipif(bool(why_not()), reason=why_not() or "it is here")]

QUESTIONS = (
    "What did Safe Harbour cost to run, according to the spokesperson in mid-December 2031?",
    "What did the minister say about the Bridge Scholars' intake?",
    "Who signed the Northern Banks Accord?",
    "How long does a visa take?",
    "Why was the embassy in Port Amity opened?",
    "How many Verranians were on the Crisis Centre's register for the islands two days after the eruption?",
    "What was the final tally of people carried out by Operation Safe Harbour?",
    "How much cod may Verrane's own boats land in 2032 under the deal with Brennia?",
    "What sum would it have taken to strengthen the annex roof that fell in Port Amity?",
    "How many beds did Camp Linden really have, going by the corrected fact sheet?",
    "How many people had been taken off the Pelorra Islands by October 8, 2031?",
    "What was the typical wait for a visa decision at the end of December 2031?",
    "What object from Karsk did the Kharadeli foreign minister bring to the bridge ceremony?",
    "Was anyone going to be sent a bill for being evacuated from Port Amity?",
    "Where did the embassy in Port Amity set up when it opened?",
)

ASKED = int(os.environ.get("OTR_SMALL_MODEL_QUESTIONS", "3"))


@pytest.fixture(scope="module")
def with_model(sample_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The sample archive with a small model, which writes little, as it is slow."""
    limits = {"model_first_token_s": 120.0, "model_gap_s": 60.0, "model_total_s": 180.0, "model_max_tokens": 60}
    with serving_small_model() as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_BASE_URL", address)
        asker = open_asker(Settings(model=MODEL, **limits), tmp_path_factory.mktemp("ledger"))  # type: ignore[arg-type]
        archive = Archive(sample_archive.store, sample_archive.embedder)
        archive.answerer.writer = Writer(asker, archive.verification)
        yield archive


@pytest.mark.parametrize("question", QUESTIONS[:ASKED])
def test_nothing_that_it_writes_stands_unverified(with_model: Archive, sample_archive: Archive, question: str) -> None:
    before, answer = sample_archive.ask(question), with_model.ask(question)
    assert before.answered
    assert answer.model is not None
    assert answer.model.finished
    assert answer.model.tokens_out
    assert before.text in answer.text
    assert answer.citations[: len(before.citations)] == before.citations
    quoted = [one for one in answer.statements if one.kind is StatementKind.QUOTED]
    assert tuple(quoted[: len(before.statements)]) == before.statements
    for citation in answer.citations:
        assert citation.quote == sample_archive.release(citation.release_id).text[citation.start : citation.end]
    assert all(one.citations for one in with_model.verify_composed(answer))
