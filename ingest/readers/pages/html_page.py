"""Read a release from a web page, or from a piece of one."""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from archive import UnreadableError
from ingest.readers.markup import first_element
from ingest.readers.pages.html_comments import read_comments
from ingest.readers.pages.html_content import HEADINGS, PageContent, find_content, is_prose, size
from ingest.readers.pages.html_head import Head, fold_line, read_page_head
from ingest.readers.pages.html_metadata import Metadata, read_metadata
from ingest.readers.reader import LARGEST_ITEM, Document, InputFile, RawItem, ReadOptions, whole_file
from ingest.readers.text import Block, clean_line, from_blocks, name_kind, parse_html, read_text
from ingest.turns import find_turns, set_captions_apart
from language import each_pattern

COMMENTS_LEFT_OUT = "the readers' comments are left out"
_PAGE = frozenset({"html", "head", "body", "title", "meta", "frameset"})
_PIECE = frozenset(
    {"div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "main", "table", "ul", "ol", "dl", "span", "center",
     "font", "blockquote", "a", "b", "i", "em", "strong", "u", "br", "hr", "img", "pre", "header", "figure", "nav", "form",
     "style", "script", "link", "aside", "address", "small", "tbody", "tr", "td", "li", "iframe", "body", "base"}
)  # fmt: skip
_LITERAL = re.compile(r"(?m)^[bBuUrR]{0,2}(?P<mark>['\"])\s*(?:\\[nrt]|\s)*<[A-Za-z!]")
_ESCAPED = re.compile(r"\s*&lt;(?:!doctype|[a-z][a-z0-9]*)\b", re.IGNORECASE)
_MISSING = each_pattern("markup.missing_page")
_BARRED = each_pattern("markup.barred_page")
_BEFORE = "\ufeff\u00ef\u00bb\u00bf \t\r\n"  # a byte order mark, and one that was encoded twice
_LITTLE = 600  # characters: a page with less prose may say only that there is none
_LINKED = 0.5  # of a page's blocks beside little prose: it lists what lies elsewhere
_LONGEST_LINE = 160
_MOST_LINES = 100  # of a page with little text that are looked at
_LONGEST_HEAD = 400
_LITTLE_ABOVE = 0.25  # of a page's prose


class HtmlReader:
    """Reads a web page, or a piece of one."""

    form = "HTML"
    is_window = False

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file begins with an element of HTML, perhaps as a literal of Python or escaped."""
        text = (file.text or "").lstrip(_BEFORE)
        element = first_element(text)
        if element in _PAGE or element in _PIECE:
            return True
        head = text[:300]
        return bool(_LITERAL.match(head) or _ESCAPED.match(head))

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield the whole file."""
        return whole_file(file)

    def read(self, item: RawItem, options: ReadOptions) -> Document:
        """Return what it says."""
        source, notes = read_text(item.data)
        return read_page(source, name=item.name, options=options, notes=notes)


def read_page(source: str, *, name: str, options: ReadOptions, notes: Sequence[str] = ()) -> Document:
    """Return what a page or a piece of one says; ``name`` is its file's name or its address.

    Raises UnreadableError where it is an error's page, a list of links, a page that wants a login, or has no text.
    """
    unwrapped = unwrap(source.lstrip(_BEFORE))
    root = parse_html(unwrapped)
    if root is None:
        raise UnreadableError("the page holds no text")
    metadata = read_metadata(root)
    is_piece = first_element(unwrapped) not in _PAGE
    content = find_content(root, is_piece=is_piece)
    _check(root.find(".//frameset") is not None, content, metadata)
    head = read_page_head(content, metadata, name=name, options=options)
    if not head.title:
        raise UnreadableError("the page has no title")
    blocks = _below_head(content.blocks, head)
    captions = [[block] for block in blocks if block.place is not None and block.place.kind == "caption"]
    quotes = [list(run) for quote, run in groupby(blocks, key=lambda block: block.quote) if quote]
    text, runs = from_blocks(blocks, (*captions, *map(_unsigned, quotes)))
    if not text:
        raise UnreadableError("the page holds no text below its title")
    said, comments = read_comments(content.comments, at=len(text) + len("\n\n"))
    body = Document(
        title=head.title, date=head.date.day, unclear_date=head.date.unclear, day_first=head.date.day_first,
        kind=_find_kind(metadata, name), text=text, office=head.office, byline=head.byline, url=metadata.url,
        captions=runs[: len(captions)], block_quotes=runs[len(captions) :],
        notes=(*notes, *head.notes, *_remarks(content, told=bool(comments))),
    )  # fmt: skip
    if not comments:
        return body
    found = find_turns(text, title=body.title, kind=body.kind, given=body.byline)
    turns = list(set_captions_apart(found, text, captions=body.captions))
    turns[-1] = replace(turns[-1], end=comments[0].start)
    return replace(body, text=f"{text}\n\n{said}", turns=(*turns, *comments))


