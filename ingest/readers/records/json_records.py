"""JSON: one release, a list of them wherever it is, or one a line; which is which is told by shape."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

import ijson

from archive import UnreadableError
from ingest.readers.encodings import decode
from ingest.readers.reader import LARGEST_ITEM, Document, InputFile, RawItem, ReadOptions
from ingest.readers.records.field_map import follow_path
from ingest.readers.records.records import is_release, is_too_deep, is_whole
from ingest.readers.records.rows import Columns, Row, find_speeches, read_one_record, read_row_item, split_rows
from ingest.readers.text import find_names

NOT_FOUND = "JSON in which no title and text are found: name its fields with --map"
_BEGINS = re.compile(r'\s*(?:\{\s*(?:"|\}\s*\Z)|\[\s*(?:\{|\[\s*["\d\[{]|\]\s*\Z))')
_PERHAPS = re.compile(r'\s*\[\s*["\d\-tfn]|\s*\{\s*\}')
_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/', re.IGNORECASE)
_DEEPEST_LIST = 3
_LOOKED_AT = 20
_MOST_LISTS = 200
_DECODER = json.JSONDecoder()


def begins_json(file: InputFile) -> bool:
    """Say whether a file begins as JSON does, and no text in brackets does."""
    text = (file.text or "").lstrip("\ufeff")
    if _BEGINS.match(text):
        return True
    if not _PERHAPS.match(text) or file.size > LARGEST_ITEM:
        return False
    try:
        _load(file.read())
    except UnreadableError:
        return False
    return True


class JsonReader:
    """Reads JSON: one release a file, or a list of them."""

    form = "JSON"
    is_window = False

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file begins as JSON does."""
        return begins_json(file)

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield the release that the file is, or those of the list in it."""
        if file.size > LARGEST_ITEM:
            yield from self._split_large(file, options)
            return
        data = file.read()
        value = _load(data)
        records = find_records(value, options)
        if records is None:
            yield RawItem(key="", name=file.name, data=data)
        elif not records:
            raise UnreadableError("the list of releases in it is empty")
        else:
            yield from _split_records(records, file.name, options, lambda: records)

    def read(self, item: RawItem, options: ReadOptions) -> Document:
        """Return what an item says."""
        return (
            read_row_item(item, options)
            if item.record
            else read_one_record(_load(item.data), name=item.name, options=options)
        )

    def _split_large(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        try:
            path = _list_in(file, options)
            again = partial(_stream, file, path)
            yield from _split_records(again(), file.name, options, again)
        except (ijson.JSONError, UnicodeDecodeError) as error:
            raise UnreadableError(f"JSON that is broken: {error}") from error


class JsonLinesReader(JsonReader):
    """Reads JSON Lines: a record a line."""

    form = "JSON Lines"

    def recognises(self, file: InputFile) -> bool:
        """Say whether the first line is a whole record, and another follows."""
        if not begins_json(file):
            return False
        lines = _lines(file)
        try:
            first = next(lines, b"")
            return isinstance(_load(first), Mapping) and next(lines, b"").lstrip()[:1] == b"{"
        except UnreadableError:
            return False

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield an item for each line; a line that is broken is one that cannot be read."""

        def again() -> Iterator[Row]:
            return (row for row in _line_records(file) if not isinstance(row, RawItem))

        return _split_records(_line_records(file), file.name, options, again)


class JsonFeedReader(JsonReader):
    """Reads a JSON Feed, which shows the latest of its publisher's releases."""

    form = "a JSON Feed"
    is_window = True

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file names the version of the format."""
        return begins_json(file) and _FEED.search(file.text or "") is not None

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield an item for each of the feed's."""
        items = _load(file.read()).get("items") if file.size <= LARGEST_ITEM else None
        if not isinstance(items, list) or not items:
            raise UnreadableError("the feed holds no entry" if items == [] else "the feed has no list of items")
        yield from _split_records(items, file.name, options, lambda: items)


def find_records(value: Any, options: ReadOptions) -> Sequence[Row] | None:
    """Return the list of releases that JSON holds, None where it is one itself; raises UnreadableError where neither."""
    if path := options.fields.get("records"):
        found = follow_path(value, path)
        if not isinstance(found, list):
            raise UnreadableError(f"JSON that has no list at {path!r}, where the map says that the releases are")
        return [row for row in found if isinstance(row, Mapping)]
    is_record = isinstance(value, Mapping) and not is_too_deep(value)
    if is_record and (is_whole(value, options) or find_speeches(value, options) is not None):
        return None
    for found in islice(_lists(value), _MOST_LISTS):
        if _are_releases(found, options):
            return found
    if isinstance(value, Mapping) and is_release(value, options):
        return None
    raise UnreadableError(NOT_FOUND)


def _are_releases(rows: Sequence[Row], options: ReadOptions) -> bool:
    looked_at = rows[:_LOOKED_AT]
    released = sum(is_release(row, options) for row in looked_at)
    return 2 * released > len(looked_at) or Columns.find(looked_at, options) is not None


