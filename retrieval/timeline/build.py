"""Builds a timeline: the sentences on a topic in order of date, the same words once, with the numbers that changed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from archive import CatalogueReader, Embedder, Generation, ReleaseHead, sort_day
from language import fold, list_words, split_sentences
from retrieval import wording
from retrieval.answer import Citation
from retrieval.citations import cite_span, is_one_speakers, mark_quoted, name_speaker
from retrieval.question import Filters
from retrieval.search import count_left_out
from retrieval.spans import GAP, Span
from retrieval.timeline.changing_numbers import StatedNumber, find_changing_numbers
from retrieval.timeline.timeline import ChangingNumber, DatedNumber, Timeline, TimelineEntry
from retrieval.timeline.topics import TopicSentence, find_topic_sentences
from retrieval.weights import Weights

_MOST_OF_A_PASSAGE = 2  # sentences
_LONGEST_LEAD = 320  # characters of the sentence before, which a statement leans on
_LONGEST_IN_WEEKS = timedelta(weeks=40)
_SPEAKERS_TOLD_APART = 6
Heads = Mapping[str, ReleaseHead]  # of each release by its id
_LEANS = list_words("statements.leaning")


def make_timeline(
    generation: Generation, embedder: Embedder, topic: str, *, filters: Filters = Filters(), weights: Weights
) -> Timeline:
    """Return all that was said on a topic, in order of date, what is undated last; empty where the archive has nothing on it.

    Raises UsageError for a topic without words or too long to be one, NothingSelectedError for a filter that names nothing
    here, ModelMismatchError for another model's store.
    """
    began = time.perf_counter()
    sentences = find_topic_sentences(generation, embedder, topic, filters, weights)
    searched = time.perf_counter()
    groups = find_changing_numbers(sentences, embedder, weights.timeline)
    compared = time.perf_counter()
    with_numbers = {id(number.sentence) for group in groups for number in group}
    heads = generation.catalogue.heads(sentence.passage.release_id for sentence in sentences)
    spans = _join_neighbours(_mark(sentences, generation.catalogue), with_numbers)
    entries = _number_entries(_each_once(spans, heads))
    period, counts = _count(entries)
    return Timeline(
        topic=topic.strip(), filters=filters, entries=entries, changing=tuple(_cite_numbers(groups, entries, heads)),
        found=len(entries), period=period, counts=counts,
        left_out=count_left_out(generation.catalogue, filters), generation=generation.number,
        embedding_model=generation.embedding_model,
        timings_ms={"search": (searched - began) * 1000, "compare": (compared - searched) * 1000,
                    "total": (time.perf_counter() - began) * 1000},
    )  # fmt: skip


def _mark(sentences: Sequence[TopicSentence], catalogue: CatalogueReader) -> list[tuple[TopicSentence, Span]]:
    """Return each sentence with its span: with whom it quotes, and from the sentence it leans on where one person says both."""
    said = mark_quoted((Span(passage=s.passage, start=s.start, end=s.end) for s in sentences), catalogue)
    leads = mark_quoted((Span(passage=s.passage, start=_lead(s), end=s.start) for s in sentences), catalogue)
    return [
        (sentence, replace(span, start=lead.start) if is_one_speakers(span, lead) else span)
        for sentence, span, lead in zip(sentences, said, leads, strict=True)
    ]


def _lead(sentence: TopicSentence) -> int:
    """Return where a statement starts: with the sentence before it where it leans on that one ('And that ...')."""
    if not sentence.text.startswith(_LEANS):
        return sentence.start
    before = sentence.passage.text[: sentence.start - sentence.passage.start]
    if not before.strip() or "\n" in before[len(before.rstrip()) :]:
        return sentence.start
    start, end = split_sentences(before)[-1]
    fits = end - start <= _LONGEST_LEAD and before[start:end].endswith((".", "”"))
    return sentence.passage.start + start if fits else sentence.start


def _join_neighbours(
    sentences: Iterable[tuple[TopicSentence, Span]], with_numbers: Container[int]
) -> Iterator[tuple[Span, float]]:
    """Yield the best sentences of each passage with their strength; neighbours by one speaker are one span.

    Sentences with a number that changed are always among them: ``with_numbers`` has their identities.
    """
    passages: dict[tuple[str, int], list[tuple[TopicSentence, Span]]] = {}
    for sentence, span in sentences:
        kept = passages.setdefault((sentence.passage.release_id, sentence.passage.start), [])
        if len(kept) < _MOST_OF_A_PASSAGE or id(sentence) in with_numbers:
            kept.append((sentence, span))
    for kept in passages.values():
        spans: list[tuple[Span, float]] = []
        for sentence, span in sorted(kept, key=lambda pair: pair[0].start):
            if spans and _goes_on(spans[-1][0], span):
                last, strength = spans.pop()
                whole = replace(last, start=min(last.start, span.start), end=span.end)
                spans.append((whole, max(strength, sentence.strength)))
            else:
                spans.append((span, sentence.strength))
        yield from spans


def _goes_on(last: Span, span: Span) -> bool:
    """Whether a span stands right behind another in its paragraph, in the words of the same speaker."""
    between = span.passage.text[last.end - last.passage.start : span.start - span.passage.start]
    return span.start - last.end <= GAP and "\n" not in between and is_one_speakers(last, span)


def _each_once(spans: Iterable[tuple[Span, float]], heads: Heads) -> list[TimelineEntry]:
    """Return the statements in order of date, the same words once: where they stand again is listed with the first."""
    found: dict[str, list[tuple[Citation, float]]] = {}
    for span, strength in spans:
        citation = cite_span(span, 0, heads[span.passage.release_id])
        found.setdefault(fold(citation.quote), []).append((citation, strength))
    entries = []
    for places in found.values():
        first, *again = sorted((citation for citation, _ in places), key=_by_date)
        strongest = max(strength for _, strength in places)
        entries.append(TimelineEntry(citation=first, strength=strongest, also_in=tuple(again)))
    return sorted(entries, key=lambda entry: _by_date(entry.citation))


def _by_date(citation: Citation) -> tuple[date, str, int]:
    return sort_day(citation.date), citation.release_id, citation.start


def _number_entries(entries: Iterable[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    return tuple(
        replace(
            entry,
            citation=replace(entry.citation, n=n),
            also_in=tuple(replace(citation, n=n) for citation in entry.also_in),
        )
        for n, entry in enumerate(entries, 1)
    )


def _cite_numbers(
    groups: Iterable[Iterable[StatedNumber]], entries: Iterable[TimelineEntry], heads: Heads
) -> Iterator[ChangingNumber]:
    """Yield the groups of numbers, each number with the entry that it stands in."""
    places: dict[str, list[Citation]] = {}
    for entry in entries:
        for citation in (entry.citation, *entry.also_in):
            places.setdefault(citation.release_id, []).append(citation)
    for group in groups:
        yield ChangingNumber(
            numbers=tuple(_cite_number(number, places[number.sentence.passage.release_id], heads) for number in group)
        )


def _cite_number(number: StatedNumber, places: Iterable[Citation], heads: Heads) -> DatedNumber:
    """Return a number with its own citation and its sentence's; both are said by whoever says the entry."""
    entry = next(place for place in places if place.start <= number.start and number.end <= place.end)
    head = heads[number.sentence.passage.release_id]
    spans = (
        Span(passage=number.sentence.passage, start=start, end=end)
        for start, end in ((number.start, number.end), (number.sentence.start, number.sentence.end))
    )
    own, sentence = (
        replace(cite_span(span, entry.n, head), voice=entry.voice, speaker=entry.speaker, quoted=entry.quoted,
                quoted_by=entry.quoted_by)
        for span in spans
    )  # fmt: skip
    quantity = number.quantity
    return DatedNumber(n=entry.n, value=quantity.value, measure=quantity.measure, citation=own, sentence=sentence)


def _count(entries: Sequence[TimelineEntry]) -> tuple[str, tuple[tuple[date, str, int], ...]]:
    """Return 'week' or 'month', and how many statements each speaker made in each; those with fewest count as others.

    Undated statements are in none.
    """
    days = [entry.citation.date for entry in entries if entry.citation.date]
    if not days:
        return "week", ()
    period = "week" if days[-1] - days[0] <= _LONGEST_IN_WEEKS else "month"
    most = Counter(name_speaker(entry.citation) for entry in entries).most_common()
    apart = {name for name, _ in (most if len(most) <= _SPEAKERS_TOLD_APART + 1 else most[:_SPEAKERS_TOLD_APART])}
    counted: Counter[tuple[date, str]] = Counter()
    for entry in entries:
        if entry.citation.date is None:
            continue
        name = name_speaker(entry.citation)
        counted[_first_day(entry.citation.date, period), name if name in apart else wording.OTHERS] += 1
    return period, tuple((day, name, count) for (day, name), count in sorted(counted.items()))


def _first_day(day: date, period: str) -> date:
    return day - timedelta(days=day.weekday()) if period == "week" else day.replace(day=1)
