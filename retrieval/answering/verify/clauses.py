"""Clauses: the parts of a sentence that may rest on different lines of the evidence."""

from __future__ import annotations

from language import pattern
from retrieval.answering.verify.reading import ReadText

FEWEST_WORDS = 4  # fewer are no clause: 'health and safety'
_JOINT = pattern("composed.clause_joint")


def find_clauses(read: ReadText) -> list[range]:
    """Return the positions of the words of each clause, in order: they end at a semicolon and before 'and', 'but', 'while'."""
    starts = [0]
    for joint in _JOINT.finditer(read.text):
        at = read.at(joint.end() - 1)
        if at - starts[-1] >= FEWEST_WORDS and len(read.words) - at >= FEWEST_WORDS:
            starts.append(at)
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(read.words)], strict=True)]
