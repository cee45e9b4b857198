"""What the terminal shows: each source once, nearest passages apart from what is cited, verdicts as the page words them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from archive.releases import Voice
from retrieval import (
    Answer,
    Chip,
    ChipField,
    Citation,
    Filters,
    Place,
    Premise,
    QuoteCheck,
    Statement,
    Status,
    Verdict,
    wording,
)
from retrieval.rendering import describe_answer, describe_check, describe_chips

SAID = Citation(
    n=1, release_id="a.md", title="Remarks on Ferries", date=date(2031, 5, 1), url=None, kind="speech", voice=Voice.OFFICIAL,
    speaker="Ida Vale", speaker_label=None, quote="It did not sink.", start=3, end=19,
)  # fmt: skip
OTHER = replace(SAID, n=2, quote="It sails at noon.", start=30, end=47)
STATED: dict[str, Any] = {"statements": (Statement(text=SAID.quote, citations=(1,)),), "citations": (SAID,)}
DENIED = Premise(words="sank", contradicted_by=(1,))
FIRST = "[1] Remarks on Ferries (2031-05-01, Ida Vale)\n    a.md:3-19"
SECOND = "[2] Remarks on Ferries (2031-05-01, Ida Vale)\n    a.md:30-47\n    It sails at noon."
NEAREST = f"{wording.NEAREST}. {wording.NEAREST_NOTE}"


@pytest.mark.parametrize(
    ("status", "parts", "shown"),
    [
        (Status.ANSWERED, STATED, ["Said.", FIRST]),
        (Status.CONTRADICTED, STATED | {"premise": DENIED, "nearest": (OTHER,)}, ["Said.", FIRST, f"{NEAREST}\n{SECOND}"]),
        (
            Status.DECLINED, STATED | {"asked_at": Place(release_id="a.md", start=1, end=2)},
            ["Said.", FIRST, f"{wording.ASKED_AT}\n    a.md:1-2"],
        ),
        (
            Status.NOT_IN_ARCHIVE, {"nearest": (OTHER,), "asked_at": Place(release_id="a.md", start=1, end=2)},
            ["Said.", f"{NEAREST}\n{SECOND}", f"{wording.ASKED_AT}\n    a.md:1-2"],
        ),
        (Status.NOT_IN_ARCHIVE, {"nearest": (OTHER,)}, ["Said.", f"{NEAREST}\n{SECOND}"]),
    ],
    ids=["answered", "contradicted", "declined", "refused beside an exchange", "refused"],
)  # fmt: skip
def test_an_answer(status: Status, parts: dict[str, Any], shown: list[str]) -> None:
    answer = Answer(question="q", resolved_question="q", status=status, text="Said.", filters=Filters(), **parts)
    assert describe_answer(answer).split("\n\n") == shown


def test_what_was_read_from_the_question() -> None:
    period = Filters(since=date(2031, 5, 1), until=date(2031, 5, 31))
    chips = [
        Chip(field=ChipField.SPEAKERS, start=9, end=13, words="Vale", filters=Filters(speakers=("Ida Vale",))),
        Chip(field=ChipField.PERIOD, start=20, end=23, words="May", filters=period),
    ]
    assert describe_chips(chips) == [
        f"{wording.READ_FROM_QUESTION}: speakers Ida Vale (from ‘Vale’)",
        f"{wording.READ_FROM_QUESTION}: period 2031-05-01 to 2031-05-31 (from ‘May’)",
        wording.AS_ASKED,
    ]
    assert describe_chips([]) == []


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_reads_as_on_the_page(verdict: Verdict) -> None:
    check = QuoteCheck(quote="It sank.", claimed_speaker="Ida Vale", verdict=verdict, speaker=None)
    first, claimed = describe_check(check).split("\n")
    assert first == f"{wording.VERDICT_NAMES[verdict].upper()}  {wording.VERDICTS[verdict]}"
    assert claimed == f"{wording.CLAIMED}: Ida Vale"
