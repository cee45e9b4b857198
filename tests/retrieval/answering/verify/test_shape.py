"""Lines that are no sentence of prose."""

from __future__ import annotations

import pytest

from retrieval.answering.verify import Reason, SentenceOutcome, Verification


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The fens.", Reason.SHAPE),
        ("\u202eThe ferry to Osk is running\u200b again on 14 June.", Reason.SHAPE),
        ("Did the ministry open more than 40 pumping stations along the Dray?", Reason.SHAPE),
        ("According to the evidence, more than 40 pumping stations were opened.", Reason.SHAPE),
        ("The ministry **opened** more than 40 pumping stations along the Dray.", Reason.SHAPE),
        ("The ministry opened more than 40 pumping stations, see https://fens.example/a.", Reason.SHAPE),
        ("We have more than 40 pumping stations along the Dray.", Reason.SHAPE),
        ("Answer: the ferry to Osk runs again.", Reason.SHAPE),
        ("1. The ferry to Osk runs again on 14 June.", Reason.SHAPE),
        ("The ferry to Osk is running again on", Reason.SHAPE),
        ("The ferry to Osk runs again. The fare stays at 5 crowns.", Reason.SHAPE),
    ],
)
def test_what_the_evidence_does_not_bear_is_dropped(verification: Verification, sentence: str, reason: Reason) -> None:
    found = verification.verify(sentence, cited=(1,))
    assert (found.outcome, found.citations, found.reason) == (SentenceOutcome.DROPPED, (), reason)
