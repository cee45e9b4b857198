"""Differences: in a few words, what one release has where a related one has other words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import accumulate

from rapidfuzz.distance import LCSseq

from language import Word, fold_words, patterns, split_sentences
from retrieval import wording

MOST_SHOWN = 3  # differences named; more are counted
LONGEST_PIECE = 70  # characters of one side of a difference
LONGEST_SENTENCE = 240
LEAD = 25  # characters before the day: what is of that day
AROUND = 2  # words before a difference of a word or two, to say what it is about
_REDRAFTED, _CHANGES = patterns("releases", "redrafted", "changed")
_ENDS = re.compile(r"[.!?][”\")]* [A-Z]")  # of a sentence


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


def find_changes(before: str, after: str, *, within: tuple[int, int] | None = None) -> list[Change]:
    """Return every place where the words of two texts differ, in order; case and punctuation do not count.

    ``within`` is the span of the first text that is looked at, all of it without. Lines that stand in both are the same:
    only what lies between them is compared word for word, as two versions of a long transcript differ in a line or two.
    """
    start, end = within or (0, len(before) + 1)
    found = (
        replace(change, start=change.start + offset, end=change.end + offset)
        for offset, ours, theirs in _unlike_lines(before, after)
        if offset < end and start <= offset + len(ours)
        for change in _find_changes(ours, theirs)
    )
    return [change for change in found if change.start < end and start < max(change.end, change.start + 1)]


def _unlike_lines(before: str, after: str) -> Iterator[tuple[int, str, str]]:
    """Yield what lies between the lines that two texts share: where it begins in the first, and what each has there."""
    ours, theirs = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = list(accumulate(map(len, ours), initial=0))
    for a, b, c, d in _unlike_runs(ours, theirs):
        yield starts[a], "".join(ours[a:b]), "".join(theirs[c:d])


def _unlike_runs(ours: Sequence[str], theirs: Sequence[str]) -> list[list[int]]:
    """Return (start, end, other start, other end) of every run of items that differs."""
    runs: list[list[int]] = []
    for step in LCSseq.opcodes(ours, theirs):
        if step.tag == "equal":
            continue
        if runs and runs[-1][1] == step.src_start and runs[-1][3] == step.dest_start:
            runs[-1][1], runs[-1][3] = step.src_end, step.dest_end
        else:
            runs.append([step.src_start, step.src_end, step.dest_start, step.dest_end])
    return runs


def _find_changes(before: str, after: str) -> list[Change]:
    ours, theirs = _words(before), _words(after)
    runs = _unlike_runs([word.folded for word in ours], [word.folded for word in theirs])
    return [_change(before, after, ours, theirs, *run) for run in runs]


def describe_changes(changes: Sequence[Change]) -> str:
    """Return the first changes in words, and how many more there are."""
    if not changes:
        return wording.NO_DIFFERENCE
    shown = "; ".join(change.describe() for change in changes[:MOST_SHOWN])
    more = len(changes) - MOST_SHOWN
    return shown + (wording.MORE_DIFFERENCES.format(count=more) if more > 0 else "")


_NO_DAY = re.compile(r"(?!)")  # is found nowhere


def describe_amendment(text: str, amended: date | None) -> str:
    """Return what an amending release says that it does: the words that it deletes and inserts, or its telling sentence.

    ``amended`` is the day of the release that it amends, if it has one: of several sentences, the one that names it is meant.
    """
    sentences = [" ".join(text[start:end].split()) for start, end in split_sentences(text)]
    day = _NO_DAY
    if amended:
        day = re.compile(rf"\b(?:{amended:%B} {amended.day}|{amended.day} {amended:%B}),? {amended.year}\b")
    telling = [sentence for sentence in sentences if _CHANGES.search(sentence)] or sentences or [""]
    said = next((sentence for sentence in telling if day.search(sentence)), telling[0])
    redrafted = _REDRAFTED.search(said)
    if redrafted and " " in redrafted["before"]:
        return Change(redrafted["before"], redrafted["after"], 0, 0).describe()
    return f"“{_cut_around(said, day)}”"


def _cut_around(sentence: str, day: re.Pattern[str]) -> str:
    """Return a sentence, of a long one the part that names the day."""
    named = day.search(sentence)
    if len(sentence) <= LONGEST_SENTENCE or not named or named.end() < LONGEST_SENTENCE // 2:
        return _cut(sentence, LONGEST_SENTENCE)
    start = sentence.rfind(" ", 0, named.start() - LEAD) + 1
    return "… " + _cut(sentence[start:], LONGEST_SENTENCE)


def _change(
    before: str, after: str, ours: Sequence[Word], theirs: Sequence[Word], a: int, b: int, c: int, d: int
) -> Change:
    # A word or two in place of others do not say what they are about: the words before them do.
    back = min(AROUND, a, c) if b > a and d > c and max(b - a, d - c) <= AROUND else 0
    start = ours[a].start if a < len(ours) else len(before)
    if back and _ENDS.search(f"{_written(before, ours, a - back, b)}\n{_written(after, theirs, c - back, d)}"):
        back = 0
    return Change(
        _written(before, ours, a - back, b), _written(after, theirs, c - back, d),
        start, ours[b - 1].end if b > a else start,
    )  # fmt: skip


def _written(text: str, words: Sequence[Word], first: int, last: int) -> str:
    if last <= first:
        return ""
    # '5:57' are two words; the first is not left off.
    start = max(text.rfind(" ", 0, words[first].start), text.rfind("\n", 0, words[first].start)) + 1
    return " ".join(text[start : words[last - 1].end].split()).lstrip("“(")


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(",;:") + " …"


@lru_cache(maxsize=16)
def _words(text: str) -> tuple[Word, ...]:
    return tuple(fold_words(text))
