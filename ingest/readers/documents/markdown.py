"""Read a release from markdown, with a front matter (``front_matter.py``) or a title above its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from archive import UnreadableError
from ingest.readers.documents.front_matter import FrontMatter, has_front_matter, read_front_matter, written_value
from ingest.readers.reader import Document, InputFile, NotAReleaseError, RawItem, ReadOptions, whole_file
from ingest.readers.text import (
    PrintedDate,
    clean_line,
    date_in_name,
    find_block_quotes,
    find_captions,
    find_field,
    find_kind,
    find_names,
    find_office_holder,
    from_markdown,
    name_kind,
    read_date,
    read_date_line,
    read_link,
    read_text,
    refuse_no_prose,
)
from language import word_set

_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3})(?=\S)([^*]+)(?<=\S)\1(?!\w)")
_HEADING = re.compile(
    r"\s*(?:#{1,6}[ \t]+(?P<hashed>[^\n]*[^\s#][^\n]*?)[ \t]*#*[ \t]*(?:\n|\Z)"
    r"|(?P<underlined>[^\s#>|*-][^\n]{0,300})\n(?:={3,}|-{3,})[ \t]*(?:\n|\Z))"
)
_MARKED = re.compile(r"(?m)^#{1,6}[ \t]+\S|\*\*\S|\]\(|^>[ \t]")
_ANY_HEADING = re.compile(r"(?m)^#{1,6}[ \t]+(?P<hashed>[^\n]*[^\s#][^\n]*?)[ \t]*#*[ \t]*$")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_EXTENSIONS = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx"})
_HEAD_LINES = 10  # in which a date may stand
_LONGEST_TITLE = 300
_MOST_NAMES = 10
_YES, _NO = frozenset({"true", "yes", "on", "1"}), frozenset({"false", "no", "off", "0"})
_DRAFT, _PUBLISHED = word_set("fields.draft"), word_set("fields.is_published")
_NO_RELEASES = word_set("pages.no_releases")


class MarkdownReader:
    """Reads markdown with a front matter, or a heading as its title."""

    form = "markdown"
    is_window = False

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file begins with a front matter or a heading, or is named as markdown."""
        text = file.text or ""
        is_named = PurePosixPath(file.name).suffix.lower() in _EXTENSIONS and _MARKED.search(text) is not None
        begins_so = is_named or _HEADING.match(text) is not None
        return has_front_matter(text) or (begins_so and not text.lstrip().startswith("<"))

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield the whole file."""
        return whole_file(file)

    def read(self, item: RawItem, options: ReadOptions) -> Document:
        """Return what it says."""
        text, notes = read_text(item.data)
        document = read_markdown(text, release_id=item.name, options=options)
        return replace(document, notes=(*notes, *document.notes))


def read_markdown(source: str, *, release_id: str, options: ReadOptions | None = None) -> Document:
    """Return what a markdown release says.

    Raises UnreadableError where the front matter has no end or no field, where there is no title, and where there is no
    text; NotAReleaseError for a draft, and for what its name says is no release.
    """
    options = options or ReadOptions()
    front = read_front_matter(source)
    if front is None:
        return _read_without_fields(source, release_id=release_id, options=options)
    if _is_draft(front.fields):
        raise NotAReleaseError("a draft")
    body = source[front.end :]
    if not (text := from_markdown(body)):
        raise UnreadableError("there is no text below the front matter")
    title = _read_title(front.fields, options) or _first_heading(body)
    if not title:
        raise UnreadableError("the front matter has no title")
    printed, notes = _read_date(front, options, release_id=release_id)
    return Document(
        title=title, date=printed.day, unclear_date=printed.unclear, day_first=printed.day_first,
        kind=find_kind(front.fields, options, release_id=release_id), text=text, office=_first(front.fields, "office", options),
        byline=_read_byline(front.fields, options), url=_read_url(front.fields, options), captions=find_captions(body),
        block_quotes=tuple(find_block_quotes(body)), notes=(*front.notes, *notes),
    )  # fmt: skip


def _read_without_fields(source: str, *, release_id: str, options: ReadOptions) -> Document:
    name = PurePosixPath(release_id).name.partition(".")[0]
    if name.upper() in _NO_RELEASES:
        raise NotAReleaseError(f"its name ({name}) says that it is about the files beside it")
    refuse_no_prose(source)
    heading = _HEADING.match(source)
    body = source[heading.end() :] if heading else source
    text = from_markdown(body)
    title = _clean_title((heading["hashed"] or heading["underlined"]) if heading else text.partition("\n")[0])
    if not title or len(title) > _LONGEST_TITLE:
        raise UnreadableError("no title: neither a front matter nor a heading, nor a short first line")
    if not text or (not heading and "\n" not in text):
        raise UnreadableError("there is no text below the title")
    lines = [line for line in text.split("\n") if line][:_HEAD_LINES]
    dated = (read_date_line(line, options) for line in lines)
    printed = next((one for one in dated if one.day or one.unclear), PrintedDate(day=date_in_name(release_id)))
    return Document(
        title=title, date=printed.day, unclear_date=printed.unclear, day_first=printed.day_first,
        kind=name_kind(None, release_id=release_id), text=text, captions=find_captions(body),
        block_quotes=tuple(find_block_quotes(body)),
    )  # fmt: skip


def _is_draft(fields: Mapping[str, Any]) -> bool:
    said = {name.lower(): str(value).strip().lower() for name, value in fields.items()}
    return any(said.get(name) in _YES for name in _DRAFT) or any(said.get(name) in _NO for name in _PUBLISHED)


def _read_title(fields: Mapping[str, Any], options: ReadOptions) -> str:
    for name in find_names(fields, "title", options):
        value = written_value(fields, name)
        if value is not None and not isinstance(value, (dict, list)) and (title := _clean_title(str(value))):
            return title
    return ""


def _clean_title(printed: str) -> str:
    return _EMPHASIS.sub(r"\2", clean_line(printed))


def _first_heading(body: str) -> str:
    found = _HEADING.match(body) or _ANY_HEADING.search(body)
    return _clean_title(found["hashed"] or found["underlined"]) if found else ""


def _read_date(front: FrontMatter, options: ReadOptions, *, release_id: str) -> tuple[PrintedDate, tuple[str, ...]]:
    """Return the date of the first field that is one, else of the file's name, and what is to be told of it."""
    names = find_names(front.fields, "date", options)
    for name in names:
        printed = read_date(front.fields[name], options)
        if printed.day or printed.unclear:
            return printed, ()
    wrong = next((f"{name}: {front.fields[name]}" for name in names if _may_be_date(front.fields[name])), "")
    told = (f"the front matter's date is no day ({wrong[:60]})",) if wrong else ()
    return PrintedDate(day=date_in_name(release_id)), told


