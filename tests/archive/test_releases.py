"""Releases: on which page an offset lies, and what a release without a date is sorted by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from archive.releases import sort_day
from tests.archive.conftest import make_release


@pytest.mark.parametrize(
    ("pages", "offset", "page"),
    [
        ((), 0, None),
        ((), 40, None),
        ((0,), 40, 1),
        ((0, 20, 60), 0, 1),
        ((0, 20, 60), 19, 1),
        ((0, 20, 60), 20, 2),
        ((0, 20, 60), 61, 3),
        ((0, 20, 20, 60), 20, 3),  # the second page is empty
    ],
)
def test_an_offset_lies_on_a_page(pages: tuple[int, ...], offset: int, page: int | None) -> None:
    assert replace(make_release(), pages=pages).page_at(offset) == page


def test_what_has_no_date_comes_last() -> None:
    days = [None, date(2031, 5, 2), date(2031, 5, 1)]
    assert sorted(days, key=sort_day) == [date(2031, 5, 1), date(2031, 5, 2), None]
