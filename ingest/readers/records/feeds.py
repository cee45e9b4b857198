"""Feeds and exports: RSS, Atom and WordPress exports, each entry a release, read by feedparser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import feedparser
from lxml import etree

from archive import UnreadableError
from ingest.readers.markup import first_element
from ingest.readers.reader import LARGEST_ITEM, Document, InputFile, RawItem, ReadOptions
from ingest.readers.records.feed_pieces import cut_feed
from ingest.readers.records.records import SUMMARY_ONLY, find_exclusion, read_record
from ingest.readers.records.rows import Keys
from ingest.readers.records.xml_tree import attributes, local
from ingest.readers.text import TAG, clean_line

_ATOM = re.compile(r"w3\.org/2005/Atom|purl\.org/atom|<(?:\w+:)?entry[\s>]", re.IGNORECASE)
_RSS_1 = re.compile(r"purl\.org/rss/|my\.netscape\.com/rdf", re.IGNORECASE)
_EXPORT = ("wordpress.org/export/", "<wp:")
_DATES = ("wp_post_date", "published", "created", "updated")
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\W*$")
_SHORT = 600  # characters; a description that is not longer, in one paragraph, is a summary
_LONGEST_FOOT = 300  # characters of the line below an entry that leads to its page
_NO_DAY = re.compile(r"-0001|0000-00-00")


class FeedReader:
    """Reads RSS (0.9x, 1.0, 2.0) and Atom: the latest releases of a publisher."""

    form = "a feed (RSS or Atom)"
    is_window = True

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file's root is a feed's."""
        text = file.text or ""
        root = first_element(text)
        if root == "rss":
            return True
        if root == "rdf:rdf":
            return _RSS_1.search(text) is not None
        return root.rpartition(":")[2] == "feed" and _ATOM.search(text) is not None

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield an item for each entry."""
        keys = Keys()
        empty = True
        for piece in cut_feed(file, first_element(file.text or "")):
            empty = False
            if piece is None:
                reason = f"larger than {LARGEST_ITEM:,} bytes: not one release"
                yield RawItem(key=keys.next(""), name=file.name, unreadable=reason)
                continue
            fields = _read_fields(piece)
            key = keys.next(next((fields[name] for name in ("guid", "id", "about", "link") if fields.get(name)), ""))
            yield RawItem(key=key, name=file.name, data=piece, excluded=find_exclusion(fields))
        if empty:
            raise UnreadableError("the feed holds no entry")

    def read(self, item: RawItem, options: ReadOptions) -> Document:
        """Return what an entry says."""
        entries = feedparser.parse(item.data, sanitize_html=True, resolve_relative_uris=False).entries
        if not entries:
            raise UnreadableError("the entry is broken: it cannot be read")
        document = read_record(_record(entries[0]), name=item.name, options=ReadOptions(day_first=options.day_first))
        notes = tuple(note.replace("the data", "the feed") if note == SUMMARY_ONLY else note for note in document.notes)
        return replace(document, notes=notes)


class WordPressReader(FeedReader):
    """Reads a WordPress export, which holds all that a site has, drafts and menus among it."""

    form = "a WordPress export"
    is_window = False

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file's root is a feed's, with the names of an export."""
        text = file.text or ""
        return first_element(text) == "rss" and all(mark in text for mark in _EXPORT)


def _read_fields(piece: bytes) -> dict[str, str]:
    """Return the short fields of an entry, as far as they tell it from others and say what it is."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(piece, parser)
    except etree.XMLSyntaxError:  # nothing of it can be parsed; feedparser may still read it
        return {}
    fields: dict[str, str] = {}
    for element in root.iter() if root is not None else ():
        name = local(element)
        if name in {"item", "entry"}:
            fields.update(attributes(element))
        elif name in {"guid", "id", "link", "status", "post_type"}:
            text = clean_line(element.text or "") or attributes(element).get("href", "")
            fields.setdefault(name, text)
    return fields


def _record(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry's fields as a record."""
    contents = [str(part.get("value") or "") for part in entry.get("content") or ()]
    content = max(contents, key=len, default="")
    summary = str(entry.get("summary") or "")
    link = str(entry.get("link") or "")
    record: dict[str, Any] = {
        "title": entry.get("title"), "url": link, "author": _authors(entry), "type": _kinds(entry),
        "date": next((day for name in _DATES if (day := entry.get(name)) and not _NO_DAY.search(day)), None),
    }  # fmt: skip
    if _words(content):
        record["content"] = _without_foot(content, link)
    elif _is_summary(summary):
        record["summary"] = _without_foot(summary, link)
    else:
        record["content"] = _without_foot(summary, link)
    return record


def _words(source: str) -> str:
    return clean_line(TAG.sub(" ", source))


def _is_summary(source: str) -> bool:
    words = _words(source)
    return _CUT.search(words[-20:]) is not None or (len(words) <= _SHORT and source.lower().count("<p") <= 1)


def _authors(entry: Mapping[str, Any]) -> list[str]:
    names = [str(author.get("name") or "") for author in entry.get("authors") or ()]
    return [name for name in names if "@" not in name] or [str(entry.get("author_detail", {}).get("name") or "")]


def _kinds(entry: Mapping[str, Any]) -> list[str]:
    """Return the categories of an entry, among which its kind may be."""
    return [str(tag.get("term") or "") for tag in entry.get("tags") or ()]


def _without_foot(source: str, link: str) -> str:
    """Return an entry's HTML without its last paragraph, where this leads to the entry's own page ('read more')."""
    at = max(source.rfind("<p>"), source.rfind("<p "), 0)
    foot = source[at:] if at else source[source.rfind("<a ") :] if source.rstrip().endswith("</a>") else ""
    if not foot or not link or f'href="{link.replace("&", "&amp;")}' not in foot or len(_words(foot)) > _LONGEST_FOOT:
        return source
    return source[: len(source) - len(foot)]
