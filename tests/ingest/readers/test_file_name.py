"""What a file's name says: a day, a title."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.readers.file_name import day_of_name, title_of_name


@pytest.mark.parametrize(
    ("name", "day", "title"),
    [
        ("talks/pressconf20310916.csv", date(2031, 9, 16), "pressconf"),
        ("2031-09-16-on-the-ferry.json", date(2031, 9, 16), "on the ferry"),
        ("briefing_September-16-2031.csv", date(2031, 9, 16), "briefing September 16 2031"),
        ("20310916.csv", date(2031, 9, 16), "20310916"),
        ("report-20319999.csv", None, "report 20319999"),
        ("speeches.csv", None, "speeches"),
    ],
)
def test_names(name: str, day: date | None, title: str) -> None:
    assert day_of_name(name) == day
    assert title_of_name(name) == title
