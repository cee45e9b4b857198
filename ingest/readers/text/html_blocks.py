"""The blocks of a page: paragraphs, headings, the items of lists and the rows of tables, each with its place in the page.

They stand in the order in which a browser shows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from ingest.readers.text.divided_words import LINE_END
from ingest.readers.text.notes import LOWERED, RAISED
from language import each_pattern, pattern

_UNSEEN = frozenset(
    {"head", "script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "audio", "video",
     "canvas", "map", "input", "select", "option", "button", "textarea", "datalist", "rt", "rp", "frameset", "title"}
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    "p", "div", "blockquote", "ul", "ol", "dl", "dt", "dd", "table", "caption", "figure", "figcaption", "section", "article",
    "main", "header", "footer", "nav", "aside", "address", "pre", "hr", "center", "form", "fieldset", "legend", "details",
    "summary", "body", "html", "dir", "menu", "hgroup", "dialog", "listing", "xmp", "tbody", "thead", "tfoot", "li", "tr",
    "td", "th", "search",
}  # fmt: skip
_STRONG = frozenset({"b", "strong"})
_LABEL_END = re.compile(r"[^\W\d].?:\s?$")
_LISTS = frozenset({"ul", "ol", "dir", "menu"})
_CELLS = frozenset({"td", "th"})
_PREFORMATTED = frozenset({"pre", "listing", "xmp"})
_MARKS = {"s": ("~~", "~~"), "del": ("~~", "~~"), "strike": ("~~", "~~"), "sup": (RAISED, LOWERED), "q": ("“", "”")}
_LARGE_IN_CELL = ("table", "ul", "ol", "blockquote", "pre", *sorted(_HEADINGS))
_LONGEST_CELL = 300  # characters of a table that shows data; what is longer is laid out by the table
_LONGEST_LABEL = 60
_COLUMNS = re.compile(r"\S {3,}\S")  # of a table in preformatted text
_PAGE_MARK = re.compile(
    rf"\n{{1,3}}[ ]{{0,9}}(?:{pattern('markup.page_mark').pattern})[ ]{{0,9}}\n{{1,3}}", re.IGNORECASE
)
_BACK = each_pattern("markup.leads_back")
_CENTRED = 10  # spaces before a line
_FULL_LINE = 0.7  # of the widest line: a line as long as this was broken because the next word found no place


@dataclass(slots=True, eq=False)
class PagePart:
    """A part of a page that its mark-up names: a navigation, an article, the comments. ``parent`` is the one around it.

    ``level`` is how many are around it, ``article`` the innermost article that it is or lies in, ``is_comment`` whether it is
    or lies in the comments.
    """

    kind: str
    element: HtmlElement
    parent: PagePart | None = None
    level: int = 0
    article: PagePart | None = None
    is_comment: bool = False

    def __post_init__(self) -> None:
        around = self.parent
        self.level = around.level + 1 if around else 0
        self.article = self if self.kind == "article" else around.article if around else None
        self.is_comment = self.kind == "comments" or (around is not None and around.is_comment)


@dataclass(slots=True, kw_only=True, eq=False)
class Block:
    """A block: its text (not yet canonical), its element's name ('li' for an item, 'tr' for a row), and where it is.

    ``group`` tells the outermost list or table that it is in, 0 for none; ``linked`` is how many of its characters are links;
    ``quote`` tells the block quote that it is in, 0 for none.
    """

    text: str
    tag: str
    element: HtmlElement
    group: int = 0
    linked: int = 0
    quote: int = 0
    place: PagePart | None = None

    @property
    def link_share(self) -> float:
        """The share of its characters that are links."""
        own = self.text[2:] if self.tag == "li" else self.text
        return min(1.0, self.linked / max(1, len("".join(own.split()))))


def read_blocks(
    root: HtmlElement, name_place: Callable[[HtmlElement], str] | None = None, *, keeps_lines: bool = False
) -> list[Block]:
    """Return the blocks of a tree; ``name_place`` names the parts of a page that are worth knowing, '' for any other.

    With ``keeps_lines`` a line of the source is a line, and a blank one ends a paragraph.
    """
    return _Reader(name_place or (lambda _: ""), keeps_lines).read(root)


@dataclass(slots=True)
class _Reader:
    name_place: Callable[[HtmlElement], str]
    keeps_lines: bool
    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    in_link: int = 0
    raw: int = 0  # how many preformatted elements are open
    place: PagePart | None = None
    lists: list[tuple[str, int]] = field(default_factory=list)  # open lists: how items are counted, and the next number
    tables: list[tuple[bool, int]] = field(
        default_factory=list
    )  # open tables: whether they show data, where the row began
    cells: list[str] = field(default_factory=list)
    marker: str = ""
    lead: str = ""  # a speaker's name that the next block begins with
    outermost: int = 0
    groups: int = 0
    quotes: list[int] = field(default_factory=list)
    quoted: int = 0

    def read(self, root: HtmlElement) -> list[Block]:
        skipped: HtmlElement | None = None
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start" and tag in _UNSEEN and element is not root:
                walker.skip_subtree()
            elif event == "start" and tag == "a" and _leads_back(element):
                skipped = element
                walker.skip_subtree()
            elif skipped is not None and element is skipped:
                self._add(skipped.tail)
            elif event == "start":
                self._start(element, tag)
                self._add(element.text)
            else:
                if tag not in _UNSEEN:
                    self._end(element, tag)
                if element is not root:
                    self._add(element.tail)
        self._flush("p", root)
        return self.blocks

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if not self.raw:
            text = "\n".join(map(_one_line, text.split("\n"))) if self.keeps_lines else _one_line(text)
        self.parts.append(text)
        if self.in_link:
            self.linked += len("".join(text.split()))

    def _start(self, element: HtmlElement, tag: str) -> None:
        if kind := self.name_place(element):
            self._flush("p", element)
            self.place = PagePart(kind, element, self.place)
        if tag == "br":
            self.parts.append("\n")
        elif tag in _MARKS:
            self.parts.append(_MARKS[tag][0])
        elif tag == "a" and element.get("href"):
            self.in_link += 1
        elif tag in _BLOCKS:
            self._start_block(element, tag)

    def _start_block(self, element: HtmlElement, tag: str) -> None:
        if self._shows_data() and tag not in {"tr", "caption"}:
            if tag in _CELLS:
                self._end_cell()
            self.parts.append(" ")
            return
        before = element.getparent()
        self._flush(str(before.tag) if before is not None else "p", element if before is None else before)
        if tag in _PREFORMATTED:
            self.raw += 1
        elif tag == "blockquote":
            self.quoted += 1
            self.quotes.append(self.quoted)
        elif tag in _LISTS or tag == "table":
            self._open_group(element, tag)
        elif tag == "li":
            self.marker = self._next_marker(element)
        elif tag == "tr" and self.tables:
            self.tables[-1] = (self.tables[-1][0], len(self.blocks))
            self.cells = []
        elif self._follows_label(tag):
            self._lead_with_label()

    def _end(self, element: HtmlElement, tag: str) -> None:
        if tag in _MARKS:
            self.parts.append(_MARKS[tag][1])
        elif tag in _STRONG and _LABEL_END.search(self.parts[-1] if self.parts else ""):
            self.parts.append(" ")  # a speaker's name, whose words may follow without a space
        elif tag == "a" and element.get("href"):
            self.in_link -= 1
        elif tag in _BLOCKS:
            self._end_block(element, tag)
        if self.place is not None and self.place.element is element:
            self._flush("p", element)
            self.place = self.place.parent

    def _end_block(self, element: HtmlElement, tag: str) -> None:
        if self._shows_data() and tag not in {"tr", "caption", "table"}:
            self.parts.append(" ")
            return
        if self._shows_data() and tag == "tr":
            self._end_row(element)
        if tag in {"tr", "dl"} and self.lead and not "".join(self.parts).strip():
            self.parts, self.lead = [self.lead.strip()], ""
        self._flush(tag, element)
        if tag in _PREFORMATTED:
            self.raw -= 1
        elif tag == "blockquote" and self.quotes:
            self.quotes.pop()
        elif tag == "li":
            self.marker = ""
        elif (tag in _LISTS and self.lists) or (tag == "table" and self.tables):
            (self.lists if tag in _LISTS else self.tables).pop()
            if not self.lists and not self._shows_data():
                self.outermost = 0

    def _open_group(self, element: HtmlElement, tag: str) -> None:
        if tag == "table":
            self.tables.append((_is_data(element), len(self.blocks)))
        else:
            count = element.get("start", "1")
            self.lists.append((element.get("type", "1") if tag == "ol" else "", int(count) if count.isdecimal() else 1))
        if self.outermost == 0 and (tag != "table" or self._shows_data()):
            self.groups += 1
            self.outermost = self.groups

    def _next_marker(self, element: HtmlElement) -> str:
        if not self.lists or not self.lists[-1][0]:
            return "- "
        kind, number = self.lists[-1]
        if (given := element.get("value", "")).isdecimal() and len(given) < 7:
            number = int(given)
        self.lists[-1] = (kind, number + 1)
        letter = chr(ord(kind) + number - 1) if kind in {"a", "A"} and number <= 26 else ""
        return f"{letter or number}. "

    def _shows_data(self) -> bool:
        return bool(self.tables) and self.tables[-1][0]

    def _end_cell(self) -> None:
        self.cells.append(" ".join("".join(self.parts).split()))
        self.parts = []

    def _end_row(self, element: HtmlElement) -> None:
        self._end_cell()
        cells = self.cells[1:] if self.cells and not self.cells[0] else self.cells  # what stands before the first cell
        self.cells = []
        if any(cells):
            self.parts = [_join_cells(cells)]
        self._flush("tr", element)

    def _flush(self, tag: str, element: HtmlElement) -> None:
        text = "".join(self.parts)
        linked, self.linked, self.parts = self.linked, 0, []
        if self.raw:
            for paragraph, is_heading in _unwrap(text):
                self._put("h6" if is_heading else "pre", element, paragraph, 0)
        elif text.strip():
            self._put(tag, element, text, linked)

    def _put(self, tag: str, element: HtmlElement, text: str, linked: int) -> None:
        if head := self.marker + self.lead:
            text = head + text.strip("\n ")
        self.blocks.append(
            Block(
                text=text, tag="li" if self.marker else tag, element=element, group=self.outermost, linked=linked,
                quote=self.quotes[-1] if self.quotes else 0, place=self.place,
            )
        )  # fmt: skip
        self.marker = self.lead = ""

    def _follows_label(self, tag: str) -> bool:
        """Say whether this is a cell behind one that is a single block, or what a term means: the block may be a label."""
        if tag == "dd":
            return bool(self.blocks) and self.blocks[-1].tag == "dt"
        return tag in _CELLS and bool(self.tables) and len(self.blocks) == self.tables[-1][1] + 1

    def _lead_with_label(self) -> None:
        """Let the next block begin with the last one, where that is no more than a speaker's name with its colon."""
        label = self.blocks[-1].text.strip()
        if label.endswith(":") and len(label) <= _LONGEST_LABEL:
            self.blocks.pop()
            self.lead = label + " "


