"""Blocks of a Word or an OpenDocument text: its paragraphs, headings, items, rows of tables, boxes and notes, in order.

They are read from the documents' XML, by lxml with entities off: python-docx gives no insertions, boxes, notes and macros'
documents. What is deleted, moved away or a comment is no text; what is inserted is.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from archive import UnreadableError
from ingest.readers.text import LOWERED, RAISED

_LARGEST_PART = 50_000_000  # bytes of XML, unpacked
_TITLE_LEVEL = 0
_PARSER_OPTIONS: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_comments": True,
    "remove_pis": True,
}  # fmt: skip

# Elements, by their names without namespaces: what their words are is not the text's.
_NO_TEXT = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "annotation", "tracked-changes", "rubyAlign", "rt"}
)
_BREAKS = {
    "br": "\n",
    "cr": "\n",
    "line-break": "\n",
    "tab": "\t",
    "ptab": "\t",
    "s": " ",
    "noBreakHyphen": "-",
    "softHyphen": "",
}
_BOXES = frozenset({"txbxContent", "text-box"})
_OPEN_TEXT = frozenset({"p", "h", "span", "a"})
_HEADING = re.compile(r"heading (\d)")


@dataclass(frozen=True, slots=True)
class DocumentBlock:
    """A block of a document: its words; ``level`` is a heading's from 1 on, 0 for the document's title, None for text."""

    text: str
    level: int | None = None
    is_item: bool = False
    is_row: bool = False
    is_note: bool = False


class _Package:
    """The parts of a document that is packed as a zip archive."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile as error:
            raise UnreadableError(f"the document is damaged: {error}") from error
        self.names = set(self._archive.namelist())

    def read(self, name: str) -> Any:
        """Return the root element of a part, None where the package has none of this name."""
        if name not in self.names:
            return None
        try:
            with self._archive.open(name) as stream:
                data = stream.read(_LARGEST_PART + 1)
            if len(data) > _LARGEST_PART:
                raise UnreadableError(
                    f"the document's {name} unpacks to more than {_LARGEST_PART:,} bytes: not one release"
                )
            return etree.fromstring(data, etree.XMLParser(**_PARSER_OPTIONS))
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            etree.XMLSyntaxError,
        ) as error:
            raise UnreadableError(f"the Word document or OpenDocument text is damaged: {name}: {error}") from error


def read_document_blocks(data: bytes) -> tuple[list[DocumentBlock], str]:
    """Return the blocks of a document, and the title among its properties; raises UnreadableError where it is damaged."""
    package = _Package(data)
    if (content := package.read("content.xml")) is not None:
        return list(_read_open_document(content)), _property(package.read("meta.xml"))
    name = _main_part(package)
    document = package.read(name)
    if document is None:
        raise UnreadableError("the Word document is damaged: it has no text part")
    folder = name.rpartition("/")[0]
    notes = {kind: _read_notes(package.read(f"{folder}/{kind}s.xml"), kind) for kind in ("footnote", "endnote")}
    blocks = list(_read_word(document, _styles(package.read(f"{folder}/styles.xml")), notes))
    return blocks, _property(package.read("docProps/core.xml"))


def _main_part(package: _Package) -> str:
    relations = package.read("_rels/.rels")
    targets = [
        one.get("Target", "").lstrip("/") for one in (relations if relations is not None else ())
        if one.get("Type", "").endswith("/officeDocument")
    ]  # fmt: skip
    return next((target for target in targets if target in package.names), "word/document.xml")


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _get(element: Any, name: str) -> str:
    """Return an attribute, whatever its namespace, '' where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _property(root: Any) -> str:
    elements = root.iter() if root is not None else ()
    return next(("".join(element.itertext()) for element in elements if _name(element) == "title"), "")


# --- words ---


def _words(paragraph: Any, notes: list[str], known: Mapping[str, Mapping[str, str]]) -> str:
    """Return the words of a paragraph, without those of boxes in it; its notes are added to ``notes``, in order."""
    parts: list[str] = []
    for piece in _pieces(paragraph):
        name = piece if isinstance(piece, str) else _name(piece)
        if isinstance(piece, str) or name == "t" or (_is_open(piece) and name in _OPEN_TEXT):
            parts.append(piece if isinstance(piece, str) else piece.text or "")
        elif name in _BREAKS:
            parts.append(" " if _get(piece, "type") == "page" else _BREAKS[name])
        elif name in {"footnoteReference", "endnoteReference"}:
            parts.append(_mark(notes, known.get(name.removesuffix("Reference"), {}).get(_get(piece, "id"), "")))
        elif name == "note":
            body = (child for child in piece.iter() if _name(child) == "note-body")
            parts.append(_mark(notes, " ".join("".join(one.itertext()) for one in body)))
    return "".join(parts).strip()


def _pieces(paragraph: Any) -> Iterator[Any]:
    """Yield the elements of a paragraph in order, without those that are no text of its own, and the texts behind them."""
    stack = [paragraph]
    while stack:
        piece = stack.pop()
        yield piece
        if isinstance(piece, str) or _name(piece) == "note":
            continue
        for child in reversed(piece):
            if child.tail and _is_open(paragraph):
                stack.append(child.tail)
            if _name(child) not in _NO_TEXT | _BOXES:
                stack.append(child)


def _is_open(element: Any) -> bool:
    """Say whether an element is OpenDocument's, whose words stand in any element; Word has theirs in <w:t> only."""
    return "opendocument" in str(element.tag)


