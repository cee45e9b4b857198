"""Offices with the days on which they were held."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ingest.people.terms_of_office import is_past_office
from tests.ingest.people.conftest import DAY, Printed, Speaker, resolve


def test_offices() -> None:
    people, _ = resolve(
        [(0, "SECRETARY ORR", "Secretary Orr", "official"), (200, "SECRETARY ORR", "Secretary Orr", "official")],
        [(0, "Ruth Orr", "Secretary of Bread", 4), (50, "Ruth Orr", "Bread Secretary", 2), (60, "Ruth Orr", "former Mayor", 9),
         (70, "Orr", "Secretary", 5), (80, "Ruth Orr", "Dr.", 9), (90, "Ruth Orr", "Chair", 1)],
    )  # fmt: skip
    assert [(office.name, office.first, office.last) for office in people[0].offices] == [
        ("Secretary of Bread", DAY, DAY + timedelta(days=200))
    ]


def test_office_far_from_its_term_is_not_held() -> None:
    printed: list[Printed] = [(day, "Ruth Orr", "Press Secretary", 20) for day in range(0, 100, 10)]
    people, _ = resolve([(0, "MS. ORR", "Ruth Orr", "official")], [*printed, (400, "Ruth Orr", "Press Secretary", 1)])
    assert people[0].offices[0].last == DAY + timedelta(days=90)


def test_office_ends_where_a_successor_is_called_so() -> None:
    people, _ = resolve(
        [(0, "MINISTER ORR", "Ruth Orr", "official"), (50, "MINISTER ORR", "Ruth Orr", "official"),
         (60, "MINISTER LIND", "Tim Lind", "official"), (90, "MINISTER LIND", "Tim Lind", "official")],
        [(10, "Ruth Orr", "Minister", 20), (95, "Ruth Orr", "Minister", 1), (99, "Tim Lind", "Minister", 1)],
    )  # fmt: skip
    ends = {one.name: one.offices[0].last for one in people}
    assert ends == {"Ruth Orr": DAY + timedelta(days=50), "Tim Lind": DAY + timedelta(days=99)}


def test_an_undated_release_says_that_an_office_was_held_and_not_when() -> None:
    speakers: list[Speaker] = [(0, "MS. ORR", "Ruth Orr", "official"), (None, "MS. LIND", "Pia Lind", "official")]
    people, _ = resolve(
        speakers,
        [(0, "Ruth Orr", "Minister", 2), (None, "Ruth Orr", "Minister", 7), (None, "Pia Lind", "Mayor", 3)],
    )
    assert [
        (one.offices[0].name, one.offices[0].first, one.offices[0].last, one.offices[0].count) for one in people
    ] == [
        ("Minister", DAY, DAY, 9),
        ("Mayor", None, None, 3),
    ]


@pytest.mark.parametrize(
    ("office", "past"),
    [
        ("former Mayor", True),
        ("then-Mayor", True),
        ("Minister-designate", True),
        ("Mayor", False),
    ],
)
def test_past_and_future_offices(office: str, past: bool) -> None:
    assert is_past_office(office) is past
