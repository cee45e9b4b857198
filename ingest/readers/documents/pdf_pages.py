"""Pages of a PDF: their lines, without what runs along all of them, joined to paragraphs that go on over pages.

pdfium is BSD and reads ten times as many pages a second as pypdf, which also puts each word of some files on its own line.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2
from pypdfium2 import raw

from archive import UnreadableError
from ingest.readers.text import LINE_END, LOWERED, RAISED

PAGE = "\ufdd3"  # stands in text that is being read where a page begins; no text holds it

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LONGEST_HEAD = 600  # bytes of a stream's dictionary
_LARGEST_STREAM = 30_000_000  # bytes of what draws a page, unpacked
_AT_ONCE = 1_048_576
_MOST_CHARACTERS = 20_000_000  # of a document
_EDGE = 3  # lines at the top and the bottom of a page that may run along all pages
_RUNS = 0.4  # of the pages that have such a line; some have one on every other page
_WIDER = 1.35  # times the usual distance of lines: a paragraph ends
_INDENT = 9.0  # points
_SHORT = 0.8  # of the text's width: a line that ends before was not filled
_SMALLER = 0.92  # times the size of the text: a note's
_RAISED_SIZE = 0.8
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_DIVIDED = {0xFFFE: "-", 0x02: "-"}  # how pdfium writes a hyphen at a line's end

_LABEL = re.compile(r"(?:[^\W\d_a-z][^\W\d_a-z.’'-]*[ ]){0,5}[^\W\d_a-z][^\W\d_a-z.’'-]+[.:](?=\s|$)|Q[.:]?\s")
_ENDS = re.compile(r"[.!?:;…]['\"”’»)\]]*$")
_ITEM = re.compile(r"(?:[•·▪●○*–—-]|\(?(?:\d{1,3}|[a-z])[.)])\s")
_MARK = re.compile(r"(?<=\S)(?P<gap> ?)(?<!\d)(?<!\d[.,])(?P<number>\d{1,2})(?![\d%])")
_HEAD_OF_NOTE = re.compile(r"\d{1,3}\s|[*†‡]")


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page: its text, the page (from 0), where it lies in points from the lower left, the size of its type."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float


def read_pdf(data: bytes) -> tuple[list[list[PdfLine]], dict[str, str]]:
    """Return the lines of each page, and the document's metadata.

    Raises UnreadableError for a PDF that is damaged, encrypted, or too long.
    """
    _refuse_bombs(data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableError("the PDF is encrypted: save it without a password") from error
        raise UnreadableError("the PDF is damaged: it cannot be opened") from error
    try:
        return _read_all(document), dict(document.get_metadata_dict())
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"the PDF is damaged: {error}") from error
    finally:
        document.close()


def _refuse_bombs(data: bytes) -> None:
    """Raise UnreadableError where a stream that is no image unpacks to more than a page's text can be."""
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - _LONGEST_HEAD) : found.start()]
        if b"/FlateDecode" not in head or b"/Image" in head[head.rfind(b" obj") :]:
            continue
        unpacked, inflate, packed = 0, zlib.decompressobj(), data[found.end() : found.end() + _LARGEST_STREAM]
        try:
            while packed and not inflate.eof and unpacked <= _LARGEST_STREAM:
                unpacked += len(inflate.decompress(packed, _AT_ONCE))
                packed = inflate.unconsumed_tail
        except zlib.error:  # pdfium mends what it can
            continue
        if unpacked > _LARGEST_STREAM:
            raise UnreadableError(f"a page of the PDF unpacks to more than {_LARGEST_STREAM:,} bytes: not a release")


def _read_all(document: pypdfium2.PdfDocument) -> list[list[PdfLine]]:
    pages: list[list[PdfLine]] = []
    count = 0
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        count += text_page.count_chars()
        if count > _MOST_CHARACTERS:
            raise UnreadableError(f"the PDF has more than {_MOST_CHARACTERS:,} characters: not one release")
        pages.append(list(_read_lines(text_page, number)))
        text_page.close()
        page.close()
    return pages


def _read_lines(page: pypdfium2.PdfTextPage, number: int) -> Iterator[PdfLine]:
    text = page.get_text_range()
    at = 0
    for printed in re.split(r"\r\n|\n|\r|(?<=\ufffe)", text):
        start = text.index(printed, at)
        stripped = printed.strip()
        if stripped:
            first = start + len(printed) - len(printed.lstrip())
            left, bottom, _, _ = _box(page, first)
            _, _, right, _ = _box(page, first + len(stripped) - 1)
            size = _size(page, first)
            words = _raise_marks(page, stripped, first, size)
            yield PdfLine(words.translate(_LIGATURES | _DIVIDED), number, left, right, bottom, size)
        at = start + len(printed)


def _index(page: pypdfium2.PdfTextPage, at: int) -> int:
    return max(0, int(raw.FPDFText_GetCharIndexFromTextIndex(page.raw, at)))


def _box(page: pypdfium2.PdfTextPage, at: int) -> tuple[float, float, float, float]:
    left, bottom, right, top = page.get_charbox(_index(page, at), loose=True)
    return left, bottom, right, top


def _size(page: pypdfium2.PdfTextPage, at: int) -> float:
    """Return the height of the type at a character, in points."""
    _, bottom, _, top = _box(page, at)
    return round(top - bottom, 1)


