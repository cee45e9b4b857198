"""Read a release from a PDF; where its pages begin goes into citations. A scan is refused, for its pages are images."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from archive import UnreadableError
from ingest.readers.documents.pdf_pages import (
    PAGE,
    PageLayout,
    PdfLine,
    drop_running,
    join_paragraphs,
    measure_layout,
    read_pdf,
)
from ingest.readers.reader import Document, InputFile, RawItem, ReadOptions, whole_file
from ingest.readers.text import (
    PrintedDate,
    clean_line,
    clean_text,
    date_in_name,
    join_divided,
    mark_notes,
    name_kind,
    read_date,
    read_date_line,
)
from language import fold_letters, pattern

_FEWEST_ON_PAGE = 8  # letters on average; fewer, and the pages are images
_HEAD_LINES = 15
_TITLE_LINES = 4
_LONGEST_TITLE = 300
_LARGER = 1.15  # times the type of the text: a title's
_PRINTED = 0.6  # of a title's words that page 1 has
_NO_TITLE = pattern("pages.no_document_title")


class PdfReader:
    """Reads a PDF as one release."""

    form = "a PDF"
    is_window = False

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file has a PDF's signature."""
        return b"%PDF-" in file.opening[:1024]

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield the whole file."""
        return whole_file(file)

    def read(self, item: RawItem, options: ReadOptions) -> Document:
        """Return what it says; raises UnreadableError for a scan, and for a PDF that is damaged or encrypted."""
        printed, metadata = read_pdf(item.data)
        letters = sum(character.isalnum() for page in printed for line in page for character in line.text)
        if letters < max(1, _FEWEST_ON_PAGE * len(printed)):
            raise UnreadableError("the PDF is a scan: its pages are images; run OCR on it first")
        pages = drop_running(printed)
        if not any(pages):
            raise UnreadableError("the PDF has no text but what runs along its pages")
        layout = measure_layout(pages)
        head = next(page for page in pages if page)[:_HEAD_LINES]
        title = _read_title(metadata, head, layout, options)
        if not title:
            raise UnreadableError("the PDF has no title: no line of its first page may be one")
        text, starts = _write(join_paragraphs(pages, layout), title)
        if not text:
            raise UnreadableError("there is no text below the title")
        date = _read_date(printed, title, options, release_id=item.name)
        return Document(
            title=title, date=date.day, unclear_date=date.unclear, day_first=date.day_first,
            kind=name_kind(None, release_id=item.name), text=text, pages=starts,
        )  # fmt: skip


def _write(paragraphs: Sequence[str], title: str) -> tuple[str, tuple[int, ...]]:
    """Return the canonical text, without the title's lines at its head, and where its pages begin."""
    known = _fold(title)
    is_title = list(takewhile(lambda paragraph: _fold(paragraph) in known, paragraphs))
    marks = "".join(PAGE * paragraph.count(PAGE) for paragraph in is_title)
    whole = clean_text(marks + "\n\n".join(paragraphs[len(is_title) :]))
    marked = mark_notes(join_divided(whole, whole), whole)
    parts = marked.split(PAGE)
    starts = [0]
    for part in parts[1:-1]:
        starts.append(starts[-1] + len(part))
    return "".join(parts), tuple(starts[: len(parts) - 1])


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold_letters(text.replace(PAGE, ""))))


def _read_title(metadata: Mapping[str, str], head: Sequence[PdfLine], layout: PageLayout, options: ReadOptions) -> str:
    """Return the title: the metadata's where page 1 prints it, else what stands there in the largest type, else first."""
    given = clean_line(metadata.get("Title", ""))
    words = set(_fold(given).split())
    on_page = set(_fold(" ".join(line.text for line in head)).split())
    if len(words) > 1 and not _NO_TITLE.search(given) and len(words & on_page) >= _PRINTED * len(words):
        return given
    undated = [line for line in head if not _is_date(line.text, options) and re.search(r"[^\W\d_]{2}", line.text)]
    if not undated:
        return ""
    largest = max(line.size for line in undated)
    if largest > _LARGER * layout.size:
        first = next(index for index, line in enumerate(undated) if line.size == largest)
        lines = list(takewhile(lambda line: abs(line.size - largest) < 1, undated[first:]))
    else:
        lines = list(_first_block(undated, layout))
    title = clean_line(join_divided(" ".join(line.text for line in lines[:_TITLE_LINES]), ""))
    return title if len(title) <= _LONGEST_TITLE else clean_line(lines[0].text)


def _first_block(lines: Sequence[PdfLine], layout: PageLayout) -> Iterator[PdfLine]:
    """Yield the lines that a page begins with, as far as they are no filled lines of a paragraph."""
    yield lines[0]
    for above, line in pairwise(lines[:_TITLE_LINES]):
        is_near = 0 < above.bottom - line.bottom <= 1.6 * max(layout.distance, line.size)
        is_centred = line.right < layout.right - 20 and not line.text.endswith((".", ","))
        if not (is_near and is_centred and above.right < layout.right - 20):
            return
        yield line


def _is_date(text: str, options: ReadOptions) -> bool:
    printed = read_date_line(text, options)
    return bool(printed.day or printed.unclear)


def _read_date(
    printed: Sequence[Sequence[PdfLine]], title: str, options: ReadOptions, *, release_id: str
) -> PrintedDate:
    """Return the date that page 1 prints in its first lines, or the title, or the file's name; never the metadata's."""
    head = next(page for page in printed if page)[:_HEAD_LINES]
    found = [*(read_date_line(line.text, options) for line in head), read_date(title, options)]
    return next((one for one in found if one.day or one.unclear), PrintedDate(day=date_in_name(release_id)))
