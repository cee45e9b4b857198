"""Who is heard: officials and guests apart, nobody made of a label, first and latest words, releases."""

from __future__ import annotations

import pytest

from archive.catalogue.reader import CatalogueReader
from retrieval.browsing import open_person, people_heard_in
from tests.retrieval.browsing.conftest import DAWN, DUSK, PEOPLE


def test_officials_and_guests_and_names_that_are_unsure_stand_apart(harbour: CatalogueReader) -> None:
    people = people_heard_in(harbour)
    assert [(one.name, office and office.name) for one, office in people.officials] == [
        ("Ida Vale", "Harbour Secretary")
    ]
    assert [one.name for one, _ in people.guests] == ["Bo Moe"]
    assert [one.name for one in people.unsure] == ["Harbour Trust", "Ms. Orr"]


@pytest.mark.parametrize(("named", "found"), [("ida", 1), ("VAL", 1), ("moe ida", 0), ("zz", 0), ("", 1)])
def test_people_are_found_by_the_beginnings_of_their_names(harbour: CatalogueReader, named: str, found: int) -> None:
    assert len(people_heard_in(harbour, named=named).officials) == found


def test_a_persons_first_and_latest_words(harbour: CatalogueReader) -> None:
    page = open_person(harbour, PEOPLE[0])
    assert page.sure
    assert page.first
    assert page.latest
    assert (page.first.release_id, page.latest.release_id) == ("dawn.md", "dusk.md")
    assert page.first.words.text == "The ferry sails at dawn." == DAWN[page.first.words.start : page.first.words.end]
    assert page.latest.words.text == DUSK[page.latest.words.start : page.latest.words.end] == "Thank you all."
    assert [(one.release.id, one.snippet and one.snippet.speaker) for one in page.releases] == [
        ("dusk.md", "Ida Vale"), ("dawn.md", "Ida Vale"),
    ]  # fmt: skip
    assert (page.total, page.pages, open_person(harbour, PEOPLE[0], page=7).page) == (2, 1, 1)


def test_who_speaks_nowhere_has_no_words(harbour: CatalogueReader) -> None:
    page = open_person(harbour, PEOPLE[3])
    assert (page.sure, page.first, page.latest, page.releases, page.offices) == (False, None, None, (), ())


def test_words_of_an_undated_release_are_first_only_where_there_are_no_others(harbour: CatalogueReader) -> None:
    page = open_person(harbour, PEOPLE[2])
    assert page.first
    assert (page.first.release_id, page.first.date) == ("trust.md", None)
