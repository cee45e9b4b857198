"""Whom of the archive a question's words for somebody stand for."""

from __future__ import annotations

from datetime import date

import pytest

from archive.releases import Voice
from retrieval.query.people import is_of_country, resolve_speaker
from tests.retrieval.query.test_speakers import PEOPLE, People, person

LEADERS = People(
    person("Josen Avai", "Prime Minister of Pelorra", official=0, guest=30, label="PRIME MINISTER AVAI"),
    person("Ivo Lenz", "Vice President of Torvia", official=0, guest=9),
    person("Ada Roth", "President of Torvia", official=0, guest=9),
    person("Omar Bey", "Sultan of Quessa", official=0, guest=9),
    person("Ruth Orr", "Vice President", label="VICE PRESIDENT ORR"),
    person("Pia Holt", "Senator", official=0, guest=9, label="SENATOR HOLT"),
)


@pytest.mark.parametrize(
    ("mentioned", "names"),
    [
        ("Torvia’s leader", ["Ada Roth"]),
        ("the Torvian president", ["Ada Roth"]),
        ("the Pelorran head of government", ["Josen Avai"]),
        ("Quessa’s sultan", ["Omar Bey"]),
        ("the Quessan king", None),
        ("the VP", ["Ruth Orr"]),
        ("VP Orr", ["Ruth Orr"]),
        ("Sen. Holt", ["Pia Holt"]),
        ("the Senate", None),
        ("the supreme court", None),
        ("officials", None),
        ("some senator", None),
        ("everyone", None),
        ("", None),
    ],
)
def test_who_is_meant(mentioned: str, names: list[str] | None) -> None:
    found = resolve_speaker(mentioned, LEADERS, on=None)
    assert (list(found.names) if found else None) == names


@pytest.mark.parametrize(
    ("mentioned", "on", "names"),
    [
        ("the press secretary", date(2031, 4, 1), ("Ruth Orr",)),
        ("the press secretary", date(2031, 10, 1), ("Jonas Idris",)),
        ("the press secretary", None, ("Ruth Orr", "Jonas Idris")),
        ("Marsh", None, ("Helena Marsh",)),  # who is heard far more than Edmund Marsh
        ("Strand", None, ("Wilma Strand",)),
        ("Wilma", None, None),
    ],
)
def test_who_held_an_office_or_has_a_name(mentioned: str, on: date | None, names: tuple[str, ...] | None) -> None:
    found = resolve_speaker(mentioned, PEOPLE, on=on)
    assert (found.names if found else None) == names


def test_a_guest_speaks_as_a_guest() -> None:
    guest = resolve_speaker("Josen Avai", LEADERS, on=None)
    official = resolve_speaker("Ruth Orr", LEADERS, on=None)
    assert guest is not None
    assert official is not None
    assert (guest.voices, official.voices) == ((Voice.GUEST,), ())


def test_a_people_is_called_after_its_country() -> None:
    assert is_of_country("torvia", "torvian")
    assert not is_of_country("oman", "omani")


BOARDS = People(
    person("Ida Vale", "Minister of Ferries and Tides", "Minister"),
    person("Juan Roth", "Deputy Minister"),
    person("Ole Brand", "Deputy Director of the Office of Budget and Tolls"),
    person("Una Falk", "Director of the Office of Budget and Tolls"),
    person("Max Stroh", "Administrator of the Northern Emergency Relief Agency"),
    person("Eva Lund", "NERA Spokesperson"),
    person("Per Holt", "Harbour Master"),
    person("Ann Sand", "Commissioner for Lights"),
    person("Bo Sand", "Lights Secretary"),
    person("Mia Orr", "Mayor of Port Lind", official=0, guest=4),
)


@pytest.mark.parametrize(
    ("mentioned", "name"),
    [
        ("the NERA chief", "Max Stroh"),
        ("the head of NERA", "Max Stroh"),
        ("the head of the Northern Emergency Relief Agency", "Max Stroh"),
        ("the budget director", "Una Falk"),
        ("the budget chief", "Una Falk"),
        ("the harbour boss", "Per Holt"),
        ("the harbours boss", "Per Holt"),
        ("the tolls czar", "Una Falk"),
        ("the ferries leader", "Ida Vale"),
        ("Minister Vale’s deputy", "Juan Roth"),
        ("Vale's deputy", "Juan Roth"),
        ("the Minister's deputy", "Juan Roth"),
        ("Una Falk’s deputy", "Ole Brand"),
        ("Falk’s brother", None),
        ("Roth’s deputy", None),
        ("the lights boss", None),  # two lead them
        ("the railway boss", None),
        ("the boss", None),
        ("the FEMA chief", None),
        ("the budget deputy", "Ole Brand"),
    ],
)
def test_offices_as_people_call_them(mentioned: str, name: str | None) -> None:
    found = resolve_speaker(mentioned, BOARDS, on=None)
    assert (found.names if found else None) == ((name,) if name else None)
