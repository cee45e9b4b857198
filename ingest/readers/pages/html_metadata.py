"""Metadata of a page: what its head and its marked-up parts say of it, by name. Nothing here is taken from the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from ingest.readers.text import clean_line, fold_field
from language import list_words, word_set

_LARGEST_JSON = 500_000  # characters
_LONGEST_VALUE = 2_000
_CORPORATE = re.compile(r"\bcorporateName=([^;]+)")
_GENERAL = word_set("markup.general_types")
_NAMED = ("headline", "datePublished", "articleSection")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The values of a page's metadata by their folded names, in the order of the page; its <title>, address and kinds."""

    values: dict[str, list[str]] = field(default_factory=dict)
    title: str = ""
    url: str | None = None
    types: tuple[str, ...] = ()
    crumbs: tuple[str, ...] = ()
    times: frozenset[str] = frozenset()  # what the page's <time> elements say

    def find_all(self, entry: str) -> list[str]:
        """Return the values of the names of this entry ('markup.date_names'), the surest first."""
        names = map(fold_field, list_words(entry))
        return [value for name in names for value in self.values.get(name, ())]


def read_metadata(root: HtmlElement) -> Metadata:
    """Return the metadata of a page."""
    values: dict[str, list[str]] = {}
    types: list[str] = []
    for name, value in (*_meta(root), *_linked_data(root, types), *_marked(root)):
        cleaned = clean_line(value[:_LONGEST_VALUE])
        if corporate := _CORPORATE.search(cleaned):
            cleaned = corporate[1].strip()
        if cleaned:
            values.setdefault(fold_field(name), []).append(cleaned)
    title = next((clean_line(str(one.text_content())[:_LONGEST_VALUE]) for one in root.iter("title")), "")
    canonical = [str(link.get("href")) for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    times = frozenset(str(one.get("datetime")) for one in root.iter("time") if one.get("datetime"))
    addresses = [*canonical, *values.get("og url", ()), *values.get("dcterms identifier", ())]
    return Metadata(
        values, title, next(filter(_is_address, addresses), None), tuple(types), tuple(_crumbs(root)), times
    )


def _is_address(value: str) -> bool:
    return re.fullmatch(r"https?://[^\s/]+\S*", value) is not None


def _meta(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in root.iter("meta"):
        content = element.get("content")
        if content:
            for attribute in ("property", "name", "itemprop"):
                if name := element.get(attribute):
                    yield name, content


def _marked(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield what microdata and RDFa mark in the page itself."""
    for element in root.xpath("//*[@itemprop='datePublished' or @property='datePublished' or @pubdate]"):
        if element.tag != "meta":
            yield "datePublished", element.get("datetime") or element.get("content") or element.text_content()
    for element in root.xpath("//*[@itemprop='headline' or @property='headline']"):
        if element.tag != "meta":
            yield "headline", element.text_content()


def _linked_data(root: HtmlElement, types: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what JSON-LD says of the page itself, not of what it lists; its types are added to ``types``."""
    for script in root.xpath("//script[@type='application/ld+json']"):
        source = script.text or ""
        if len(source) > _LARGEST_JSON:
            continue
        try:
            data = json.loads(source, strict=False)
        except (ValueError, RecursionError):  # it is not JSON: the page has nothing to say there
            continue
        for node in _nodes(data):
            if any(name in node for name in _NAMED):
                types.extend(one for one in _texts(node.get("@type")) if one.lower() not in _GENERAL)
                yield from ((name, value) for name in _NAMED for value in _texts(node.get(name)))
                yield from (("author", name) for name in _names(node.get("author")))
                yield from (("publisher", name) for name in _names(node.get("publisher")))


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    for node in data if isinstance(data, list) else [data]:
        if isinstance(node, dict):
            yield node
            graph = node.get("@graph", node.get("mainEntity"))
            yield from (one for one in (graph if isinstance(graph, list) else [graph]) if isinstance(one, dict))


def _texts(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _names(value: Any) -> list[str]:
    people = value if isinstance(value, list) else [value]
    return [name for one in people for name in _texts(one.get("name") if isinstance(one, dict) else one)]


def _crumbs(root: HtmlElement) -> Iterator[str]:
    """Yield the words of the page's trail of links from its home page."""
    trails = root.xpath("//*[contains(@class, 'breadcrumb') or contains(@id, 'breadcrumb')][.//a]")
    for link in trails[0].iter("a") if trails else ():
        if words := clean_line(str(link.text_content())[:200]):
            yield words
