"""Text below a head of fields, in any order and language."""

from __future__ import annotations

from datetime import date

import pytest

from archive.errors import UnreadableError
from ingest.readers.release import read_release

DAY = date(2031, 3, 4)
BODY = "The bridge at Orr opens on Monday, and the ferries will stop running."


@pytest.mark.parametrize(
    "head",
    [
        "URL: https://example.org/a\nDate: 2031-03-04\nTitle: The Bridge",
        "Title: The Bridge\nDate: March 4, 2031\nURL: https://example.org/a",
        "URL: https://example.org/a\nFecha: 4 de marzo de 2031\nTítulo: The Bridge",
        "Titel: The Bridge\nDatum: 4. März 2031\nURL: https://example.org/a",
        "Titre: The Bridge\nDate: 4 mars 2031\nLien: https://example.org/a",
        "Título: The Bridge\nData: 4 de março de 2031\nURL: https://example.org/a",
        "From: press@example.org\nTo: all\nSubject: The Bridge\nDate: Tue, 04 Mar 2031 09:00:00 +0100\nURL: https://example.org/a",
        "Title: The Bridge\nSource: the ministry\nDate: 2031-03-04\nurl: https://example.org/a\nText:",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_heads(head: str, gap: str) -> None:
    release = read_release(f"{head}{gap}{BODY}".encode(), release_id="a.txt")
    assert (release.title, release.date, release.url) == ("The Bridge", DAY, "https://example.org/a")
    assert release.text == BODY


def test_a_head_without_a_title() -> None:
    release = read_release(
        f"URL: https://example.org/a\nDate: 2031-03-04\n\nThe Bridge\n\n{BODY}".encode(), release_id="a.txt"
    )
    assert (release.title, release.text) == ("The Bridge", BODY)


def test_the_date_may_stand_in_the_name_and_the_byline_in_the_head() -> None:
    source = f"Title: The Bridge\nAuthor: Ruth Orr, Harbour Minister\n\n{BODY}"
    release = read_release(source.encode(), release_id="20310304_a.txt")
    assert (release.date, release.byline) == (DAY, "Ruth Orr, Harbour Minister")


def test_a_dialogue_has_no_head() -> None:
    source = f"The Bridge\n\nMINISTER ORR: {BODY}\n\nQ: When?\n\nMINISTER ORR: On Monday.\n"
    assert read_release(source.encode(), release_id="a.txt").title == "The Bridge"


def test_turns_below_a_head_are_found() -> None:
    head = "Title: Briefing by Minister Ruth Orr\nDate: 2031-03-04\n\n"
    source = f"{head}MINISTER ORR: {BODY}\n\nQ: When is that?\n\nMINISTER ORR: On Monday.\n"
    release = read_release(source.encode(), release_id="a.txt")
    assert [turn.voice.value for turn in release.turns] == ["official", "reporter", "official"]


@pytest.mark.parametrize("source", ["Title: The Bridge\nDate: 2031-03-04\n", "Date: 2031-03-04\nURL: x\n\n"])
def test_nothing_below_the_head(source: str) -> None:
    with pytest.raises(UnreadableError, match="no text below the head"):
        read_release(source.encode(), release_id="a.txt")
