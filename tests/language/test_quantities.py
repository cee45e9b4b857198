"""Quantities: what counts as an amount or a day, how it is written, what it counts. The sentences are invented."""

from __future__ import annotations

import pytest

from language.quantities import Measure, find_quantities

ROWS = [
    (
        "We have carried about 13,000 people since June 14th.",
        [("13000", "about 13,000 people"), ("06-14", "June 14th")],
    ),
    ("The ferry plan costs $3.5 trillion.", [("3500000000000", "$3.5 trillion")]),
    ("Thirty-six million islanders have a lamp.", [("36000000", "Thirty-six million islanders")]),
    ("More than 70 percent of adults can swim.", [("70", "More than 70 percent of adults")]),
    ("It was 5.2% in May.", [("5.2", "5.2%")]),
    ("They sent over 600 million COVID-19 doses to the islands.", [("600000000", "over 600 million COVID-19 doses")]),
    ("The cost was ~~370~~ [307] crowns.", [("307", "307] crowns")]),
    ("It closes on the 31st of August.", [("08-31", "31st of August")]),
    ("The rate went from 59 percent to 90 percent.", [("90", "90 percent")]),
    ("Section 3 of Order 14043 and H.R. 1319 apply since 2031.", []),
    ("The F-16 flew 24/7 until 3:30 p.m. on level 4.", []),
    ("One of us said two things in the last 10 days.", []),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_quantities(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.value, text[one.start : one.end]) for one in find_quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("They paid $40 for it.", Measure.MONEY),
        ("They paid 40 crowns for it.", Measure.COUNT),
        ("It fell by 40 percent.", Measure.SHARE),
        ("It ends on May 4.", Measure.DAY),
    ],
)
def test_measures(text: str, measure: Measure) -> None:
    assert [one.measure for one in find_quantities(text)] == [measure]


def test_large_numbers_that_count_nothing_are_found_where_asked_for() -> None:
    text = "The cap was set at 62,500 in spring, on page 12."
    assert not find_quantities(text)
    assert [one.value for one in find_quantities(text, uncounted=True)] == ["62500"]
