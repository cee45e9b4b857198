"""The title that a file's name is."""

from __future__ import annotations

import pytest

from ingest.readers.text.file_name import title_of_name


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("talks/pressconf20310916.csv", "pressconf"),
        ("2031-09-16-on-the-ferry.json", "on the ferry"),
        ("briefing_September-16-2031.csv", "briefing September 16 2031"),
        ("20310916.csv", "20310916"),
        ("report-20319999.csv", "report 20319999"),
        ("speeches.csv", "speeches"),
    ],
)
def test_names(name: str, title: str) -> None:
    assert title_of_name(name) == title
