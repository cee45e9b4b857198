"""Reports: a sentence of an office's prose that tells what somebody said is found by its subject and its verb."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from archive.releases import Passage, Voice
from language.sentences import split_sentences
from retrieval.citations.reports import is_report

TEXT = (
    "Minister Vale also outlined the plan for the piers. He pointed to three harbours. The piers were built in 2031. "
    "Mayor Orr welcomed the plan. She named no sum. As an example, Minister Vale highlighted the ferry at Arden."
)


def prose(text: str = TEXT, voice: Voice = Voice.OFFICE, label: str | None = None) -> Passage:
    return Passage(
        release_id="a.md", start=50, end=50 + len(text), text=text, context="c", voice=voice, label=label,
        date=date(2031, 5, 1), kind="blog",
    )  # fmt: skip


def reported(passage: Passage, surname: str) -> list[str]:
    """Return the first words of the sentences that report what somebody said."""
    return [
        " ".join(passage.text[a:b].split()[:3])
        for a, b in split_sentences(passage.text)
        if is_report(passage, a + passage.start, b + passage.start, {surname})
    ]


@pytest.mark.parametrize(
    ("surname", "sentences"),
    [
        ("vale", ["Minister Vale also", "He pointed to", "As an example,"]),
        ("orr", ["Mayor Orr welcomed"]),
        ("quill", []),
    ],
)
def test_what_somebody_is_reported_to_have_said(surname: str, sentences: list[str]) -> None:
    assert reported(prose(), surname) == sentences


def test_only_an_offices_own_prose_reports() -> None:
    assert reported(prose(voice=Voice.OFFICIAL, label="MR. ORR"), "vale") == []
    assert reported(replace(prose(), voice=Voice.PUBLIC), "vale") == []
