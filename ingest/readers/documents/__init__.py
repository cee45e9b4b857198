"""Documents: files that are one text each: markdown, plain text, PDF, Word, captions."""

from ingest.readers.documents.captions import CaptionsReader
from ingest.readers.documents.headed_text import HeadedTextReader
from ingest.readers.documents.markdown import MarkdownReader
from ingest.readers.documents.pdf import PdfReader
from ingest.readers.documents.scraped import PlainTextReader
from ingest.readers.documents.word_document import WordReader

__all__ = [
    "CaptionsReader",
    "HeadedTextReader",
    "MarkdownReader",
    "PdfReader",
    "PlainTextReader",
    "WordReader",
]
