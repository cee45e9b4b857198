"""Who the people of an archive are, and how they speak where: what is written into the catalogue."""

from __future__ import annotations

import pytest

from tests.ingest.people.conftest import Speaker, day_after, resolve


def test_guests_of_two_events_are_two_people_of_one_name() -> None:
    people, _ = resolve(
        [(0, "MS. ORR", "Ms. Orr", "guest"), (1, "MS. ORR", "Ms. Orr", "guest"), (90, "MS. ORR", "Ms. Orr", "guest")]
    )
    assert [(one.id, one.name, one.releases) for one in people] == [
        ("ms-orr", "Ms. Orr", 2),
        ("ms-orr-2", "Ms. Orr", 1),
    ]


def test_undated_guests_are_a_person_each_and_undated_officials_one() -> None:
    guests: list[Speaker] = [(None, "MS. ORR", "Ms. Orr", "guest"), (None, "MS. ORR", "Ms. Orr", "guest")]
    people, _ = resolve(
        [*guests, (None, "GOVERNOR VALE", "Governor Vale", "official"), (9, "MR. MOE", "Al Moe", "guest")]
    )
    assert [(one.name, one.releases, one.first) for one in people] == [
        ("Al Moe", 1, day_after(9)),
        ("Ms. Orr", 1, None),
        ("Ms. Orr", 1, None),
        ("Governor Vale", 1, None),
    ]


@pytest.mark.parametrize(
    ("elsewhere", "voice"),
    [(["official"], "official"), (["official", "guest"], "unknown"), (["guest"], "guest"), ([], "unknown")],
)
def test_an_undated_voice_is_the_one_heard_elsewhere_where_there_is_one(elsewhere: list[str], voice: str) -> None:
    others: list[Speaker] = [(n, "MS. ORR", "Ruth Orr", heard) for n, heard in enumerate(elsewhere)]
    _, found = resolve([(None, "MS. ORR", "Ruth Orr", "unknown"), *others])
    assert found[0] == ("Ruth Orr", voice)


VOICES = [
    ("an official elsewhere, with an office", 3, 30, "Press Secretary", "official"),
    ("with an office printed but in passing", 2, 30, "Press Secretary", "guest"),
    ("with a company's office", 9, 30, "Executive Director", "guest"),
    ("with another state's office", 9, 30, "Ambassador of Torvia", "guest"),
    ("heard as an official two years away", 9, 700, "Press Secretary", "guest"),
]


@pytest.mark.parametrize(
    ("times", "away", "office", "voice"), [row[1:] for row in VOICES], ids=[row[0] for row in VOICES]
)
def test_voice_of_an_official_at_an_event(times: int, away: int, office: str, voice: str) -> None:
    speakers: list[Speaker] = [(0, "MS. ORR", "Ruth Orr", "guest"), (away, "MS. ORR", "Ruth Orr", "official")]
    _, found = resolve(speakers, [(0, "Ruth Orr", office, times)])
    assert found == [("Ruth Orr", voice), ("Ruth Orr", "official")]


def test_a_governor_stays_a_guest() -> None:
    speakers: list[Speaker] = [(0, "GOVERNOR ORR", "Ruth Orr", "guest"), (9, "MS. ORR", "Ruth Orr", "official")]
    _, found = resolve(speakers, [(0, "Ruth Orr", "Coordinator", 9)])
    assert found[0] == ("Ruth Orr", "guest")