def _lists(value: Any) -> Iterator[Sequence[Row]]:
    """Yield the lists of records in JSON, the outermost first: of objects, of an object's values, of a table's rows."""
    level: list[Any] = [value]
    for _ in range(_DEEPEST_LIST + 1):
        deeper: list[Any] = []
        for outer in level[:_MOST_LISTS]:
            if isinstance(outer, list):
                if rows := [row for row in outer if isinstance(row, Mapping)]:
                    yield rows
                continue
            if not isinstance(outer, Mapping):
                continue
            yield from _table(outer)
            inner = [part for part in outer.values() if isinstance(part, Mapping)]
            if len(inner) > 1 and len(inner) == len(outer):
                yield [{"id": key, **part} for key, part in outer.items()]
            deeper.extend(outer.values())
        level = deeper


def _table(value: Mapping[str, Any]) -> Iterator[Sequence[Row]]:
    """Yield the rows of a table kept by columns ({'title': {'0': ...}}), or as lists beside the columns' names."""
    columns, data = value.get("columns"), value.get("data")
    if isinstance(columns, list) and isinstance(data, list) and all(isinstance(row, list) for row in data):
        yield [dict(zip(map(str, columns), row, strict=False)) for row in data]
    parts = [part for part in value.values() if isinstance(part, Mapping)]
    if parts and len(parts) == len(value) and find_names(value, "text", ReadOptions()):
        numbers = list(parts[0])
        if all(str(number).isdecimal() for number in numbers) and all(list(part) == numbers for part in parts):
            yield [{name: value[name][number] for name in value} for number in numbers]


def _split_records(
    rows: Iterable[Row | RawItem], name: str, options: ReadOptions, again: Callable[[], Iterable[Row]]
) -> Iterator[RawItem]:
    try:
        yield from split_rows(rows, name=name, options=options, again=again)
    except UnreadableError as error:
        raise UnreadableError(NOT_FOUND if "--map" in str(error) else str(error)) from error


# --- bytes ---


def _load(data: bytes) -> Any:
    """Return what JSON says; several values after each other are a list. Raises UnreadableError where it is broken."""
    text = decode(data)[0].lstrip("\ufeff").strip()
    try:
        return json.loads(text)
    except RecursionError as error:
        raise UnreadableError("JSON that is nested too deep") from error
    except ValueError as error:
        if values := _load_many(text):
            return values
        raise UnreadableError(f"JSON that is broken: {error}") from error


def _load_many(text: str) -> list[Any]:
    """Return the objects that stand after each other in a text, none where anything else does."""
    values: list[Any] = []
    at = 0
    try:
        while at < len(text):
            value, at = _DECODER.raw_decode(text, at)
            values.append(value)
            while at < len(text) and text[at] in " \r\n\t,":
                at += 1
    except (ValueError, RecursionError):
        return []
    return values if all(isinstance(value, Mapping) for value in values) else []


def _lines(file: InputFile) -> Iterator[bytes]:
    """Yield the lines of a file that are not blank; of one that is too long its beginning."""
    marked_wide = file.opening[:2] in (b"\xff\xfe", b"\xfe\xff")
    with file.open() as stream:
        if marked_wide:  # UTF-16: its line ends are two bytes
            yield from (line.encode() for line in decode(stream.read())[0].split("\n") if line.strip())
            return
        while line := stream.readline(LARGEST_ITEM + 1):
            too_long = len(line) > LARGEST_ITEM
            if line.strip(b" \t\r\n\x00\xef\xbb\xbf"):
                yield line.strip(b"\x00")
            while too_long and line and not line.endswith(b"\n"):
                line = stream.readline(LARGEST_ITEM)


def _line_records(file: InputFile) -> Iterator[Row | RawItem]:
    for number, line in enumerate(_lines(file), 1):
        try:
            if len(line) > LARGEST_ITEM:
                raise UnreadableError(f"larger than {LARGEST_ITEM:,} bytes: not one release")
            value = _load(line)
        except UnreadableError as error:
            yield RawItem(key=f"line {number}", name=file.name, unreadable=f"line {number}: {error}")
            continue
        if isinstance(value, Mapping):
            yield value
        else:
            reason = f"line {number}: no record but a {type(value).__name__}"
            yield RawItem(key=f"line {number}", name=file.name, unreadable=reason)


def _list_in(file: InputFile, options: ReadOptions) -> str:
    """Return the path, as ijson writes it, of the list of releases in JSON that is too large for memory."""
    if path := options.fields.get("records"):
        return f"{path}.item"
    seen: set[str] = set()
    with file.open() as stream:
        for path, event, _value in ijson.parse(stream, use_float=True):
            is_new = event == "start_map" and (path == "item" or path.endswith(".item")) and path not in seen
            if is_new and path.count(".") <= _DEEPEST_LIST:
                seen.add(path)
                if _are_releases(list(islice(_stream(file, path), _LOOKED_AT)), options):
                    return str(path)
            if len(seen) > _MOST_LISTS:
                break
    raise UnreadableError(NOT_FOUND)


def _stream(file: InputFile, path: str) -> Iterator[Row]:
    with file.open() as stream:
        yield from (row for row in ijson.items(stream, path, use_float=True) if isinstance(row, Mapping))
