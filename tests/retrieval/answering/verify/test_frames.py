"""Denials and modals that the cited words do not bear."""

from __future__ import annotations

import pytest

from retrieval.answering.verify import Reason, SentenceOutcome, Verification


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The Reed Office will close the dyke at Marlow before the herons have left.", Reason.NEGATION),
        ("The ferry to Osk does not run again on 14 June.", Reason.NEGATION),
        ("The ministry has built a second sluice near Tolm.", Reason.MODALITY),
        ("The ferry to Osk may run again on 14 June.", Reason.MODALITY),
        ("The sluice near Tolm will cost up to 12 million crowns.", Reason.MODALITY),
    ],
)
def test_what_the_evidence_does_not_bear_is_dropped(verification: Verification, sentence: str, reason: Reason) -> None:
    found = verification.verify(sentence, cited=(1,))
    assert (found.outcome, found.citations, found.reason) == (SentenceOutcome.DROPPED, (), reason)
