"""Offices as printed beside full names: where first and last, and none that may be another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive import Mention
from archive.catalogue.reader import CatalogueReader
from archive.catalogue.writer import CatalogueWriter
from retrieval.browsing.offices import PrintedOffice, is_surely_somebody, printed_offices
from tests.retrieval.browsing.conftest import APRIL, LATER, MARCH, cut_with_title, person, release

JUNE = APRIL.replace(month=6)


def offices_in(folder: Path, *printed: tuple[str, str, str]) -> tuple[PrintedOffice, ...]:
    """Return Ida Vale's offices, of releases that print these (text, name, office), one a day."""
    held = person("Ida Vale", official=3, offices=("Harbour Secretary", "Prime Minister on the Ferries", "Mayor"))
    path = folder / "catalogue.sqlite"
    with CatalogueWriter(path) as writer:
        with writer.transaction():
            for number, (day, (text, name, office)) in enumerate(
                zip((MARCH, APRIL, JUNE, LATER), printed, strict=False)
            ):
                one = release(f"{number}.md", "A notice", text, day=day)
                mentions = [Mention(name=name, office=office, place="text", count=1)]
                writer.put_release(one, cut_with_title(one), root="/archive", mentions=mentions)
            writer.put_people([held], {})
        writer.finish()
    return printed_offices(CatalogueReader(path))[held.id]


def test_an_office_has_its_first_and_its_last_place(tmp_path: Path) -> None:
    text = "Yesterday Harbour Secretary Ida Vale spoke."
    (found,) = offices_in(tmp_path, *[(text, "Ida Vale", "Harbour Secretary")] * 3)
    assert (found.name, found.count, found.days) == ("Harbour Secretary", 3, (MARCH, JUNE))
    assert text[found.first.start : found.first.end] == "Harbour Secretary Ida Vale"


@pytest.mark.parametrize(
    ("text", "name", "office", "found"),
    [
        ("Ida Vale, the Harbour Secretary, spoke.", "Ida Vale", "Harbour Secretary", True),
        ("Quay House Harbour Secretary Ida Vale spoke.", "Ida Vale", "Quay House Harbour Secretary", False),
        ("Secretary Ida Vale spoke.", "Ida Vale", "Secretary", False),  # of what, it does not say
        ("Harbour Secretary Ida M. Vale spoke.", "Ida M. Vale", "Harbour Secretary", True),
        ("Mayor Vale spoke.", "Vale", "Mayor", False),  # a namesake's, perhaps
        ("Mayor Una Vale spoke.", "Una Vale", "Mayor", False),
        ("Captain Ida Vale spoke.", "Ida Vale", "Captain", False),  # none of the offices that the archive's people hold
        (
            "The Minister Assisting the Prime Minister on the Ferries Ida Vale spoke.",
            "Ida Vale",
            "Prime Minister on the Ferries",
            False,
        ),
    ],
)
def test_which_offices_are_told(tmp_path: Path, text: str, name: str, office: str, found: bool) -> None:
    assert bool(offices_in(tmp_path, (text, name, office))) is found


def test_an_office_that_is_hardly_ever_printed_is_none(tmp_path: Path) -> None:
    told = offices_in(tmp_path, *[("Mayor Ida Vale and Harbour Secretary Ida Vale.", "Ida Vale", "Mayor")] * 2)
    assert [one.name for one in told] == ["Mayor"]


@pytest.mark.parametrize(
    ("name", "turns", "sure"),
    [
        ("Ida Vale", 5, True),
        ("Anna Quorn", 1, True),  # her first name is known as one
        ("Zorvath Quorn", 2, True),  # answers twice
        ("Zorvath Quorn", 1, False),
        ("Harbour Trust", 1, False),
        ("Ms. Vale", 90, False),
        ("Vale", 90, False),
    ],
)
def test_who_is_surely_somebody(name: str, turns: int, sure: bool) -> None:
    assert is_surely_somebody(person(name, official=turns), ()) is sure


def test_offices_are_read_once(harbour: CatalogueReader) -> None:
    assert printed_offices(harbour) is printed_offices(harbour)
    assert [one.name for one in printed_offices(harbour)["ida-vale"]] == ["Harbour Secretary"]
