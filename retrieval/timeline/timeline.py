"""Timeline: what was said on a topic, verbatim and in order of date, and the numbers that changed, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from archive import Voice
from language import Measure
from retrieval import wording
from retrieval.answer import Citation
from retrieval.citations import name_source, name_speaker
from retrieval.csv_export import write_csv
from retrieval.question import Filters

_TIMELINE_SCHEMA = 1
STATEMENTS_SHOWN = 40  # of a timeline that is read at a glance
_SHOWN_A_DAY = 4
_CITED = ("n", "release_id", "title", "url", "kind", "speaker", "speaker_label", "quoted", "quoted_by", "quote", "start",
          "end", "page", "last_page")  # fmt: skip
_COLUMNS = ("n", "date", "speaker", "voice", "kind", "quote", "title", "url", "release_id", "start", "end", "also_in",
           "changing_number", "number", "quoted", "page")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """A statement: its citation (``n`` counts in order of date, undated last), and how much it is about the topic, 0 to 1.

    ``also_in`` are the other places where the same words stand, earliest first.
    """

    citation: Citation
    strength: float
    also_in: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedNumber:
    """A number that was stated: its value in digits (a day as month and day), and its measure.

    ``citation`` is the number as it is written, ``sentence`` the sentence that it stands in, ``n`` the statement's number.
    """

    n: int
    value: str
    measure: Measure
    citation: Citation
    sentence: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangingNumber:
    """What was stated again with another number, in order of date."""

    numbers: tuple[DatedNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What was said on a topic, in order of date, what is undated last.

    ``found`` counts the statements on the topic, of which ``entries`` may be the strongest only; ``counts`` are of all
    that have a date: (first day of the week or month, speaker or voice, how many). ``period`` is 'week' or 'month'. Empty where
    the archive has nothing on the topic. ``left_out`` counts the undated releases that the filters' period leaves out.
    """

    topic: str
    filters: Filters
    entries: tuple[TimelineEntry, ...]
    changing: tuple[ChangingNumber, ...]
    found: int
    period: str
    counts: tuple[tuple[date, str, int], ...]
    left_out: int = 0
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    generation: int = 0
    embedding_model: str = ""

    @property
    def first(self) -> TimelineEntry | None:
        """The earliest statement that has a date."""
        return next(iter(self.dated), None)

    @property
    def latest(self) -> TimelineEntry | None:
        """The latest statement that has a date."""
        return next(reversed(self.dated), None)

    @property
    def dated(self) -> tuple[TimelineEntry, ...]:
        """The statements that have a date, in its order."""
        return tuple(entry for entry in self.entries if entry.citation.date)

    def shorten(self, limit: int = STATEMENTS_SHOWN) -> Timeline:
        """Return the timeline with its strongest statements only: the first, the latest, and not many of one day."""
        if limit < 1 or len(self.entries) <= limit:
            return self
        chosen = {entry.citation.n: entry for entry in (self.first, self.latest) if entry}
        strongest = sorted(self.entries, key=lambda entry: -entry.strength)
        for most in (_SHOWN_A_DAY, len(strongest)):
            days = Counter(map(_occasion, chosen.values()))
            for entry in strongest:
                day = _occasion(entry)
                if len(chosen) < limit and entry.citation.n not in chosen and days[day] < most:
                    chosen[entry.citation.n] = entry
                    days[day] += 1
        return replace(self, entries=tuple(chosen[n] for n in sorted(chosen)))

    def to_json(self) -> dict[str, Any]:
        """Return the timeline as JSON-ready values, schema 1.

        ``{"schema": 1, "topic", "filters", "found", "first", "latest", "period", "undated_left_out", "counts": [{"from",
        "speaker", "count"}], "statements": [{"n", "release_id", "title", "date", "url", "kind", "voice", "speaker",
        "speaker_label", "quoted", "quoted_by", "quote", "start", "end", "page", "last_page", "strength", "also_in": [...]}],
        "changing_numbers": [{"numbers": [{"statement", "value", "measure", "quote", "start", "end", "release_id", ...,
        "sentence": {"quote", "start", "end"}}]}], "timings_ms", "store"}``. ``first``, ``latest`` and ``statement`` are numbers
        of statements; a statement that ``--limit`` left out is not listed.
        """
        return {
            "schema": _TIMELINE_SCHEMA,
            "topic": self.topic,
            "filters": self.filters.to_json(),
            "found": self.found,
            "first": self.first.citation.n if self.first else None,
            "latest": self.latest.citation.n if self.latest else None,
            "period": self.period,
            "undated_left_out": self.left_out,
            "counts": [{"from": day.isoformat(), "speaker": who, "count": count} for day, who, count in self.counts],
            "statements": [
                {
                    **_plain(entry.citation),
                    "strength": round(entry.strength, 3),
                    "also_in": [_plain(citation) for citation in entry.also_in],
                }
                for entry in self.entries
            ],
            "changing_numbers": [{"numbers": [_number(number) for number in group.numbers]} for group in self.changing],
            "timings_ms": {stage: round(ms, 1) for stage, ms in self.timings_ms.items()},
            "store": {"generation": self.generation, "embedding_model": self.embedding_model},
        }

    def to_csv(self) -> str:
        """Return a table with a line for each statement, in order of date.

        A statement with a changing number has a line for each: the number as it is written, and the group that it is in.
        """
        return write_csv(_COLUMNS, (row for entry in self.entries for row in self._rows(entry)))

    def _rows(self, entry: TimelineEntry) -> Iterator[list[object]]:
        cited = entry.citation
        also_in = " ".join(f"{other.release_id}:{other.start}-{other.end}" for other in entry.also_in)
        numbers: list[tuple[object, str]] = [
            (group, number.citation.quote)
            for group, changing in enumerate(self.changing, 1)
            for number in changing.numbers
            if number.n == cited.n
        ]
        for group, written in numbers or [("", "")]:
            yield [
                cited.n, cited.date or wording.UNDATED, name_speaker(cited), cited.voice.value, cited.kind, cited.quote,
                cited.title, cited.link, cited.release_id, cited.start, cited.end, also_in, group, written,
                name_source(cited) if cited.quoted else "", cited.page,
            ]  # fmt: skip


def _occasion(entry: TimelineEntry) -> date | str:
    """Return the day of a statement; where it has none, its release."""
    return entry.citation.date or entry.citation.release_id


def name_with_source(citation: Citation) -> str:
    """Return ``name_speaker``, and where the speaker is quoted, that it is so and by whom."""
    return name_source(citation) if citation.quoted else name_speaker(citation)


def _plain(citation: Citation) -> dict[str, Any]:
    values = {name: getattr(citation, name) for name in _CITED}
    day = citation.date.isoformat() if citation.date else None
    return values | {"date": day, "voice": Voice(citation.voice).value}


def _number(number: DatedNumber) -> dict[str, Any]:
    sentence = {name: getattr(number.sentence, name) for name in ("quote", "start", "end")}
    values = _plain(number.citation)
    return {
        "statement": values.pop("n"),
        "value": number.value,
        "measure": number.measure.value,
        **values,
        "sentence": sentence,
    }
