"""Differences: in a few words, what one release has where a related one has other words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from archive.sentences import split_sentences
from retrieval import wording
from retrieval.folding import Word, fold_words

MOST_SHOWN = 3  # differences named; more are counted
LONGEST_PIECE = 90  # characters of one side of a difference
LONGEST_SENTENCE = 240
AROUND = 2  # words before a difference of a word or two, to say what it is about
# What an order deletes and what it puts in place, as drafters write it.
_REDRAFTED = re.compile(
    r"\b(?:delet|strik|remov|replac|substitut)\w*\b[^“”\n]{0,80}“(?P<before>[^”\n]{1,300})”[^“”\n]{0,120}“(?P<after>[^”\n]{1,300})”"
)
_CHANGES = re.compile(r"\b(?:amended|revoked|superseded|rescinded|corrected|modified|replaced|extended|increased)\b")


@dataclass(frozen=True, slots=True)
class Change:
    """Words of one text and those that another has in their place; ``start`` and ``end`` are offsets in the first."""

    before: str
    after: str
    start: int
    end: int

    def describe(self) -> str:
        """Return the change in words."""
        said = wording.REPLACED if self.before and self.after else wording.ADDED if self.after else wording.LEFT_OUT
        return said.format(before=_cut(self.before, LONGEST_PIECE), after=_cut(self.after, LONGEST_PIECE))


def find_changes(before: str, after: str) -> list[Change]:
    """Return every place where the words of two texts differ, in order; case and punctuation do not count."""
    ours, theirs = _words(before), _words(after)
    runs: list[list[int]] = []
    for step in LCSseq.opcodes([word.folded for word in ours], [word.folded for word in theirs]):
        if step.tag == "equal":
            continue
        if runs and runs[-1][1] == step.src_start and runs[-1][3] == step.dest_start:
            runs[-1][1], runs[-1][3] = step.src_end, step.dest_end
        else:
            runs.append([step.src_start, step.src_end, step.dest_start, step.dest_end])
    return [_change(before, after, ours, theirs, *run) for run in runs]


def describe_changes(changes: Sequence[Change]) -> str:
    """Return the first changes in words, and how many there are where they are more."""
    if not changes:
        return wording.NO_DIFFERENCE
    if len(changes) > MOST_SHOWN:
        return wording.DIFFERENCES.format(count=len(changes))
    return "; ".join(change.describe() for change in changes)


def describe_amendment(text: str) -> str:
    """Return what an amending release says that it does: the words that it deletes and inserts, or its first telling sentence."""
    redrafted = [Change(m["before"], m["after"], m.start(), m.end()) for m in _REDRAFTED.finditer(text)]
    if redrafted:
        return "; ".join(change.describe() for change in redrafted[:MOST_SHOWN])
    sentences = [" ".join(text[start:end].split()) for start, end in split_sentences(text)]
    telling = [one for one in sentences if _CHANGES.search(one)]
    return f"“{_cut((telling or sentences or [''])[0], LONGEST_SENTENCE)}”"


def _change(
    before: str, after: str, ours: Sequence[Word], theirs: Sequence[Word], a: int, b: int, c: int, d: int
) -> Change:
    # A word or two in place of others do not say what they are about: the words before them do.
    back = min(AROUND, a, c) if b > a and d > c and max(b - a, d - c) <= AROUND else 0
    start = ours[a].start if a < len(ours) else len(before)
    return Change(
        _written(before, ours, a - back, b), _written(after, theirs, c - back, d),
        start, ours[b - 1].end if b > a else start,
    )  # fmt: skip


def _written(text: str, words: Sequence[Word], first: int, last: int) -> str:
    if last <= first:
        return ""
    # '5:57' are two words; the first is not left off.
    start = max(text.rfind(" ", 0, words[first].start), text.rfind("\n", 0, words[first].start)) + 1
    return " ".join(text[start : words[last - 1].end].split()).lstrip("“")


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(",;:") + " …"


@lru_cache(maxsize=16)
def _words(text: str) -> tuple[Word, ...]:
    return tuple(fold_words(text))
