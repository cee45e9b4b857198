"""Headed text: text with a head of fields above it ('URL:', 'Date:', 'Title:'), in any order and language, as a mail has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from archive import UnreadableError
from ingest.readers.reader import Document, InputFile, RawItem, ReadOptions, whole_file
from ingest.readers.text import (
    PrintedDate,
    clean_line,
    date_in_name,
    find_field,
    find_kind,
    find_names,
    from_plain,
    read_date,
    read_text,
    refuse_no_prose,
)

_HEAD = re.compile(r"(?P<name>[^\W\d_][^:\n]{0,39}?)[ \t]?:(?:[ \t]+(?P<value>\S[^\n]*))?(?=\n|\Z)")
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_MOST_LINES = 40  # of a head
_FEWEST_KNOWN = 2  # fields that make a head of lines
_MEANINGS = ("title", "date", "url", "byline", "office", "kind", "key")


@dataclass(frozen=True, slots=True)
class _Head:
    """The fields of a head, and where the text below it begins."""

    fields: Mapping[str, str]
    end: int


class HeadedTextReader:
    """Reads text below a head of fields."""

    form = "text with a head"
    is_window = False

    def recognises(self, file: InputFile) -> bool:
        """Say whether the first lines name at least two fields of a release."""
        return find_fields_above(file.text or "") is not None

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield the whole file."""
        return whole_file(file)

    def read(self, item: RawItem, options: ReadOptions) -> Document:
        """Return what it says; raises UnreadableError where it has no title or no text."""
        source, notes = read_text(item.data)
        return replace(read_headed(source, release_id=item.name, options=options), notes=notes)


def read_headed(source: str, *, release_id: str, options: ReadOptions) -> Document:
    """Return what a text with a head says; where the head has no title, the first line below it is the title."""
    head = find_fields_above(source)
    if head is None:
        raise UnreadableError("no head: the first lines name no two fields of a release")
    text = from_plain(source[head.end :])
    title = clean_line(find_field(head.fields, "title", options) or "")
    if not title:
        title, _, text = (part.strip("\n") for part in text.partition("\n"))
    if not title or not text:
        raise UnreadableError("there is no text below the head" if not text else "the head has no title")
    refuse_no_prose(text)
    printed = _read_date(head.fields, options, release_id=release_id)
    url = find_field(head.fields, "url", options) or ""
    return Document(
        title=title, date=printed.day, unclear_date=printed.unclear, day_first=printed.day_first, text=text,
        kind=find_kind(head.fields, options, release_id=release_id), url=url if re.fullmatch(r"https?://\S+", url) else None,
        office=_short(find_field(head.fields, "office", options)), byline=_short(find_field(head.fields, "byline", options)),
    )  # fmt: skip


def find_fields_above(source: str) -> _Head | None:
    """Return the head that a text begins with; None where fewer than two of its lines name a known field.

    It ends with an empty line, with the last line that names a field, or where a line names the text itself ('Text:').
    """
    fields: dict[str, str] = {}
    known = 0
    at = end = len(source) - len(source.lstrip())
    for _ in range(_MOST_LINES):
        line = _LINE.match(source, at)
        if line is None or not line.group().strip():
            break
        head = _HEAD.match(source, at)
        if head and _means(head["name"], ("text",)):
            end = head.start("value") if head["value"] else line.end()
            break
        if head:
            fields.setdefault(head["name"], (head["value"] or "").strip())
            is_known = _means(head["name"], _MEANINGS)
            known += is_known
            end = line.end() if is_known or not known else end
        elif not (fields and line.group()[:1] in " \t"):
            break
        at = line.end()
    else:
        return None
    goes_to_blank = not source[at : at + 1].strip()
    return _Head(fields, max(end, at if goes_to_blank else end)) if known >= _FEWEST_KNOWN else None


def _means(name: str, meanings: tuple[str, ...]) -> bool:
    return any(find_names([name], meaning, ReadOptions()) for meaning in meanings)


def _read_date(fields: Mapping[str, str], options: ReadOptions, *, release_id: str) -> PrintedDate:
    read = (read_date(fields[name], options) for name in find_names(fields, "date", options))
    return next((one for one in read if one.day or one.unclear), PrintedDate(day=date_in_name(release_id)))


def _short(value: str | None) -> str | None:
    return clean_line(value) or None if value else None
