"""JSON in the shapes in which publishers keep releases: one, lists, lines, wrappers, feeds, and what is none."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from archive import UnreadableError
from ingest.readers import ReadOptions
from ingest.readers.items import file_of
from ingest.readers.reader import Document, InputFile
from ingest.readers.records import json_records
from tests.ingest.readers.reading import read_all, read_one

HTML = "<p>The ferry opens on Monday.</p><p>It sails daily from the quay.</p>"
TEXT = "The ferry opens on Monday.\n\nIt sails daily from the quay."
RELEASE = {"title": "The Ferry", "date": "2031-09-16", "content": HTML, "link": "https://tides.example/ferry"}


@pytest.mark.parametrize(
    "value",
    [
        RELEASE,
        {"data": RELEASE},
        {
            "data": {
                "type": "node--news",
                "id": "7",
                "attributes": {
                    "title": "The Ferry",
                    "created": "2031-09-16",
                    "body": {"value": HTML, "format": "full_html", "processed": HTML},
                },
            }
        },
        {
            "title": {"rendered": "The <em>Ferry</em>"},
            "date": "2031-09-16T10:00:00",
            "status": "publish",
            "author": 12,
            "content": {"rendered": HTML, "protected": False},
            "excerpt": {"rendered": "<p>In short.</p>"},
        },
        {"headline": "The Ferry", "pubDate": "Tue, 16 Sep 2031 10:00:00 +0000", "article": HTML},
        {
            "title": "The Ferry",
            "first_published_at": "2031-09-16T09:00:00Z",
            "description": "In short.",
            "details": {"body": HTML, "government": {"title": "A government", "started_on": "2029-01-01"}},
            "links": {"organisations": [{"title": "Ministry of Tides"}]},
        },
        {"fields": {"title": "The Ferry", "date": "2031-09-16", "body": HTML}},
        {"title": "The Ferry", "date": 1947319200, "text": TEXT},
        {
            "title": "The Ferry",
            "date": "20310916T090000",
            "text": ["The ferry opens on Monday.", "It sails daily from the quay."],
        },
        {"meta": {"title": "The Ferry", "date": "2031-09-16"}, "body": HTML},
        [RELEASE],
        {"results": [RELEASE], "total": 1},
        {"page": {"items": [RELEASE]}},
        {"columns": ["title", "date", "text"], "index": [0], "data": [["The Ferry", "2031-09-16", TEXT]]},
        {"title": {"0": "The Ferry"}, "date": {"0": "2031-09-16"}, "text": {"0": TEXT}},
    ],
)
def test_one_release(value: Any) -> None:
    document = read_one(json.dumps(value), "a.json")
    assert (document.title, document.date, document.text) == ("The Ferry", date(2031, 9, 16), TEXT)


BLOCKS: Mapping[str, Any] = {
    "EditorJS": {
        "blocks": [
            {"type": "header", "data": {"text": "Ferry", "level": 2}},
            {"type": "paragraph", "data": {"text": "It <b>opens</b>."}},
            {"type": "list", "data": {"style": "unordered", "items": ["dawn", "dusk"]}},
        ]
    },
    "Portable Text": [
        {"_type": "block", "style": "h2", "children": [{"_type": "span", "text": "Ferry"}]},
        {
            "_type": "block",
            "children": [
                {"_type": "span", "text": "It "},
                {"_type": "span", "marks": ["strong"], "text": "opens"},
                {"_type": "span", "text": "."},
            ],
        },
        {"_type": "image", "asset": {"_ref": "image-1"}},
        {"_type": "block", "listItem": "bullet", "children": [{"_type": "span", "text": "dawn"}]},
        {"_type": "block", "listItem": "bullet", "children": [{"_type": "span", "text": "dusk"}]},
    ],
    "Contentful": {
        "nodeType": "document",
        "content": [
            {"nodeType": "heading-2", "content": [{"nodeType": "text", "value": "Ferry", "marks": []}]},
            {
                "nodeType": "paragraph",
                "content": [
                    {"nodeType": "text", "value": "It "},
                    {
                        "nodeType": "hyperlink",
                        "data": {"uri": "https://tides.example"},
                        "content": [{"nodeType": "text", "value": "opens"}],
                    },
                    {"nodeType": "text", "value": "."},
                ],
            },
            {
                "nodeType": "unordered-list",
                "content": [
                    {
                        "nodeType": "list-item",
                        "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "dawn"}]}],
                    },
                    {
                        "nodeType": "list-item",
                        "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "dusk"}]}],
                    },
                ],
            },
        ],
    },
    "ProseMirror": {
        "type": "doc",
        "content": [
            {"type": "heading", "content": [{"type": "text", "text": "Ferry"}]},
            {
                "type": "paragraph",
                "content": [
                    {"type": "text", "text": "It "},
                    {"type": "text", "text": "opens", "marks": [{"type": "bold"}]},
                    {"type": "text", "text": "."},
                ],
            },
            {"type": "paragraph", "content": [{"type": "text", "text": "dawn"}]},
            {"type": "paragraph", "content": [{"type": "text", "text": "dusk"}]},
        ],
    },
    "Slate": [
        {"type": "h2", "children": [{"text": "Ferry"}]},
        {"type": "p", "children": [{"text": "It "}, {"text": "opens", "bold": True}, {"text": "."}]},
        {
            "type": "ul",
            "children": [
                {"type": "li", "children": [{"text": "dawn"}]},
                {"type": "li", "children": [{"text": "dusk"}]},
            ],
        },
    ],
    "Lexical": {
        "root": {
            "children": [
                {"type": "heading", "children": [{"type": "text", "text": "Ferry"}]},
                {
                    "type": "paragraph",
                    "children": [
                        {"type": "text", "text": "It "},
                        {"type": "link", "children": [{"type": "text", "text": "opens"}]},
                        {"type": "text", "text": "."},
                    ],
                },
                {"type": "paragraph", "children": [{"type": "text", "text": "dawn"}]},
                {"type": "paragraph", "children": [{"type": "text", "text": "dusk"}]},
            ]
        }
    },
    "Gutenberg": [
        {"blockName": "core/heading", "innerHTML": "<h2>Ferry</h2>", "innerBlocks": []},
        {"blockName": "core/paragraph", "innerHTML": "<p>It <b>opens</b>.</p>", "innerBlocks": []},
        {
            "blockName": "core/list",
            "innerHTML": "<ul></ul>",
            "innerBlocks": [
                {"blockName": "core/list-item", "innerHTML": "<li>dawn</li>"},
                {"blockName": "core/list-item", "innerHTML": "<li>dusk</li>"},
            ],
        },
    ],
    "stream field": [
        {"type": "heading", "value": "Ferry", "id": "1"},
        {"type": "paragraph", "value": "<p>It <b>opens</b>.</p>", "id": "2"},
        {"type": "image", "value": 15, "id": "3"},
        {"type": "paragraph", "value": "<p>dawn</p><p>dusk</p>", "id": "4"},
    ],
    "Draft.js": {
        "blocks": [
            {"key": "a", "text": "Ferry", "type": "header-two"},
            {"key": "b", "text": "It opens.", "type": "unstyled"},
            {"key": "c", "text": "dawn", "type": "unstyled"},
            {"key": "d", "text": "dusk", "type": "unstyled"},
        ],
        "entityMap": {},
    },
    "parts": [
        {"title": "Ferry", "body": "<p>It opens.</p>", "slug": "a"},
        {"body": "<p>dawn</p><p>dusk</p>", "slug": "b"},
    ],
    "versions": [
        {"content_type": "text/govspeak", "content": "# Ferry"},
        {"content_type": "text/html", "content": "<h2>Ferry</h2><p>It opens.</p><p>dawn</p><p>dusk</p>"},
    ],
}


@pytest.mark.parametrize("editor", BLOCKS)
def test_blocks_of_an_editor(editor: str) -> None:
    """Each editor's blocks are paragraphs, in order; no bracket of the data is left in them."""
    document = read_one(json.dumps({"title": "T", "date": "2031-09-16", "body": BLOCKS[editor]}), "a.json")
    assert document.text.replace("\n- ", "\n").split() == "Ferry It opens. dawn dusk".split()
    assert "\n" in document.text


