"""Word documents and OpenDocument texts: what is shown is read in order, what was deleted is not."""

# ruff: noqa: E501

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime

import docx
import pytest

from archive.errors import UnreadableError
from archive.releases import Release
from ingest.readers.release import read_release

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TOLD = "The bridge at Orr opens on Monday."


def save(
    document: docx.document.Document, change: Callable[[bytes], bytes] | None = None, *, main: str = "word/document.xml"
) -> bytes:
    held, made = io.BytesIO(), io.BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if change and name == main else data)
    return made.getvalue()


def word(*paragraphs: str, title: str = "", change: Callable[[bytes], bytes] | None = None) -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.created = datetime(2013, 12, 23, tzinfo=UTC)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return save(document, change)


def read(data: bytes, name: str = "a.docx") -> Release:
    return read_release(data, release_id=name)


def test_what_a_document_shows_in_order() -> None:
    document = docx.Document()
    document.add_heading("The Bridge", level=0)
    document.add_paragraph("Quay, 4 March 2031")
    document.add_heading("What it costs", level=2)
    document.add_paragraph("one crown", style="List Bullet")
    document.add_paragraph("two crowns", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("Town", "Sum"), ("Orr", "5")), strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.add_paragraph(TOLD)
    release = read(save(document))
    assert (release.title, release.date) == ("The Bridge", date(2031, 3, 4))
    assert release.text == (
        f"Quay, 4 March 2031\n\nWhat it costs\n\n- one crown\n- two crowns\n\nTown | Sum\nOrr | 5\n\n{TOLD}"
    )


INSERTED = f'<w:ins xmlns:w="{WORD}"><w:r><w:t xml:space="preserve"> for cars</w:t></w:r></w:ins>'
DELETED = f'<w:del xmlns:w="{WORD}"><w:r><w:delText> for carts</w:delText></w:r></w:del>'
MOVED = f'<w:moveFrom xmlns:w="{WORD}"><w:r><w:t> for ships</w:t></w:r></w:moveFrom>'
BOX = f'<w:r xmlns:w="{WORD}"><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>'
TAB = f'<w:r xmlns:w="{WORD}"><w:tab/><w:t>2</w:t><w:br/><w:t>next</w:t></w:r>'


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (INSERTED, f"{TOLD} for cars"),
        (DELETED, TOLD),
        (MOVED, TOLD),
        (BOX, f"{TOLD}\n\nIn a box."),
        (TAB, f"{TOLD} 2\nnext"),
    ],
)
def test_changes_boxes_and_breaks(markup: str, text: str) -> None:
    def change(data: bytes) -> bytes:
        return data.replace(f"{TOLD}</w:t></w:r>".encode(), f"{TOLD}</w:t></w:r>{markup}".encode())

    assert read(word("The Bridge", TOLD, change=change)).text == text


def test_footnotes_stand_below() -> None:
    reference = f'<w:r xmlns:w="{WORD}"><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="2"><w:p><w:r><w:t>As of May.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    data = word(
        "The Bridge",
        TOLD,
        change=lambda old: old.replace(b"Monday.</w:t></w:r>", b"Monday.</w:t></w:r>" + reference.encode()),
    )
    held = io.BytesIO(data)
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("word/footnotes.xml", notes)
    assert read(held.getvalue()).text == f"{TOLD}⁽¹⁾\n\n⁽¹⁾ As of May."


@pytest.mark.parametrize(
    ("data", "name", "title", "day"),
    [
        (word("The Bridge", TOLD), "a.docx", "The Bridge", None),
        (word("The Bridge", TOLD, title="Other"), "2031-03-04.docx", "The Bridge", date(2031, 3, 4)),
        (word("Ministry of Tides", "The Bridge", TOLD, title="The Bridge"), "a.docx", "The Bridge", None),
        (word(TOLD, TOLD, title="Microsoft Word - a.doc"), "The_Bridge.docx", "The Bridge", None),
        (word("Tuesday, 4 March 2031", "The Bridge", TOLD), "a.docx", "The Bridge", date(2031, 3, 4)),
    ],
)
def test_titles_and_dates(data: bytes, name: str, title: str, day: date | None) -> None:
    release = read(data, name)
    assert (release.title, release.date) == (title, day)
    assert release.text.endswith(TOLD)


OPEN = (
    '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:b="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
    "<o:body><o:text><t:tracked-changes><t:p>Deleted.</t:p></t:tracked-changes>"
    '<t:h t:outline-level="1">The Bridge</t:h><t:p>It <t:span>is<t:s t:c="2"/><t:span>open</t:span></t:span> now'
    "<t:note><t:note-citation>1</t:note-citation><t:note-body><t:p>As of May.</t:p></t:note-body></t:note>."
    "<o:annotation><t:p>A comment.</t:p></o:annotation></t:p>"
    "<t:list><t:list-item><t:p>one</t:p></t:list-item><t:list-item><t:p>two</t:p></t:list-item></t:list>"
    "<b:table><b:table-row><b:table-cell><t:p>Orr</t:p></b:table-cell><b:table-cell><t:p>5</t:p></b:table-cell>"
    "</b:table-row></b:table></o:text></o:body></o:document-content>"
)


def test_an_open_document() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", OPEN)
    release = read(held.getvalue(), "2031-03-04.odt")
    assert (release.title, release.date) == ("The Bridge", date(2031, 3, 4))
    assert release.text == "It is open now⁽¹⁾.\n\n- one\n- two\n\nOrr | 5\n\n⁽¹⁾ As of May."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word(), "no text"),
        (word("The Bridge"), "no text below the title|no text"),
        (word("The Bridge", TOLD, change=lambda data: data[:300]), "damaged"),
        (
            word("The Bridge", TOLD, change=lambda data: data.replace(TOLD.encode(), b"tide " * 11_000_000)),
            "unpacks to more than",
        ),
        (word("The Bridge", TOLD, change=lambda data: b"<a>" * 100_000 + b"</a>" * 100_000), "damaged"),
    ],
)
def test_documents_that_cannot_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read(data)
