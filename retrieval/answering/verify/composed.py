"""Composed: a sentence that a model composed, beside cited words: which of its words stands for which of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from retrieval.answering.verify.outcome import Reason
from retrieval.answering.verify.reading import Cited, ReadText

SAME_AROUND = 4  # words around an edit that are the same; half of those of a short sentence
MOST_EDITED = 4  # words that an edit puts in or leaves out: more is told in other words


@dataclass(frozen=True, slots=True)
class Fault:
    """What the cited words do not bear: the position of a word of the sentence, None for all of it, and why."""

    at: int | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Match:
    """The word of the cited text that a sentence's word goes with best: its place there, and how near it is, 0 to 1."""

    at: int
    near: float
    same: bool


@dataclass(frozen=True, slots=True)
class WordEdit:
    """Where a sentence that otherwise repeats the cited words differs from them: its own words there, and theirs."""

    own: range
    theirs: range


@dataclass(frozen=True, eq=False)
class Composed:
    """A sentence beside what it may rest on; the question's capitals tell what is a name."""

    read: ReadText
    cited: Cited
    question: str

    @cached_property
    def content(self) -> tuple[int, ...]:
        """The positions of the words that carry meaning, without numbers."""
        return tuple(at for at, word in enumerate(self.read.words) if word.has_meaning and not word.is_number)

    @cached_property
    def matches(self) -> tuple[Match | None, ...]:
        """The best match of each word: one of the same stem if there is, else of those with meaning; None without any."""
        theirs = self.cited.read
        near = self.read.vectors @ theirs.vectors.T
        places: dict[str, list[int]] = {}
        for place, word in enumerate(theirs.words):
            places.setdefault(word.stem, []).append(place)
        meaning = [place for place, word in enumerate(theirs.words) if word.has_meaning]
        found: list[Match | None] = []
        for at, word in enumerate(self.read.words):
            alike = places.get(word.stem, [])
            tried = alike or meaning
            place = tried[int(near[at, tried].argmax())] if tried else -1
            found.append(Match(place, 1.0 if alike else float(near[at, place]), bool(alike)) if tried else None)
        return tuple(found)

    @cached_property
    def edits(self) -> tuple[WordEdit, ...]:
        """The few words in the midst of a run of the same words that are others, left out or put in."""
        own, theirs = ([word.stem for word in text.words] for text in (self.read, self.cited.read))
        steps = SequenceMatcher(None, own, theirs, autojunk=False).get_opcodes()
        found = []
        for before, (kind, a, b, c, d), after in zip([None, *steps], steps, [*steps[1:], None], strict=False):
            same = [step[2] - step[1] if step else 0 for step in (before, after)]
            inside = min(same) > 0 or a == 0 or b == len(own)
            # What stands before the first word of the sentence or behind its last one in the cited text is not replaced.
            length = b - a if kind == "replace" and a != b else d - c
            first = max(c, d - length) if a == 0 else c
            replaced = range(first, min(d, first + length) if b == len(own) else d)
            around = sum(same) >= min(SAME_AROUND, (len(own) - (b - a)) // 2)
            if kind != "equal" and inside and around and max(b - a, len(replaced)) <= MOST_EDITED:
                found.append(WordEdit(range(a, b), replaced))
        return tuple(found)

    @cached_property
    def replacing(self) -> dict[int, range]:
        """The words that take the place of others in a run of the same words, each with those."""
        theirs = self.cited.read.words
        return {
            at: edit.theirs
            for edit in self.edits
            for at in edit.own
            if edit.theirs and self.read.words[at].stem not in {theirs[place].stem for place in edit.theirs}
        }
