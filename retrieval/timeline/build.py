"""Arrange: the sentences on a topic as a timeline, each words once, in order of date, with the numbers that changed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from archive import CatalogueReader, Embedder, Generation
from language import fold, split_sentences
from retrieval import wording
from retrieval.answer import Citation
from retrieval.citations import cite, is_one_speakers, mark_quoted, name_speaker
from retrieval.question import Filters
from retrieval.spans import GAP, Span
from retrieval.timeline.changing_numbers import Claim, find_drifts
from retrieval.timeline.timeline import ChangingNumber, DatedNumber, Timeline, TimelineEntry
from retrieval.timeline.topics import OnTopic, find_on_topic
from retrieval.weights import WeightsFile

_A_PASSAGE = 2  # sentences
_LONGEST_LEAD = 320  # characters of the sentence before, which a statement leans on
_LONGEST_IN_WEEKS = timedelta(weeks=40)
_SPEAKERS_TOLD_APART = 6
_LEANS = (
    "And ", "And, ", "But ", "But, ", "So ", "So, ", "Or ", "It ", "It’s ", "That ", "That’s ", "This ", "These ", "Those ",
    "They ", "They’ve ", "They’re ", "He ", "She ", "Which ", "Then ", "Also", "Instead",
)  # fmt: skip


def make_timeline(
    generation: Generation, embedder: Embedder, topic: str, *, filters: Filters = Filters(), weights: WeightsFile
) -> Timeline:
    """Return all that was said on a topic, in order of date; empty where the archive has nothing on it.

    Raises UsageError for a topic without words or too long to be one, NothingSelectedError for a filter that names nothing
    here, ModelMismatchError for another model's store.
    """
    began = time.perf_counter()
    sentences = find_on_topic(generation, embedder, topic, filters, weights)
    searched = time.perf_counter()
    groups = find_drifts(sentences, embedder)
    compared = time.perf_counter()
    claimed = {id(claim.sentence) for group in groups for claim in group}
    titles = generation.catalogue.titles(one.passage.release_id for one in sentences)
    entries = _number_entries(_each_once(_spans(_mark(sentences, generation.catalogue), claimed), titles))
    period, counts = _count(entries)
    return Timeline(
        topic=topic.strip(), filters=filters, entries=entries, changing=_changing(groups, entries, titles), found=len(entries),
        period=period, counts=counts, generation=generation.number, embedding_model=generation.embedding_model,
        timings_ms={"search": (searched - began) * 1000, "compare": (compared - searched) * 1000,
                    "total": (time.perf_counter() - began) * 1000},
    )  # fmt: skip


def _mark(sentences: Sequence[OnTopic], catalogue: CatalogueReader) -> list[tuple[OnTopic, Span]]:
    """Return each sentence with its span: marked with whom it quotes, and with what it leans on where that is the same one's."""
    said = mark_quoted([Span(passage=one.passage, start=one.start, end=one.end) for one in sentences], catalogue)
    leads = mark_quoted([Span(passage=one.passage, start=_lead(one), end=one.start) for one in sentences], catalogue)
    return [
        (one, replace(span, start=lead.start) if is_one_speakers(span, lead) else span)
        for one, span, lead in zip(sentences, said, leads, strict=True)
    ]


def _spans(sentences: Sequence[tuple[OnTopic, Span]], claimed: set[int]) -> Iterator[tuple[Span, float]]:
    """Yield the best sentences of each passage with their strength, those side by side that are one speaker's as one span."""
    passages: dict[tuple[str, int], list[tuple[OnTopic, Span]]] = {}
    for one, span in sentences:
        held = passages.setdefault((one.passage.release_id, one.passage.start), [])
        if len(held) < _A_PASSAGE or id(one) in claimed:
            held.append((one, span))
    for held in passages.values():
        spans: list[tuple[Span, float]] = []
        for one, span in sorted(held, key=lambda sentence: sentence[0].start):
            if spans and _goes_on(spans[-1][0], span):
                last, strength = spans.pop()
                whole = replace(last, start=min(last.start, span.start), end=span.end)
                spans.append((whole, max(strength, one.strength)))
            else:
                spans.append((span, one.strength))
        yield from spans


def _goes_on(last: Span, span: Span) -> bool:
    """Whether a span stands right behind another in its paragraph, in the words of the same speaker."""
    between = span.passage.text[last.end - last.passage.start : span.start - span.passage.start]
    return span.start - last.end <= GAP and "\n" not in between and is_one_speakers(last, span)


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
        if end - start <= _LONGEST_LEAD and before[start:end].endswith((".", "”"))
        else one.start
    )


def _each_once(
    spans: Iterable[tuple[Span, float]], titles: Mapping[str, tuple[str, str | None]]
) -> list[TimelineEntry]:
    """Return the statements in order of date, each words once: where they stand again is listed with the first."""
    found: dict[str, list[tuple[Citation, float]]] = {}
    for span, strength in spans:
        citation = cite(span, 0, titles[span.passage.release_id])
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
            held = next(one for one in places[passage.release_id] if one.start <= claim.start and claim.end <= one.end)
            spans = (
                Span(passage=passage, start=start, end=end)
                for start, end in ((claim.start, claim.end), (claim.sentence.start, claim.sentence.end))
            )
            # The number is said by whoever says the statement.
            number, sentence = (
                replace(cite(span, held.n, title), voice=held.voice, speaker=held.speaker, quoted=held.quoted,
                        quoted_by=held.quoted_by)
                for span in spans
            )  # fmt: skip
            numbers.append(
                DatedNumber(
                    n=held.n,
                    value=claim.quantity.value,
                    measure=claim.quantity.measure,
                    citation=number,
                    sentence=sentence,
                )
            )
        changing.append(ChangingNumber(numbers=tuple(numbers)))
    return tuple(changing)


def _count(entries: Sequence[TimelineEntry]) -> tuple[str, tuple[tuple[date, str, int], ...]]:
    """Return 'week' or 'month', and how many statements each speaker made in each; those who made fewest are one."""
    if not entries:
        return "week", ()
    days = [entry.citation.date for entry in entries]
    period = "week" if days[-1] - days[0] <= _LONGEST_IN_WEEKS else "month"
    most = Counter(name_speaker(entry.citation) for entry in entries).most_common()
    apart = {name for name, _ in (most if len(most) <= _SPEAKERS_TOLD_APART + 1 else most[:_SPEAKERS_TOLD_APART])}
    counted: Counter[tuple[date, str]] = Counter()
    for entry in entries:
        name = name_speaker(entry.citation)
        counted[_first_day(entry.citation.date, period), name if name in apart else wording.OTHERS] += 1
    return period, tuple((day, name, count) for (day, name), count in sorted(counted.items()))


def _first_day(day: date, period: str) -> date:
    return day - timedelta(days=day.weekday()) if period == "week" else day.replace(day=1)
