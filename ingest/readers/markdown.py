"""Read a release from markdown with YAML front matter (title, date, source_url, tags)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import yaml

from archive import UnreadableError
from ingest.readers.canonical import clean_line, find_block_quotes, from_markdown
from ingest.readers.html import read_markup
from ingest.readers.mending import read_text
from ingest.readers.reader import Document, InputFile, RawItem, ReadOptions, whole_file
from ingest.turns import read_person
from language import TITLES

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<fields>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3})(?=\S)([^*]+)(?<=\S)\1(?!\w)")
_CAPTION = re.compile(r"<figcaption\b[^>]*>.*?</figcaption>", re.DOTALL | re.IGNORECASE)
_HOST = re.compile(r"\A\w+://[^/]*/")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE_FIELDS = ("date", "published_time", "published")
_URL_FIELDS = ("source_url", "url")
_ALWAYS_PLURAL = frozenset({"remarks", "proceedings", "affairs", "arts", "minutes"})
_OFFICE_FIELDS = ("office", "agency", "organization")
_BYLINE_FIELDS = ("speaker", "byline", "author", "authors")


class MarkdownReader:
    """Reads markdown with a front matter."""

    form = "markdown"
    is_window = False

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file begins with the fence of a front matter."""
        return has_front_matter(file.text or "")

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield the whole file."""
        return whole_file(file)

    def read(self, item: RawItem, options: ReadOptions) -> Document:
        """Return what it says."""
        text, notes = read_text(item.data)
        return replace(read_markdown(text, release_id=item.name), notes=notes)


def has_front_matter(source: str) -> bool:
    """Say whether the file begins with the fence of a front matter."""
    return re.match(r"\s*---[ \t]*\n", source) is not None


def read_markdown(source: str, *, release_id: str) -> Document:
    """Return what a markdown release says.

    Raises UnreadableError where the front matter has no end, is no YAML mapping, or has no title or date, and where
    nothing follows it.
    """
    match = _FRONT_MATTER.match(source)
    if match is None:
        raise UnreadableError(
            f"the front matter that begins on line {_first_line(source)} is not closed by a line '---'"
        )
    fields = _read_fields(match["fields"], offset=source.count("\n", 0, match.start("fields")))
    body = source[match.end() :]
    text = from_markdown(body)
    if not text:
        raise UnreadableError("there is no text below the front matter")
    return Document(
        title=_read_title(fields), date=_read_date(fields), kind=name_kind(fields.get("tags"), release_id=release_id),
        text=text, office=_first(fields, _OFFICE_FIELDS), byline=_read_byline(fields), url=_read_url(fields),
        captions=tuple(clean_line(read_markup(caption.group())) for caption in _CAPTION.finditer(body)),
        block_quotes=tuple(find_block_quotes(body)),
    )  # fmt: skip


def name_kind(tags: object, *, release_id: str, fallback: str = "release") -> str:
    """Return the kind of a release in words, singular ('press-briefings' -> 'press briefing').

    From its first tag; where it has none, from the first folder of its id, below the host of an address; else ``fallback``.
    """
    listed = tags if isinstance(tags, list) else re.split(r"[,;]", tags) if isinstance(tags, str) else []
    tag = next((str(item).strip() for item in listed if str(item).strip()), "")
    path = _HOST.sub("", release_id)
    folder = path.split("/", maxsplit=1)[0] if "/" in path else ""
    words = [clean_line(word).lower() for word in re.split(r"[-_\s]+", tag or folder) if word]
    # Two plurals in one name are two kinds that share a folder: 'statements-releases'.
    joint = " or " if len(words) == 2 and all(map(_is_plural, words)) else " "
    return joint.join(map(_singular, words)) or fallback


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "news"))


def _singular(word: str) -> str:
    if word in _ALWAYS_PLURAL or not _is_plural(word):
        return word
    if word.endswith("ies") and len(word) > len("ties"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "xes")) else word[:-1]


def _read_fields(source: str, *, offset: int) -> Mapping[str, Any]:
    try:
        fields = yaml.safe_load(source)
    except yaml.MarkedYAMLError as error:
        line = f" on line {error.problem_mark.line + offset + 1}" if error.problem_mark else ""
        raise UnreadableError(f"the front matter is not YAML{line}: {error.problem}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a date such as 2021-02-31
        raise UnreadableError(f"the front matter is not YAML: {error}") from error
    if not isinstance(fields, dict):
        raise UnreadableError("the front matter holds no fields: expected lines such as 'title: ...' and 'date: ...'")
    return {str(name): value for name, value in fields.items()}


def _read_title(fields: Mapping[str, Any]) -> str:
    title = fields.get("title")
    if title is None or isinstance(title, (dict, list)) or not clean_line(str(title)):
        raise UnreadableError("the front matter has no title")
    return _EMPHASIS.sub(r"\2", clean_line(str(title)))


def _read_date(fields: Mapping[str, Any]) -> date:
    for name in _DATE_FIELDS:
        value = fields.get(name)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if value is None:
            continue
        if not (match := _ISO_DATE.search(str(value))):
            raise UnreadableError(f"the front matter's {name} is {str(value)!r}: expected YYYY-MM-DD")
        try:
            return date.fromisoformat(match.group())
        except ValueError as error:
            raise UnreadableError(f"the front matter's {name} is {str(value)!r}: there is no such day") from error
    raise UnreadableError("the front matter has no date")


def _read_url(fields: Mapping[str, Any]) -> str | None:
    """Return the original's address where it is one that a link may lead to: http or https, with a host."""
    address = _first(fields, _URL_FIELDS)
    if address is None or re.search(r"\s", address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket without its partner, for one
        return None
    return address if parts.scheme in {"http", "https"} and parts.netloc else None


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    values = (fields.get(name) for name in names)
    return next((clean_line(value) for value in values if isinstance(value, str) and value.strip()), None)


def _read_byline(fields: Mapping[str, Any]) -> str | None:
    """Return who speaks or wrote, as the fields say: the value of 'author', or of a field that is an office's name."""
    if given := _first(fields, _BYLINE_FIELDS):
        return given
    for field in fields:
        office = " ".join(re.split(r"[-_\s]+", field)).title()
        if office.upper() in TITLES and (holder := _first(fields, (field,))) and (named := read_person(holder)):
            return f"{named.name}, {office}"
    return None


def _first_line(source: str) -> int:
    return source[: source.index("---")].count("\n") + 1
