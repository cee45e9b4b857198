"""Where sentences begin and end.

sentencex (Wikimedia) finds the boundaries; a few repairs follow. It was chosen over three others on 52 hard cases and
for speed (megabytes a second on one core, November 2026): sentencex 8 wrong, 37 MB/s; blingfire 4 wrong, 10 MB/s, its
last release in 2021; syntok 9 wrong, 0.7 MB/s; pysbd 7 wrong, 0.1 MB/s. With the repairs none of the cases in
``tests/language/test_sentences.py`` is wrong, at 4 MB/s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import sentencex

from language.vocabulary import patterns

# sentencex does not look inside quotation marks, so a quotation of many sentences would be one sentence. It is shown
# blanks in their place (of the same length, so that offsets hold); the marks are dealt out again afterwards.
_QUOTES_AS_BLANKS = str.maketrans(dict.fromkeys('“”"«»„', " "))

_ABBREVIATION, _NUMBER, _TIME_OF_DAY, _TIME_ZONE, _LETTERED, _DAY, _MONTH, _ENDS_WITHIN = patterns(
    "sentences", "abbreviation", "number", "time_of_day", "time_zone", "lettered_before", "day_before", "month_behind",
    "ends_within",
)  # fmt: skip
_INITIAL = re.compile(r"(?:^|\s)[A-HJ-ZÀ-Þ]\.$")
_NAME = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ’'-]+\b")
_MARKER = re.compile(r"(?:-|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])$")
_OPENING_MARKS = frozenset('“"‘([«„¿¡')
_CLOSED_ASIDE = re.compile(r"(?<=[.!?][)\]])\s+(?=[A-Z“\"‘(\[0-9])")
_MAY_END = re.compile(r"[.!?…]")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the offsets (start, end) of the sentences of ``text``, in order, white space outside.

    No sentence goes across a line break, and all that is not white space lies in exactly one of them.
    """
    return list(_sentences(text))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        for a, b in _split_line(line):
            yield start + a, start + b
        start += len(line)


def _split_line(line: str) -> list[tuple[int, int]]:
    """Return the trimmed sentences of one line."""
    found: list[tuple[int, int]] = []
    for a, b in pairwise([0, *_boundaries(line), len(line)]):
        piece = line[a:b]
        if stripped := piece.strip():
            start = a + piece.index(stripped)
            found.append((start, start + len(stripped)))
    return found


def _boundaries(line: str) -> list[int]:
    """Return where a new sentence of this line begins (the first one's 0 is left out), repaired."""
    if not _MAY_END.search(line):
        return []
    kept: list[int] = []
    more = (match.end() for missed in (_CLOSED_ASIDE, _ENDS_WITHIN) for match in missed.finditer(line))
    for cut in sorted({*_library_boundaries(line), *more}):
        moved = _give_back_opening(line, cut)
        last = kept[-1] if kept else 0
        if moved > last and not _belong_together(line[last:moved].strip()[-24:], line[moved:].lstrip()):
            kept.append(moved)
    return kept


def _library_boundaries(line: str) -> Iterator[int]:
    """Yield the boundaries that sentencex finds, with quotation marks blanked."""
    position = 0
    for piece in sentencex.segment("en", line.translate(_QUOTES_AS_BLANKS))[:-1]:
        position += len(piece)
        yield position


def _give_back_opening(line: str, cut: int) -> int:
    """Move a boundary before the opening marks that were blanked in front of it."""
    start = cut
    while start and (line[start - 1] in _OPENING_MARKS or line[start - 1].isspace()):
        start -= 1
    # A straight quotation mark that touches the word before it closes that word's sentence.
    while start < cut and not (start == 0 or line[start].isspace() or line[start - 1].isspace()):
        start += 1
    return start


def _belong_together(before: str, after: str) -> bool:
    """Say whether a boundary between these two is none."""
    if not before or not after:
        return True
    bare = after.lstrip("".join(_OPENING_MARKS))
    if bare[:1].islower():  # '“Have we a plan?” she asked.', 'approx. five'
        return True
    if _ABBREVIATION.search(before) or _MARKER.match(before):
        return True
    if _NUMBER.search(before):
        return after[:1].isdigit()
    if _DAY.search(before) and _MONTH.match(after):  # 'am 2. Oktober'
        return True
    if _TIME_OF_DAY.search(before):
        return bool(_TIME_ZONE.match(after))
    return bool(_INITIAL.search(before) and _NAME.match(after) and not _LETTERED.search(before))
