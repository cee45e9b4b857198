"""Forms: which reader reads a file, decided by what the file begins with."""

from __future__ import annotations

from archive import UnreadableError
from ingest.readers.captions import CaptionsReader
from ingest.readers.csv_rows import CsvReader
from ingest.readers.encodings import decode
from ingest.readers.feeds import FeedReader, WordPressReader
from ingest.readers.headed_text import HeadedTextReader
from ingest.readers.html_page import HtmlReader
from ingest.readers.json_records import JsonFeedReader, JsonLinesReader, JsonReader
from ingest.readers.markdown import MarkdownReader
from ingest.readers.packed import CompressedFile, TarContainer, ZipContainer
from ingest.readers.pdf import PdfReader
from ingest.readers.reader import Container, InputFile, Reader
from ingest.readers.refused import name_refused
from ingest.readers.scraped import PlainTextReader
from ingest.readers.web_archive import WebArchive
from ingest.readers.word_document import WordReader
from ingest.readers.xml_files import XmlReader

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


def reader_of(form: str) -> Reader:
    """Return the reader of a form by its name."""
    return next(reader for reader in (*MARKED_READERS, *PLAIN_READERS) if reader.form == form)
