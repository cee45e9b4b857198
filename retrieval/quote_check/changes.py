"""Changes: what a quotation did to the words of its source, run by run, and of which kind each change is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from language import STOP_WORDS, Word, is_negation, is_number, word_set
from retrieval.quote_check.alignment import Edit, Run

_NOT_NAMES = word_set("words.first_person")


class ChangeKind(StrEnum):
    """How a quotation departs from its source, the gravest first."""

    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    STITCHED = "stitched"
    LEFT_OUT = "words-left-out"
    ADDED = "words-added"
    CHANGED = "words-changed"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the word diff: what the quotation has, and what its source has, as they are written there."""

    edit: Edit
    quoted: str
    source: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one side of an alignment, with the text that they were folded from."""

    text: str
    words: tuple[Word, ...]

    def written(self, start: int, end: int) -> str:
        """Return the text from one word up to another, as it is written."""
        return self.text[self.words[start].start : self.words[end - 1].end] if end > start else ""

    def is_name(self, index: int) -> bool:
        """Whether a word is written with a capital inside a sentence."""
        word = self.words[index]
        written = self.text[word.start : word.end]
        if not written[:1].isupper() or word.folded in _NOT_NAMES or word.folded in STOP_WORDS:
            return False
        before = self.text[: word.start].rstrip(" \n“”\"'‘’([*—–-")
        return bool(before) and before[-1] not in ".!?:…" and index > 0


def diff(runs: Sequence[Run], quote: Words, source: Words) -> tuple[Part, ...]:
    """Return the runs as pieces of text, those side by side that change anything as they stand."""
    return tuple(
        Part(run.edit, quote.written(run.quote_start, run.quote_end), source.written(run.start, run.end))
        for run in runs
    )


def classify(runs: Sequence[Run], quote: Words, source: Words) -> tuple[ChangeKind, ...]:
    """Return the kinds of change among the runs, the gravest first, each once."""
    found: set[ChangeKind] = set()
    for group in _changed_groups(runs):
        quoted = [
            index for run in group for index in range(run.quote_start, run.quote_end) if run.edit is not Edit.MOVED
        ]
        held = [index for run in group for index in range(run.start, run.end)]
        found |= set(_kinds(group, quoted, held, quote, source))
    return tuple(kind for kind in ChangeKind if kind in found)


def _changed_groups(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield the runs between two that are equal, together: a name of two words for one of three is one change."""
    group: list[Run] = []
    for run in runs:
        if run.edit is Edit.EQUAL:
            if group:
                yield group
            group = []
        else:
            group.append(run)
    if group:
        yield group


def _kinds(
    group: Sequence[Run], quoted: Sequence[int], held: Sequence[int], quote: Words, source: Words
) -> Iterator[ChangeKind]:
    ours = [quote.words[index].folded for index in quoted]
    theirs = [source.words[index].folded for index in held]
    number = _differ(filter(is_number, ours), filter(is_number, theirs))
    name = _differ(_names(quote, quoted), _names(source, held))
    if number:
        yield ChangeKind.NUMBER
    if name:
        yield ChangeKind.NAME
    if sum(map(is_negation, ours)) != sum(map(is_negation, theirs)):
        yield ChangeKind.NEGATION
    edits = {run.edit for run in group}
    if Edit.ELSEWHERE in edits:
        yield ChangeKind.STITCHED
    if Edit.MOVED in edits:
        yield ChangeKind.ORDER
    rest = edits - {Edit.ELSEWHERE, Edit.MOVED}
    if rest == {Edit.LEFT_OUT}:
        yield ChangeKind.LEFT_OUT
    elif rest == {Edit.ADDED}:
        yield ChangeKind.ADDED
    elif rest and not (number or name):
        yield ChangeKind.CHANGED


def _names(side: Words, indexes: Sequence[int]) -> Iterator[str]:
    return (side.words[index].folded for index in indexes if side.is_name(index))


def _differ(ours: Iterator[str], theirs: Iterator[str]) -> bool:
    return Counter(ours) != Counter(theirs)