def test_who_and_what_a_record_names() -> None:
    record = {
        **RELEASE,
        "type": "press-releases",
        "author": {"name": "Ana Vale, Minister of Tides", "url": "https://tides.example/vale"},
        "organisations": [{"title": "Ministry of Tides"}, {"title": "Port Office"}],
    }
    document = read_one(json.dumps(record), "a.json")
    assert (document.byline, document.office, document.kind) == (
        "Ana Vale, Minister of Tides",
        "Ministry of Tides",
        "press release",
    )
    assert document.url == "https://tides.example/ferry"
    held = read_one(json.dumps({**RELEASE, "prime-minister": "Orr, Ruth"}), "a.json")
    assert held.byline == "Ruth Orr, Prime Minister"
    several = read_one(json.dumps({**RELEASE, "authors": [{"name": "Ana Vale"}, {"name": "Ruth Orr"}]}), "a.json")
    assert several.byline == "Ana Vale and Ruth Orr"


def test_a_withdrawn_release_is_told() -> None:
    notice = {"explanation": "<p>It was wrong</p>", "withdrawn_at": "2032-01-01"}
    assert read_one(json.dumps({**RELEASE, "withdrawn_notice": notice}), "a.json").notes == (
        "the publisher has withdrawn it: It was wrong",
    )
    assert read_one(json.dumps({**RELEASE, "withdrawn_notice": {}}), "a.json").notes == ()


