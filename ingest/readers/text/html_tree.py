"""HTML as a tree. A page is made safe before lxml reads it.

lxml drops what is nested too deep, and a tag of a hundred thousand attributes takes it a quarter of a minute.
"""

from __future__ import annotations

import re

from lxml import etree, html

# A tag without its end, as far as _MOST_PARTS attributes, values and spaces go. No part can give back what it took.
_MOST_PARTS = 4_000
_LONG_TAG = re.compile(rf"(<[A-Za-z][\w:-]*)(?:[^\"'>\s/]++|[\s/]++|\"[^\"]*+\"|'[^']*+'){{{_MOST_PARTS},}}+>?")
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^<>]*\?>")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w:-]*)[^<>]*>")
_CODE = re.compile(r"<(script|style)\b[^<>]{0,2000}>", re.IGNORECASE)
_CODE_ENDS = {name: re.compile(f"</{name}[^<>]{{0,100}}>", re.IGNORECASE) for name in ("script", "style")}
_DATA = "ld+json"
_FLAT = frozenset({"p", "br", "hr", "title", "meta", "h1", "h2", "h3", "h4", "h5", "h6", "head", "body"})
_INLINE = frozenset({"b", "i", "u", "a", "em", "strong", "span", "font", "small", "big", "s", "sup", "sub", "tt"})
_TOO_DEEP = etree.ErrorTypes.ERR_RESOURCE_LIMIT


def parse_html(source: str) -> html.HtmlElement | None:
    """Return the root of a page or of a piece of one, without comments; None where there is nothing in it.

    Where elements are nested deeper than lxml reads, all but paragraphs and headings are taken out, so that no word is lost.
    """
    prepared = _LONG_TAG.sub(r"\1>", _without_code(_DECLARATION.sub("", source.replace("\x00", ""), count=1)))
    root, was_cut = _parse(prepared)
    return _parse(_TAG.sub(_flatten, prepared))[0] if was_cut else root


def _without_code(source: str) -> str:
    """Return a page without its programs and styles, in which '<' and quotation marks mean something else; its data stays."""
    parts: list[str] = []
    at = 0
    while (start := _CODE.search(source, at)) and (end := _CODE_ENDS[start[1].lower()].search(source, start.end())):
        parts.append(source[at : start.start()])
        if _DATA in start.group():
            parts.append(source[start.start() : end.end()])
        at = end.end()
    return "".join((*parts, source[at:]))


def _parse(source: str) -> tuple[html.HtmlElement | None, bool]:
    """Return the tree, and whether lxml left something out because it was too deep."""
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(source, parser=parser) if source.strip() else None
    except etree.ParserError:  # nothing but comments
        root = None
    return root, any(entry.type == _TOO_DEEP for entry in parser.error_log)


def _flatten(tag: re.Match[str]) -> str:
    name = tag["name"].lower()
    if name in _FLAT:
        return tag.group()
    return "" if name in _INLINE else "<p>"
