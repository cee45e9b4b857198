"""Cut releases into passages, the unit of search: spans inside one turn, at sentence and list boundaries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive import ASKED, COLUMNS, Passage, Release, Turn, Voice
from language import find_header, split_sentences, write_day

LONGEST_PASSAGE = 700  # characters of a passage
_LEAST_FILL = 350  # a passage that has this much ends at a paragraph rather than take a part of the next
_LONGEST_PIECE = 500  # characters; a sentence or row that is longer is split at clauses, or else at words
_LONGEST_OVERLAP = 160  # characters; the last sentence of a passage begins the next one too if it is no longer
_LONGEST_HEADING = 120  # characters
_LONGEST_QUESTION = 200  # characters of the question before it, in a passage's context

_ASKING = frozenset({Voice.REPORTER, Voice.QUESTION})
_ITEM = re.compile(r"(?:- |\(?[0-9]{1,3}[.)] |\(?[a-z]{1,3}\) )")
_STOP = re.compile(r"[.!?…][”’\")\]]*$")
_CLAUSE = re.compile(r"(?<=[;:])\s+|(?<=,)\s+|\s+(?=[—–|]\s)")

_Span = tuple[int, int]


def cut_passages(release: Release) -> list[Passage]:
    """Return the passages of a release in reading order; ``text`` is ``release.text[start:end]``, without outer space.

    No passage crosses a turn or holds its label. Furniture makes none; every other turn that says anything makes one at
    least, however short. Neighbours in a turn share a short sentence.
    """
    passages: list[Passage] = []
    question = ""
    for turn in release.turns:
        if turn.voice in _ASKING:
            question = " ".join(release.text[turn.said : turn.end].split())
        if turn.voice is Voice.FURNITURE:
            continue
        asked = "" if turn.voice in _ASKING else question
        spans = cut_spans(release.text, turn.said, turn.end)
        passages.extend(_passage(release, turn, span, _context(release, turn, asked, span[0])) for span in spans)
    return passages


def _passage(release: Release, turn: Turn, span: _Span, context: str) -> Passage:
    start, end = span
    return Passage(
        release_id=release.id, start=start, end=end, text=release.text[start:end], context=context, voice=turn.voice,
        date=release.date, kind=release.kind, label=turn.label, speaker=turn.speaker,
    )  # fmt: skip


def _columns(text: str, start: int) -> str:
    """Return the header of the table whose rows a passage begins with, '' where it begins with none."""
    header = find_header(text, start)
    return text[slice(*header)] if header else ""


def _context(release: Release, turn: Turn, question: str, start: int) -> str:
    """Return what helps the search to find a passage: title, day in words, speaker, table's header, the question before it.

    Of an undated release no day stands there.
    """
    parts = [release.title, write_day(release.date) if release.date else "", turn.speaker or turn.label or ""]
    if columns := _columns(release.text, start):
        parts.append(f"{COLUMNS}{columns}.")
    if question:
        parts.append(f"{ASKED}{_last_words(question)}")
    return " ".join(part if part[-1:] in ".?!…—" else f"{part}." for part in parts if part)


def _last_words(question: str) -> str:
    """Return the end of a question, at a sentence or a word."""
    if len(question) <= _LONGEST_QUESTION:
        return question
    tail = question[-_LONGEST_QUESTION:]
    sentence = re.search(r"[.!?][”\")]? (?=\S)", tail)
    return tail[sentence.end() :] if sentence else tail.partition(" ")[2]


def cut_spans(text: str, start: int, end: int) -> list[_Span]:
    """Return the spans of passages between two offsets, each of about LONGEST_PASSAGE characters at most."""
    pieces = list(_pieces(text, start, end))
    spans: list[_Span] = []
    first = 0
    while first < len(pieces):
        last = _fill(text, pieces, first)
        spans.append((pieces[first][0], pieces[last][1]))
        if last + 1 == len(pieces):
            break
        first = _overlap(text, pieces, first, last)
    return spans


def _pieces(text: str, start: int, end: int) -> Iterator[_Span]:
    """Yield the pieces that passages are made of: sentences, and parts of sentences that are too long."""
    for a, b in split_sentences(text[start:end]):
        yield from _split_long(text, start + a, start + b)


def _split_long(text: str, start: int, end: int) -> Iterator[_Span]:
    """Yield the parts of a long sentence, cut after a clause where one ends late enough, else between words."""
    while end - start > _LONGEST_PIECE:
        window = text[start : start + _LONGEST_PIECE]
        cuts = [match.start() for match in _CLAUSE.finditer(window) if match.start() > _LONGEST_PIECE // 2]
        cut = cuts[-1] if cuts else window.rfind(" ")
        if cut <= 0:
            cut = _LONGEST_PIECE
        yield start, start + len(text[start : start + cut].rstrip())
        start += cut
        start += len(text[start:end]) - len(text[start:end].lstrip())
    if start < end:
        yield start, end


def _fill(text: str, pieces: Sequence[_Span], first: int) -> int:
    """Return the last piece of the passage that begins with ``first``."""
    begin = pieces[first][0]
    last = first
    while last + 1 < len(pieces) and pieces[last + 1][1] - begin <= LONGEST_PASSAGE:
        full_enough = pieces[last][1] - begin >= _LEAST_FILL and _is_break(text, pieces, last)
        if full_enough and not _fits_to_break(text, pieces, last + 1, begin):
            break
        last += 1
    while first < last < len(pieces) - 1 and _is_heading(text, pieces, last):
        last -= 1
    return last


def _is_heading(text: str, pieces: Sequence[_Span], index: int) -> bool:
    """Say whether a piece is a heading, after which no passage may end: a short line without a full stop, no table's row."""
    start, end = pieces[index]
    if find_header(text, start):
        return False
    whole_line = (start == 0 or text[start - 1] == "\n" or index == 0) and _is_break(text, pieces, index)
    line = text[start:end]
    return whole_line and len(line) <= _LONGEST_HEADING and not _ITEM.match(line) and not _STOP.search(line)