def test_a_list_of_releases() -> None:
    rows = [{"id": n, **RELEASE, "title": f"Ferry {n}"} for n in (7, 8)]
    found = read_all(
        json.dumps([*rows, {**rows[0], "id": 9, "status": "draft"}, {**rows[0], "id": 7}, {"id": 10, "title": "A"}]),
        "a.json",
    )
    assert list(found) == ["7", "8", "9", "7-2", "10"]
    assert found["9"] == "not published: its status is 'draft'"
    assert found["10"] == "it has no text"
    eight = found["8"]
    assert isinstance(eight, Document)
    assert eight.title == "Ferry 8"


def test_day_or_month_first_is_told_by_the_file() -> None:
    rows = [
        {"title": f"T{n}", "text": "The ferry opens today.", "date": day}
        for n, day in enumerate(["03/04/2031", "25/04/2031"])
    ]
    days = [
        document.date for document in read_all(json.dumps(rows), "a.json").values() if isinstance(document, Document)
    ]
    assert days == [date(2031, 4, 3), date(2031, 4, 25)]
    (alone,) = read_all(json.dumps(rows[:1]), "a.json").values()
    assert isinstance(alone, Document)
    assert (alone.date, alone.unclear_date) == (None, "03/04/2031")
    given = read_one(json.dumps(rows[:1]), "a.json", ReadOptions(day_first=False))
    assert given.date == date(2031, 3, 4)


def test_lines() -> None:
    lines = [json.dumps({**RELEASE, "id": "a"}), "", "{broken", json.dumps({**RELEASE, "id": "b"}), "[1]"]
    for data in ("\ufeff" + "\n".join(lines), "\r\n".join(lines)):
        found = read_all(data.encode(), "a.jsonl")
        assert list(found) == ["a", "line 2", "b", "line 4"]
        assert "broken" in str(found["line 2"])
        assert found["line 4"] == "line 4: no record but a list"


def test_objects_after_each_other_are_a_list() -> None:
    data = json.dumps({**RELEASE, "id": "a"}, indent=1) + "\n" + json.dumps({**RELEASE, "id": "b"}, indent=1)
    assert list(read_all(data, "a.json")) == ["a", "b"]


def test_a_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Tides",
        "items": [
            {
                "id": "1",
                "url": "https://tides.example/1",
                "title": "The Ferry",
                "content_html": HTML,
                "date_published": "2031-09-16T10:00:00+01:00",
                "authors": [{"name": "Ana Vale"}],
            },
            {
                "id": "2",
                "content_text": "The lock on the river is open again since this morning, and boats may pass it by day and night.",
                "date_published": "2031-09-17",
            },
        ],
    }
    first, second = read_all(json.dumps(feed), "feed.json").values()
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.title, first.date, first.byline, first.text) == ("The Ferry", date(2031, 9, 16), "Ana Vale", TEXT)
    assert second.title == "The lock on the river is open again since this morning, and …"
    assert second.notes == ("it has no title: its first words stand for one",)
    with pytest.raises(UnreadableError, match="holds no entry"):
        read_all(json.dumps({**feed, "items": []}), "feed.json")


