"""Clauses: the parts of a sentence that may rest on different lines of the evidence."""

from __future__ import annotations

from language import is_negation, pattern
from retrieval.answering.verify.reading import ReadText

FEWEST_WORDS = 4  # fewer are no clause: 'health and safety'
FEWEST_TELLING = 2  # words with meaning, or numbers, of a clause: 'as he said' rests on what it stands beside
_JOINT = pattern("composed.clause_joint")


def find_clauses(read: ReadText) -> list[range]:
    """Return the positions of the words of each clause, in order: they end at a semicolon and before 'and', 'but', 'while'."""
    starts = [0]
    for joint in _JOINT.finditer(read.text):
        at = read.at(joint.end() - 1)
        if _is_clause(read, range(starts[-1], at)) and _is_clause(read, range(at, len(read.words))):
            starts.append(at)
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(read.words)], strict=True)]


def _is_clause(read: ReadText, words: range) -> bool:
    telling = sum(
        one.has_meaning or one.is_number or is_negation(one.folded) for one in read.words[words.start : words.stop]
    )
    return len(words) >= FEWEST_WORDS and telling >= FEWEST_TELLING
