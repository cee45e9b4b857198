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
# A footnote's mark as canonical text writes it, '352⁽¹⁾': raised and in brackets, so that it is neither digit nor power.
NOTE_MARK = re.compile(r"⁽[^⁽⁾\s]{1,6}⁾")
_MARK = re.compile(r"(?<=[\w.,;:!?%\])”’\"'])(?P<mark>\*{1,3}|[†‡])(?![*\w])")
_NOTE = re.compile(r"(?m)^[ \t]*(?P<mark>\*{1,3}|[†‡])[ \t]?(?P<note>[^*†‡\n]{5,300})$")
_MARK_AFTER = 12  # characters: a mark behind a sentence is of it
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
    yield from _numbered_notes(text, start, stop)
    marks = list(_MARK.finditer(text, start, min(len(text), stop + 1)))
    notes = list(_NOTE.finditer(text)) if marks else []
    for mark in marks:
        # A note stands below its mark; what stands above is the beginning of an emphasis that ends at the mark.
        below = (note for note in notes if note["mark"] == mark["mark"] and note.start() > mark.start())
        if note := next(below, None):
            yield Correction(
                start=mark.start("mark"), end=mark.end("mark"), marking=Marking.FOOTNOTE, note=note["note"].strip()
            )


def _numbered_notes(text: str, start: int, stop: int) -> Iterator[Correction]:
    """Yield the marks of notes in a span with their notes, which begin with the same mark behind white space below."""
    for mark in NOTE_MARK.finditer(text, start, min(len(text), stop + _MARK_AFTER)):
        if mark.start() > stop or _is_head(text, mark.start()):
            continue
        head = next((at for at in _heads(text, mark) if at.start() > mark.start()), None)
        if head:
            note = text[head.end() : _end_of_note(text, head.end())].strip()
            yield Correction(start=mark.start(), end=mark.end(), marking=Marking.FOOTNOTE, note=note)


def _heads(text: str, mark: re.Match[str]) -> Iterator[re.Match[str]]:
    return (at for at in re.finditer(re.escape(mark.group()), text) if _is_head(text, at.start()))


def _is_head(text: str, position: int) -> bool:
    """Say whether the mark there begins a note: it is the first of its line, or stands apart in a line that begins with one."""
    line = text.rfind("\n", 0, position) + 1
    apart = position == line or text[position - 1].isspace()
    return apart and NOTE_MARK.match(text, line) is not None


def _end_of_note(text: str, start: int) -> int:
    following = (at.start() for at in NOTE_MARK.finditer(text, start) if _is_head(text, at.start()))
    ends = (text.find("\n", start), next(following, -1))
    return min((end for end in ends if end >= 0), default=len(text))
