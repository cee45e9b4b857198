"""Whether somebody who is quoted holds an office of the archive's own government."""

from __future__ import annotations

import pytest

from archive.releases import Turn, Voice
from ingest.quotations.quotations import read_quotations
from tests.ingest.quotations.test_quotations import read


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Secretary Ida Vale said, “We sail at dawn.”", Voice.OFFICIAL),
        ("National Security Advisor Ida Vale said, “We sail at dawn.”", Voice.OFFICIAL),
        ("“We sail at dawn,” said Ida Vale, Director of the National Economic Council.", Voice.OFFICIAL),
        ("Ministry spokesperson Ida Vale said, “We sail at dawn.”", Voice.OFFICIAL),
        ("Former Secretary Ida Vale said, “We sail at dawn.”", Voice.GUEST),
        ("Torvian Secretary Ida Vale came. Secretary Vale said, “We sail at dawn.”", Voice.GUEST),
        ("Minister Ida Vale, Republic of Torvia, said, “We sail at dawn.”", Voice.GUEST),
        (
            "The Torvian delegation had Secretary of Trade Ida Vale. “We sail at dawn,” Secretary Vale said.",
            Voice.GUEST,
        ),
        (
            "The U.S. delegation had Secretary of Trade Ida Vale. “We sail at dawn,” Secretary Vale said.",
            Voice.OFFICIAL,
        ),
        ("President Ida Vale of Torvia said, “We sail at dawn.”", Voice.GUEST),
        ("Senator Ida Vale said, “We sail at dawn.”", Voice.UNKNOWN),
        ("Prime Minister Ida Vale said, “We sail at dawn.”", Voice.UNKNOWN),
        ("Ida Vale, Executive Director, Open Hands: “We sail at dawn.”", Voice.GUEST),
        ("Harbour Union President Ida Vale said, “We sail at dawn.”", Voice.GUEST),
    ],
)
def test_whose_official(text: str, voice: Voice) -> None:
    assert [(one.speaker, one.voice) for one in read(text)] == [("Ida Vale", voice)]


def test_whose_president_is_quoted_says_the_archive() -> None:
    text = "As President Ida Vale said, “We sail at dawn.”"
    turn = Turn(start=0, said=0, end=len(text), voice=Voice.OFFICIAL, speaker="Tom Renn")
    (one,) = read_quotations((turn,), title="Statement by President Tom Renn", kind="statement or release", text=text)
    assert (one.speaker, one.voice) == ("Ida Vale", Voice.UNKNOWN)


def test_a_past_office_is_none() -> None:
    text = "Ida Vale, our first Treasury Secretary, said that “we sail at dawn.”"
    turn = Turn(start=0, said=0, end=len(text), voice=Voice.OFFICIAL, speaker="Tom Renn")
    (one,) = read_quotations((turn,), title="Remarks", kind="statement or release", text=text)
    assert (one.speaker, one.voice) == ("Ida Vale", Voice.GUEST)