def _fits_to_break(text: str, pieces: Sequence[_Span], index: int, begin: int) -> bool:
    """Say whether the next paragraph or item still fits into the passage, with the list that it introduces, if any.

    A list too long for one passage is divided in any case, and need not fit.
    """
    last = _end_of_line(text, pieces, index)
    if text[pieces[last][1] - 1] == ":":
        end = last
        while end + 1 < len(pieces) and _ITEM.match(text, pieces[end + 1][0]):
            end = _end_of_line(text, pieces, end + 1)
        if pieces[end][1] - pieces[index][0] <= LONGEST_PASSAGE:
            last = end
    return pieces[last][1] - begin <= LONGEST_PASSAGE


def _end_of_line(text: str, pieces: Sequence[_Span], index: int) -> int:
    """Return the last piece of the paragraph or item that this piece is part of."""
    while index + 1 < len(pieces) and not _is_break(text, pieces, index):
        index += 1
    return index


def _is_break(text: str, pieces: Sequence[_Span], index: int) -> bool:
    """Say whether a paragraph or list item ends with this piece."""
    return "\n" in text[pieces[index][1] : pieces[index + 1][0]]


def _overlap(text: str, pieces: Sequence[_Span], first: int, last: int) -> int:
    """Return the first piece of the next passage: the last sentence again where it is short and leads on.

    The line that introduces a list ('including:') is taken again too, so that the items stand below it.
    """
    start, end = pieces[last]
    leads_on = end - start <= _LONGEST_OVERLAP and (not _is_break(text, pieces, last) or text[end - 1] == ":")
    if last > first and leads_on and pieces[last + 1][1] - start <= LONGEST_PASSAGE:
        return last
    return last + 1
