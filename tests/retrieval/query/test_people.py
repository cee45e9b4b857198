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
