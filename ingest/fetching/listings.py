"""Listings: whether an HTML page is a list of links to releases, and which links those are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.fetching.addresses import is_below, is_beside, is_page_of, is_same_host, try_address

_LARGEST = 10_000_000  # bytes of a page whose links are read
_NO_TEXT = frozenset({"script", "style", "noscript", "template", "svg", "head"})
_AROUND = frozenset({"nav", "header", "footer", "aside"})  # a page's own menus: no part of what it lists
_FEWEST_ENTRIES = 3
_HEADLINE = 150  # characters; a page of one or two entries has no more for each
_TEXT_AN_ENTRY = 600  # characters; a headline, a date and a teaser have fewer, a release has more


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """The links of an HTML page, in order. ``inside`` are those of its content, without its menus.

    ``following`` is the next page of the same list, as the page itself says, ``pages`` may be other ones. ``characters`` are
    of the content's text, ``linked`` of that in links.
    """

    address: str
    inside: tuple[str, ...] = ()
    following: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    characters: int = 0
    linked: int = 0

    @property
    def is_mostly_links(self) -> bool:
        """Whether more than half of its text stands in links."""
        return self.linked * 2 > self.characters

    @property
    def is_listing(self) -> bool:
        """Whether it lists pages below its own path, or is mostly links to pages of its folder or of its own script."""
        below = len(self.entries(is_below))
        if self.is_brief_for(below) if below >= _FEWEST_ENTRIES else self.characters < _HEADLINE * below:
            return True
        others = self.entries(lambda link, here: is_beside(link, here) or is_page_of(link, here))
        return self.is_mostly_links and len(others) >= _FEWEST_ENTRIES

    def is_brief_for(self, entries: int) -> bool:
        """Say whether the page has no more text than so many entries of a list."""
        return self.characters < _TEXT_AN_ENTRY * entries

    def entries(self, holds: Callable[[str, str], bool]) -> list[str]:
        """Return the links of the content for which ``holds(link, this page)``."""
        return [link for link in self.inside if holds(link, self.address)]


def read_page_links(path: Path, *, address: str) -> PageLinks:
    """Return the links of an HTML page that was fetched from ``address``; none where it is too large or is no markup."""
    if path.stat().st_size > _LARGEST:
        return PageLinks(address=address)
    try:
        root = etree.parse(path, etree.HTMLParser(remove_comments=True, no_network=True)).getroot()
    except etree.LxmlError:  # nothing in it that HTML could be made of
        return PageLinks(address=address)
    if root is None:
        return PageLinks(address=address)
    base = next((found.get("href", "") for found in root.iter("base")), "")
    links = [*_links(root, try_address(base, address) or address)]
    characters, linked = map(sum, zip(*_measure(root), (0, 0), strict=True))
    following = [link for element, link, _ in links if _is_next(element)]
    pages = [link for _, link, _ in links if is_page_of(link, address)]
    return PageLinks(
        address=address,
        inside=tuple(dict.fromkeys(link for _, link, around in links if not around)),
        following=tuple(link for link in dict.fromkeys(following) if is_same_host(link, address) and link != address),
        pages=tuple(dict.fromkeys(pages)),
        characters=characters,
        linked=linked,
    )


def _links(root: Any, base: str) -> Iterator[tuple[Any, str, bool]]:
    """Yield each link's element, its address, and whether it stands in a menu."""
    known: dict[str, str] = {}
    depth = 0  # of menus
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in _AROUND:
            depth += 1 if event == "start" else -1
        given = element.get("href") if event == "start" else None
        if not given or not (element.tag == "a" or _is_next(element)):
            continue
        if given not in known:
            known[given] = try_address(given, base)
        if known[given]:
            yield element, known[given], depth > 0


def _measure(root: Any) -> Iterator[tuple[int, int]]:
    """Yield (characters, those of them in links) of each piece of the content's text."""
    depth = 0  # of links
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element.tag in _NO_TEXT | _AROUND:
            walk.skip_subtree()
            continue
        is_link = element.tag == "a"
        if event == "start":
            depth += is_link
            text = element.text
        else:
            depth -= is_link
            text = element.tail
        size = len((text or "").strip())
        yield size, size if depth else 0


def _is_next(element: Any) -> bool:
    return "next" in (element.get("rel") or "").lower().split()
