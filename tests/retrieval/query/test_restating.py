"""A question of before, asked of another speaker or period."""

from __future__ import annotations

import pytest

from archive import CatalogueReader
from retrieval import Archive
from retrieval.query.restating import restate

SAID = "What did Minister Renn say about the cod?"
COUNTED = "How many press briefings did Ruth Calloway give in October?"


@pytest.fixture(scope="module")
def catalogue(sample_archive: Archive) -> CatalogueReader:
    return sample_archive.store.generation().catalogue


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "change", "restated"),
    [
        (SAID, "Ms. Calloway?", "What did Ruth Calloway say about the cod?"),
        (SAID, "in May?", "What did Minister Renn say about the cod in May?"),
        (SAID, "Jonas Idris in May", "What did Jonas Idris say about the cod in May?"),
        ("What did Renn say in May about cod?", "in April", "What did Renn say in April about cod?"),
        ("What did Renn say in May about cod?", "April", "What did Renn say in April about cod?"),
        ("What did Renn say in May about cod?", "before April 2032", "What did Renn say before April 2032 about cod?"),
        ("Who spoke at the October 8, 2031 briefing?", "on November 5, 2031", "Who spoke at the November 5, 2031 briefing?"),
        (COUNTED, "Jonas Idris", "How many press briefings did Jonas Idris give in October?"),
        (COUNTED, "by the spokesperson, in January", "How many press briefings did the spokesperson give in January?"),
        ("How many visas were issued?", "Ms. Calloway", "What did Ruth Calloway say of this: How many visas were issued?"),
        ("How many visas did Renn and Calloway promise?", "Jonas Idris", ""),  # which of the two is not said
        ("How many visas were issued?", "the ships", ""),
        (SAID, "the ships", ""),
        (SAID, "", ""),
    ],
)  # fmt: skip
def test_a_question_of_another_speaker_or_period(
    catalogue: CatalogueReader, question: str, change: str, restated: str
) -> None:
    assert restate(question, change, catalogue, asked_on=None) == restated
