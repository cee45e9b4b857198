"""Changes: what a quotation did to the words of its source, run by run, and of which kind each change is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from language import STOP_WORDS, Word, is_negation, is_number, word_set
from retrieval.quote_check.alignment import Edit, Run

_NOT_NAMES = word_set("words.first_person")


class ChangeKind(StrEnum):
    """How a quotation departs from its source, the gravest first."""

    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    CONDITION = "condition"
    QUALIFIER = "qualifier"
    STITCHED = "stitched"
    LEFT_OUT = "words-left-out"
    ADDED = "words-added"
    CHANGED = "words-changed"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A piece of the word diff: what the quotation has, and what its source has, as they are written there."""

    edit: Edit
    quoted: str
    source: str


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text with its words, folded: one side of an alignment."""

    text: str
    words: tuple[Word, ...]

    @property
    def folded(self) -> list[str]:
        """The words as they are compared."""
        return [word.folded for word in self.words]

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


def diff(runs: Sequence[Run], quote: FoldedText, source: FoldedText) -> tuple[DiffPart, ...]:
    """Return the runs as pieces of text, in order."""
    return tuple(
        DiffPart(run.edit, quote.written(run.quote_start, run.quote_end), source.written(run.start, run.end))
        for run in runs
    )


def classify_changes(runs: Sequence[Run], quote: FoldedText, source: FoldedText) -> tuple[ChangeKind, ...]:
    """Return the kinds of change among the runs, the gravest first, each once."""
    found = {kind for group in _changed_groups(runs) for kind in _kinds(group, quote, source)}
    return tuple(kind for kind in ChangeKind if kind in found)


def _changed_groups(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield the runs between two that are equal, together: a name of two words for one of three is one change."""
    for is_equal, group in groupby(runs, key=lambda run: run.edit is Edit.EQUAL):
        if not is_equal:
            yield list(group)


def _kinds(group: Sequence[Run], quote: FoldedText, source: FoldedText) -> Iterator[ChangeKind]:
    """Yield the kinds of one change; words that were only moved count as no other words."""
    quoted = [at for run in group if run.edit is not Edit.MOVED for at in range(run.quote_start, run.quote_end)]
    held = [at for run in group for at in range(run.start, run.end)]
    quoted_words, held_words = (
        [side.words[at].folded for at in places] for side, places in ((quote, quoted), (source, held))
    )
    number = Counter(filter(is_number, quoted_words)) != Counter(filter(is_number, held_words))
    name = _count_names(quote, quoted) != _count_names(source, held)
    if number:
        yield ChangeKind.NUMBER
    if name:
        yield ChangeKind.NAME
    if sum(map(is_negation, quoted_words)) != sum(map(is_negation, held_words)):
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


def _count_names(side: FoldedText, places: Iterable[int]) -> Counter[str]:
    return Counter(side.words[at].folded for at in places if side.is_name(at))
