"""An answer and its evidence, from releases of a harbour ministry that there is not."""

from __future__ import annotations

from datetime import date

from archive import Voice
from retrieval.answer import Answer, Citation, Statement, Status
from retrieval.citations import describe
from retrieval.question import Filters

QUESTION = "What did the minister say about the new pier?"
TEXT = (
    "The new pier at Osterhaven opens on May 12. It cost four million crowns, and no ferry will leave the old quay after"
    " that day. We plan to dredge the inner basin next year. The harbour guild asked for a second crane."
)
WORDS = (
    "The new pier at Osterhaven opens on May 12.",
    "It cost four million crowns, and no ferry will leave the old quay after that day.",
    "We plan to dredge the inner basin next year.",
    "The harbour guild asked for a second crane.",
)


def cite(n: int, words: str) -> Citation:
    """Return words of the release as numbered evidence."""
    start = TEXT.index(words)
    return Citation(
        n=n, release_id="speeches/2041-05-02-pier.md", title="Remarks at the new pier", date=date(2041, 5, 2), url=None,
        kind="speech", voice=Voice.OFFICIAL, speaker="Ada Brook", speaker_label="MINISTER BROOK", office="Harbour Minister",
        quote=words, start=start, end=start + len(words),
    )  # fmt: skip


EVIDENCE = tuple(cite(n, words) for n, words in enumerate(WORDS, 1))


def extractive() -> Answer:
    """Return the answer in the release's own words: it quotes the first sentence."""
    first = EVIDENCE[0]
    return Answer(
        question=QUESTION, resolved_question=QUESTION, status=Status.ANSWERED, text=describe(first), filters=Filters(),
        statements=(Statement(text=first.quote, citations=(1,)),), citations=(first,),
    )  # fmt: skip