def _may_be_date(value: Any) -> bool:
    return isinstance(value, (str, int)) and str(value).strip().lower() not in _YES | _NO | {""}


def _read_url(fields: Mapping[str, Any], options: ReadOptions) -> str | None:
    """Return the original's address, the first that a link may lead to: http or https, with a host."""
    links = (read_link(fields[name]) for name in find_names(fields, "url", options))
    return next(filter(None, links), None)


def _first(fields: Mapping[str, Any], meaning: str, options: ReadOptions) -> str | None:
    values = (fields[name] for name in find_names(fields, meaning, options))
    return next((clean_line(value) for value in values if isinstance(value, str) and value.strip()), None)


def _read_byline(fields: Mapping[str, Any], options: ReadOptions) -> str | None:
    """Return who speaks or wrote, as the fields say: the value of 'author', or of a field that is an office's name."""
    for name in find_names(fields, "byline", options):
        if given := " and ".join(_names_in(fields[name])):
            return given
    return find_office_holder(fields)


def _names_in(value: Any) -> list[str]:
    """Return the names that a field of authors holds; a slug ('jean-fox') is none, for it says no name."""
    if isinstance(value, dict):
        return _names_in(find_field(value, "title", ReadOptions()))
    if isinstance(value, list):
        return [name for one in value[:_MOST_NAMES] for name in (_names_in(one) if not isinstance(one, list) else [])]
    name = clean_line(value) if isinstance(value, str) else ""
    return [name] if name and not _SLUG.fullmatch(name) else []
