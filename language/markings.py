"""Markings: what a release itself marks as wrong in a span: words that it strikes out, '[sic]', and its footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

STRUCK = re.compile(r"~~(?P<struck>[^~\n]{1,200})~~")
# What is put in place stands in square brackets, or is the number right after a struck-out number.
_PUT = re.compile(r"[”\"]?\s*[“\"]?\*?\s*[“\"]?\[(?P<words>[^\[\]\n]{1,200})\]")
_NUMBER_PUT = re.compile(r"\s*(?P<words>[$£€]?\d+(?:[.,]\d+)*)")
_SIC = re.compile(r"(?P<word>\S+)\s*\[sic\]", re.IGNORECASE)
_MARK = re.compile(r"(?<=[\w.,;:!?%\])”’\"'])(?P<mark>\*{1,3}|[†‡])(?![*\w])")
_NOTE = re.compile(r"(?m)^[ \t]*(?P<mark>\*{1,3}|[†‡])[ \t]?(?P<note>[^*†‡\n]{5,300})$")
_SIC_AFTER = 8  # characters: a span may end between a word and its [sic]


class Marking(StrEnum):
    """How a release marks a place in its text."""

    STRUCK_OUT = "struck-out"
    SIC = "sic"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A place that a release marks as wrong, or explains; ``start`` and ``end`` are offsets in the release.

    Struck out: ``struck`` is what is no longer said, ``replacement`` what stands in its place, None where nothing does; the
    place includes the ``~~``. Sic: ``struck`` is None, the place is the word with its '[sic]'. A footnote: the place is its
    mark, ``note`` what the note says.
    """

    start: int
    end: int
    marking: Marking
    struck: str | None = None
    replacement: str | None = None
    note: str | None = None


def find_markings(text: str, start: int = 0, end: int | None = None) -> tuple[Correction, ...]:
    """Return what the release marks in the span ``text[start:end]``, in order."""
    stop = len(text) if end is None else end
    found = [*_struck_out(text, start, stop), *_sic(text, start, stop), *_footnotes(text, start, stop)]
    return tuple(sorted(found, key=lambda correction: correction.start))


def _struck_out(text: str, start: int, stop: int) -> Iterator[Correction]:
    # From the beginning of the line: a search that began between two marks would pair the wrong ones.
    line = text.rfind("\n", 0, start) + 1
    for match in STRUCK.finditer(text, line):
        if match.start() >= stop:
            return
        if match.end() > start:
            yield Correction(
                start=match.start(), end=match.end(), marking=Marking.STRUCK_OUT, struck=match["struck"],
                replacement=_replacement(text, match),
            )  # fmt: skip


def _replacement(text: str, struck: re.Match[str]) -> str | None:
    put = _PUT.match(text, struck.end())
    if put is None and any(map(str.isdigit, struck["struck"])):
        put = _NUMBER_PUT.match(text, struck.end())
    return put["words"] if put and put["words"].casefold() != "sic" else None


def _sic(text: str, start: int, stop: int) -> Iterator[Correction]:
    for match in _SIC.finditer(text, start, min(len(text), stop + _SIC_AFTER)):
        if match.start() < stop:
            yield Correction(start=match.start(), end=match.end(), marking=Marking.SIC)


def _footnotes(text: str, start: int, stop: int) -> Iterator[Correction]:
    marks = list(_MARK.finditer(text, start, min(len(text), stop + 1)))
    notes = list(_NOTE.finditer(text)) if marks else []
    for mark in marks:
        # A note stands below its mark; what stands above is the beginning of an emphasis that ends at the mark.
        below = (note for note in notes if note["mark"] == mark["mark"] and note.start() > mark.start())
        if note := next(below, None):
            yield Correction(
                start=mark.start("mark"), end=mark.end("mark"), marking=Marking.FOOTNOTE, note=note["note"].strip()
            )
