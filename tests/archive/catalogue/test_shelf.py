"""The shelf: where releases stand, who is heard in them, and which passages hold some words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from archive.catalogue.reader import CatalogueReader
from archive.catalogue.shelf import NOWHERE, stem_phrase


def test_releases_stand_the_latest_first_without_those_withdrawn(catalogue: CatalogueReader) -> None:
    shelf = catalogue.shelf
    assert shelf.ids == ("c/quay.md", "b/quay.md", "a/ferry.md")
    assert [shelf.day_at(place) for place in range(3)] == [date(2031, 5, day) for day in (3, 2, 1)]
    assert [shelf.kinds[code] for code in shelf.kind_of] == ["notice", "notice", "press briefing"]


def test_who_is_heard_where(catalogue: CatalogueReader) -> None:
    assert catalogue.shelf.heard_at("Ida Vale").tolist() == [2]
    assert catalogue.shelf.heard_at("Nobody").tolist() == []
    assert catalogue.heard_most(["a/ferry.md", "b/quay.md"]) == {"a/ferry.md": ("Ida Vale",)}


@pytest.mark.parametrize(
    ("phrases", "found"),
    [
        (["ferry"], {"a/ferry.md", "b/quay.md", "c/quay.md"}),
        (["ferries", "dawn"], {"a/ferry.md"}),
        (["quay is closed"], {"b/quay.md", "c/quay.md"}),
        (["closed is quay"], set()),
        (["--"], set()),
        (["nobody sails"], set()),  # in a release that was withdrawn
        (['"quay" OR ferry'], set()),  # nothing in the words is an operator
    ],
)
def test_which_passages_hold_words(catalogue: CatalogueReader, phrases: list[str], found: set[str]) -> None:
    places = catalogue.shelf.place_of_passage[catalogue.holding_passages(phrases)]
    assert {catalogue.shelf.ids[place] for place in places if place != NOWHERE} == found


def test_listed_releases_come_in_the_order_asked_for(catalogue: CatalogueReader) -> None:
    ids = ["a/ferry.md", "c/quay.md"]
    assert [one.id for one in catalogue.listed(ids)] == ids
    assert catalogue.listed(ids)[0].version == 2


def test_a_phrase_is_found_in_another_form_between_its_words_only() -> None:
    assert stem_phrase("ferry sails") in stem_phrase("The ferries sailed, at dawn")
    assert stem_phrase("sail") not in stem_phrase("Assailed")


def test_the_shelf_of_an_empty_archive_is_empty(catalogue: CatalogueReader) -> None:
    empty = replace(catalogue.shelf, ids=(), speakers=())
    assert empty.heard_at("Ida Vale").tolist() == []
