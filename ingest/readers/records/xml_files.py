"""XML: a transcript that marks who speaks, or a record or a list of records with a release's fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element
from lxml.html import defs

from archive import UnreadableError
from ingest.readers.markup import first_element
from ingest.readers.reader import LARGEST_ITEM, Document, InputFile, RawItem, ReadOptions
from ingest.readers.records.records import is_release, read_data_day, read_record
from ingest.readers.records.rows import Keys, Row, read_row_item, split_rows
from ingest.readers.records.xml_speeches import Line, Transcript, read_transcripts
from ingest.readers.records.xml_tree import local, parse_xml, read_fields
from ingest.readers.text import (
    PrintedDate,
    Spoken,
    clean_line,
    date_in_name,
    name_kind,
    read_date_line,
    title_of_name,
    write_speeches,
)

_LARGEST_TREE = 200_000_000  # bytes of a file that is held in memory as a tree: a transcript of many days
_NO_XML = frozenset({"html", "head", "body", "urlset", "sitemapindex", "opml", "svg", "rss", "feed", "rdf:rdf"})
_NAMESPACE = re.compile(r"\sxmlns(?::\w+)?\s*=")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_DEEPEST_RECORDS = 4
_MOST_LOOKED_AT = 500
_SPEECHES = "speeches"


class XmlReader:
    """Reads XML."""

    form = "XML"
    is_window = False

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file is XML of a form that no other reader reads, and no piece of a page."""
        text = file.text or ""
        root = first_element(text)
        if not root or root in _NO_XML:
            return False
        declared = text.lstrip("\ufeff \t\r\n").startswith("<?xml") or file.name.lower().endswith(".xml")
        return declared or (root not in defs.tags and _NAMESPACE.search(text[: text.find(">") + 1]) is not None)

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield the releases of the file: the parts of a transcript, or its records."""
        if file.size > LARGEST_ITEM:
            yield from _split_large(file, options)
            return
        data = file.read()
        root = parse_xml(data)
        transcripts = _transcripts(root, options)
        if len(transcripts) == 1:
            yield RawItem(key="", name=file.name, data=data)
        elif transcripts:
            yield from _items_of(transcripts, file.name)
        elif (records := _find_records(root, options)) is None:
            yield RawItem(key="", name=file.name, data=data)
        else:
            rows = [read_fields(record) for record in records]
            yield from split_rows(rows, name=file.name, options=options, again=lambda: rows)

    def read(self, item: RawItem, options: ReadOptions) -> Document:
        """Return what an item says."""
        if _SPEECHES in item.record:
            return _read_transcript(item.record, name=item.name, options=options)
        if item.record:
            return read_row_item(item, options)
        root = parse_xml(item.data)
        if transcripts := _transcripts(root, options):
            return _read_transcript(_record_of(transcripts[0]), name=item.name, options=options)
        return read_record(_record_in(root, options), name=item.name, options=options)


def _transcripts(root: Element, options: ReadOptions) -> list[Transcript]:
    """Return the transcripts of a file, none where the map says that it holds records."""
    return [] if {"text", "records"} & options.fields.keys() else read_transcripts(root)


# --- transcripts ---


def _items_of(transcripts: Sequence[Transcript], name: str) -> Iterator[RawItem]:
    keys = Keys()
    for transcript in transcripts:
        slug = re.sub(r"[^\w]+", "-", (transcript.title or "").lower()).strip("-")[:120]
        yield RawItem(key=keys.next(slug), name=name, record=_record_of(transcript))


def _record_of(transcript: Transcript) -> dict[str, Any]:
    lines = [[line.words, line.label, line.asks, line.kind] for line in transcript.lines]
    return {"title": transcript.title, "date": transcript.date, _SPEECHES: lines}


def _read_transcript(record: Mapping[str, Any], *, name: str, options: ReadOptions) -> Document:
    lines = (Line(words=words, label=label, asks=asks, kind=kind) for words, label, asks, kind in record[_SPEECHES])
    text, speeches = write_speeches(_spoken(lines))
    title = clean_line(record["title"] or "")
    printed = read_data_day(record["date"] or "", options)
    if not (printed.day or printed.unclear):
        printed = read_date_line(title, options)
    if not (printed.day or printed.unclear):
        printed = PrintedDate(day=date_in_name(name))
    return Document(
        title=title or title_of_name(name), date=printed.day, unclear_date=printed.unclear, day_first=printed.day_first,
        kind=name_kind(None, release_id=name, fallback="transcript"), text=text, speeches=speeches,
        notes=() if title else ("it has no title: the file's name stands for one",),
    )  # fmt: skip


def _spoken(lines: Iterable[Line]) -> Iterator[Spoken]:
    """Yield the lines as they are written; what stands in brackets within a speech stays in it, and is set apart there."""
    before: Line | None = None
    for line in lines:
        if before is not None and line.kind == "aside" and _BRACKETED.fullmatch(line.words):
            yield Spoken(label=before.label, words=line.words, asks=before.asks)
            continue
        before = line if line.kind == "speech" else None
        yield Spoken(label=line.label, words=line.words, asks=line.asks, is_prose=line.kind != "speech")


# --- records ---


def _find_records(root: Element, options: ReadOptions) -> list[Element] | None:
    """Return the elements each of which is a release; None where the file is one. Raises UnreadableError where neither."""
    if path := options.fields.get("records"):
        return _at(root, path)
    level = [root]
    for _ in range(_DEEPEST_RECORDS):
        for element in level[:_MOST_LOOKED_AT]:
            for group in _groups(element):
                if len(group) > 1 and all(is_release(read_fields(one), options) for one in group[:2]):
                    return group
            if is_release(read_fields(element), options):
                return None
        level = [child for element in level for child in element if local(child)][:_MOST_LOOKED_AT]
    raise UnreadableError(f"XML of an unknown form (<{local(root)}>): name its fields with --map")


def _record_in(root: Element, options: ReadOptions) -> Row:
    """Return the one record of a file: the outermost element that is a release."""
    level = [root]
    for _ in range(_DEEPEST_RECORDS):
        for element in level[:_MOST_LOOKED_AT]:
            if is_release(fields := read_fields(element), options):
                return fields
        level = [child for element in level for child in element if local(child)][:_MOST_LOOKED_AT]
    return read_fields(root)


def _groups(element: Element) -> list[list[Element]]:
    children = sorted((child for child in element if local(child)), key=local)
    return [list(group) for _name, group in groupby(children, key=local)]


def _at(root: Element, path: str) -> list[Element]:
    """Return the elements at a dotted path below the root, which may be named first."""
    steps = path.lower().split(".")
    steps = steps[1:] if steps[0] == local(root) else steps
    found = [root]
    for step in steps:
        found = [child for element in found for child in element if local(child) == step]
    if not found:
        raise UnreadableError(f"XML that has no element at {path!r}, where the map says that the releases are")
    return found


def _split_large(file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
    """Yield the records of a file as a stream; a transcript is held in memory, as long as it is not too large."""
    if tag := _record_tag(file, options):
        yield from split_rows(_stream(file, tag), name=file.name, options=options, again=lambda: _stream(file, tag))
        return
    if file.size > _LARGEST_TREE:
        raise UnreadableError(f"XML of more than {_LARGEST_TREE:,} bytes without records: divide it")
    transcripts = _transcripts(parse_xml(file.read()), options)
    if not transcripts:
        raise UnreadableError("XML of an unknown form: name its fields with --map")
    yield from _items_of(transcripts, file.name)


def _record_tag(file: InputFile, options: ReadOptions) -> str:
    """Return the name of the elements that are releases, told from the file's beginning; '' where there are none."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    with file.open() as stream:
        root = etree.fromstring(stream.read(LARGEST_ITEM // 10), parser)
    if root is None or _transcripts(root, options):
        return ""
    try:
        records = _find_records(root, options)
    except UnreadableError:
        return ""
    return str(records[0].tag) if records else ""


def _stream(file: InputFile, tag: str) -> Iterator[Row]:
    with file.open() as stream:
        try:
            for _event, element in etree.iterparse(
                stream, tag=tag, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
            ):
                yield read_fields(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise UnreadableError(f"XML that is broken: {error.msg}") from error