def test_who_speaks_in_rows() -> None:
    rows = [
        {"speaker": "MINISTER VALE", "text": "We open."},
        {"speaker": "MINISTER VALE", "text": "On Monday."},
        {"speaker": "QUESTION", "text": "When?"},
    ]
    document = read_one(json.dumps({"transcript": rows}), "2031-09-16-talk.json")
    assert document.text == "MINISTER VALE: We open. On Monday.\n\nQUESTION: When?"
    assert (document.title, document.date) == ("talk", date(2031, 9, 16))
    assert [speech.label for speech in document.speeches] == ["MINISTER VALE", "QUESTION"]


def test_who_speaks_in_a_record() -> None:
    rows: list[dict[str, Any]] = [
        {"kind": "linebreak", "speaker": "None", "text": "  speech of  "},
        {"kind": "speech", "speaker": "Ms. VALE", "text": "Ms. VALE. The ferry opens."},
        {"kind": "speech", "speaker": "Mr. MOOR", "text": "Mr. MOOR: When?"},
        {"kind": "linebreak", "speaker": "None", "text": "________"},
    ]
    record = {"title": "The Ferry", "header": {"year": "2031", "month": "September", "day": "16"}, "content": rows}
    document = read_one(json.dumps(record), "a.json")
    assert (document.title, document.date) == ("The Ferry", date(2031, 9, 16))
    assert document.text == "speech of\n\nMs. VALE: The ferry opens.\n\nMr. MOOR: When?"
    assert [speech.label for speech in document.speeches] == ["Ms. VALE", "Mr. MOOR"]
    comments = {**RELEASE, "comments": [{"name": "A", "text": "Fine."}, {"name": "B", "text": "Bad."}]}
    assert read_one(json.dumps(comments), "a.json").text == TEXT


@pytest.mark.parametrize(
    "value",
    [
        {"name": "quay", "version": "1.0.0", "scripts": {"test": "run"}, "dependencies": {"a": "1"}},
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": {"name": "Quay"}, "geometry": {"coordinates": [1, 2]}}],
        },
        [1, 2, 3],
        [],
        {},
        ["a", "b"],
        {"editor.fontSize": 12, "files": {"exclude": True}},
    ],
)
def test_what_holds_no_release_is_refused_by_name(value: Any) -> None:
    with pytest.raises(UnreadableError, match="JSON in which no title and text are found: name its fields with --map"):
        read_all(json.dumps(value), "a.json")


def test_a_map_names_the_fields() -> None:
    value = {"payload": {"docs": [{"h": {"t": "The Ferry"}, "when": "2031-09-16", "what": HTML, "ref": "x1"}]}}
    fields = {"records": "payload.docs", "title": "h.t", "date": "when", "text": "what", "key": "ref"}
    found = read_all(json.dumps(value), "a.json", ReadOptions(fields=fields))
    (document,) = found.values()
    assert list(found) == ["x1"]
    assert isinstance(document, Document)
    assert (document.title, document.date, document.text) == ("The Ferry", date(2031, 9, 16), TEXT)


def test_a_text_in_brackets_is_no_json() -> None:
    for text in (
        "[Applause]\n\nThe ferry is open.",
        "{{< note >}}\n\nThe ferry.",
        "[1] Orr said so.",
        '["Yes", she said]',
    ):
        assert not json_records.begins_json(file_of(text.encode(), name="a.txt"))


def test_a_large_list_is_read_as_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_records, "LARGEST_ITEM", 1_000)
    data = json.dumps({"meta": {"tags": [{"a": 1}]}, "releases": [{"id": n, **RELEASE} for n in range(20)]}).encode()
    read = 0

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            nonlocal read
            assert size is not None
            assert size >= 0
            read += 1
            return super().read(size)

    file = InputFile(name="a.json", size=len(data), open=lambda: Watched(data))
    items = list(json_records.JsonReader().split(file, ReadOptions()))
    assert [item.key for item in items] == [str(n) for n in range(20)]
    assert read > 1
