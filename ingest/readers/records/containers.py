"""Containers: the head of a page that stands in a field's HTML, its title once more with a date and a kind, taken off."""

from __future__ import annotations

import re

from lxml import etree, html

_HEADING = re.compile(r"<h[1-3]\b", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3")
_LONGEST_LINE = 60  # characters of a line beside the title: a kind, a place, a day
_MOST_LINES = 8
_ABOVE = 600  # characters of text above the title


def drop_head(source: str, title: str) -> str:
    """Return HTML without the container that has its title as a heading, where it has nothing else but short lines."""
    if not title or not _HEADING.search(source):
        return source
    try:
        body = html.fragment_fromstring(source, create_parent="div")
    except (etree.ParserError, ValueError):  # no element is in it, or what XML cannot hold
        return source
    heading = next((h for h in body.iter(*_HEADINGS) if _fold(h.text_content()) == _fold(title)), None)
    if heading is None or _length_above(body, heading) > _ABOVE:
        return source
    head = heading
    while (parent := head.getparent()) is not None and parent is not body and _is_short(parent, title):
        head = parent
    head.drop_tree()
    return str(html.tostring(body, encoding="unicode"))


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_short(element: html.HtmlElement, title: str) -> bool:
    """Say whether an element has no words but the title and a few short lines that are no sentences."""
    lines = [line for part in element.itertext() if (line := _fold(part)) and line != _fold(title)]
    return len(lines) <= _MOST_LINES and all(
        len(line) <= _LONGEST_LINE and not line.endswith((".", "!", "?", ":")) for line in lines
    )


def _length_above(body: html.HtmlElement, heading: html.HtmlElement) -> int:
    """Return how many characters of text stand above an element, as far as it matters."""
    length = 0
    for element in body.iter():
        if element is heading:
            break
        length += len((element.text or "").strip()) if isinstance(element.tag, str) else 0
        length += len((element.tail or "").strip()) if len(element) == 0 else 0
        if length > _ABOVE:
            break
    return length
