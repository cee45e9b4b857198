"""Reader: what every reader takes and returns. A reader knows one form of file; it is chosen by the file's content.

A file is split into items, one for each release, and each item is read on its own, perhaps in another process. Where a file
is one release, its one item has no key and the file's own bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, BinaryIO, Protocol, runtime_checkable

from archive import Turn
from ingest.readers.encodings import decode_opening
from ingest.turns import MarkedSpeech

OPENING = 65_536  # bytes of a file that tell its form
LARGEST_ITEM = 20_000_000  # bytes of one release; the longest of the archives that we know has 700,000


@dataclass(frozen=True, kw_only=True)
class InputFile:
    """A file, or a member of one: its name (a path with forward slashes) and where its bytes are.

    ``size`` is in bytes. ``open`` may be called more than once and returns a stream at its beginning that can seek.
    ``url`` is the address that it was fetched from, '' for others; ``kept`` is what must live as long as it is used.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    url: str = ""
    kept: object = None

    @cached_property
    def opening(self) -> bytes:
        """The first bytes, at most OPENING of them."""
        with self.open() as stream:
            return stream.read(OPENING)

    def read(self) -> bytes:
        """Return all its bytes."""
        with self.open() as stream:
            return stream.read()

    @cached_property
    def text(self) -> str | None:
        """The opening as text, None where it is binary; a character that is cut at its end is left out."""
        return decode_opening(self.opening, whole=self.size <= OPENING)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """What one release is made from: bytes of the form that ``reader`` reads, or a record (a row, an entry).

    ``key`` tells it from the file's other items and stays the same when the file is read again: an id, an address, else a
    number; '' where the file is one release. ``name`` is the name of the file or member, ``url`` its address, for a release
    that gives none. ``excluded`` says why it is no release ('a draft'), ``unreadable`` why it cannot be read; either ends it.
    """

    key: str
    name: str
    data: bytes = b""
    record: Mapping[str, Any] = field(default_factory=dict)
    url: str = ""
    excluded: str = ""
    unreadable: str = ""

    @property
    def digest(self) -> str:
        """The SHA-256 of what it is made from, in hexadecimal."""
        record = (
            json.dumps(self.record, sort_keys=True, default=str, ensure_ascii=False).encode() if self.record else b""
        )
        return hashlib.sha256(self.data + record).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What an item says, before turns are found in it.

    ``text`` is canonical (``canonical.py``). ``date`` is None where the file gives none; it is never a guess.
    ``unclear_date`` is a date as printed whose order of day and month cannot be told ('03/04/2021'); ``day_first`` is what
    the item's own dates show of that order ('13/04/2021' shows that the day is first), None where they show nothing.
    ``captions`` and ``block_quotes`` are those that the mark-up marks as such, as they stand in ``text``. ``speeches`` are
    marked by the file; ``turns`` are given where the reader itself knows every voice. ``pages`` are the offsets in the text
    where the pages of a paged file begin. ``notes`` are remarks on how it was read, told with the release.
    """

    title: str
    date: date | None
    kind: str
    text: str
    unclear_date: str | None = None
    day_first: bool | None = None
    office: str | None = None
    byline: str | None = None
    url: str | None = None
    captions: tuple[str, ...] = ()
    block_quotes: tuple[str, ...] = ()
    speeches: tuple[MarkedSpeech, ...] = ()
    turns: tuple[Turn, ...] = ()
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How an archive's files are to be read.

    ``day_first`` is the order of day and month in dates of digits, None while it is not known. ``fields`` says under which
    names a publisher's data has a release's fields ('title' -> 'headline'), from the file that ``--map`` names.
    """

    day_first: bool | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


class NotAReleaseError(Exception):
    """An item that a rule leaves out: a draft, a menu. Its message says what it is."""


class Reader(Protocol):
    """Reads files of one form.

    ``form`` is its name as it is told, with an article ('an RSS feed'). ``is_window`` says that such a file shows only the
    latest of its publisher's releases, so that one that is no longer in it is kept.
    """

    form: str
    is_window: bool

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file has this form, from its opening (and its name, where content alone cannot tell)."""
        ...

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield an item for each release of the file, as a stream; raises UnreadableError where it cannot go on."""
        ...

    def read(self, item: RawItem, options: ReadOptions) -> Document:
        """Return what an item says; raises UnreadableError, its message the reason, and NotAReleaseError."""
        ...


@runtime_checkable
class Container(Protocol):
    """Opens files that hold files, each of which has a form of its own: an archive, a compressed file."""

    form: str

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file has this form, from its opening."""
        ...

    def members(self, file: InputFile) -> Iterator[InputFile | RawItem]:
        """Yield its members, and an item for one that is left out or cannot be unpacked; its key is the member's name.

        Raises UnreadableError where it cannot go on.
        """
        ...


def whole_file(file: InputFile) -> Iterator[RawItem]:
    """Yield the one item of a file that is one release; one that is too large is unreadable."""
    if file.size > LARGEST_ITEM:
        yield RawItem(key="", name=file.name, unreadable=f"larger than {LARGEST_ITEM:,} bytes: not one release")
        return
    yield RawItem(key="", name=file.name, data=file.read())