def _remarks(content: PageContent, *, told: bool) -> Iterator[str]:
    if content.posts > 1:
        yield f"the page holds {content.posts} posts: read as one release"
    if any(is_prose(block) for block in content.comments) and not told:
        yield COMMENTS_LEFT_OUT


def unwrap(source: str) -> str:
    """Return HTML out of what scrapers wrap it in: a literal of Python's or JSON's on a line of its own, or entities."""
    if _ESCAPED.match(source):
        return html.unescape(source)
    match = _LITERAL.search(source) if len(source) <= LARGEST_ITEM else None
    if match is None:
        return source
    end = source.rfind(match["mark"])
    literal = source[match.start() : end + 1].strip()
    inside = _evaluate(literal)
    return source if inside is None else source[: match.start()] + inside + source[end + 1 :]


def _evaluate(literal: str) -> str | None:
    try:
        value = json.loads(literal) if literal.startswith('"') else ast.literal_eval(literal)
    except (ValueError, SyntaxError, MemoryError, RecursionError):  # it is no literal, only text in quotation marks
        return None
    return (
        value.decode("utf-8", errors="replace")
        if isinstance(value, bytes)
        else value
        if isinstance(value, str)
        else None
    )


def _check(has_frames: bool, content: PageContent, metadata: Metadata) -> None:
    """Raise UnreadableError where a page is no release, by what it says of itself and how much of it is text."""
    prose = sum(len(block.text) for block in content.blocks if is_prose(block))
    if has_frames and prose < _LITTLE:
        raise UnreadableError("the page is made of frames: its text is in other files")
    if prose >= _LITTLE:
        return
    headings = [clean_line(block.text) for block in content.all if block.tag in {"h1", "h2"}][:_MOST_LINES]
    lines = [clean_line(block.text) for block in content.all[:_MOST_LINES] if len(block.text) <= _LONGEST_LINE]
    for what, patterns, found in (
        ("is an error's page", _MISSING, (metadata.title, *headings)),
        ("lets nobody in", _BARRED, (metadata.title, *headings, *(lines if prose == 0 else ()))),
    ):
        said = next((line for line in found if line and any(one.fullmatch(line) for one in patterns)), None)
        if said:
            raise UnreadableError(f"the page {what}: {said!r}")
    listed = sum(1 for block in content.all if block.link_share >= _LINKED)
    if listed > 10 and 2 * listed > len(content.all) and not prose:
        raise UnreadableError("the page is a list of links to releases, not a release")
    if not content.blocks:
        raise UnreadableError(
            "the page holds no text: nothing in it but its menu" if listed else "the page holds no text"
        )


def _below_head(blocks: Sequence[Block], head: Head) -> list[Block]:
    """Return the blocks without the title and what stands above it, and without the lines that only say its date or author.

    Above a title there may be a little prose: a notice of the site's.
    """
    title = fold_line(head.title)
    folded = [fold_line(block.text) if len(block.text) <= _LONGEST_HEAD else "" for block in blocks]
    is_heading = [block.tag in HEADINGS for block in blocks]
    prose = [size(block.text) if is_prose(block) else 0 for block in blocks]
    titles = [i for i, line in enumerate(folded) if line == title or (is_heading[i] and title in line)]
    above = next((i + 1 for i in titles if sum(prose[:i]) <= _LITTLE_ABOVE * sum(prose)), 0)
    text = next((i for i in range(above, len(blocks)) if prose[i]), len(blocks))
    kept = [block for block in blocks[text:] if re.search(r"[^\W_]", block.text)]
    heads = (
        _without_said(block, head)
        for i, block in enumerate(blocks[above:text], above)
        if not is_heading[i] or folded[i] not in title
    )
    return [*(block for block in heads if block), *kept] or [block for block in blocks if is_prose(block)]


def _without_said(block: Block, head: Head) -> Block | None:
    """Return a block above the text without the lines that the head says; None where nothing is left."""
    lines = [line for line in block.text.split("\n") if fold_line(line) and fold_line(line) not in head.said]
    return replace(block, text="\n".join(lines)) if lines else None


def _unsigned(quote: list[Block]) -> list[Block]:
    """Return the blocks of a block quote without those that sign it."""
    end = len(quote)
    while end > 1 and quote[end - 1].text.lstrip().startswith(("—", "–", "-")):
        end -= 1
    return quote[:end]


def _find_kind(metadata: Metadata, name: str) -> str:
    given = next(iter((*metadata.find_all("markup.kind_names"), *metadata.types)), "")
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", given)
    return name_kind([words] if words and len(words) <= 40 else None, release_id=name)
