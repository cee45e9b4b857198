"""Wrapped text: lines of a typewriter's width, each in a paragraph of its own, are paragraphs again."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

_FEWEST = 8  # breaks
_LEAST_BROKEN = 0.3  # of the breaks stand within a sentence; in a text of whole paragraphs hardly one does
_SHORT = 0.85  # of the width of most lines; a shorter one that ends a sentence ends its paragraph
_SENTENCE_END = re.compile(r"[.?!:;…][”’\"'»)\]*]*$")
_GOES_ON = re.compile(r"[^\W\d_A-ZÀ-Þ]")
_SET_APART = re.compile(r"(?:[^\W\d_][^:\n]{0,60}:(?:\s|$))|Q\s|[-–—•*(\[]|\d{1,3}[.)]\s")


def join_wrapped(text: str) -> str:
    """Return a text whose lines were each set as a paragraph with its paragraphs whole; any other text as it is."""
    lines = text.split("\n\n")
    breaks = list(pairwise(lines))
    broken = sum(_is_broken(before, after) for before, after in breaks)
    if len(breaks) < _FEWEST or broken < _LEAST_BROKEN * len(breaks) or any("\n" in line for line in lines):
        return text
    width = median(map(len, lines))
    joined = [lines[0]]
    for before, after in breaks:
        ends = _SENTENCE_END.search(before) is not None
        apart = _SET_APART.match(after) is not None and (ends or ":" in after[:60])
        if _is_broken(before, after) or not (
            apart or (ends and len(before) < _SHORT * width) or len(before) < width / 2
        ):
            joined[-1] += f" {after}"
        else:
            joined.append(after)
    return "\n\n".join(joined)


def _is_broken(before: str, after: str) -> bool:
    """Say whether a break stands within a sentence."""
    return _SENTENCE_END.search(before) is None and _GOES_ON.match(after) is not None