def _leads_back(link: HtmlElement) -> bool:
    """Say whether a link leads from a note back to its mark, or to the head of the page."""
    if not (link.get("href") or "").startswith("#"):
        return False
    words = " ".join(link.itertext())[:_LONGEST_LABEL].strip(" []()")
    return any(pattern.fullmatch(words) for pattern in _BACK)


def _one_line(text: str) -> str:
    """Return text as a browser shows it: in one line; a word that ends with a hyphen at a line's end may be divided."""
    return re.sub(r"\s+", " ", re.sub(r"(?<=[^\W_])-[ \t]*\n\s*(?=[^\W_])", f"-{LINE_END}", text))


def _join_cells(cells: list[str]) -> str:
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) == 2 and cells[0].endswith(":"):
        return " ".join(cells)
    return " | ".join(cells)


def _is_data(table: HtmlElement) -> bool:
    """Say whether a table shows data, in rows of short cells, and does not lay out a page."""
    if table.get("role") == "presentation" or next(table.iterdescendants(*_LARGE_IN_CELL), None) is not None:
        return False
    rows = list(table.iterdescendants("tr"))
    lengths = [[len("".join(cell.itertext()).strip()) for cell in row.iterchildren("td", "th")] for row in rows]
    if any(length > _LONGEST_CELL for row in lengths for length in row):
        return False
    full = sum(1 for row in lengths if sum(map(bool, row)) > 1)
    return full > 0 and 2 * full >= sum(1 for row in lengths if any(row))


def _unwrap(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs of preformatted text, each with whether it is a heading in the middle of its line.

    Lines that were broken at a width are joined. The number of a printed page within a paragraph is left out.
    """
    lines = _PAGE_MARK.sub("\n", text.expandtabs(4)).split("\n")
    widest = max((len(line.rstrip()) for line in lines), default=0)
    kept: list[str] = []
    is_heading = False
    indent = 0
    before = ""
    for line in [*lines, ""]:
        deep = len(line) - len(line.lstrip())
        follows = bool(before.strip() and line.strip()) and deep <= indent
        if kept and follows and len(before.rstrip()) >= _FULL_LINE * widest and not _COLUMNS.search(before):
            kept.append((LINE_END if re.search(r"[^\W_]-$", kept[-1]) else " ") + line.strip())
        elif kept and follows:
            kept.append("\n" + line.strip())
        else:
            if kept:
                yield "".join(kept), is_heading
            kept = [line.strip()] if line.strip() else []
            is_heading = deep >= _CENTRED
        indent, before = deep, line
