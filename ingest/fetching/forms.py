"""Forms: what a fetched file is, by its content, and where it leads: a sitemap, a feed, a page (perhaps a listing)."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from lxml import etree

from ingest.fetching.addresses import is_same_host, try_address
from ingest.fetching.bodies import limit
from ingest.fetching.limits import NotFetchedError
from ingest.fetching.listings import PageLinks, read_page_links

_OPENING = 4_096  # bytes
_GZIP = b"\x1f\x8b"
_MOST = 50_000  # addresses; what a sitemap may hold (sitemaps.org)
_LARGEST_JSON = 20_000_000  # bytes
_SUMMARY = 600  # characters; what a feed's description with fewer of them is
_ATOM = "http://www.w3.org/2005/Atom"
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_FEEDS = frozenset({"rss", "feed", "RDF"})
_SITEMAPS = frozenset({"urlset", "sitemapindex"})
_SAFELY: dict[str, bool] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "recover": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a fetched file is. ``pages`` are addresses of releases, ``indexes`` of further files that lead to some.

    ``changed`` says of a page when it was changed last, as a sitemap has it. A feed holds its releases itself, unless
    ``only_summaries``. ``links`` are those of an HTML page, None for other files.
    """

    form: Literal["page", "feed", "sitemap"]
    pages: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()
    changed: dict[str, str] | None = None
    only_summaries: bool = False
    links: PageLinks | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An entry of a feed: where it leads, and whether it has the whole text."""

    link: str
    is_whole: bool


def read_content(path: Path, *, address: str, content_type: str, largest: int) -> Content:
    """Return what a file that was fetched from ``address`` is; what cannot be made out is a page."""
    with path.open("rb") as file:
        opening = file.read(_OPENING)
    if opening.startswith(_GZIP):
        return _read_packed(path, address, largest)
    start = opening.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{") and b"jsonfeed.org" in opening and path.stat().st_size <= _LARGEST_JSON:
        return _read_json_feed(path, address)
    root = _root_name(path) if start.startswith(b"<") or b"\0" in opening[:4] else ""
    if root in _SITEMAPS:
        return _read_sitemap(path, address)
    if root in _FEEDS:
        return _read_xml_feed(path, address)
    if root.lower() == "html" or content_type in _HTML:
        return Content(form="page", links=read_page_links(path, address=address))
    return _read_list(path, address) if start.startswith((b"http://", b"https://")) else Content(form="page")


def _read_packed(path: Path, address: str, largest: int) -> Content:
    """Return what a gzip file is: a sitemap may be packed so; whatever else, the readers open it."""
    unpacked = path.with_name(f"{path.name}.unpacked")
    try:
        with gzip.open(path) as packed, unpacked.open("wb") as file:
            for chunk in limit(iter(lambda: packed.read(1 << 16), b""), largest):
                file.write(chunk)
        return _read_sitemap(unpacked, address) if _root_name(unpacked) in _SITEMAPS else Content(form="page")
    except (OSError, EOFError, zlib.error) as error:
        raise NotFetchedError(f"it is a gzip file that cannot be unpacked ({error})") from error
    finally:
        unpacked.unlink(missing_ok=True)


def _read_sitemap(path: Path, address: str) -> Content:
    """Return the addresses of a sitemap, or of an index of sitemaps; those of other hosts are not its own to give."""
    indexes: list[str] = []
    changed: dict[str, str] = {}
    for element in _elements(path, {"url", "sitemap"}):
        target = try_address(_text_of(element, "loc"), address)
        if not target or not is_same_host(target, address) or len(changed) + len(indexes) >= _MOST:
            continue
        if _name_of(element) == "sitemap":
            indexes.append(target)
        else:
            changed[target] = _text_of(element, "lastmod")
    return Content(form="sitemap", pages=tuple(changed), indexes=tuple(indexes), changed=changed)


def _read_list(path: Path, address: str) -> Content:
    """Return the addresses of a file that has one on every line (a sitemap as plain text); another file is a page."""
    with path.open(encoding="utf-8", errors="replace") as file:
        lines = [line.strip() for _, line in zip(range(_MOST), file, strict=False) if line.strip()]
    found = [try_address(line, address) for line in lines]
    if not all(found):
        return Content(form="page")
    return Content(form="sitemap", pages=tuple(link for link in found if is_same_host(link, address)))


def _read_xml_feed(path: Path, address: str) -> Content:
    entries: list[_Entry] = []
    following: list[str] = []
    for element in _elements(path, {"item", "entry", "link"}):
        if _name_of(element) != "link":
            entries.append(_read_entry(element, address))
        elif element.get("rel") == "next" and (target := try_address(element.get("href") or "", address)):
            following.append(target)
    return _feed(entries, following)


def _read_entry(element: Any, address: str) -> _Entry:
    links = [child for child in element if _name_of(child) == "link"]
    named = [child.get("href") or (child.text or "") for child in links if child.get("rel", "alternate") == "alternate"]
    identity = _text_of(element, "guid")
    given = [link for link in (*named, identity if "://" in identity else "") if link.strip()]
    whole = any(
        _name_of(child) == "encoded" or etree.QName(child).namespace == _ATOM
        for child in element
        if _name_of(child) in {"encoded", "content"} and "".join(child.itertext()).strip()
    )
    text = _text_of(element, "description") or _text_of(element, "summary")
    return _Entry(link=try_address(given[0], address) if given else "", is_whole=whole or _length(text) >= _SUMMARY)


def _read_json_feed(path: Path, address: str) -> Content:
    try:
        feed = json.loads(path.read_bytes())
        entries = [
            _Entry(
                link=try_address(str(item.get("url") or item.get("id") or ""), address),
                is_whole=bool(item.get("content_html") or item.get("content_text")),
            )
            for item in feed["items"]
        ]
        following = try_address(str(feed.get("next_url") or ""), address)
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ):  # no JSON Feed: the readers name what it is
        return Content(form="page")
    return _feed(entries, [following] if following else [])


def _feed(entries: list[_Entry], following: list[str]) -> Content:
    """Return a feed; its entries' own pages are what to fetch where most entries hold a summary only."""
    summaries = sum(not entry.is_whole for entry in entries) * 2 > len(entries)
    pages = tuple(dict.fromkeys(entry.link for entry in entries if entry.link)) if summaries else ()
    return Content(form="feed", pages=pages, indexes=tuple(following), only_summaries=bool(pages))


