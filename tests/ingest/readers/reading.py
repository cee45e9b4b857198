"""What tests of readers ask: what comes out of the bytes of a file."""

from __future__ import annotations

from archive import UnreadableError
from ingest.readers import NotAReleaseError, ReadOptions, read_document, split_file
from ingest.readers.items import file_of
from ingest.readers.reader import Document


def read_all(data: bytes | str, name: str, options: ReadOptions | None = None) -> dict[str, Document | str]:
    """Return what each item of a file is, by its key: a document, or the reason why it is none."""
    options = options or ReadOptions()
    found: dict[str, Document | str] = {}
    source = data.encode() if isinstance(data, str) else data
    for reader, item in split_file(file_of(source, name=name), options):
        assert item.key not in found
        try:
            found[item.key] = read_document(reader, item, options=options)
        except (NotAReleaseError, UnreadableError) as error:
            found[item.key] = str(error)
    return found


def read_one(data: bytes | str, name: str, options: ReadOptions | None = None) -> Document:
    """Return the one document of a file."""
    (document,) = read_all(data, name, options).values()
    assert isinstance(document, Document), document
    return document
