"""Files of every sort: which are read, and which are refused with what reason."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from archive.errors import UnreadableError
from archive.releases import Voice
from ingest.readers.encodings import decode
from ingest.readers.release import read_release

MARKDOWN = "---\ntitle: The Bridge\ndate: 2031-09-16\n---\n\nIt’s open — at last.\n"
POST = "The Bridge\n\nIt’s open.\n\nPosted by Quay Editors\nSeptember 16, 2031\n"


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a", "a.html"])
def test_the_form_is_found_by_content(name: str) -> None:
    assert read_release(MARKDOWN.encode(), release_id=name).text == "It’s open — at last."
    assert read_release(POST.encode(), release_id=name).byline == "Quay Editors"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("source", [MARKDOWN, POST, POST.replace("\n", "\r\n")])
def test_encodings(encoding: str, source: str) -> None:
    data = source.encode(encoding)
    release = read_release(data, release_id="a")
    assert "It’s open" in release.text
    assert release.date == date(2031, 9, 16)
    assert release.digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"\x89PNG\r\n....", "an image"),
        (b"\x00\x01\x02\x03 text", "binary"),
        (b"<!DOCTYPE html><html><body></body></html>", "the page holds no text"),
        (b"\n<html>Hi</html>", "no text below its title"),
        (b'{"title": "A", "date": "2031-09-16"}', "JSON"),
        (b"\xff\xfea", "marked as utf-16"),
        (b"A title\n\nA body.\x81\x8d", "neither UTF-8 .byte \\d+. nor Windows-1252 .byte \\d+."),
        (b"Only a title", "no text below the title"),
        (b"x" * 400 + b"\n\nBody", "encoded data"),
    ],
)
def test_what_cannot_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_release(data, release_id="a.txt")


def test_brackets_alone_are_no_json() -> None:
    assert read_release(f"[Draft] {POST}".encode(), release_id="a.txt").title == "[Draft] The Bridge"


def test_line_ends_are_folded() -> None:
    assert decode(b"a\r\nb\rc") == ("a\nb\nc", ())


def test_a_caption_is_a_turn_of_its_own() -> None:
    figure = "One.\n\n<figure><figcaption>The mill.</figcaption></figure>\n\nTwo."
    release = read_release(f"---\ntitle: A\ndate: 2031-09-16\n---\n{figure}".encode(), release_id="a.md")
    assert [(turn.voice, release.text[turn.said : turn.end].strip()) for turn in release.turns] == [
        (Voice.OFFICE, "One."),
        (Voice.CAPTION, "The mill."),
        (Voice.OFFICE, "Two."),
    ]
