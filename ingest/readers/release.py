"""Release: what an item of a file says, with its turns and quotations."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from archive import Release, Turn, UnreadableError
from ingest.quotations import read_quotations
from ingest.readers.items import file_of, split_file
from ingest.readers.reader import Document, NotAReleaseError, RawItem, Reader, ReadOptions
from ingest.turns import find_turns, mark_turns, name_speakers, set_captions_apart
from language import detect_language

TWO_WAYS = "the date can be read in two ways"


def read_release(data: bytes, *, release_id: str, options: ReadOptions | None = None) -> Release:
    """Return the release that these bytes of a file hold, of a file that holds one; ``release_id`` is its name.

    Raises UnreadableError, its message the reason, for what cannot be read, is left out by a rule, or is many releases.
    """
    options = options or ReadOptions()
    items = list(islice(split_file(file_of(data, name=release_id), options), 2))
    if len(items) != 1:
        raise UnreadableError("the file holds " + ("many releases: ingest it as it is" if items else "no release"))
    reader, item = items[0]
    try:
        return read_item(reader, item, release_id=release_id, options=options)
    except NotAReleaseError as error:
        raise UnreadableError(f"the file is no release: {error}") from error


def read_item(reader: Reader | None, item: RawItem, *, release_id: str, options: ReadOptions) -> Release:
    """Return the release that an item is; raises UnreadableError with the reason, or NotAReleaseError."""
    return make_release(read_document(reader, item, options=options), release_id=release_id, digest=item.digest)


def read_document(reader: Reader | None, item: RawItem, *, options: ReadOptions) -> Document:
    """Return what an item says; raises UnreadableError with the reason, or NotAReleaseError."""
    if item.excluded:
        raise NotAReleaseError(item.excluded)
    if reader is None or item.unreadable:
        raise UnreadableError(item.unreadable)
    document = reader.read(item, options)
    return document if document.url or not item.url else replace(document, url=item.url)


def make_release(document: Document, *, release_id: str, digest: str) -> Release:
    """Return a document as a release, with its turns and quotations."""
    turns = name_speakers(
        find_document_turns(document), title=document.title, text=document.text, given=document.byline
    )
    quotations = read_quotations(
        turns, title=document.title, kind=document.kind, text=document.text, blocks=document.block_quotes
    )
    unclear = (f"{TWO_WAYS}: {document.unclear_date}",) if document.unclear_date and not document.date else ()
    return Release(
        id=release_id, title=document.title, date=document.date, kind=document.kind, text=document.text,
        digest=digest, office=document.office, byline=document.byline, url=document.url,
        language=detect_language(document.text), turns=turns, quotations=quotations, notes=(*document.notes, *unclear),
        pages=document.pages,
    )  # fmt: skip


def find_document_turns(document: Document) -> tuple[Turn, ...]:
    """Return the turns of a document: those that its reader gives, those that the file marks, else those that are found."""
    if document.turns:
        return document.turns
    text, title, kind = document.text, document.title, document.kind
    if document.speeches:
        return mark_turns(text, document.speeches, title=title, kind=kind, given=document.byline)
    turns = find_turns(text, title=title, kind=kind, given=document.byline)
    return set_captions_apart(turns, text, captions=document.captions)
