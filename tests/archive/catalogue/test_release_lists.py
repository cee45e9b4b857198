"""Lists of releases: by kind, day and title, a page at a time, the latest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.catalogue.reader import CatalogueReader
from archive.catalogue.writer import CatalogueWriter
from tests.archive.conftest import make_release

MAY, JUNE = date(2031, 5, 1), date(2031, 6, 1)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> CatalogueReader:
    path: Path = tmp_path_factory.mktemp("lists") / "catalogue.sqlite"
    releases = [
        replace(make_release("a/ferry.md", day=MAY), title="The Ferry at Port Élan"),
        replace(make_release("b/bridge.md", day=JUNE), title="The bridge, and the ferry", kind="statement"),
        replace(make_release("c/undated.md"), title="On ferries", date=None),
        replace(make_release("d/gone.md", day=JUNE), title="Withdrawn ferry"),
    ]
    with CatalogueWriter(path) as writer, writer.transaction():
        for release in releases:
            writer.put_release(release, [], root="/archive")
        writer.withdraw("d/gone.md")
    return CatalogueReader(path)


@pytest.mark.parametrize(
    ("asked", "expected", "total"),
    [
        ({}, ["b/bridge.md", "a/ferry.md", "c/undated.md"], 3),
        ({"limit": 1}, ["b/bridge.md"], 3),
        ({"limit": 1, "offset": 2}, ["c/undated.md"], 3),
        ({"offset": 9}, [], 3),
        ({"kinds": ["statement"]}, ["b/bridge.md"], 1),
        ({"since": JUNE}, ["b/bridge.md"], 1),
        ({"until": MAY}, ["a/ferry.md"], 1),
        ({"title": "FERRY"}, ["b/bridge.md", "a/ferry.md"], 2),
        ({"title": "elan ferry"}, ["a/ferry.md"], 1),
        ({"title": "tunnel"}, [], 0),
    ],
)
def test_a_page_of_a_list(catalogue: CatalogueReader, asked: dict[str, Any], expected: list[str], total: int) -> None:
    found, in_all = catalogue.list_releases(**asked)
    assert [one.id for one in found] == expected
    assert in_all == total