def _raise_marks(page: pypdfium2.PdfTextPage, line: str, first: int, size: float) -> str:
    """Return a line with what stands raised in small type behind a word marked as such."""

    def raise_one(mark: re.Match[str]) -> str:
        small = _size(page, first + mark.start("number")) < _RAISED_SIZE * size
        return f"{RAISED}{mark['number']}{LOWERED}" if small else mark.group()

    return _MARK.sub(raise_one, line)


# --- what runs along the pages ---


def drop_running(pages: Sequence[Sequence[PdfLine]]) -> list[list[PdfLine]]:
    """Return the pages without lines at their edges that most have, equal but for digits: headers, footers, page numbers."""
    edges = [{_without_digits(line.text) for line in (*page[:_EDGE], *page[-_EDGE:])} for page in pages]
    counted = Counter(text for edge in edges for text in edge)
    enough = max(2, _RUNS * sum(map(bool, edges)))
    running = {text for text, count in counted.items() if count >= enough}
    return [
        [line for index, line in enumerate(page) if not (_is_edge(index, page) and _runs(line, running))]
        for page in pages
    ]


def _is_edge(index: int, page: Sequence[PdfLine]) -> bool:
    return index < _EDGE or index >= len(page) - _EDGE


def _runs(line: PdfLine, running: set[str]) -> bool:
    is_number = re.fullmatch(r"\W*\d{1,4}\W*", line.text) is not None and str(line.page + 1) in re.findall(
        r"\d+", line.text
    )
    return is_number or _without_digits(line.text) in running


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "0", text)


# --- paragraphs ---


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What is usual in a document: the distance of lines, the left edge, the right edge, the size of the type."""

    distance: float
    left: float
    right: float
    size: float


def measure_layout(pages: Sequence[Sequence[PdfLine]]) -> PageLayout:
    """Return what is usual on these pages, which have a line at least."""
    lines = [line for page in pages for line in page]
    gaps = [above.bottom - below.bottom for page in pages for above, below in pairwise(page)]
    down = [gap for gap in gaps if gap > 1]
    size = Counter({line.size: 0 for line in lines})
    for line in lines:
        size[line.size] += len(line.text)
    usual = size.most_common(1)[0][0]
    body = [line for line in lines if line.size == usual]
    left = Counter(round(line.left) for line in body).most_common(1)[0][0]
    right = sorted(line.right for line in body)[int(len(body) * 0.9)]
    return PageLayout(median(down) if down else 0.0, left, right, usual)


def join_paragraphs(pages: Sequence[Sequence[PdfLine]], layout: PageLayout) -> list[str]:
    """Return the paragraphs of a document, each with PAGE where a page begins in it; notes stand below what they are to."""
    paragraphs: list[list[str]] = []
    notes: list[str] = []
    before: PdfLine | None = None
    for page in pages:
        body, below = _split_notes(page, layout)
        for index, line in enumerate(body):
            mark = PAGE if index == 0 else ""
            if before is None or _begins(before, line, layout):
                paragraphs.extend([note] for note in notes)
                notes = []
                paragraphs.append([mark + line.text])
            else:
                paragraphs[-1].append(_join(paragraphs[-1][-1], line.text, mark))
            before = line
        notes.extend(below)
    return ["".join(parts) for parts in [*paragraphs, *([note] for note in notes)]]


def _join(above: str, text: str, mark: str) -> str:
    """Return how a line goes on: behind a hyphen as a divided word, with the page's mark behind that word."""
    if not above.endswith("-"):
        return f" {mark}{text}"
    word, space, rest = text.partition(" ")
    return f"{LINE_END}{word}{space}{mark}{rest}"


def _begins(before: PdfLine, line: PdfLine, layout: PageLayout) -> bool:
    """Say whether a line begins a paragraph."""
    if _LABEL.match(line.text) or _ITEM.match(line.text) or abs(line.size - before.size) > layout.size / 10:
        return True
    if _goes_on(before.text, line.text):
        return False
    is_filled = before.right >= layout.left + _SHORT * (layout.right - layout.left)
    if line.page != before.page:
        return bool(_ENDS.search(before.text)) and (not is_filled or line.left > layout.left + _INDENT)
    distance = before.bottom - line.bottom
    if distance > _WIDER * layout.distance or distance < -layout.distance:
        return distance > 0 or bool(_ENDS.search(before.text))
    is_indented = line.left > before.left + _INDENT and line.left > layout.left + _INDENT
    return is_indented or (not is_filled and line.right <= layout.right + _INDENT)


def _goes_on(above: str, text: str) -> bool:
    """Say whether a line goes on in the middle of a sentence: with a divided word, or in small letters."""
    return text[:1].islower() and (above.endswith("-") or not _ENDS.search(above))


def _split_notes(page: Sequence[PdfLine], layout: PageLayout) -> tuple[Sequence[PdfLine], list[str]]:
    """Return the lines of a page's text, and its notes: what stands at its foot in smaller type and begins with a mark."""
    at = len(page)
    while at and page[at - 1].size < _SMALLER * layout.size:
        at -= 1
    if at == len(page) or not at or not _HEAD_OF_NOTE.match(page[at].text.lstrip(RAISED).replace(LOWERED, " ")):
        return page, []
    notes: list[str] = []
    for line in page[at:]:
        if notes and not _HEAD_OF_NOTE.match(line.text.lstrip(RAISED).replace(LOWERED, " ")):
            notes[-1] += (LINE_END if notes[-1].endswith("-") else " ") + line.text
        else:
            notes.append(line.text)
    return page[:at], notes
