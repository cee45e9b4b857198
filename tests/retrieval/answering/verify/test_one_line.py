"""Sentences beside one line: told otherwise and still borne, or changed in one thing."""

from __future__ import annotations

import pytest

from retrieval.answering.verify import Reason, SentenceOutcome, Verifier
from tests.retrieval.answering.verify.conftest import line

WEIR = "We will finish the weir by May, and I will open it to the council."
SET = "I've set the date for the weir, and that's what I have."
BILLED = "Nobody is going to be billed for the pumps at Osk."
COMMENT = "I don't have any comment on the pumps at Osk."
DRILL = "The drill starts on May 3 at the weir near Osk."
READY = "In March the pumps at Osk were not ready. Today all of the pumps are ready."
JOINED = "Pell Arden joined the Fen Survey just weeks after its founding."
RETURNED = "The barge was returned by registered post on the twenty-ninth of April."
LOCK = "The lock at Osk will close on June 12."
SIDES = "We pay on the Marlow side, and the guild is helping to pay on the Tolm side."
DAILY = "We’ll do this daily on paper, and in person when the weir at Osk rises."
LACK = "We do lack the room to house the herons of the fen in Osk itself."
NAMED = "Ida Reed, Keeper of the Weir, named Jon Huss as the Master of Sluices for the fen."
CALLED = "So, we asked for this call with the guild for the reasons that I gave."


@pytest.mark.parametrize(
    ("quote", "sentence", "reason"),
    [
        (WEIR, "They will finish the weir by May, and they will open it to the council.", None),
        (WEIR, "They did finish the weir by May, and they will open it to the council.", Reason.MODALITY),
        (WEIR, "They will finish the weir by May, and they did open it to the council.", Reason.MODALITY),
        (SET, "They have set the date for the weir, and that's what they have.", None),
        (SET, "They have set the date for the weir, and that's what they have not.", Reason.NEGATION),
        (BILLED, "Nobody will be billed for the pumps at Osk.", None),
        (BILLED, "Nobody will not be billed for the pumps at Osk.", Reason.NEGATION),
        (COMMENT, "She had no comment on the pumps at Osk.", None),
        (COMMENT, "She had a comment on the pumps at Osk.", Reason.NEGATION),
        (DRILL, "On May 3 the drill starts at the weir near Osk.", None),
        (READY, "In March the pumps at Osk were not ready.", None),
        (READY, "In March the pumps at Osk were ready.", Reason.NEGATION),
        (JOINED, "Pell Arden joined the Fen Survey only months after its founding.", Reason.UNIT),
        (RETURNED, "The barge was returned by registered post on April 29.", None),
        (RETURNED, "The barge was returned by registered post on April 28.", Reason.DAY),
        (LOCK, "The lock at Osk will close on June 12, 2033.", None),
        (LOCK, "The lock at Osk will close on June 12, 2034.", Reason.DAY),
        (SIDES, "The guild is helping to pay on the Fenn side.", Reason.NAME),
        (LACK, "She said they lack the room to house the herons of the fen there.", None),
        (NAMED, "Jon Huss was named Master of Sluices.", None),
        (CALLED, "They asked for this call with the guild, Fenn said.", None),
        (CALLED, "The Minister of Fens, Orla Fenn, opened a school in the briefing on the fens.", Reason.SUPPORT),
    ],
)  # fmt: skip
def test_only_what_is_told_otherwise_is_given(
    verifier: Verifier, quote: str, sentence: str, reason: Reason | None
) -> None:
    found = verifier.open((line(1, quote),), "What of the fens?").verify(sentence)
    assert (found.reason, found.outcome is SentenceOutcome.DROPPED) == (reason, reason is not None), found


def test_who_alone_is_said_to_say_it_says_all_of_it(verifier: Verifier) -> None:
    met = "We met the guild in person when the herons left the fen, for that reason."
    reed = line(2, met, speaker="Ida Reed", speaker_label="MS. REED", office="Keeper of the Weir")
    sentence = "They will do this daily on paper, and in person when the herons left the fen{}."
    verification = verifier.open((line(1, DAILY), reed), "What of the fens?")
    assert verification.verify(sentence.format("")).citations == (1, 2)
    found = verification.verify(sentence.format(", according to Ida Reed"))
    assert found.outcome is SentenceOutcome.DROPPED
