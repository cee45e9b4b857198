"""Words that the cited words do not bear."""

from __future__ import annotations

import pytest

from retrieval.answering.verify import Reason, SentenceOutcome, Verification


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The ferry to Osk runs again on the moon.", Reason.SUPPORT),
        ("The ferry to Osk brews again on 14 June.", Reason.SUPPORT),
        ("More than 40 pumping stations were destroyed along the Dray in April.", Reason.SUPPORT),
    ],
)
def test_what_the_evidence_does_not_bear_is_dropped(verification: Verification, sentence: str, reason: Reason) -> None:
    found = verification.verify(sentence, cited=(1,))
    assert (found.outcome, found.citations, found.reason) == (SentenceOutcome.DROPPED, (), reason)
