"""Words that stand in the evidence, but not as the sentence puts them together."""

from __future__ import annotations

import pytest

from retrieval.answering.verify import Reason, SentenceOutcome, Verifier
from tests.retrieval.answering.verify.conftest import line

RELIEF = "Relief went on through the winter. In all 27 people were carried over the fen. Some of them came twice."
CLAIMED = "Tarn says that the barge carried no papers at all. We looked into that, and the barge was sealed."


@pytest.mark.parametrize(
    ("quote", "sentence", "reason"),
    [
        (RELIEF, "The relief was 27 people.", Reason.SCATTERED),
        (RELIEF, "In all 27 people were carried over the fen.", None),
        (RELIEF, "27 people were carried over the fen through the winter.", Reason.SCATTERED),
        (CLAIMED, "There were no papers at all on the barge.", Reason.SPEAKER),
        (CLAIMED, "Fenn said that they looked into that and the barge was sealed.", None),
    ],
)
def test_words_go_together_as_in_the_evidence(
    verifier: Verifier, quote: str, sentence: str, reason: Reason | None
) -> None:
    found = verifier.open((line(1, quote),), "What of the fen?").verify(sentence, cited=(1,))
    assert (found.reason, found.outcome is SentenceOutcome.DROPPED) == (reason, reason is not None), found
