"""Arrange: the sentences on a topic as a timeline, each words once, in order of date, with the numbers that changed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from archive.embedder import Embedder
from archive.releases import Passage
from archive.sentences import split_sentences
from archive.store import Generation
from retrieval import wording
from retrieval.answer import Citation
from retrieval.choosing import GAP
from retrieval.compose import Span, cite
from retrieval.drift import Claim, find_drifts
from retrieval.folding import fold
from retrieval.question import Filters
from retrieval.timeline import ChangingNumber, DatedNumber, Timeline, TimelineEntry, name_speaker
from retrieval.topics import OnTopic, find_on_topic

A_PASSAGE = 2  # sentences
LONGEST_LEAD = 320  # characters of the sentence before, which a statement leans on
LONGEST_IN_WEEKS = timedelta(weeks=40)
SPEAKERS_TOLD_APART = 6
_LEANS = (
    "And ", "And, ", "But ", "But, ", "So ", "So, ", "Or ", "It ", "It’s ", "That ", "That’s ", "This ", "These ", "Those ",
    "They ", "They’ve ", "They’re ", "He ", "She ", "Which ", "Then ", "Also", "Instead",
)  # fmt: skip


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
        citation = cite(Span(passage=passage, start=start, end=end), 0, titles[passage.release_id])
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
            passage, title = claim.sentence.passage, titles[claim.sentence.passage.release_id]
            n = next(one.n for one in places[passage.release_id] if one.start <= claim.start and claim.end <= one.end)
            numbers.append(
                DatedNumber(
                    n=n, value=claim.quantity.value, measure=claim.quantity.measure,
                    citation=cite(Span(passage=passage, start=claim.start, end=claim.end), n, title),
                    sentence=cite(Span(passage=passage, start=claim.sentence.start, end=claim.sentence.end), n, title),
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
