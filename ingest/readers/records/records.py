"""Records: a release as a publisher's data has it, nested fields under names of their own, read as a document.

A record's own fields count first, then those of what is nested in it ('details', 'attributes', 'fields'), but not those of
other things that it names: an author, a picture, a government each have a title or a name of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from archive import UnreadableError
from ingest.readers.reader import Document, NotAReleaseError, ReadOptions
from ingest.readers.records.content import gather, read_field
from ingest.readers.records.field_map import follow_path
from ingest.readers.text import (
    FIRST_WORDS,
    TAG,
    PrintedDate,
    clean_line,
    find_names,
    find_office_holder,
    fold_field,
    name_kind,
    read_date,
    read_link,
    title_of_first_words,
)
from language import list_words, word_set

REMARK = "\x00remark"  # a field that no data has: what is to be told of how the record was written
SUMMARY_ONLY = "the data gives a summary only"
_DEEPEST = 3  # how far fields are nested in a record
_DEEPEST_VALUE = 100  # and anything at all
_PROSE = 80  # characters; words are no name, address or word for a kind
_FEWEST_WORDS = 8
_INNER = ("rendered", "value", "text", "#text", "title", "name", "label", "norm", "when", "_", "$t", "en")
_TAG_OR_WORD = re.compile(rf"{TAG.pattern}|(?P<word>[^\s<]+|<)")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_MANY = 1_000


def is_release(record: Any, options: ReadOptions) -> bool:
    """Say whether a record looks like a release: it has words, and a title or a date."""
    if not isinstance(record, Mapping) or is_too_deep(record):
        return False
    layers = list(_layers(record))
    words = _find_text(layers, options)
    titled = _find_line(layers, "title", options) is not None or options.fields.get("title") is not None
    return words is not None and (titled or _find_date(layers, options)[0] is not None)


def is_whole(record: Any, options: ReadOptions) -> bool:
    """Say whether a record is a release with more than a summary of it: no list of others that it may hold is meant."""
    if not is_release(record, options):
        return False
    found = _find_text(list(_layers(record)), options)
    return found is not None and not found[1]


def is_titled(record: Mapping[str, Any], options: ReadOptions) -> bool:
    """Say whether a record has a title."""
    return _find_line(list(_layers(record)), "title", options) is not None


def has_own_text(record: Mapping[str, Any], options: ReadOptions) -> bool:
    """Say whether a field of a record is its text, written as one."""
    found = _find_text(list(_layers(record)), options)
    return found is not None and isinstance(found[0], str) and not found[1]


def read_key(record: Mapping[str, Any], options: ReadOptions) -> str:
    """Return what tells a record from others: its id or address, else its date and title; '' where it has neither."""
    layers = list(_layers(record))
    own = [layers[0], record]
    if found := _find_line(own, "key", options) or _find_line(layers, "url", options):
        return found
    title = _find_line(layers, "title", options) or ""
    words = [str(_find_date(layers, options)[0] or "")[:20], title]
    return re.sub(r"[^\w]+", "-", " ".join(filter(None, words)).lower()).strip("-")[:120]


def find_printed_date(record: Mapping[str, Any], options: ReadOptions) -> PrintedDate:
    """Return the date of a record as it is read."""
    return _find_date(list(_layers(record)), options)[1]


def read_record(record: Mapping[str, Any], *, name: str, options: ReadOptions) -> Document:
    """Return what a record says; ``name`` is its file's.

    Raises UnreadableError where it has no text, and NotAReleaseError where it says itself that it is not out.
    """
    layers = list(_layers(record))
    if reason := find_exclusion(record):
        raise NotAReleaseError(reason)
    title = _find_line(layers, "title", options)
    found = _find_text(layers, options)
    if found is None:
        raise UnreadableError("it has no text")
    content = read_field(found[0], title=title or "")
    is_short = found[1] or _is_summary(content.text, layers[0])
    if not content.text:
        raise UnreadableError("it has no text")
    printed = _find_date(layers, options)
    byline = _find_byline(layers, options)
    title, named = (title, ()) if title else _name(content.text, byline, printed[0])
    return Document(
        title=title, date=printed[1].day, kind=_find_kind(layers, options, name),
        text=_without_head(content.text, title, byline), unclear_date=printed[1].unclear, day_first=printed[1].day_first,
        office=next(iter(_find(layers, "office", options, _names) or ()), None), byline=byline,
        url=_find([layers[0], record], "url", options, read_link), captions=content.captions,
        block_quotes=content.block_quotes,
        notes=(*content.notes, *named, *_withdrawn(record), *_bad_date(printed), *_remarks(record), *(SUMMARY_ONLY,) * is_short),
    )  # fmt: skip


def find_exclusion(record: Mapping[str, Any]) -> str:
    """Return why a record says that it is no release ('a draft'), '' where it does not."""
    fields = {fold_field(str(name)): value for name, value in record.items()}
    kinds = [fold_field(str(fields[name])) for name in list_words("fields.post_type") if name in fields]
    if kind := next((kind for kind in kinds if kind in word_set("fields.no_release")), ""):
        return f"no post but of the type '{kind.replace(' ', '_')}'"
    states = [fold_field(value) for name in list_words("fields.status") if isinstance(value := fields.get(name), str)]
    if state := next((state for state in states if state in word_set("fields.unpublished")), ""):
        return f"not published: its status is '{state}'"
    return "a draft" if any(fields.get(name) is True for name in list_words("fields.draft")) else ""


def is_too_deep(value: Any) -> bool:
    """Say whether a value is nested too deep to be looked at, or to be kept."""
    level: list[Any] = [value]
    for _ in range(_DEEPEST_VALUE):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, Mapping) else outer)
            if isinstance(inner, (Mapping, list, tuple))
        ]
        if not level:
            return False
    return True


# --- where fields are ---


def _layers(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the record and what is nested in it, the one with title and text first where a wrapper holds it."""
    found = [record]
    level: list[Mapping[str, Any]] = [record]
    for _ in range(_DEEPEST):
        level = [inner for outer in level for inner in _nested(outer)][:_MANY]
        found.extend(level)
    main = record
    head: list[Mapping[str, Any]] = []
    if not _has(record, "title"):
        main = next((layer for layer in found if _has(layer, "title") and _has(layer, "text")), record)
        if main is record:
            head = [layer for layer in found if _has_sure_title(layer)][:1]
    yield main
    yield from head
    yield from (layer for layer in found if layer is not main and (layer is record or not _has(layer, "title")))


