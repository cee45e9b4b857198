"""Names and sayers that the cited words do not bear."""

from __future__ import annotations

import pytest

from retrieval.answering.verify import Reason, SentenceOutcome, Verification


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Quill said that more than 40 pumping stations were opened along the Dray.", Reason.SPEAKER),
        ("According to Quill, the ferry to Osk runs again on 14 June.", Reason.SPEAKER),
        ("The farm was flooded twice because the pumps stood still.", Reason.SPEAKER),
        ("The dyke leaks every winter.", Reason.SPEAKER),
        ("The ferry to Ulm runs again on 14 June.", Reason.NAME),
    ],
)
def test_what_the_evidence_does_not_bear_is_dropped(verification: Verification, sentence: str, reason: Reason) -> None:
    found = verification.verify(sentence, cited=(1,))
    assert (found.outcome, found.citations, found.reason) == (SentenceOutcome.DROPPED, (), reason)
