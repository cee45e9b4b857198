"""Forms: which reader reads a file, decided by what the file begins with."""

from __future__ import annotations

from archive import UnreadableError
from ingest.readers.documents import (
    CaptionsReader,
    HeadedTextReader,
    MarkdownReader,
    PdfReader,
    PlainTextReader,
    WordReader,
)
from ingest.readers.encodings import decode
from ingest.readers.packed import CompressedFile, TarContainer, ZipContainer
from ingest.readers.pages import HtmlReader
from ingest.readers.reader import Container, InputFile, Reader
from ingest.readers.records import (
    CsvReader,
    FeedReader,
    JsonFeedReader,
    JsonLinesReader,
    JsonReader,
    WordPressReader,
    XmlReader,
)
from ingest.readers.refused import name_refused
from ingest.readers.web_archive import WebArchive

# Each is asked in this order, the ones that know their form surely first; the last takes any text.
CONTAINERS: tuple[Container, ...] = (WebArchive(), ZipContainer(), TarContainer(), CompressedFile())
MARKED_READERS: tuple[Reader, ...] = (
    PdfReader(),
    WordReader(),
    CaptionsReader(),
    MarkdownReader(),
    WordPressReader(),
    FeedReader(),
    XmlReader(),
    HtmlReader(),
    JsonFeedReader(),
    JsonLinesReader(),
    JsonReader(),
    CsvReader(),
    HeadedTextReader(),
)
PLAIN_READERS: tuple[Reader, ...] = (PlainTextReader(),)


def recognise(file: InputFile) -> Reader | Container:
    """Return what reads a file; raises UnreadableError, which names its form, where nothing does."""
    if not file.opening.strip():
        raise UnreadableError("the file is empty")
    forms: tuple[Reader | Container, ...] = (*CONTAINERS, *MARKED_READERS)
    if found := next((form for form in forms if form.recognises(file)), None):
        return found
    if name := name_refused(file):
        raise UnreadableError(f"the file is {name}")
    if file.text is None:
        decode(file.opening)
        raise UnreadableError("the file is binary, not text")
    return next(reader for reader in PLAIN_READERS if reader.recognises(file))
