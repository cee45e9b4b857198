"""Numbers, units and hedges that the cited words do not bear."""

from __future__ import annotations

import pytest

from retrieval.answering.verify import Reason, SentenceOutcome, Verification


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("More than 45 pumping stations were opened along the Dray in April.", Reason.NUMBER),
        ("The Fen Survey counted 310 nesting pairs.", Reason.NUMBER),
        ("More than 40 pumping stations moved 3 million barrels a day in April.", Reason.UNIT),
        ("The ferry fare to Osk stays at 5 percent.", Reason.UNIT),
        ("Fewer than 40 pumping stations were opened along the Dray in April.", Reason.HEDGE),
    ],
)
def test_what_the_evidence_does_not_bear_is_dropped(verification: Verification, sentence: str, reason: Reason) -> None:
    found = verification.verify(sentence, cited=(1,))
    assert (found.outcome, found.citations, found.reason) == (SentenceOutcome.DROPPED, (), reason)
