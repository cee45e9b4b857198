"""Offices as people call them: who is meant, where exactly one of the archive's people fits."""

from __future__ import annotations

import pytest

from retrieval.query.people import resolve_speaker
from tests.retrieval.query.test_speakers import People, person

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
    person("Nia Sund", "Acting Director of the Office of Lamps"),
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
        ("the lamps chief", "Nia Sund"),  # who leads for the time being leads
    ],
)
def test_offices_as_people_call_them(mentioned: str, name: str | None) -> None:
    found = resolve_speaker(mentioned, BOARDS, on=None)
    assert (found.names if found else None) == ((name,) if name else None)
