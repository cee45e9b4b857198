"""Read a release from a Word document or an OpenDocument text. When a document was made is its template's day: no date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from archive import UnreadableError
from ingest.readers.documents.word_blocks import DocumentBlock, read_document_blocks
from ingest.readers.packed import name_document
from ingest.readers.reader import Document, InputFile, RawItem, ReadOptions, whole_file
from ingest.readers.text import (
    PrintedDate,
    clean_line,
    clean_text,
    date_in_name,
    join_soft_hyphens,
    mark_notes,
    name_kind,
    read_date,
    read_date_line,
)
from language import pattern

_FORMS = frozenset({"a Word document", "an OpenDocument text"})
_HEAD_BLOCKS = 10
_LONGEST_TITLE = 300
_NO_TITLE = pattern("pages.no_document_title")
_NAMED = "the document has no title: the file's name stands for it"


class WordReader:
    """Reads a Word document (docx, docm) or an OpenDocument text as one release."""

    form = "a Word document"
    is_window = False

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file is packed as such a document is."""
        return name_document(file) in _FORMS

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield the whole file."""
        return whole_file(file)

    def read(self, item: RawItem, options: ReadOptions) -> Document:
        """Return what it says; raises UnreadableError for a document that is damaged or has no text."""
        found, given = read_document_blocks(item.data)
        blocks = [block for block in found if block.text.strip()]
        if not blocks:
            raise UnreadableError("the document has no text")
        title, at = _find_title(blocks, clean_line(given), options)
        text = _write([block for index, block in enumerate(blocks) if index != at])
        if not text:
            raise UnreadableError("there is no text below the title")
        printed = _read_date(blocks, title, options, release_id=item.name)
        return Document(
            title=title or _title_of(item.name), date=printed.day, unclear_date=printed.unclear, day_first=printed.day_first,
            kind=name_kind(None, release_id=item.name), text=text, notes=() if title else (_NAMED,),
        )  # fmt: skip


def _write(blocks: Sequence[DocumentBlock]) -> str:
    """Return the canonical text: items and rows on lines one after another, all else with an empty line between."""
    parts: list[str] = []
    for index, block in enumerate(blocks):
        before = blocks[index - 1] if index else None
        together = before is not None and ((block.is_item and before.is_item) or (block.is_row and before.is_row))
        parts.extend(("\n" if together else "\n\n", f"- {block.text}" if block.is_item else block.text))
    text = clean_text(join_soft_hyphens("".join(parts)))
    return mark_notes(text, text)


def _find_title(blocks: Sequence[DocumentBlock], given: str, options: ReadOptions) -> tuple[str, int | None]:
    """Return the title and which block it is: what is set as one, the properties' where it is printed, else the first line.

    A line that ends a sentence is no title, nor is a heading within the text.
    """
    head = blocks[:_HEAD_BLOCKS]
    is_given = bool(given) and not _NO_TITLE.search(given)
    for is_title in (
        lambda block: block.level == 0,
        lambda block: is_given and clean_line(block.text).casefold() == given.casefold(),
        lambda block: block.level == 1,
    ):
        if (at := next((index for index, block in enumerate(head) if is_title(block)), None)) is not None:
            return clean_line(head[at].text), at
    for at, block in enumerate(head):
        printed = read_date_line(block.text, options)
        if printed.day or printed.unclear:
            continue
        is_line = len(block.text) <= _LONGEST_TITLE and not re.search(r"[.:;?!]$", block.text) and not block.is_item
        return (clean_line(block.text), at) if is_line else ("", None)
    return "", None


def _title_of(name: str) -> str:
    return clean_line(re.sub(r"[_\s]+", " ", PurePosixPath(name).stem))


def _read_date(blocks: Sequence[DocumentBlock], title: str, options: ReadOptions, *, release_id: str) -> PrintedDate:
    """Return the date that the first lines print, or the title, or the file's name."""
    lines = [line for block in blocks[:_HEAD_BLOCKS] for line in block.text.split("\n")]
    found = [*(read_date_line(line, options) for line in lines), read_date(title, options)]
    return next((one for one in found if one.day or one.unclear), PrintedDate(day=date_in_name(release_id)))
