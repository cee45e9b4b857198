"""Days that the cited words do not bear."""

from __future__ import annotations

import pytest

from retrieval.answering.verify import Reason, SentenceOutcome, Verification


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The ferry to Osk runs again on 15 June.", Reason.DAY),
        ("The ferry to Osk runs again on 14 July.", Reason.DAY),
        ("The ferry to Osk runs again today.", Reason.DAY),
        ("The ferry to Osk runs again on Tuesday.", Reason.DAY),
    ],
)
def test_what_the_evidence_does_not_bear_is_dropped(verification: Verification, sentence: str, reason: Reason) -> None:
    found = verification.verify(sentence, cited=(1,))
    assert (found.outcome, found.citations, found.reason) == (SentenceOutcome.DROPPED, (), reason)