def _root_name(path: Path) -> str:
    """Return the local name of a file's first element, '' where it has none."""
    try:
        with path.open("rb") as file:
            _, element = next(iter(etree.iterparse(file, events=("start",), **_SAFELY)), (None, None))
            return "" if element is None else _name_of(element)
    except etree.XMLSyntaxError:  # no XML at all
        return ""


def _elements(path: Path, names: set[str]) -> Iterator[Any]:
    """Yield the elements with these local names, each emptied when the next is asked for, so that memory stays small.

    Raises NotFetchedError where the file is no XML.
    """
    try:
        with path.open("rb") as file:
            for _, element in etree.iterparse(file, events=("end",), **_SAFELY):
                if _name_of(element) in names and not any(
                    _name_of(outer) in names for outer in element.iterancestors()
                ):
                    yield element
                    element.clear()
    except etree.XMLSyntaxError as error:
        raise NotFetchedError(f"it is XML that cannot be read ({error})") from error


def _name_of(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _text_of(element: Any, name: str) -> str:
    """Return the text of an element's first child with this local name, '' where it has none; entities are no text."""
    found = next((child for child in element if _name_of(child) == name), None)
    return "" if found is None else "".join(found.xpath(".//text()")).strip()


def _length(markup: str) -> int:
    """Return how many characters of a piece of HTML are text."""
    return sum(len(piece.partition(">")[2]) for piece in f">{markup}".split("<"))
