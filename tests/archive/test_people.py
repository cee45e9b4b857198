"""People looked up: by name, by office, and which office somebody had on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from archive.people import Alias, Directory, Office, Person
from archive.rendering import describe_person, person_to_json
from language.titles import office_key

DAY = date(2031, 5, 1)
LATER = date(2032, 5, 1)


def office(name: str, first: date = DAY, last: date = DAY, count: int = 20) -> Office:
    """Return an office."""
    return Office(name=name, first=first, last=last, count=count)


def person(name: str, *offices: Office, labels: tuple[str, ...] = (), official: int = 5, guest: int = 0) -> Person:
    """Return a person."""
    return Person(
        id=name.lower(), name=name, aliases=tuple(Alias(name=label, count=1) for label in labels), offices=offices,
        official=official, guest=guest, releases=1, first=DAY, last=LATER,
    )  # fmt: skip


DIRECTORY = Directory([
    person("Ada Adeyemi", office("President", DAY, LATER, 900), labels=("THE PRESIDENT", "PRESIDENT ADEYEMI")),
    person("Ruth Orr", office("Press Secretary", DAY, date(2031, 9, 1)), labels=("MS. ORR",)),
    person(
        "Jon McDowell-Ray",
        office("Deputy Press Secretary", DAY, date(2031, 9, 1)),
        office("Press Secretary", date(2031, 9, 1), LATER),
    ),
    person("Pál Orr", office("Press Secretary", DAY, LATER, 1), office("Ambassador", count=20)),
    person("Helena Marsh", office("Minister", DAY, LATER, 50), office("Minister of Bread", DAY, LATER, 30)),
    person("Bo Vale", office("Minister of Salt", DAY, LATER), office("Secretary of State for Salt"), labels=("MINISTER VALE",)),
    person("Jan Kowal", office("President of Torvia", DAY, LATER, 300), official=0, guest=9),
    person("Ana Vale", office("Governor", DAY, LATER, 30), official=0, guest=9),
    person("Ms. Vale", official=0, guest=1, labels=("MS. VALE",)),
])  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Secretary of Bread", "Bread Secretary", True),
        ("National Security Adviser", "National Security Advisor", True),
        ("Department of Bread Secretary", "Secretary of Bread", True),
        ("Deputy Secretary of Bread", "Secretary of Bread", False),
        ("Press Secretary", "Secretary", False),
        ("Vice President", "President", False),
        ("Harbour Press Secretary", "Press Secretary", False),
    ],
)
def test_office_key(one: str, other: str, same: bool) -> None:
    assert (office_key(one) == office_key(other)) is same


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Ruth Orr", ["Ruth Orr"]),
        ("orr", ["Ruth Orr", "Pál Orr"]),
        ("MS. ORR", ["Ruth Orr"]),
        ("ms orr", ["Ruth Orr"]),
        ("Pal Orr", ["Pál Orr"]),
        ("President Adeyemi", ["Ada Adeyemi"]),
        ("the President", ["Ada Adeyemi"]),
        ("Adeyemi’s", ["Ada Adeyemi"]),
        ("McDowell Ray", ["Jon McDowell-Ray"]),
        ("McDowell", ["Jon McDowell-Ray"]),
        ("Ruth", ["Ruth Orr"]),
        ("Ms. Vale", ["Ms. Vale"]),
        ("Minister", []),
        ("Quist", []),
        ("", []),
        ("the", []),
    ],
)
def test_named(words: str, names: list[str]) -> None:
    assert [one.name for one in DIRECTORY.named(words)] == names


@pytest.mark.parametrize(
    ("title", "on", "names"),
    [
        ("press secretary", DAY, ["Ruth Orr"]),
        ("the Press Secretary", date(2032, 4, 1), ["Jon McDowell-Ray"]),
        ("press secretary", None, ["Ruth Orr", "Jon McDowell-Ray"]),
        ("press secretary", date(2031, 4, 1), ["Ruth Orr"]),  # near enough
        ("press secretary", date(2030, 1, 1), []),
        ("deputy press secretary", DAY, ["Jon McDowell-Ray"]),
        ("President", DAY, ["Ada Adeyemi"]),
        ("President of Torvia", DAY, ["Jan Kowal"]),
        ("Bread Minister", DAY, ["Helena Marsh"]),
        ("the Minister", DAY, ["Helena Marsh", "Bo Vale"]),
        ("Governor", DAY, ["Ana Vale"]),
        ("Secretary", DAY, ["Bo Vale"]),
        ("harbour master", DAY, []),
        ("the", DAY, []),
    ],
)
def test_holders(title: str, on: date | None, names: list[str]) -> None:
    assert [one.name for one in DIRECTORY.holders(title, on)] == names


@pytest.mark.parametrize(
    ("name", "on", "title"),
    [
        ("Ruth Orr", DAY, "Press Secretary"),
        ("Ruth Orr", date(2031, 10, 1), "Press Secretary"),
        ("Ruth Orr", date(2032, 4, 1), None),
        ("Jon McDowell-Ray", DAY, "Deputy Press Secretary"),
        ("Jon McDowell-Ray", date(2032, 4, 1), "Press Secretary"),
        ("Helena Marsh", DAY, "Minister of Bread"),
        ("Ada Adeyemi", DAY, "President"),
        ("Ms. Vale", DAY, None),
        ("Nobody", DAY, None),
    ],
)
def test_office_on(name: str, on: date, title: str | None) -> None:
    assert DIRECTORY.office_on(name, on) == title


def test_two_people_of_one_name_have_no_office() -> None:
    twice = Directory([person("Ana Vale", office("Mayor")), person("Ana Vale", office("Governor"))])
    assert twice.office_on("Ana Vale", DAY) is None


def test_what_stands_before_its_own_offices_is_learned_from_the_archive() -> None:
    """'Torvian' comes and goes before the offices of three people, 'Salt' before nobody's."""
    learned = Directory([
        person(name, office(f"{title} Secretary", DAY, LATER, 9), office(f"Torvian {title} Secretary", DAY, LATER, 3))
        for name, title in (("Ida Lund", "Bread"), ("Jon Keel", "Tide"), ("Ana Orr", "Lock"))
    ])  # fmt: skip
    assert [one.name for one in learned.holders("the Torvian Secretary of Bread", LATER)] == ["Ida Lund"]
    assert [one.name for one in learned.holders("Lock Secretary", LATER)] == ["Ana Orr"]
    assert learned.holders("Salt Lock Secretary", LATER) == []


