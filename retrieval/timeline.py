"""Timeline: what was said on a topic, dated and verbatim, in order; and the claims whose numbers changed, side by side."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from archive.embedder import Embedder
from archive.releases import Passage, Voice
from archive.sentences import split_sentences
from archive.store import Generation
from retrieval import wording
from retrieval.answer import Citation
from retrieval.drift import Claim, find_drifts
from retrieval.folding import fold
from retrieval.quantities import Measure
from retrieval.question import Filters
from retrieval.tables import write_csv
from retrieval.topics import OnTopic, find_on_topic

TIMELINE_SCHEMA = 1
SHOWN = 40  # statements of a timeline that is to be read at once
A_DAY = 4  # of these
A_PASSAGE = 2  # sentences
LONGEST_LEAD = 320  # characters of the sentence before, which a statement leans on
LONGEST_IN_WEEKS = timedelta(weeks=40)
SPEAKERS_TOLD_APART = 6
GAP = 3  # characters of white space between two sentences side by side
COLUMNS = ("n", "date", "speaker", "voice", "kind", "quote", "title", "url", "release_id", "start", "end", "also_in",
           "changing_number", "number")  # fmt: skip
_LEANS = (
    "And ", "But ", "So ", "Or ", "It ", "It’s ", "That ", "That’s ", "This ", "These ", "Those ", "They ", "They’ve ", "They’re ",
    "He ", "She ", "Which ", "Then ", "Also", "Instead", "And, ", "So, ", "But, ",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """A dated statement: its citation (``n`` counts in order of date), and how much it is about the topic, 0 to 1.

    ``also_in`` are the other places where the same words stand, earliest first.
    """

    citation: Citation
    strength: float
    also_in: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedNumber:
    """A number of a claim: as written in ``citation``, its value in digits (a day as month and day), and in what measure.

    ``citation`` is the number's own span; ``sentence`` the sentence that it stands in; ``n`` the statement's number.
    """

    n: int
    value: str
    measure: Measure
    citation: Citation
    sentence: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangingNumber:
    """One claim that was made again with another number, in order of date."""

    numbers: tuple[DatedNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What was said on a topic, in order of date.

    ``found`` counts the statements on the topic, of which ``entries`` may be the strongest only; ``counts`` are of all:
    (first day of the week or month, speaker or voice, how many). ``period`` is 'week' or 'month'. Empty where the archive
    has nothing on the topic.
    """

    topic: str
    filters: Filters
    entries: tuple[TimelineEntry, ...]
    changing: tuple[ChangingNumber, ...]
    found: int
    period: str
    counts: tuple[tuple[date, str, int], ...]
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    generation: int = 0
    embedding_model: str = ""

    @property
    def first(self) -> TimelineEntry | None:
        """The earliest statement."""
        return self.entries[0] if self.entries else None

    @property
    def latest(self) -> TimelineEntry | None:
        """The latest statement."""
        return self.entries[-1] if self.entries else None

    def shorten(self, limit: int = SHOWN) -> Timeline:
        """Return the timeline with its strongest statements only, the first and the latest among them, not many a day."""
        if limit < 1 or len(self.entries) <= limit:
            return self
        chosen = {entry.citation.n: entry for entry in (self.entries[0], self.entries[-1])}
        strongest = sorted(self.entries, key=lambda entry: -entry.strength)
        for most in (A_DAY, len(strongest)):
            days = Counter(entry.citation.date for entry in chosen.values())
            for entry in strongest:
                day = entry.citation.date
                if len(chosen) < limit and entry.citation.n not in chosen and days[day] < most:
                    chosen[entry.citation.n] = entry
                    days[day] += 1
        return replace(self, entries=tuple(chosen[n] for n in sorted(chosen)))

    def to_json(self) -> dict[str, Any]:
        """Return the timeline as JSON-ready values, schema 1.

        ``{"schema": 1, "topic", "filters", "found", "first", "latest", "period", "counts": [{"from", "speaker", "count"}],
        "statements": [{"n", "release_id", "title", "date", "url", "kind", "voice", "speaker", "speaker_label", "quote",
        "start", "end", "strength", "also_in": [...]}], "changing_numbers": [{"numbers": [{"statement", "value", "measure",
        "quote", "start", "end", "release_id", ..., "sentence": {"quote", "start", "end"}}]}], "timings_ms", "store"}``.
        ``first``, ``latest`` and ``statement`` are numbers of statements; a statement that ``--limit`` left out is not listed.
        """
        return {
            "schema": TIMELINE_SCHEMA,
            "topic": self.topic,
            "filters": self.filters.to_json(),
            "found": self.found,
            "first": self.first.citation.n if self.first else None,
            "latest": self.latest.citation.n if self.latest else None,
            "period": self.period,
            "counts": [{"from": day.isoformat(), "speaker": who, "count": count} for day, who, count in self.counts],
            "statements": [
                {
                    **_plain(entry.citation),
                    "strength": round(entry.strength, 3),
                    "also_in": [_plain(one) for one in entry.also_in],
                }
                for entry in self.entries
            ],
            "changing_numbers": [{"numbers": [_number(one) for one in group.numbers]} for group in self.changing],
            "timings_ms": {stage: round(ms, 1) for stage, ms in self.timings_ms.items()},
            "store": {"generation": self.generation, "embedding_model": self.embedding_model},
        }

    def to_csv(self) -> str:
        """Return one line a statement, under a header, in order of date.

        A statement that holds a changing number has the number as it is written, and which claim it is of.
        """
        return write_csv(COLUMNS, (row for entry in self.entries for row in self._rows(entry)))

    def _rows(self, entry: TimelineEntry) -> Iterator[list[object]]:
        one = entry.citation
        places = " ".join(f"{other.release_id}:{other.start}-{other.end}" for other in entry.also_in)
        held: list[tuple[object, str]] = [(claim, number.citation.quote) for claim, group in enumerate(self.changing, 1) for number in group.numbers
                if number.n == one.n] or [("", "")]  # fmt: skip
        for claim, number in held:
            yield [one.n, one.date, name_speaker(one), one.voice.value, one.kind, one.quote, one.title, one.url,
                   one.release_id, one.start, one.end, places, claim, number]  # fmt: skip


