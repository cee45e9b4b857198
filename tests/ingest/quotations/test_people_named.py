"""The people whom a release names: who a surname, an office or a pronoun is, and nobody rather than a guess."""

from __future__ import annotations

import pytest

from ingest.quotations.people_named import NamedPeople

TEXT = (
    "Minister Ida Vale met Mayor Bo Orr and the pilot Una Ek at Open Harbour House. Safe Harbours is a plan.\n\n"
    "The Minister opened the pier, which is safe now. She left at noon."
)


def people(text: str = TEXT, title: str = "A Visit") -> NamedPeople:
    return NamedPeople(title, text)


def test_who_looks_like_a_person() -> None:
    assert [one.name for one in people().mentions] == ["Ida Vale", "Bo Orr", "Una Ek"]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Minister Vale", "Ida Vale"),
        ("Mayor Orr", "Bo Orr"),
        ("the pilot Una Ek", "Una Ek"),
        ("the Minister", "Ida Vale"),
        ("the Governor", None),
        ("Ida Vale and Bo Orr", None),
        ("the Safe Harbours Coalition", None),
    ],
)
def test_who_is_named(printed: str, name: str | None) -> None:
    found = people().read(printed)
    assert (found and found.name) == name


@pytest.mark.parametrize(
    ("text", "surname", "name"),
    [
        (TEXT, "Vale", "Ida Vale"),
        (TEXT, "Lund", None),
        ("Ida Vale came, and Bo Vale left.", "Vale", None),
        ("President Vale came. President Vale left.", "Vale", "Vale"),
        ("President Vale came. Mayor Vale left.", "Vale", None),
    ],
)
def test_a_surname_alone(text: str, surname: str, name: str | None) -> None:
    found = people(text).read_surname(surname)
    assert (found and found.name) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Minister Ida Vale came. She said it.", "Ida Vale"),
        ("Minister Ida Vale met Mayor Bo Orr. She said it.", None),
        ("Minister Ida Vale came.\n\nShe left.\n\nShe said it.", "Ida Vale"),
        ("Minister Ida Vale came. He left. It rained. She said it.", None),
        ("Minister Ida Vale’s boat came. She said it.", None),
    ],
)
def test_whom_a_pronoun_means(text: str, name: str | None) -> None:
    found = people(text).resolve_pronoun("she", text.rindex("She"), 0, text)
    assert (found and found.name) == name
