"""Packed files: each member is a file; bombs, paths that climb out and damage are told by name."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable

import pytest

from archive.errors import UnreadableError
from ingest.readers import packed
from ingest.readers.items import file_of, split_file
from ingest.readers.reader import RawItem, ReadOptions
from tests.ingest.readers.seeds import make_tar, make_zip

NOTICE = b"---\ntitle: The Bridge\ndate: 2031-09-16\n---\n\nIt is open.\n"


def split(data: bytes, name: str = "in.zip") -> list[RawItem]:
    """Return the items of a file."""
    return [item for _, item in split_file(file_of(data, name=name), ReadOptions())]


MEMBERS = {"speeches/one.md": NOTICE, "two.md": NOTICE, "__MACOSX/._two.md": b"x", ".DS_Store": b"x"}


@pytest.mark.parametrize(
    "pack",
    [make_zip, make_tar, lambda m: gzip.compress(make_tar(m), mtime=0), lambda m: bz2.compress(make_tar(m)),
     lambda m: lzma.compress(make_tar(m))],
)  # fmt: skip
def test_members_are_files_of_their_own(pack: Callable[[dict[str, bytes]], bytes]) -> None:
    items = [item for item in split(pack(MEMBERS)) if not item.unreadable]
    assert [(item.key, item.name, item.data) for item in items] == [
        ("speeches/one.md", "speeches/one.md", NOTICE), ("two.md", "two.md", NOTICE),
    ]  # fmt: skip


def test_one_packed_file_has_its_name_without_the_ending() -> None:
    assert [(item.key, item.data) for item in split(gzip.compress(NOTICE, mtime=0), "a/one.md.gz")] == [
        ("one.md", NOTICE)
    ]


def test_archives_within_archives_are_opened_three_deep() -> None:
    data = make_zip({"one.md": NOTICE})
    for depth in range(2):
        data = make_zip({f"{depth}.zip": data})
    assert [item.key for item in split(data)] == ["1.zip#0.zip#one.md"]
    (deep,) = split(make_zip({"3.zip": make_zip({"2.zip": data})}))
    assert "packed within each other" in deep.unreadable


def test_a_member_that_cannot_be_read_is_told_and_the_rest_goes_on() -> None:
    items = {
        item.key: item
        for item in split(make_zip({"../out.md": NOTICE, "/etc/x.md": NOTICE, "a.png": b"\x89PNG...", "b.md": NOTICE}))
    }
    assert "leads out" in items["../out.md"].unreadable
    assert "leads out" in items["/etc/x.md"].unreadable
    assert "an image" in items["a.png"].unreadable
    assert items["b.md"].data == NOTICE


def test_a_link_in_a_tar_archive_is_not_followed() -> None:
    assert "a link" in next(item.unreadable for item in split(make_tar({}, link="link.md")) if item.key == "link.md")


def test_a_bomb_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_FREE", 1_000_000)
    for bomb in (make_zip({"a.md": bytes(5_000_000)}), gzip.compress(bytes(5_000_000), mtime=0)):
        with pytest.raises(UnreadableError, match=r"bytes unpack to more than"):
            split(bomb)


@pytest.mark.parametrize(
    "data",
    [make_zip(MEMBERS)[:-30], gzip.compress(NOTICE, mtime=0)[:-9], make_tar(MEMBERS)[:700]],
    ids=["zip", "gzip", "tar"],
)
def test_what_breaks_off_is_told(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"cannot be|breaks off"):
        split(data)


def test_a_member_with_another_check_sum_is_told() -> None:
    data = make_zip({"a.md": NOTICE * 3, "b.md": NOTICE})
    at = data.index(b"a.md") + 10
    damaged = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
    first, second = split(damaged)
    assert "cannot be unpacked" in first.unreadable
    assert second.data == NOTICE


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"[Content_Types].xml": b"", "xl/a.xml": b""}, "a spreadsheet"),
        ({"[Content_Types].xml": b"", "ppt/a.xml": b""}, "a presentation"),
        ({"mimetype": b"application/epub+zip"}, "an e-book"),
    ],
)
def test_an_office_document_is_no_archive(members: dict[str, bytes], told: str) -> None:
    with pytest.raises(UnreadableError, match=told):
        split(make_zip(members))


def test_an_encrypted_member_is_told() -> None:
    data = bytearray(make_zip({"a.md": NOTICE}))
    for at in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[at] |= 1
    assert "encrypted" in split(bytes(data))[0].unreadable


def test_a_large_member_lies_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_IN_MEMORY", 100)
    (item,) = split(make_zip({"a.md": NOTICE + b"It is wide.\n" * 100}))
    assert item.data.endswith(b"It is wide.\n")
