"""A person as prose names one: titles and place before the name, and what follows it."""

from __future__ import annotations

import pytest

from ingest.quotations.quoted_names import NamedPerson, holds_role, read_names, with_small_title


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        ("Secretary Ida Vale", [("Ida Vale", "Secretary", "", "")]),
        ("Torvian Secretary Ida Vale", [("Ida Vale", "Secretary", "Torvian", "")]),
        ("Ida Vale and Mayor Bo Orr", [("Ida Vale", "", "", ""), ("Bo Orr", "Mayor", "", "")]),
        ("Governor Ida Vale of Westmarch", [("Ida Vale", "Governor", "", "Westmarch")]),
        ("President of Torvia Ida Vale", [("Ida Vale", "President of", "", "Torvia")]),
        ("Secretary of External Relations Bo Orr", [("Bo Orr", "Secretary of External Relations", "", "")]),
        ("Senator Ida Vale, Jr.", [("Ida Vale", "Senator", "", "")]),
        ("Angela King", [("Angela King", "", "", "")]),
        ("Dr. King", [("King", "Dr.", "", "")]),
        ("Lady Una Vale", [("Lady Una Vale", "", "", "")]),
        ("President of Torvia", []),
        ("Vale", []),
    ],
)
def test_names(printed: str, people: list[tuple[str, str, str, str]]) -> None:
    assert [(one.name, one.title, one.place, one.origin) for one in read_names(printed)] == people


@pytest.mark.parametrize(
    ("name", "title", "has_office", "is_head"),
    [
        ("Vale", "Vice President", True, True),
        ("Vale", "activist", True, False),
        ("Vale", "Co-Chair", True, False),
        ("Vale", "", False, False),
    ],
)
def test_what_a_title_says(name: str, title: str, has_office: bool, is_head: bool) -> None:
    person = NamedPerson(start=0, end=4, name=name, title=title)
    assert (person.has_office, person.is_head_of_state, person.has_full_name) == (has_office, is_head, False)


@pytest.mark.parametrize(
    ("described", "role"), [("Executive Director, Open Hands", True), ("D-WM", True), ("a port of the north", False)]
)
def test_roles(described: str, role: bool) -> None:
    assert holds_role(described) is role


@pytest.mark.parametrize(
    ("before", "title", "place"),
    [
        ("We met harbour climate adviser ", "climate adviser", ""),
        ("We met Westmarch climate adviser ", "climate adviser", "Westmarch"),
        ("We met old friend ", "", ""),
    ],
)
def test_an_office_that_is_written_small(before: str, title: str, place: str) -> None:
    text = f"{before}Ida Vale."
    person = NamedPerson(start=len(before), end=len(before) + 8, name="Ida Vale")
    found = with_small_title(person, text)
    assert (found.title, found.place) == (title, place)