def make_timeline(generation: Generation, embedder: Embedder, topic: str, *, filters: Filters = Filters()) -> Timeline:
    """Return all that was said on a topic, in order of date; empty where the archive has nothing on it.

    Raises UsageError for a topic without words or too long to be one, NothingSelectedError for a filter that names nothing
    here, ModelMismatchError for another model's store.
    """
    began = time.perf_counter()
    sentences = find_on_topic(generation, embedder, topic, filters)
    searched = time.perf_counter()
    groups = find_drifts(sentences, embedder)
    compared = time.perf_counter()
    claimed = {id(claim.sentence) for group in groups for claim in group}
    titles = generation.catalogue.titles(one.passage.release_id for one in sentences)
    entries = _number_entries(_each_once(_spans(sentences, claimed), titles))
    period, counts = _count(entries)
    return Timeline(
        topic=topic.strip(), filters=filters, entries=entries, changing=_changing(groups, entries, titles), found=len(entries),
        period=period, counts=counts, generation=generation.number, embedding_model=generation.embedding_model,
        timings_ms={"search": (searched - began) * 1000, "compare": (compared - searched) * 1000,
                    "total": (time.perf_counter() - began) * 1000},
    )  # fmt: skip


def name_speaker(citation: Citation) -> str:
    """Return whose words a citation holds: the person, the label as printed, or that it is the release's own text."""
    return citation.speaker or citation.speaker_label or wording.OFFICE_TEXT


def _spans(sentences: Sequence[OnTopic], claimed: set[int]) -> Iterator[tuple[Passage, int, int, float]]:
    """Yield (passage, start, end, strength) of the best sentences of each passage, those side by side as one span."""
    passages: dict[tuple[str, int], list[OnTopic]] = {}
    for one in sentences:
        held = passages.setdefault((one.passage.release_id, one.passage.start), [])
        if len(held) < A_PASSAGE or id(one) in claimed:
            held.append(one)
    for held in passages.values():
        spans: list[tuple[Passage, int, int, float]] = []
        for one in sorted(held, key=lambda sentence: sentence.start):
            start = _lead(one)
            if (
                spans
                and start - spans[-1][2] <= GAP
                and "\n" not in one.passage.text[spans[-1][2] - one.passage.start : start - one.passage.start]
            ):
                last = spans.pop()
                spans.append((one.passage, min(last[1], start), one.end, max(last[3], one.strength)))
            else:
                spans.append((one.passage, start, one.end, one.strength))
        yield from spans


def _lead(one: OnTopic) -> int:
    """Return where a statement starts: with the sentence before it where it leans on that one ('And that ...')."""
    if not one.text.startswith(_LEANS):
        return one.start
    before = one.passage.text[: one.start - one.passage.start]
    if not before.strip() or "\n" in before[len(before.rstrip()) :]:
        return one.start
    start, end = split_sentences(before)[-1]
    return (
        one.passage.start + start
        if end - start <= LONGEST_LEAD and before[start:end].endswith((".", "”"))
        else one.start
    )


