"""Full names: which are one person's, which are two people's, and which are none."""

from __future__ import annotations

from datetime import date

import pytest

from archive.people import Appearance
from archive.releases import Voice
from ingest.people.identities import full_name, gather_identities, is_particular, speaker_words
from language.titles import office_key
from tests.ingest.people.conftest import Printed, Speaker, resolve

NAMES: list[tuple[str, list[Speaker], list[Printed], list[str | None]]] = [
    (
        "short forms and one office at one time",
        [(0, "MINISTER VALE", "Ali Vale", "official"), (1, "MINISTER VALE", "Alejandro Vale", "official")],
        [(0, "Ali Vale", "Minister of Bread", 2), (5, "Alejandro Vale", "Minister of Bread", 5),
         (9, "Ali Vale", "Bread Minister", 1)],
        ["Alejandro Vale", "Alejandro Vale"],
    ),
    (
        "Paula is not Paul",
        [(0, "MR. VALE", "Paul Vale", "guest"), (0, "MS. VALE", "Paula Vale", "guest")], [], ["Paul Vale", "Paula Vale"],
    ),
    (
        "a surname of two words is no full name",
        [(0, "GOVERNOR LUND VALE", "Governor Lund Vale", "guest")],
        [(0, "Ana Lund Vale", "Governor", 2), (0, "Lund Vale", "Governor", 9)], ["Ana Lund Vale"],
    ),
    (
        "a label may give the full name, or a surname of two words",
        [(0, "MS. ASHLEY VALE", "Ms. Ashley Vale", "guest"), (0, "MS. LUND VALE", "Ms. Lund Vale", "guest")], [],
        ["Ashley Vale", "Ms. Lund Vale"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("speakers", "printed", "names"), [row[1:] for row in NAMES], ids=[row[0] for row in NAMES])
def test_names(speakers: list[Speaker], printed: list[Printed], names: list[str | None]) -> None:
    _, found = resolve(speakers, printed)
    assert [name for name, _ in found] == names


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("Ruth Orr", "Ruth Orr"),
        ("Ms. Ashley Vale", "Ashley Vale"),
        ("Ms. Lund Vale", ""),
        ("Ms. Orr", ""),
        ("J. Orr", ""),
        ("Minister Ruth Orr", ""),
        ("Senior Ministry Official", ""),
        (None, ""),
    ],
)
def test_full_names(speaker: str | None, name: str) -> None:
    assert full_name(speaker) == name


def appears(speaker: str) -> Appearance:
    return Appearance(
        release_id="a.md", date=date(2031, 5, 1), label=None, speaker=speaker, voice=Voice.OFFICIAL, turns=1
    )


def test_names_of_one_person_are_one_identity_and_those_kept_apart_are_two() -> None:
    appearances = [appears(name) for name in ("Joe Vale", "Joseph R. Vale", "Ana Vale", "J. T. Vale")]
    joe, joseph, ana = ("joe", "vale"), ("joseph", "r", "vale"), ("ana", "vale")
    together = gather_identities(appearances, [])["vale"]
    assert {frozenset(identity.forms) for identity in together} == {frozenset({joe, joseph}), frozenset({ana})}
    apart = gather_identities(appearances, [], apart={frozenset({joe, joseph})})["vale"]
    assert {frozenset(identity.forms) for identity in apart} == {frozenset({form}) for form in (joe, joseph, ana)}


@pytest.mark.parametrize(
    ("office", "particular"),
    [
        ("Secretary of Bread", True),
        ("Secretary", False),
        ("Press Secretary", False),
        ("former Secretary of Bread", False),
    ],
)
def test_particular_offices(office: str, particular: bool) -> None:
    assert is_particular(office_key(office)) is particular


def test_words_of_a_speaker() -> None:
    assert speaker_words(appears("Ruth Orr")) == ("ruth", "orr")
    assert speaker_words(appears("Minister Orr")) == ("orr",)
    assert speaker_words(appears("Moderator")) == ()