def _mark(notes: list[str], note: str) -> str:
    if not note.strip():
        return ""
    notes.append(note)
    return f"{RAISED}{len(notes)}{LOWERED}"


# --- Word ---


_ITEM_LEVEL = -1


def _styles(root: Any) -> dict[str, int]:
    """Return the levels of the styles that are headings, by their ids; 0 is the title's, _ITEM_LEVEL a list's."""
    levels: dict[str, int] = {}
    for style in root if root is not None else ():
        name = next((_get(child, "val").lower() for child in style if _name(child) == "name"), "")
        if name == "title":
            levels[_get(style, "styleId")] = _TITLE_LEVEL
        elif found := _HEADING.fullmatch(name):
            levels[_get(style, "styleId")] = int(found[1])
        elif any(_name(child) == "numPr" for child in style.iter()):
            levels[_get(style, "styleId")] = _ITEM_LEVEL
    return levels


def _read_notes(root: Any, kind: str) -> dict[str, str]:
    notes = (
        element
        for element in (root if root is not None else ())
        if _name(element) == kind and not _get(element, "type")
    )
    return {_get(note, "id"): " ".join(_words(p, [], {}) for p in note.iter() if _name(p) == "p") for note in notes}


def _read_word(root: Any, styles: Mapping[str, int], known: Mapping[str, Mapping[str, str]]) -> Iterator[DocumentBlock]:
    notes: list[str] = []
    for element in _walk(root, {"p", "tr"}):
        if _name(element) == "tr":
            yield DocumentBlock(_row(element, notes, known), is_row=True)
            continue
        properties = next((child for child in element if _name(child) == "pPr"), ())
        style = next((_get(child, "val") for child in properties if _name(child) == "pStyle"), "")
        level = styles.get(style)
        is_item = level == _ITEM_LEVEL or (level is None and any(_name(child) == "numPr" for child in properties))
        yield DocumentBlock(_words(element, notes, known), None if is_item else level, is_item=is_item)
    yield from (
        DocumentBlock(f"{RAISED}{number}{LOWERED} {note}", is_note=True) for number, note in enumerate(notes, 1)
    )


def _walk(root: Any, names: set[str]) -> Iterator[Any]:
    """Yield the elements of these names in order; what is within a row is the row's, what is in a box comes behind."""
    stack = [root]
    while stack:
        element = stack.pop()
        if _name(element) in names:
            yield element
        if _name(element) not in {"tr", "table-row"}:
            stack.extend(child for child in reversed(element) if _name(child) not in _NO_TEXT)


def _row(row: Any, notes: list[str], known: Mapping[str, Mapping[str, str]]) -> str:
    cells = (cell for cell in row if _name(cell) in {"tc", "table-cell"})
    words = (" ".join(filter(None, (_words(p, notes, known) for p in _walk(cell, {"p", "h"})))) for cell in cells)
    return " | ".join(words).strip(" |")


# --- OpenDocument ---


def _read_open_document(root: Any) -> Iterator[DocumentBlock]:
    notes: list[str] = []
    body = next((element for element in root.iter() if _name(element) == "text" and "office" in element.tag), root)
    styles = {
        _get(style, "name") for style in root.iter()
        if _name(style) == "style" and _get(style, "parent-style-name") == "Title"
    } | {"Title"}  # fmt: skip
    for element in _walk(body, {"p", "h", "table-row"}):
        name = _name(element)
        if name == "table-row":
            yield DocumentBlock(_row(element, notes, {}), is_row=True)
            continue
        if any(_name(above) == "note" for above in element.iterancestors()):
            continue
        level = int(_get(element, "outline-level") or 1) if name == "h" else None
        is_title = _get(element, "style-name") in styles
        is_item = _name(element.getparent()) == "list-item"
        yield DocumentBlock(_words(element, notes, {}), _TITLE_LEVEL if is_title else level, is_item=is_item)
    yield from (
        DocumentBlock(f"{RAISED}{number}{LOWERED} {note}", is_note=True) for number, note in enumerate(notes, 1)
    )