def _nested(layer: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what is nested in fields, but other things: who wrote it, its pictures."""
    others = _others()
    return (
        inner for name, inner in layer.items() if isinstance(inner, Mapping) and fold_field(str(name)) not in others
    )


@cache
def _others() -> frozenset[str]:
    names = ("fields.other_things", "fields.byline", "fields.office", "fields.withdrawn")
    return frozenset(fold_field(word) for name in names for word in list_words(name))


def _has_sure_title(layer: Mapping[str, Any]) -> bool:
    """Say whether a nested part has a title that is no name of a person or a thing."""
    return any(fold_field(name) != "name" for name in _known_in(tuple(layer), "title") if layer[name])


def _has(layer: Mapping[str, Any], meaning: str) -> bool:
    return any(name in layer and layer[name] not in (None, "", [], {}) for name in _known_in(tuple(layer), meaning))


@lru_cache(maxsize=1_000)
def _known_in(names: tuple[str, ...], meaning: str) -> list[str]:
    return find_names(names, meaning, ReadOptions())


def _candidates(layer: Mapping[str, Any], meaning: str) -> Iterator[Any]:
    return (layer[name] for name in _known_in(tuple(layer), meaning))


def _find(layers: Sequence[Mapping[str, Any]], meaning: str, options: ReadOptions, read: Any) -> Any:
    """Return what ``read`` makes of the first field that means this and of which it makes something."""
    mapped = options.fields.get(meaning)
    if mapped is not None:
        values: Iterator[Any] = (follow_path(layer, mapped) for layer in layers)
    else:
        values = (value for layer in layers for value in _candidates(layer, meaning))
    return next((found for value in values if (found := read(value))), None)


def _find_line(layers: Sequence[Mapping[str, Any]], meaning: str, options: ReadOptions) -> str | None:
    """Return a short field as a clean line; a title is the record's own, or of what has its text."""
    found = _find(layers, meaning, options, _line)
    return found if isinstance(found, str) else None


def _line(value: Any) -> str:
    """Return a value as one line: a text, a number, or what a small object says ('rendered', 'name')."""
    if isinstance(value, Mapping):
        return next((line for name in _INNER if name in value and (line := _line_of(value[name]))), "")
    if isinstance(value, list):
        return next(filter(None, map(_line_of, value)), "")
    return _line_of(value)


def _line_of(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return clean_line(TAG.sub(" ", value) if isinstance(value, str) else str(value))


# --- the text ---


def _find_text(layers: Sequence[Mapping[str, Any]], options: ReadOptions) -> tuple[Any, bool] | None:
    """Return the field with the words and whether it is a summary only: of several names the surest, wherever it is."""
    if options.fields.get("text") is not None:
        found = _find(layers, "text", options, lambda value: value if _has_words(value, 1) else None)
        return None if found is None else (found, False)
    short = {fold_field(name) for name in list_words("fields.summary")}
    ranked: list[tuple[bool, int, int, Any]] = []
    order = list(map(fold_field, list_words("fields.text")))
    for depth, layer in enumerate(layers):
        for name in _known_in(tuple(layer), "text"):
            folded = fold_field(name)
            if not _is_title(layer, name) and _has_words(layer[name], 1 if folded in order[:8] else 3):
                ranked.append((folded in short, order.index(folded), depth, layer[name]))
    best = min(ranked, key=lambda found: found[:3], default=None)
    return None if best is None else (best[3], best[0])


def _is_title(layer: Mapping[str, Any], name: str) -> bool:
    return bool(_known_in(tuple(layer), "title")) and _known_in(tuple(layer), "title")[0] == name


def _has_words(value: Any, least: int) -> bool:
    """Say whether a value holds so many words, roughly; a long one is not read to its end."""
    texts = (value,) if isinstance(value, str) else gather(value) if isinstance(value, (Mapping, list)) else ()
    words = (match for text in texts for match in _TAG_OR_WORD.finditer(text) if match["word"])
    return sum(1 for _ in islice(words, least)) == least


def _is_summary(text: str, layer: Mapping[str, Any]) -> bool:
    """Say whether a text is the very words that the record has as its summary."""
    return any(_line(value) == clean_line(text) for value in _candidates(layer, "summary") if isinstance(value, str))


def _without_head(text: str, title: str, byline: str | None) -> str:
    """Return a text without first lines that only say its title, or who speaks, again."""
    again = {line.casefold() for line in (title, byline) if line}
    first, _gap, rest = text.partition("\n\n")
    while rest and first.casefold() in again:
        text = rest
        again.discard(first.casefold())
        first, _gap, rest = text.partition("\n\n")
    return text


def _name(text: str, byline: str | None, printed: Any) -> tuple[str, tuple[str, ...]]:
    """Return a title for a record that has none: who speaks and the date as printed, else the first words; and the note."""
    if byline and printed:
        return f"{byline}, {clean_line(str(printed))}", ("it has no title: who speaks and the date stand for one",)
    return title_of_first_words(text), (FIRST_WORDS,)


# --- dates, people, kinds ---


def _find_date(layers: Sequence[Mapping[str, Any]], options: ReadOptions) -> tuple[Any, PrintedDate]:
    """Return the first date field that can be read, as printed and as read; where none can, the first that has a value."""
    mapped = options.fields.get("date")
    if mapped is not None:
        values = [value for layer in layers if (value := follow_path(layer, mapped)) is not None]
    else:
        values = [value for layer in layers for value in _candidates(layer, "date")]
    lines = [line for value in values if (line := _line(value))]
    for line in lines:
        read = read_data_day(line, options)
        if read.day or read.unclear:
            return line, read
    if mapped is None and (pieces := next(filter(None, map(_join_date, layers)), "")):
        return pieces, read_date(pieces, options)
    return (lines[0] if lines else None), PrintedDate()


def _join_date(layer: Mapping[str, Any]) -> str:
    """Return a date whose year, month and day have fields of their own, '' where they have none."""
    fields = {fold_field(str(name)): _line_of(value) for name, value in layer.items()}
    year, month, day = (fields.get(part, "") for part in list_words("fields.date_parts"))
    if not (year and month and day):
        return ""
    return f"{year}-{month:0>2}-{day:0>2}" if month.isdecimal() else f"{day} {month} {year}"


def read_data_day(line: str, options: ReadOptions) -> PrintedDate:
    """Return the day that a line of data is; a number may count the seconds since 1970."""
    if _EPOCH.fullmatch(line):
        return PrintedDate(day=datetime.fromtimestamp(float(line[:10]), tz=UTC).date())
    return read_date(line, options)


def _bad_date(printed: tuple[Any, PrintedDate]) -> tuple[str, ...]:
    line, read = printed
    return (f"its date could not be read: {line!r}",) if line and not (read.day or read.unclear) else ()


def _find_byline(layers: Sequence[Mapping[str, Any]], options: ReadOptions) -> str | None:
    names = _find(layers, "byline", options, _names) or ()
    if names:
        return " and ".join(names) if len(names) == 2 else ", ".join(names)
    return next((held for layer in layers if (held := find_office_holder(layer))), None)


def _names(value: Any) -> tuple[str, ...]:
    """Return the names that a value holds: a text, an object with a name, or a list of these; numbers are none."""
    parts = value if isinstance(value, list) else [value]
    lines = (_line(part) for part in parts if isinstance(part, (str, Mapping)))
    return tuple(dict.fromkeys(line for line in lines if line and not line.isdecimal() and len(line) <= 2 * _PROSE))


def _find_kind(layers: Sequence[Mapping[str, Any]], options: ReadOptions, name: str) -> str:
    """Return the kind of a record: of all that its fields and those in it say, the first that names one."""
    mapped = options.fields.get("kind")
    values = [follow_path(layers[0], mapped)] if mapped else [v for layer in layers for v in _candidates(layer, "kind")]
    return name_kind([kind for value in values for kind in _names(value)], release_id=name)


def _withdrawn(record: Mapping[str, Any]) -> tuple[str, ...]:
    fields = {fold_field(str(name)): value for name, value in record.items()}
    said = next((fields[name] for name in list_words("fields.withdrawn") if fields.get(name)), None)
    if said is None or (isinstance(said, str) and said.strip().lower() in {"false", "no", "0"}):
        return ()
    why = next((line for part in said.values() if (line := _line_of(part))), "") if isinstance(said, Mapping) else ""
    return ("the publisher has withdrawn it" + (f": {why}" if why else ""),)


def _remarks(record: Mapping[str, Any]) -> tuple[str, ...]:
    return (str(record[REMARK]),) if REMARK in record else ()


def with_day_first(options: ReadOptions, day_first: bool | None) -> ReadOptions:
    """Return options in which the file's own order of day and month counts, where it shows one."""
    return options if day_first is None else replace(options, day_first=day_first)