def _each_once(
    spans: Iterable[tuple[Passage, int, int, float]], titles: Mapping[str, tuple[str, str | None]]
) -> list[TimelineEntry]:
    """Return the statements in order of date, each words once: where they stand again is listed with the first."""
    found: dict[str, list[tuple[Citation, float]]] = {}
    for passage, start, end, strength in spans:
        citation = _cite(passage, start, end, titles)
        found.setdefault(fold(citation.quote), []).append((citation, strength))
    entries = []
    for places in found.values():
        citations = sorted((one for one, _ in places), key=lambda one: (one.date, one.release_id, one.start))
        entries.append(
            TimelineEntry(citation=citations[0], strength=max(s for _, s in places), also_in=tuple(citations[1:]))
        )
    return sorted(entries, key=lambda one: (one.citation.date, one.citation.release_id, one.citation.start))


def _number_entries(entries: Sequence[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    return tuple(
        replace(
            entry,
            citation=replace(entry.citation, n=n),
            also_in=tuple(replace(one, n=n) for one in entry.also_in),
        )
        for n, entry in enumerate(entries, 1)
    )


def _cite(passage: Passage, start: int, end: int, titles: Mapping[str, tuple[str, str | None]], n: int = 0) -> Citation:
    title, url = titles[passage.release_id]
    return Citation(
        n=n, release_id=passage.release_id, title=title, date=passage.date, url=url, kind=passage.kind, voice=passage.voice,
        speaker=passage.speaker, speaker_label=passage.label, start=start, end=end,
        quote=passage.text[start - passage.start : end - passage.start],
    )  # fmt: skip


def _changing(
    groups: Sequence[Sequence[Claim]],
    entries: Sequence[TimelineEntry],
    titles: Mapping[str, tuple[str, str | None]],
) -> tuple[ChangingNumber, ...]:
    """Return the groups of claims with the numbers of the statements that they stand in."""
    places: dict[str, list[Citation]] = {}
    for entry in entries:
        for one in (entry.citation, *entry.also_in):
            places.setdefault(one.release_id, []).append(one)
    changing = []
    for group in groups:
        numbers = []
        for claim in group:
            passage = claim.sentence.passage
            n = next(one.n for one in places[passage.release_id] if one.start <= claim.start and claim.end <= one.end)
            numbers.append(
                DatedNumber(
                    n=n, value=claim.quantity.value, measure=claim.quantity.measure,
                    citation=_cite(passage, claim.start, claim.end, titles, n),
                    sentence=_cite(passage, claim.sentence.start, claim.sentence.end, titles, n),
                )
            )  # fmt: skip
        changing.append(ChangingNumber(numbers=tuple(numbers)))
    return tuple(changing)


def _count(entries: Sequence[TimelineEntry]) -> tuple[str, tuple[tuple[date, str, int], ...]]:
    """Return 'week' or 'month', and how many statements each speaker made in each; those who made fewest are one."""
    if not entries:
        return "week", ()
    days = [entry.citation.date for entry in entries]
    period = "week" if days[-1] - days[0] <= LONGEST_IN_WEEKS else "month"
    most = Counter(name_speaker(entry.citation) for entry in entries).most_common()
    apart = {name for name, _ in (most if len(most) <= SPEAKERS_TOLD_APART + 1 else most[:SPEAKERS_TOLD_APART])}
    counted: Counter[tuple[date, str]] = Counter()
    for entry in entries:
        name = name_speaker(entry.citation)
        counted[_first_day(entry.citation.date, period), name if name in apart else wording.OTHERS] += 1
    return period, tuple((day, name, count) for (day, name), count in sorted(counted.items()))


def _first_day(day: date, period: str) -> date:
    return day - timedelta(days=day.weekday()) if period == "week" else day.replace(day=1)


def _plain(citation: Citation) -> dict[str, Any]:
    values = asdict(citation)
    return values | {"date": citation.date.isoformat(), "voice": Voice(citation.voice).value}


def _number(one: DatedNumber) -> dict[str, Any]:
    sentence = {name: getattr(one.sentence, name) for name in ("quote", "start", "end")}
    values = _plain(one.citation)
    return {
        "statement": values.pop("n"),
        "value": one.value,
        "measure": one.measure.value,
        **values,
        "sentence": sentence,
    }
