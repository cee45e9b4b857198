"""CSV and its kin: rows with a delimiter that is told from the rows themselves, read as a stream."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

from archive import UnreadableError
from ingest.readers.encodings import decode, decode_opening
from ingest.readers.reader import LARGEST_ITEM, OPENING, Document, InputFile, RawItem, ReadOptions
from ingest.readers.records.records import REMARK
from ingest.readers.records.rows import Row, read_row_item, split_rows
from ingest.readers.text import MEANINGS, find_names

NOT_FOUND = "a table in which no text is found: name its columns with --map"
_DELIMITERS = (",", ";", "\t", "|")
_NAMES = (".csv", ".tsv", ".tab", ".psv")
_LOOKED_AT = 50  # rows
_LONGEST_HEAD = 60  # characters of a column's name
_FEWEST_ROWS = 2
_CONSISTENT = 0.8  # share of the rows with as many columns as the head, of a file whose name does not say what it is
_FEWEST_CONSISTENT = 0.5  # and of any table
_CHUNK = 1 << 20
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORDS = ("text", "sentence", "summary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a table is written: its delimiter, how many lines stand before its head, and the names of its columns."""

    delimiter: str
    skipped: int
    names: tuple[str, ...]
    consistent: float


class CsvReader:
    """Reads tables: a row a release, or rows that say together who speaks."""

    form = "a table (CSV)"
    is_window = False

    def recognises(self, file: InputFile) -> bool:
        """Say whether its name says that it is a table, or its head has names that are known and its rows as many columns."""
        if not (opening := _opening(file)):
            return False
        layout = find_layout(opening)
        return file.name.lower().endswith(_NAMES) or (layout is not None and _is_corpus(layout))

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield an item for each release."""
        layout = find_layout(_opening(file))
        if layout is None:
            raise UnreadableError(NOT_FOUND)

        def again() -> Iterator[Row]:
            return (row for row in _rows(file, layout) if not isinstance(row, RawItem))

        try:
            yield from split_rows(_rows(file, layout), name=file.name, options=options, again=again)
        except UnreadableError as error:
            raise UnreadableError(NOT_FOUND if "--map" in str(error) else str(error)) from error

    def read(self, item: RawItem, options: ReadOptions) -> Document:
        """Return what an item says."""
        return read_row_item(item, options)


def find_layout(opening: str) -> Layout | None:
    """Return how the table is written that this is the beginning of; None where no delimiter makes rows of it."""
    found = [layout for delimiter in _DELIMITERS if (layout := _try(opening, delimiter))]
    return max(found, key=lambda layout: (round(layout.consistent, 1), len(layout.names)), default=None)


def _try(opening: str, delimiter: str) -> Layout | None:
    lines = opening.splitlines(keepends=True)
    skipped = 1 if lines and lines[0].lower().startswith("sep=") else 0
    skipped += next((i for i, line in enumerate(lines[skipped:]) if line.strip(delimiter + " \r\n")), 0)
    _allow_long_fields()
    try:
        rows = list(islice(csv.reader(lines[skipped:], delimiter=delimiter), _LOOKED_AT))
    except csv.Error:
        return None
    rows = [row for row in rows if row]
    if len(rows) < _FEWEST_ROWS or len(rows[0]) < _FEWEST_ROWS:
        return None
    body = rows[1:-1] or rows[1:]  # the last may be cut
    consistent = sum(len(row) == len(rows[0]) for row in body) / len(body)
    if consistent < _FEWEST_CONSISTENT:
        return None
    return Layout(
        delimiter=delimiter, skipped=skipped, names=tuple(_name_columns(rows[0])), consistent=consistent
    )  # fmt: skip


def _name_columns(head: list[str]) -> Iterator[str]:
    """Yield a name for each column: as printed, with a number where it has none or another's."""
    given: set[str] = set()
    for number, name in enumerate((part.strip().lstrip("\ufeff") for part in head), 1):
        unique = name if name and name not in given else f"{name} {number}".strip()
        given.add(unique)
        yield unique


def _is_corpus(layout: Layout) -> bool:
    """Say whether the names of columns are those of releases: words, and something else that is known."""
    if layout.consistent < _CONSISTENT or any(len(name) > _LONGEST_HEAD for name in layout.names):
        return False
    options = ReadOptions()
    words = {name for meaning in _WORDS for name in find_names(layout.names, meaning, options)}
    others = {name for meaning in (*MEANINGS, "speaker") for name in find_names(layout.names, meaning, options)}
    return bool(words) and len(words | others) > 1


def _opening(file: InputFile) -> str:
    """Return how the file begins, '' where it is binary; of a table stray null characters are left out."""
    if file.text is None and file.name.lower().endswith(_NAMES):
        return decode_opening(_without_nulls(file.opening), whole=file.size <= OPENING) or ""
    return file.text or ""


def _without_nulls(data: bytes) -> bytes:
    return data if data.startswith(_WIDE) else data.replace(b"\0", b"")


def _rows(file: InputFile, layout: Layout) -> Iterator[Row | RawItem]:
    """Yield each row by its columns' names; one whose columns do not fit cannot be read."""
    _allow_long_fields()
    head: list[str] | None = None
    with _open_text(file) as stream:
        lines = (line.replace("\x00", "") for line in islice(stream, layout.skipped, None))
        reader = csv.reader(lines, delimiter=layout.delimiter)
        number = 0
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except (csv.Error, UnicodeError) as error:
                raise UnreadableError(f"the table is broken at line {reader.line_num}: {error}") from error
            if head is None:
                head = row
                continue
            if not any(map(str.strip, row)) or row == head:  # a blank one; the head once more
                continue
            number += 1
            yield _row(row, layout, file.name, number)


def _row(row: list[str], layout: Layout, name: str, number: int) -> Row | RawItem:
    if any(cell.strip() for cell in row[len(layout.names) :]):
        reason = f"row {number} has {len(row)} columns, the head {len(layout.names)}: a quotation mark may be missing"
        return RawItem(key=f"row {number}", name=name, unreadable=reason)
    fields = dict(zip(layout.names, row, strict=False))
    if len(row) < len(layout.names):
        fields[REMARK] = f"its row has {len(row)} of {len(layout.names)} columns: it may be cut off"
    return fields


def _open_text(file: InputFile) -> TextIO:
    """Return the text of a file as a stream: small files as all files are decoded, large ones by their mark, or UTF-8."""
    if file.size <= LARGEST_ITEM:
        return io.StringIO(decode(_without_nulls(file.read()))[0].lstrip("\ufeff"), newline="")
    return io.TextIOWrapper(file.open(), encoding=_encoding_of(file), newline="", errors="replace")


def _encoding_of(file: InputFile) -> str:
    if file.opening.startswith(_WIDE):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.open() as stream:
        try:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _allow_long_fields() -> None:
    csv.field_size_limit(LARGEST_ITEM)
