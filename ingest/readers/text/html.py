"""HTML inside markdown or scraped text, made plain: its words stay, its tags go."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from typing_extensions import override

from ingest.readers.text.divided_words import LINE_END
from ingest.readers.text.notes import LOWERED, RAISED

TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_STRUCK_OUT = frozenset({"s", "del", "strike"})
_NEW_LINE = frozenset(
    {"br", "p", "div", "tr", "li", "ul", "ol", "table", "figure", "figcaption", "blockquote", "section", "caption"}
    | {f"h{level}" for level in range(1, 7)}
)
_RAISED = "sup"
_CELLS = frozenset({"td", "th"})


def drop_comments(source: str) -> str:
    """Return a source without HTML's comments; one that is not closed stays, and is looked for once."""
    parts: list[str] = []
    at = 0
    while (start := source.find("<!--", at)) >= 0 and (end := source.find("-->", start + 4)) >= 0:
        parts.append(source[at:start])
        at = end + len("-->")
    return "".join((*parts, source[at:]))


def replace_tag(tag: str) -> str:
    """Return what replaces a tag inside a line: ~~ for struck-out words, a line break for <br>, else nothing.

    What is raised stands between RAISED and LOWERED (``notes.py``).
    """
    match = _NAME.match(tag)
    name = match.group(1).lower() if match else ""
    if name in _STRUCK_OUT:
        return "~~"
    if name == _RAISED:
        return LOWERED if tag.startswith("</") else RAISED
    return "\n" if name in _NEW_LINE else ""


def read_markup(source: str) -> str:
    """Return the text of a block of HTML: a table's row is a line, its cells joined by ' | '."""
    reader = _TextReader()
    reader.feed(source)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line.strip(" |"))


class _TextReader(HTMLParser):
    """Collects the text of HTML, with line breaks where a browser shows them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._in_cell = False
        self._first_cell = True

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._first_cell = True
        if tag in _CELLS:
            self.parts.append("" if self._first_cell else " | ")
            self._first_cell, self._in_cell = False, True
        elif tag == _RAISED:
            self.parts.append(RAISED)
        else:
            self._break_or_mark(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS:
            self._in_cell = False
        elif tag == _RAISED:
            self.parts.append(LOWERED)
        else:
            self._break_or_mark(tag)

    @override
    def handle_data(self, data: str) -> None:
        self.parts.append(re.sub(r"\s+", " ", re.sub(r"(?<=[^\W_])-\s*\n\s*(?=[^\W_])", f"-{LINE_END}", data)))

    def _break_or_mark(self, tag: str) -> None:
        """Start a new line for a block (a space, inside a cell: the row is one line), or mark struck-out words."""
        if tag in _NEW_LINE:
            self.parts.append(" " if self._in_cell else "\n")
        elif tag in _STRUCK_OUT:
            self.parts.append("~~")
