"""Quoted words: whose words written text holds where it quotes somebody, and which of them a question asks for.

Written text is what no label heads: the office's own prose, and what an official or a guest signs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from archive import CatalogueReader, Passage, Quotation, Selection, Voice
from language import split_sentences
from retrieval.citations.reports import is_report
from retrieval.spans import Placed, Span

_WRITTEN = frozenset({Voice.OFFICE, Voice.OFFICIAL, Voice.GUEST})  # where no label stands before it
_HALF = 0.5  # of the letters of a sentence: with more of them in a quotation, the sentence is the quoted person's
_PlacedT = TypeVar("_PlacedT", bound=Placed)


def keep_asked(sentences: Sequence[_PlacedT], selection: Selection, catalogue: CatalogueReader) -> list[_PlacedT]:
    """Return the sentences whose words the selection asks for, in the same order.

    Guests whom a written text quotes speak only where they are asked for. Where somebody's words are asked for, only those are
    kept that a text quotes from them, or that they sign themselves, without what they quote from others, and what an office's own
    prose reports that they said.
    """
    quotations = _find_quotations((sentence.passage for sentence in sentences), catalogue)
    return [
        sentence
        for sentence in sentences
        if _is_asked(sentence, selection, quotations.get(_place(sentence.passage), []))
    ]


def part_quoted(spans: Iterable[Span], catalogue: CatalogueReader) -> list[Span]:
    """Return the spans, cut where a written text begins or ceases to quote somebody.

    Each part is whole sentences; its ``quotation`` is the one that most of its letters lie in, None where they do not.
    """
    taken = list(spans)
    quotations = _find_quotations((span.passage for span in taken), catalogue)
    return [
        _end_with_words(part, quotations.get(_place(part.passage), []))
        for span in taken
        for part in _part(span, quotations.get(_place(span.passage), []))
    ]


def mark_quoted(spans: Iterable[Span], catalogue: CatalogueReader) -> list[Span]:
    """Return the spans whole, each with the quotation that most of its letters lie in."""
    taken = list(spans)
    quotations = _find_quotations((span.passage for span in taken), catalogue)
    return [_end_with_words(replace(span, quotation=_attribute(span.passage, span.start, span.end, held)), held)
            for span in taken for held in [quotations.get(_place(span.passage), [])]]  # fmt: skip


def is_one_speakers(span: Span, other: Span) -> bool:
    """Whether two marked spans are one person's words: the passage's own speaker's, or those of one whom it quotes."""
    return _whose(span.quotation) == _whose(other.quotation)


def _find_quotations(passages: Iterable[Passage], catalogue: CatalogueReader) -> dict[tuple[str, int], list[Quotation]]:
    """Return the quotations in the written passages, each with the name that its speaker has elsewhere."""
    written = {_place(passage): passage for passage in passages if _is_written(passage)}
    return {
        place: [
            replace(quotation, speaker=catalogue.quoted_people[quotation.speaker] if quotation.speaker else None)
            for quotation in catalogue.quotations_within(passage.release_id, passage.start, passage.end)
        ]
        for place, passage in written.items()
    }


def _is_written(passage: Passage) -> bool:
    return passage.label is None and passage.voice in _WRITTEN


def _place(passage: Passage) -> tuple[str, int]:
    return passage.release_id, passage.start


def _is_asked(sentence: Placed, selection: Selection, quotations: Sequence[Quotation]) -> bool:
    passage, names = sentence.passage, selection.speakers
    if not _is_written(passage):
        return True
    quotation = _attribute(passage, sentence.start, sentence.end, quotations)
    if names and passage.speaker not in names:
        if quotation is not None:
            return quotation.speaker in names
        return is_report(passage, sentence.start, sentence.end, selection.reported)
    if selection.voices and passage.voice not in selection.voices:
        return quotation is not None and quotation.voice in selection.voices
    # A sentence that closes a quotation would bring its opening: the whole of it is weighed.
    closed = next((other for other in quotations if other.start < sentence.start < other.end), None)
    quoted = [held for held in (quotation, closed) if held is not None]
    if names:
        return all(held.speaker in names for held in quoted)
    return Voice.GUEST in selection.voices or all(held.voice is not Voice.GUEST for held in quoted)


def _part(span: Span, quotations: Sequence[Quotation]) -> list[Span]:
    if not quotations:
        return [span]
    sentences = [(span.start + start, span.start + end) for start, end in split_sentences(span.quote)]
    said = [(start, end, _attribute(span.passage, start, end, quotations)) for start, end in sentences]
    runs = [list(run) for _, run in groupby(said, key=lambda part: _whose(part[2]))]
    return [replace(span, start=run[0][0], end=run[-1][1], quotation=run[0][2]) for run in runs] or [span]


def _end_with_words(span: Span, quotations: Sequence[Quotation]) -> Span:
    """Return a span that begins inside a quotation and is no other's without what follows the words, as ',” she said' does."""
    quotation = span.quotation
    begun = quotation is not None and quotation.start <= span.start < quotation.end < span.end
    again = any(span.start < other.start < span.end for other in quotations)
    return replace(span, end=quotation.end) if quotation is not None and begun and not again else span


def _attribute(passage: Passage, start: int, end: int, quotations: Sequence[Quotation]) -> Quotation | None:
    """Return the quotation of the person whose quoted words hold most letters of a span, None where nobody's do."""
    letters: dict[tuple[str | None, Voice], int] = {}
    first: dict[tuple[str | None, Voice], Quotation] = {}
    for quotation in quotations:
        low, high = max(start, quotation.start) - passage.start, min(end, quotation.end) - passage.start
        if low < high:
            whose = quotation.speaker, quotation.voice
            first.setdefault(whose, quotation)
            letters[whose] = letters.get(whose, 0) + _count_letters(passage.text[low:high])
    whole = _count_letters(passage.text[start - passage.start : end - passage.start])
    most = max(letters, key=lambda whose: letters[whose], default=None)
    return first[most] if most is not None and letters[most] > _HALF * whole else None


def _whose(quotation: Quotation | None) -> tuple[str | None, Voice] | None:
    return None if quotation is None else (quotation.speaker, quotation.voice)


def _count_letters(text: str) -> int:
    return sum(map(str.isalnum, text))
