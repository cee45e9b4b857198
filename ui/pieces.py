"""Text as the components draw it, in pieces: what is marked, and what the release strikes out, without its ``~~``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, TypeAlias

from retrieval import Citation, Correction, Marking, Place
from retrieval import wording as shared
from ui import wording

Values: TypeAlias = dict[str, Any]

_TILDES = 2


def place_values(place: Citation | Place) -> Values:
    """Return a place in a release as the components open it."""
    return {"release": place.release_id, "start": place.start, "end": place.end, "version": place.version}


def day_values(day: date | None) -> dict[str, str]:
    """Return a day as the components draw it: in words, and in ISO form, '' where it is not known."""
    return {"day": day.isoformat() if day else "", "date": shared.write_date(day)}


def cut(
    text: str,
    begin: int,
    finish: int,
    corrections: Sequence[Correction] = (),
    mark: tuple[int, int] = (0, 0),
    values: Sequence[tuple[int, int]] = (),
    pages: Mapping[int, int] | None = None,
) -> list[Values]:
    """Return ``text[begin:finish]`` in pieces, cut where the mark, struck-out words, values and pages begin and end.

    The offsets of corrections, mark, values and ``pages`` (page numbers by where they are to be told) are into ``text``. A
    piece that is struck out says so in ``note``; before the text of a page stands a piece without text that tells its number.
    """
    pages = pages or {}
    struck = [
        one for one in corrections if one.marking is Marking.STRUCK_OUT and one.start < finish and begin < one.end
    ]
    edges = {begin, finish, *pages, *(min(max(edge, begin), finish) for span in (mark, *values) for edge in span)}
    for one in struck:
        edges |= {
            edge for edge in (one.start, one.start + _TILDES, one.end - _TILDES, one.end) if begin < edge < finish
        }
    ordered = sorted(edges)
    pieces: list[Values] = []
    for start, end in pairwise(ordered):
        if start in pages:
            pieces.append({"text": "", "mark": False, "page": shared.write_pages([pages[start]])})
        inside = next((one for one in struck if one.start <= start and end <= one.end), None)
        if inside and not inside.start + _TILDES <= start < end <= inside.end - _TILDES:
            continue  # the tildes themselves
        piece: Values = {"text": text[start:end], "mark": mark[0] <= start and end <= mark[1]}
        if any(low <= start and end <= high for low, high in values):
            piece["value"] = True
        pieces.append(piece | {"struck": True, "note": wording.CORRECTED_HERE} if inside else piece)
    return pieces


def cut_quote(text: str, citations: Sequence[Citation]) -> list[Values]:
    """Return the words of a statement in pieces, by what is marked in the cited span that they stand in."""
    for citation in citations:
        at = citation.quote.find(text)
        if at >= 0 and (citation.corrections or citation.values):
            return cut_citation(citation, at, at + len(text))
    return [{"text": text, "mark": False}]


def cut_citation(citation: Citation, begin: int, finish: int) -> list[Values]:
    """Return ``citation.quote[begin:finish]`` in pieces, by what is marked there."""
    moved = [_moved(one, -citation.start) for one in citation.corrections]
    values = [(start - citation.start, end - citation.start) for start, end in citation.values]
    return cut(citation.quote, begin, finish, moved, values=values)


def notes_on(citations: Sequence[Citation]) -> list[str]:
    """Return in words the headers of the tables that are cited, and what the releases mark in the cited spans, each once."""
    said = {wording.sentence(shared.TABLE_HEADER.format(header=one.header)): None for one in citations if one.header}
    for one in (correction for citation in citations for correction in citation.corrections):
        if one.marking is Marking.STRUCK_OUT:
            said[wording.sentence(wording.CORRECTED_HERE)] = None
        elif one.marking is Marking.SIC:
            said[wording.sentence(wording.MARKED_SIC)] = None
        else:
            said[wording.sentence(shared.FOOTNOTE.format(note=one.note))] = None
    return list(said)


def _moved(one: Correction, by: int) -> Correction:
    return Correction(
        start=one.start + by, end=one.end + by, marking=one.marking, struck=one.struck, replacement=one.replacement,
        note=one.note,
    )  # fmt: skip
