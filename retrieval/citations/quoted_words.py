"""Quoted: whose words written text holds where it quotes somebody, and which of them a question asks for.

Written is what no label heads: the office's own prose, and what an official or a guest signs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from archive import CatalogueReader, Passage, Quotation, Selection, Voice
from language import split_sentences
from retrieval.spans import Placed, Span

_WRITTEN = frozenset({Voice.OFFICE, Voice.OFFICIAL, Voice.GUEST})  # where no label stands before it
_HALF = 0.5  # of the letters of a sentence: with more of them in a quotation, the sentence is the quoted person's
_PlacedT = TypeVar("_PlacedT", bound=Placed)


def keep_asked(sentences: Sequence[_PlacedT], selection: Selection, catalogue: CatalogueReader) -> list[_PlacedT]:
    """Return the sentences whose words the selection asks for, in the same order.

    Of written text that is all but what it quotes from guests, who speak only where they are asked for; and where somebody's
    words are asked for, nothing but what it quotes from them, or what they sign without what they quote from others.
    """
    quotations = _find_quotations((one.passage for one in sentences), catalogue)
    return [one for one in sentences if _is_asked(one, selection, quotations.get(_place(one.passage), []))]


def part_quoted(spans: Iterable[Span], catalogue: CatalogueReader) -> list[Span]:
    """Return the spans, those of written text parted where what it says itself and whom it quotes begin and end.

    Each part is whole sentences; ``quotation`` is the one that most of its letters lie in, None where they do not.
    """
    taken = list(spans)
    quotations = _find_quotations((span.passage for span in taken), catalogue)
    return [part for span in taken for part in _part(span, quotations.get(_place(span.passage), []))]


def mark_quoted(spans: Iterable[Span], catalogue: CatalogueReader) -> list[Span]:
    """Return the spans whole, each with the quotation that most of its letters lie in."""
    taken = list(spans)
    quotations = _find_quotations((span.passage for span in taken), catalogue)
    return [
        replace(
            span, quotation=_attribute(span.passage, span.start, span.end, quotations.get(_place(span.passage), []))
        )
        for span in taken
    ]


def is_one_speakers(span: Span, other: Span) -> bool:
    """Whether two marked spans are in the words of one: of the passage's own speaker, or of one whom it quotes."""
    return _whose(span.quotation) == _whose(other.quotation)


def _find_quotations(passages: Iterable[Passage], catalogue: CatalogueReader) -> dict[tuple[str, int], list[Quotation]]:
    """Return the quotations in the written passages, each with the name that its speaker has elsewhere."""
    prose = {_place(passage): passage for passage in passages if _is_written(passage)}
    return {
        place: [
            replace(one, speaker=catalogue.quoted_people[one.speaker] if one.speaker else None)
            for one in catalogue.quotations_within(passage.release_id, passage.start, passage.end)
        ]
        for place, passage in prose.items()
    }


def _is_written(passage: Passage) -> bool:
    return passage.label is None and passage.voice in _WRITTEN


def _place(passage: Passage) -> tuple[str, int]:
    return passage.release_id, passage.start


def _is_asked(one: Placed, selection: Selection, quotations: Sequence[Quotation]) -> bool:
    passage, names = one.passage, selection.speakers
    if not _is_written(passage):
        return True
    quotation = _attribute(passage, one.start, one.end, quotations)
    if names and passage.speaker not in names:
        return quotation is not None and quotation.speaker in names
    if selection.voices and passage.voice not in selection.voices:
        return quotation is not None and quotation.voice in selection.voices
    # A sentence that closes a quotation would bring its opening: the whole of it is weighed.
    closed = next((q for q in quotations if q.start < one.start < q.end), None)
    others = [q for q in (quotation, closed) if q is not None]
    if names:
        return all(q.speaker in names for q in others)
    return Voice.GUEST in selection.voices or all(q.voice is not Voice.GUEST for q in others)


def _part(span: Span, quotations: Sequence[Quotation]) -> list[Span]:
    if not quotations:
        return [span]
    sentences = [(span.start + start, span.start + end) for start, end in split_sentences(span.quote)]
    said = [(start, end, _attribute(span.passage, start, end, quotations)) for start, end in sentences]
    runs = [list(run) for _, run in groupby(said, key=lambda one: _whose(one[2]))]
    return [replace(span, start=run[0][0], end=run[-1][1], quotation=run[0][2]) for run in runs] or [span]


def _attribute(passage: Passage, start: int, end: int, quotations: Sequence[Quotation]) -> Quotation | None:
    """Return the quotation of the person whose quoted words hold most letters of a span, None where nobody's do."""
    letters: dict[tuple[str | None, Voice], int] = {}
    first: dict[tuple[str | None, Voice], Quotation] = {}
    for one in quotations:
        low, high = max(start, one.start) - passage.start, min(end, one.end) - passage.start
        if low < high:
            whose = one.speaker, one.voice
            first.setdefault(whose, one)
            letters[whose] = letters.get(whose, 0) + _count_letters(passage.text[low:high])
    whole = _count_letters(passage.text[start - passage.start : end - passage.start])
    most = max(letters, key=lambda whose: letters[whose], default=None)
    return first[most] if most is not None and letters[most] > _HALF * whole else None


def _whose(quotation: Quotation | None) -> tuple[str | None, Voice] | None:
    return None if quotation is None else (quotation.speaker, quotation.voice)


def _count_letters(text: str) -> int:
    return sum(map(str.isalnum, text))
