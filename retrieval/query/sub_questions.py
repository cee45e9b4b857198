"""Sub-questions: the parts of a question that each ask something ('who was sent home, and to where?').

Each gets evidence of its own. A question is taken apart only where both sides of a joint ask: 'who and where' in one clause is
one part, and so is a clause that hangs on what it follows ('the crew, and those who were on board').
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from language import content_words, patterns

MOST_PARTS = 3
FEWEST_WORDS = 2  # content words of what stands before a joint: with fewer, both sides ask about one thing
_JOINT, _ASKS, _ASKS_WHO_SAID, _TRAILING = patterns("questions", "joint", "asks", "asks_who_said", "trailing")


@dataclass(frozen=True, slots=True, kw_only=True)
class SubQuestion:
    """What one part of a question asks, and where it stands in the question."""

    start: int
    end: int
    text: str


def read_sub_questions(question: str) -> tuple[SubQuestion, ...]:
    """Return the parts of a question in order, () where it asks one thing; the first takes in what is said before it asks."""
    starts, ends = [0], [len(question)]
    for joint in _JOINT.finditer(question):
        if len(starts) < MOST_PARTS and _parts(question, starts[-1], joint):
            ends.insert(-1, joint.start() + (1 if joint["end"] else 0))  # a question mark belongs to the part it ends
            starts.append(joint.end())
    parts = [
        SubQuestion(start=start, end=end, text=question[start:end]) for start, end in zip(starts, ends, strict=True)
    ]
    return tuple(parts) if len(parts) > 1 else ()


def _parts(question: str, start: int, joint: re.Match[str]) -> bool:
    """Whether a joint parts what is asked before it from what is asked after it."""
    before, after = question[start : joint.start()], question[joint.end() :]
    if not _ASKS.search(before) or _TRAILING.search(before) or len(content_words(before)) < FEWEST_WORDS:
        return False
    return _ASKS.search(after) is not None and not _ASKS_WHO_SAID.match(after)