UNDATED = Office(name="Harbour Master", first=None, last=None, count=9)


@pytest.mark.parametrize(
    ("held", "on", "holds"),
    [(office("Mayor"), DAY, True), (office("Mayor"), None, False), (UNDATED, DAY, False), (UNDATED, None, False)],
)
def test_when_an_office_was_held_is_known_of_days_alone(held: Office, on: date | None, holds: bool) -> None:
    assert held.held(on) is holds
    assert (person("Ruth Orr", held).office_on(on) is not None) is holds


def test_an_office_without_days_is_held_at_some_time() -> None:
    directory = Directory([replace(person("Ruth Orr", UNDATED), first=None, last=None)])
    assert [one.name for one in directory.holders("harbour master", None)] == ["Ruth Orr"]
    assert directory.holders("harbour master", DAY) == []
    assert not directory.people[0].speaks_around(DAY)


def test_a_person_of_no_known_day_is_told_so() -> None:
    undated = replace(person("Ruth Orr", UNDATED), first=None, last=None)
    assert describe_person(undated, whole=True).splitlines() == [
        "Ruth Orr, Harbour Master: 5 turns in 1 release, undated",
        "    printed as ",
        "    Harbour Master: undated (9)",
    ]
    said = person_to_json(undated)
    assert (said["office"], said["from"], said["offices"][0]["to"]) == ("Harbour Master", None, None)
