"""Titles and offices: what is one, what it is compared by, and where it ends and a name begins."""

from __future__ import annotations

import pytest

from language.titles import (
    TITLES,
    Role,
    expand,
    holds_title,
    is_office_word,
    is_same_rank,
    is_surname_at_end,
    is_title_word,
    office_key,
    read_titled_name,
    same_titles,
)


@pytest.mark.parametrize(
    ("printed", "office", "words", "surname"),
    [
        ("Ida Vale", "", "ida vale", "vale"),
        ("Vale", "", "vale", "vale"),
        ("Deputy Mayor Ida Vale", "deputy mayor", "ida vale", "vale"),
        ("Sen. Ida Vale (Westmarch)", "senator", "ida vale", "vale"),
        ("Ida Vale, Minister of Tides", "", "ida vale", "vale"),
        ("Westmarch Governor Ida Orr-Vale", "governor", "ida orr vale", "orr vale"),
        ("the Press Secretary", "press secretary", "", ""),
        ("the VP", "vice president", "", ""),
        ("THE PRESIDENT", "president", "", ""),
        ("SENIOR MINISTRY OFFICIAL #2", "senior official", "", ""),
        ("Dr. Angela King", "", "angela king", "king"),
        ("Mr. White", "", "white", "white"),
        ("Ida Vale Jr.", "", "ida vale", "vale"),
        ("Vale, Ida", "", "ida vale", "vale"),
        ("VALE, Ida R.", "", "ida r vale", "vale"),
        ("Vale, Jr.", "", "vale", "vale"),
        ("Vale, Minister of Tides", "", "vale", "vale"),
        ("Minister Đorđe Vałe", "minister", "dorde vale", "vale"),
        ("Omar al-Rashid", "", "omar al rashid", "rashid"),
        ("", "", "", ""),
    ],
)
def test_titled_names(printed: str, office: str, words: str, surname: str) -> None:
    found = read_titled_name(printed)
    assert (found.office, found.words, found.surname) == (
        frozenset(office.split()),
        tuple(words.split()),
        tuple(surname.split()),
    )


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Ana Orr Lund", "Ana Orr-Lund", True),
        ("Lund", "Ana Lund", True),
        ("Ms. Lund", "Ana Orr-Lund", False),
        ("the Mayor", "the Mayor", False),
        ("Omar Rashid", "Omar al-Rashid", True),
        ("van der Lund", "Ana van der Lund", True),
        ("Lund Ana", "Ana Lund", True),  # the family's name first
        ("Lund Ana", "Anton Lund", False),
    ],
)
def test_surnames(name: str, other: str, same: bool) -> None:
    assert read_titled_name(name).has_surname_of(read_titled_name(other)) is same
    assert read_titled_name(other).has_surname_of(read_titled_name(name)) is same


@pytest.mark.parametrize(
    ("title", "office", "same"),
    [
        ("secretary", "Secretary of State", True),
        ("secretary", "Deputy Secretary of State", False),
        ("secretary", "Secretary", False),  # the same, not a particular one
        ("president", "Vice President", False),
        ("minister", "former Minister of Bread", False),
    ],
)
def test_ranks(title: str, office: str, same: bool) -> None:
    assert is_same_rank(office_key(title), office_key(office)) is same


def test_titles_by_what_they_say_of_the_person() -> None:
    assert [TITLES[title] for title in ("MINISTER", "GOVERNOR", "VICE PRESIDENT", "MS")] == [
        Role.OFFICIAL, Role.GUEST, Role.HEAD_OF_STATE, Role.HONORIFIC
    ]  # fmt: skip
    assert same_titles("CONGRESSWOMAN")[0] == same_titles("REPRESENTATIVE")[0] == "REPRESENTATIVE"
    assert same_titles("MINISTER") == ("MINISTER",)


def test_words_of_titles() -> None:
    assert expand("Lt. Gov.") == "lieutenant governor"
    assert holds_title("Acting Secretary of")
    assert holds_title("Co-Chair")
    assert not holds_title("Open Hands")
    assert is_office_word("Director,")
    assert not is_office_word("Ida")
    assert is_title_word("Sen.")
    assert is_title_word("activist")
    assert not is_title_word("A.")  # an initial, and no article
    assert is_surname_at_end(["Angela", "King"])
    assert is_surname_at_end(["Dr.", "King"])
    assert not is_surname_at_end(["Crown", "Prince"])
    assert not is_surname_at_end(["King"])
