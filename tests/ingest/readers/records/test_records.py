"""Records: which of them are releases, which field of nested ones counts, what tells them apart."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.readers.reader import ReadOptions
from ingest.readers.records.records import find_exclusion, is_release, is_too_deep, read_key, read_record

OPTIONS = ReadOptions()
WORDS = "The ferry opens on Monday."


@pytest.mark.parametrize(
    ("record", "is_one"),
    [
        ({"title": "A", "text": WORDS}, True),
        ({"date": "2031-09-16", "text": WORDS}, True),
        ({"title": "A"}, False),
        ({"title": "A", "text": " "}, False),
        ({"text": WORDS}, False),
        ({"name": "quay", "description": "A tool", "version": "1"}, False),
        ({"title": "A", "author": {"name": "B", "description": WORDS}}, False),
        ("text", False),
    ],
)
def test_what_looks_like_a_release(record: Any, *, is_one: bool) -> None:
    assert is_release(record, OPTIONS) is is_one


@pytest.mark.parametrize(
    ("record", "title", "day", "url"),
    [
        (
            {
                "title": "A",
                "text": WORDS,
                "image": {"title": "B", "url": "https://a.example/b.jpg", "date": "2030-01-01"},
            },
            "A",
            None,
            None,
        ),
        (
            {"text": WORDS, "author": {"title": "Minister"}, "meta": {"title": "A", "date": "2031-09-16"}},
            "A",
            "2031-09-16",
            None,
        ),
        (
            {"title": "A", "text": WORDS, "date": "soon", "details": {"published": "2031-09-16"}},
            "A",
            "2031-09-16",
            None,
        ),
        ({"title": "A <em>b</em> &amp;amp; c", "text": WORDS, "link": "/a"}, "A b & c", None, None),
        (
            {"title": "Tides > 5 and < 6", "text": WORDS, "url": "https://a.example/1"},
            "Tides > 5 and < 6",
            None,
            "https://a.example/1",
        ),
    ],
)
def test_which_field_counts(record: Any, title: str, day: str | None, url: str | None) -> None:
    document = read_record(record, name="a.json", options=OPTIONS)
    assert (document.title, document.date and document.date.isoformat(), document.url) == (title, day, url)


def test_what_cannot_be_read_is_told() -> None:
    document = read_record({"title": "A", "text": WORDS, "date": "soon"}, name="a.json", options=OPTIONS)
    assert document.notes == ("its date could not be read: 'soon'",)
    assert document.date is None
    short = read_record({"title": "A", "summary": WORDS}, name="a.json", options=OPTIONS)
    assert short.notes == ("the data gives a summary only",)
    same = read_record({"title": "A", "content": f"<p>{WORDS}</p>", "summary": WORDS}, name="a.json", options=OPTIONS)
    assert same.notes == ("the data gives a summary only",)


def test_lines_that_say_title_and_speaker_again_are_no_text() -> None:
    record = {"title": "A Ferry", "author": "Ana Vale", "text": f"A ferry\n\nAna Vale\n\n{WORDS}"}
    assert read_record(record, name="a.json", options=OPTIONS).text == WORDS


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"status": "publish"}, ""),
        ({"status": "draft"}, "not published: its status is 'draft'"),
        ({"post_type": "attachment", "status": "inherit"}, "no post but of the type 'attachment'"),
        ({"draft": True}, "a draft"),
        ({"draft": False, "state": "Quay"}, ""),
    ],
)
def test_what_is_no_release(record: Any, reason: str) -> None:
    assert find_exclusion(record) == reason


@pytest.mark.parametrize(
    ("record", "key"),
    [
        ({"id": 7, "url": "https://a.example/1", "title": "A"}, "7"),
        ({"url": "https://a.example/1", "title": "A"}, "https://a.example/1"),
        ({"title": "The Ferry, again!", "date": "2031-09-16"}, "2031-09-16-the-ferry-again"),
        ({"id": "outer", "attributes": {"title": "A", "text": WORDS}}, "outer"),
        ({"text": WORDS}, ""),
    ],
)
def test_keys(record: Any, key: str) -> None:
    assert read_key(record, OPTIONS) == key


@pytest.mark.parametrize(
    ("pieces", "day"),
    [
        ({"year": 2031, "month": 9, "day": 6}, "2031-09-06"),
        ({"year": "2031", "month": "September", "day": "6"}, "2031-09-06"),
        ({"year": "2031", "month": "September"}, None),
    ],
)
def test_a_date_in_pieces(pieces: Any, day: str | None) -> None:
    document = read_record({"title": "A", "text": WORDS, "header": pieces}, name="a.json", options=OPTIONS)
    assert (document.date and document.date.isoformat()) == day


def test_depth() -> None:
    deep: Any = "a"
    for _ in range(200):
        deep = [deep]
    assert is_too_deep(deep)
    assert not is_too_deep({"a": [{"b": 1}]})
