"""Parts: what a question asks beside each other ('who was sent home, and to where?'), each to be answered by its own evidence.

Read carefully: a question is taken apart only where both sides of a joint ask. 'Who and where' in one clause is one part, and
so is a clause that hangs on what it follows ('the crew, and those who were on board').
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from language import content_words

MOST_PARTS = 3
FEWEST_WORDS = 2  # content words of what stands before a joint: with fewer, both sides ask about one thing
_ASKING = r"(?:who|whom|whose|what|which|when|where|why|how)"
_AT = (
    r"(?:(?:about|across|against|after|as of|at|before|by|during|for|from|in|into|of|on|out of|over|since|through|to|under|until"
    r"|up to|with) )?"
)
_INVERTED = (
    r"(?:am|are|can|could|did|do|does|had|has|have|is|may|might|must|should|was|were|will|would)(?:n['’]t)?"
    r" (?!to\b)[^\W\d_]"
)
# What comes between two parts. A comma alone comes between a clause and what it hangs on ('when it sank, who came?'), and
# without a comma 'and who' and 'and which' go on about those just named.
JOINT = re.compile(
    rf"(?P<end>\?)\s+(?:and |but )?(?=\S)"
    rf"|(?:,\s+(?:and|but|plus)\s+|\s*[;—]\s*(?:(?:and|but)\s+)?|\s[-–]\s+(?:(?:and|but)\s+)?)(?:also |if so, |if not, |then )?"
    rf"(?={_AT}{_ASKING}\b|{_INVERTED})"
    rf"|\s+and\s+(?:also )?(?={_AT}(?:what|when|where|why|how)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"\b{_ASKING}\b|^\W*{_INVERTED}|[.,:;] {_INVERTED}", re.IGNORECASE)
# Every quotation names its speaker: who only asks for that asks for nothing more.
_WHO_SAID = re.compile(
    r"^\W*(?:who (?:was it (?:that|who) )?(?:said|says|told|stated|claimed|announced)(?: (?:so|it|that|this|us|reporters))*"
    r"|according to whom)\W*$",
    re.IGNORECASE,
)
_TRAILING = re.compile(rf"\b(?:{_ASKING}|and|or|but)\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one part of a question asks, and where it stands in the question."""

    start: int
    end: int
    text: str


def read_parts(question: str) -> tuple[Part, ...]:
    """Return the parts of a question in order, () where it asks one thing; the first takes in what is said before it asks."""
    starts = [0]
    ends: list[int] = []
    for joint in JOINT.finditer(question):
        if len(starts) < MOST_PARTS and _parts(question, starts[-1], joint):
            ends.append(joint.start() + (1 if joint["end"] else 0))
            starts.append(joint.end())
    if not ends:
        return ()
    ends.append(len(question))
    return tuple(Part(start=a, end=b, text=question[a:b]) for a, b in zip(starts, ends, strict=True))


def _parts(question: str, start: int, joint: re.Match[str]) -> bool:
    """Whether a joint parts what is asked before it from what is asked after it."""
    before, after = question[start : joint.start()], question[joint.end() :]
    if not _ASKS.search(before) or _TRAILING.search(before) or len(content_words(before)) < FEWEST_WORDS:
        return False
    return _ASKS.search(after) is not None and not _WHO_SAID.match(after)
