"""Rows: the records of a file, made into items: each a release, or many that say together who speaks in one.

What the rows are is told by the first of them. Where they have a speaker and words, a release is the rows in which what names
their meeting (title, date, address, id) stays the same, or else all of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, groupby, islice
from typing import Any

from archive import UnreadableError
from ingest.readers.reader import LARGEST_ITEM, Document, NotAReleaseError, RawItem, ReadOptions
from ingest.readers.records.content import read_field
from ingest.readers.records.records import (
    find_exclusion,
    find_printed_date,
    has_own_text,
    is_release,
    is_titled,
    is_too_deep,
    read_key,
    read_record,
    with_day_first,
)
from ingest.readers.text import Spoken, clean_line, date_in_name, find_names, fold_field, title_of_name, write_speeches
from language import list_words

Row = Mapping[str, Any]
_LOOKED_AT = 300  # rows that tell what the others are
_SPEECH_WORDS = 1_500  # characters; a row with more on average is a speech of its own
_FEWEST_ROWS = 2
_GROUPED_BY = ("url", "key", "title", "date")
_FIRST = "rows"  # of an item's record: the rows, of one release
_DAY_FIRST = "day_first"
_RECORD = "record"
_NOBODY = frozenset({"None", "null", "nan", "-"})  # as programs write that a field is empty
_DEEPEST_LIST = 3


class DayOrder:
    """What the dates of a file show of the order of day and month; they are all looked at once it matters."""

    def __init__(self, again: Callable[[], Iterable[Row]], options: ReadOptions) -> None:
        self._again = again
        self._options = options

    @cached_property
    def shown(self) -> bool | None:
        """True where the day comes first, False where the month, None where nothing or both is shown."""
        orders = {find_printed_date(row, self._options).day_first for row in self._again() if not is_too_deep(row)}
        orders.discard(None)
        return orders.pop() if len(orders) == 1 else None

    def of(self, row: Row) -> bool | None:
        """Return the order for this row where its own date can be read in two ways."""
        return self.shown if find_printed_date(row, self._options).unclear else None


def split_rows(
    rows: Iterable[Row | RawItem], *, name: str, options: ReadOptions, again: Callable[[], Iterable[Row]]
) -> Iterator[RawItem]:
    """Yield the items of rows, as a stream; raises UnreadableError where the first of them hold no release.

    Among the rows may be items that say of a row that it cannot be read. ``again`` returns the rows once more.
    """
    stream = iter(rows)
    first = list(islice(stream, _LOOKED_AT))
    sample = [row for row in first if not isinstance(row, RawItem)]
    order = DayOrder(again, options)
    keys = Keys()
    if spoken := Columns.find(sample, options):
        yield from _split_spoken(chain(first, stream), spoken, name, order, keys)
        return
    if sample and not any(is_release(row, options) for row in sample):
        raise UnreadableError("no title and text are found: name its fields with --map")
    for row in chain(first, stream):
        yield row if isinstance(row, RawItem) else _item_of(row, name, options, order, keys)


def _item_of(row: Row, name: str, options: ReadOptions, order: DayOrder, keys: Keys) -> RawItem:
    if is_too_deep(row):
        return RawItem(key=keys.next(""), name=name, unreadable="it is nested too deep")
    key = keys.next(read_key(row, options))
    if reason := find_exclusion(row):
        return RawItem(key=key, name=name, excluded=reason)
    day_first = order.of(row)
    return RawItem(key=key, name=name, record={_RECORD: row, **_shown(day_first)})


def _shown(day_first: bool | None) -> Row:
    return {} if day_first is None else {_DAY_FIRST: day_first}


class Keys:
    """The keys of a file's items: each is given once, with a number where it would be another's."""

    def __init__(self) -> None:
        self._given: dict[int, int] = {}
        self._number = 0

    def next(self, wanted: str) -> str:
        """Return a key for the next item, its number where none is wanted."""
        self._number += 1
        wanted = wanted or str(self._number)
        times = self._given[hash(wanted)] = self._given.get(hash(wanted), 0) + 1
        return wanted if times == 1 else f"{wanted}-{times}"


# --- rows that say who speaks ---


class Columns:
    """The columns of rows that each hold what somebody says; ``together`` are those that stay the same in one release."""

    def __init__(self, speaker: str, sentence: str, together: Sequence[str]) -> None:
        self.speaker = speaker
        self.sentence = sentence
        self.together = tuple(together)

    @classmethod
    def find(cls, rows: Sequence[Row], options: ReadOptions) -> Columns | None:
        """Return the columns of rows that together say who speaks, None where each is a release of its own."""
        names = list(dict.fromkeys(chain.from_iterable(rows)))
        speaker = next(iter(find_names(names, "speaker", options)), None)
        sentences = (name for name in find_names(names, "sentence", options) if name != speaker)
        sentence = next((name for name in sentences if any(isinstance(row.get(name), str) for row in rows)), None)
        if speaker is None or sentence is None or len(rows) < _FEWEST_ROWS:
            return None
        if not all(isinstance(row.get(speaker) or "", str) for row in rows):
            return None
        together = [name for name in cls._naming(names, options) if name not in (speaker, sentence)]
        constant = [name for name in together if _runs(rows, name) * _FEWEST_ROWS <= len(rows)]
        titled = [name for name in find_names(together, "title", options) if name not in constant]
        if titled:  # each row has a title of its own
            return None
        alone = sum(len(str(row.get(sentence) or "")) for row in rows) > _SPEECH_WORDS * len(rows)
        if not constant and alone:
            return None
        return cls(speaker, sentence, constant)

    @staticmethod
    def _naming(names: Sequence[str], options: ReadOptions) -> list[str]:
        known = {fold_field(name): name for name in names}
        meetings = [known[folded] for word in list_words("fields.meeting") if (folded := fold_field(word)) in known]
        found = chain(meetings, *(find_names(names, meaning, options) for meaning in _GROUPED_BY))
        return list(dict.fromkeys(found))

    def release_of(self, row: Row) -> tuple[str, ...]:
        """Return what is the same for all rows of one release."""
        return tuple(str(row.get(name) or "") for name in self.together)


def _runs(rows: Sequence[Row], name: str) -> int:
    return sum(1 for _ in groupby(rows, key=lambda row: str(row.get(name) or "")))


def _split_spoken(
    rows: Iterable[Row | RawItem], columns: Columns, name: str, order: DayOrder, keys: Keys
) -> Iterator[RawItem]:
    if not columns.together:
        yield from (row for row in _as_one(rows, columns, name))
        return
    for _same, group in groupby(rows, key=lambda row: row if isinstance(row, RawItem) else columns.release_of(row)):
        said = list(group)
        if isinstance(said[0], RawItem):
            yield from (row for row in said if isinstance(row, RawItem))
            continue
        members = [row for row in said if not isinstance(row, RawItem)]
        head = {column: members[0][column] for column in members[0] if column != columns.sentence}
        day_first = order.of(head)
        key = keys.next("-".join(filter(None, map(clean_line, columns.release_of(members[0]))))[:120])
        yield RawItem(key=key, name=name, record={**_spoken(members, columns), _RECORD: head, **_shown(day_first)})


def _as_one(rows: Iterable[Row | RawItem], columns: Columns, name: str) -> Iterator[RawItem]:
    """Yield one item of all rows, and those that cannot be read; too many rows are no release."""
    kept: list[Row] = []
    size = 0
    broken: list[RawItem] = []
    for row in rows:
        if isinstance(row, RawItem):
            broken.append(row)
            continue
        kept.append({column: row.get(column) for column in (columns.speaker, columns.sentence)})
        size += len(str(row.get(columns.sentence) or ""))
        if size > LARGEST_ITEM:
            yield RawItem(key="", name=name, unreadable="all its rows are one release, which is too large")
            return
    key = "all" if broken else ""
    yield RawItem(key=key, name=name, record={**_spoken(kept, columns), _RECORD: {}})
    yield from broken


def _spoken(rows: Sequence[Row], columns: Columns) -> Row:
    return {_FIRST: [[row.get(columns.speaker), row.get(columns.sentence)] for row in rows]}


def read_row_item(item: RawItem, options: ReadOptions) -> Document:
    """Return what an item of rows says."""
    options = with_day_first(options, item.record.get(_DAY_FIRST))
    if _FIRST in item.record:
        return _read_spoken(item.record[_FIRST], item.record[_RECORD], name=item.name, options=options)
    return read_one_record(item.record[_RECORD], name=item.name, options=options)


def read_one_record(record: Row, *, name: str, options: ReadOptions) -> Document:
    """Return what a record says; a list in it may say who speaks."""
    if (found := find_speeches(record, options)) is None:
        return read_record(record, name=name, options=options)
    if reason := find_exclusion(record):
        raise NotAReleaseError(reason)
    rows, columns = found
    head = {field: value for field, value in record.items() if value is not rows}
    return _read_spoken(_spoken(rows, columns)[_FIRST], head, name=name, options=options)


def find_speeches(record: Row, options: ReadOptions) -> tuple[Sequence[Row], Columns] | None:
    """Return the list in a record that says who speaks, with its columns; None where it has a text of its own, or none."""
    if has_own_text(record, options):
        return None
    level: list[Any] = [record]
    for _ in range(_DEEPEST_LIST):
        level = [inner for outer in level for inner in outer.values() if isinstance(inner, (Mapping, list))]
        for rows in level:
            if isinstance(rows, list) and rows and all(isinstance(row, Mapping) for row in rows):
                columns = Columns.find(rows[:_LOOKED_AT], options)
                if columns is not None:
                    return rows, columns
        level = [inner for inner in level if isinstance(inner, Mapping)]
    return None


def _read_spoken(said: Sequence[Sequence[Any]], record: Row, *, name: str, options: ReadOptions) -> Document:
    rows = [row for speaker, words in said if (row := _row_spoken(speaker, words)).words]
    text, speeches = write_speeches(rows, joint=" " if _are_sentences(rows) else "\n\n")
    if not text:
        raise UnreadableError("it has no text")
    read = read_record({**record, "text": text}, name=name, options=options)
    titled = is_titled(record, options)
    day = read.date or (None if read.unclear_date else date_in_name(name))
    title = read.title if titled else title_of_name(name)
    notes = () if titled else ("it has no title: the file's name stands for one",)
    return replace(read, title=title, date=day, byline=None, text=text, speeches=speeches, notes=notes)


def _row_spoken(speaker: Any, words: Any) -> Spoken:
    label = clean_line(str(speaker or "")).rstrip(":")
    label = "" if label in _NOBODY else label
    said = read_field(str(words or "")).text
    said = said if any(map(str.isalnum, said)) else ""  # a line that is drawn
    again = said[len(label) :].lstrip() if label and said.startswith(label) else ""
    if again.startswith((":", ".")):  # the label is printed in the words, too
        said = again[1:].lstrip()
    return Spoken(label=label or None, words=said, is_prose=not label)


def _are_sentences(rows: Sequence[Spoken]) -> bool:
    """Say whether rows are sentences of speeches, not paragraphs: most have a single one."""
    lengths = [len(row.words) for row in rows if row.words]
    return bool(lengths) and sum(lengths) / len(lengths) < 300 and not any("\n" in row.words for row in rows)
