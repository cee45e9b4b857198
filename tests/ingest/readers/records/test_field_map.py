"""The map of a publisher's fields: what it says, what is wrong with it, and where its paths lead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archive import UsageError
from ingest.readers import MAP_NAME, find_field_map, load_field_map
from ingest.readers.records.field_map import follow_path

MAP = """
records = "data.items"

[fields]
title = "headline"
date = "meta.published"
"""


def test_a_map(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(MAP, encoding="utf-8")
    assert load_field_map(path) == {"records": "data.items", "title": "headline", "date": "meta.published"}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "names no field"),
        ("[fields]\n", "names no field"),
        ("[fields]\nheadline = 'a'\n", "'headline': allowed are title, date, text"),
        ("[fields]\ntitle = 3\n", "gives 'title' the value 3"),
        ("[fields]\ntitle = ' '\n", "gives 'title' the value"),
        ("records = ['a']\n", "gives 'records' the value"),
        ("[columns]\ntitle = 'a'\n", "has 'columns': allowed are"),
        ("title = \n", "is not TOML"),
    ],
)
def test_what_is_wrong_with_a_map(tmp_path: Path, source: str, message: str) -> None:
    path = tmp_path / "map.toml"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(UsageError, match=message) as told:
        load_field_map(path)
    assert str(path) in str(told.value)


def test_a_map_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        load_field_map(tmp_path / "map.toml")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a", {"b": {"C-d": 1}}),
        ("a.b.c_d", 1),
        ("list.1", {"e": 3}),
        ("list.e", [2, 3]),
        ("x.y", "a dot in a name"),
        ("a.z", None),
        ("list.9", None),
        ("a.b.C-d.e", None),
    ],
)
def test_a_path(path: str, found: Any) -> None:
    assert follow_path({"a": {"b": {"C-d": 1}}, "list": [{"e": 2}, {"e": 3}], "x.y": "a dot in a name"}, path) == found


def test_a_map_is_given_or_lies_in_the_folder_or_is_kept(tmp_path: Path) -> None:
    kept = {"title": "kept"}
    assert find_field_map(None, [tmp_path], kept) == kept
    (tmp_path / MAP_NAME).write_text('[fields]\ntitle = "headline"\n', encoding="utf-8")
    assert find_field_map(None, [tmp_path], kept) == {"title": "headline"}
    given = tmp_path / "other.toml"
    given.write_text('[fields]\ntitle = "heading"\n', encoding="utf-8")
    assert find_field_map(given, [tmp_path], kept) == {"title": "heading"}
