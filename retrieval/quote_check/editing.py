"""Editing: what a claim's own marks do to its source. Brackets may explain and an ellipsis abridge, no more.

Brackets may say who 'she' is, bend a word or shorten a name, and leave a note; what denies, limits or counts, and names and
other words that the release does not bear, are changes. An ellipsis may leave out a part of a sentence, or whole sentences;
not a denial or a condition of what is quoted, and what it joins must not read as one sentence where it is two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from archive import Release
from language import (
    STOP_WORDS,
    Word,
    entry,
    fold_letters,
    fold_words,
    is_negation,
    is_number,
    stem,
    word_set,
    write_day,
)
from retrieval.quote_check.candidates import Stretch
from retrieval.quote_check.changes import ChangeKind, FoldedText
from retrieval.quote_check.exact import Gap, Occurrence
from retrieval.quote_check.sentences import sentences_around
from retrieval.quote_check.speaker import find_source

_CONDITIONS = frozenset(map(fold_letters, word_set("quotations.conditions")))
_QUALIFIERS = frozenset(map(fold_letters, word_set("quotations.qualifiers")))
_POINTING, _DETERMINERS = word_set("quotations.pointing"), word_set("quotations.determiners")
_MAY_OPEN, _BUT = word_set("quotations.may_open"), word_set("quotations.but_words")
_POINTS_BACK = _BUT | word_set("quotations.points_back")
_EDITORIAL, _JOINING = word_set("quotations.editorial"), frozenset({"and", "or", "but", "nor"})
_FORMS = {form: forms.split()[0] for forms in entry("quotations.irregular") for form in forms.split()}
_MOST_REPLACED = 10  # words before or behind all that was found that brackets there may stand for
_SHORT = 8  # words: a shorter sentence that denies is about what was said before it


def judge_gaps(stretch: Stretch, occurrence: Occurrence) -> tuple[ChangeKind, ...]:
    """Return what the marks of an occurrence change, the gravest first; nothing where they only abridge and explain."""
    found: set[ChangeKind] = set()
    for gap in occurrence.gaps:
        found.update(_judge_brackets(stretch, gap) if gap.segment.put_in else _judge_ellipsis(stretch, gap))
    sources = {
        (source.speaker, source.read_out_by) for source in (find_source(stretch, *one) for one in occurrence.pieces)
    }
    if len(sources) > 1:
        found.add(ChangeKind.STITCHED)
    return tuple(kind for kind in ChangeKind if kind in found)


def _judge_ellipsis(stretch: Stretch, gap: Gap) -> Iterator[ChangeKind]:
    if gap.start == gap.end:
        return
    sentences = [
        words
        for a, b in sentences_around(stretch, gap.start, gap.end)
        if a < gap.end and gap.start < b and (words := _words(stretch, a, b))
    ]
    for words in sentences:
        left_out = [word for word in words if gap.start <= word.start and word.end <= gap.end]
        if len(left_out) < len(words) or _bears_on_what_is_before(left_out):
            yield from _lost(left_out)
    last = sentences[-1] if sentences else []
    goes_on = bool(last) and last[-1].end > gap.end  # the next piece stands in the sentence whose beginning is left out
    if len(sentences) > 1 or not goes_on or (last and gap.start <= last[0].start):
        opening = {word.folded for word in last if gap.start <= word.start < gap.end} if goes_on else set()
        if not opening <= _MAY_OPEN or not gap.segment.begins:
            yield ChangeKind.STITCHED


def _lost(words: Sequence[Word]) -> Iterator[ChangeKind]:
    """Yield what it changes to leave these words out."""
    if any(is_negation(word.folded) for word in words):
        yield ChangeKind.NEGATION
    if any(word.folded in _CONDITIONS for word in words):
        yield ChangeKind.CONDITION


def _bears_on_what_is_before(sentence: Sequence[Word]) -> bool:
    """Say whether a whole sentence may take back or limit what was said before it: it is short, or points back at it."""
    folded = [word.folded for word in sentence]
    first = next((word for word in folded if word not in _MAY_OPEN or word in _BUT), "")
    return len(folded) <= _SHORT or first in _POINTS_BACK or is_negation(first)


def _judge_brackets(stretch: Stretch, gap: Gap) -> Iterator[ChangeKind]:
    """Yield what the words put in change; at the edge of what was found, they may stand for what is beside it."""
    put = FoldedText(gap.segment.put_in, tuple(fold_words(gap.segment.put_in, marked_up=False)))
    start, end = _beside(stretch, gap) if gap.at_edge else (gap.start, gap.end)
    replaced = FoldedText(stretch.text, tuple(_words(stretch, start, end)))
    ours, theirs = put.folded, replaced.folded
    if ours == theirs or set(ours) <= _EDITORIAL:
        return
    borne = _borne(stretch.kept.release, stretch.turn.speaker, stretch.turn.label)
    for kind, telling in (
        (ChangeKind.NEGATION, is_negation),
        (ChangeKind.CONDITION, _CONDITIONS.__contains__),
        (ChangeKind.QUALIFIER, _QUALIFIERS.__contains__),
        (ChangeKind.NUMBER, _counts),
    ):
        added, lost = (set(filter(telling, side)) for side in (ours, theirs))
        if kind is ChangeKind.NUMBER and not any(map(is_number, theirs)):
            added -= borne
        if added - lost or (lost - added and not gap.at_edge):
            yield kind
    yield from _judge_names_and_words(put, replaced, borne, at_edge=gap.at_edge)


def _judge_names_and_words(
    put: FoldedText, replaced: FoldedText, borne: frozenset[str], *, at_edge: bool
) -> Iterator[ChangeKind]:
    names, others = (
        {side.folded[at] for at in range(len(side.words)) if _is_name(side, at)} for side in (put, replaced)
    )
    if any(stem(name) not in borne for name in names) or (names and others and not names & others and not at_edge):
        yield ChangeKind.NAME
    ours, theirs = set(_telling(put, names)), set(_telling(replaced, others))
    if not ours:
        return
    if put.folded[0] in _JOINING:
        yield ChangeKind.ADDED
    elif theirs and not at_edge:
        if not ours & theirs:
            yield ChangeKind.CHANGED
        elif not ours - theirs <= borne:
            yield ChangeKind.ADDED
    elif not (ours <= borne or put.folded[0] in _DETERMINERS or _POINTING & set(replaced.folded)):
        yield ChangeKind.CHANGED if replaced.words and not at_edge else ChangeKind.ADDED


def _telling(side: FoldedText, names: Iterable[str]) -> Iterator[str]:
    """Yield the stems of the words that carry meaning beside names and numbers, a verb's irregular forms as one."""
    apart = {*names, *STOP_WORDS, *_POINTING, *_EDITORIAL, *_QUALIFIERS, *_CONDITIONS}
    for word in side.folded:
        if word not in apart and not is_number(word) and not is_negation(word):
            yield stem(_FORMS.get(word, word))


def _is_name(side: FoldedText, at: int) -> bool:
    """Say whether a word is written as a name; what begins a sentence of the source is none."""
    word = side.words[at]
    begins = side.text[: word.start].rstrip(' "“‘').endswith((".", "!", "?"))
    return side.text[word.start].isupper() and not begins and word.folded not in STOP_WORDS | _POINTING | _DETERMINERS


def _counts(folded: str) -> bool:
    return is_number(folded) and folded != "1"  # 'one of them'


def _beside(stretch: Stretch, gap: Gap) -> tuple[int, int]:
    """Return the span in the same sentence, before or behind all that was found, that brackets there may stand for."""
    a, b = next(
        ((a, b) for a, b in sentences_around(stretch, gap.start, gap.end) if a <= gap.start <= b),
        (gap.start, gap.start),
    )
    before = _words(stretch, a, gap.start)[-_MOST_REPLACED:]
    if gap.segment.words:
        return (before[0].start if before else gap.start), gap.start
    behind = _words(stretch, gap.start, b)[:_MOST_REPLACED]
    return gap.start, (behind[-1].end if behind else gap.start)


def _words(stretch: Stretch, start: int, end: int) -> list[Word]:
    return [word for word in stretch.words if start <= word.start and word.end <= end]


@lru_cache(maxsize=64)
def _borne(release: Release, speaker: str | None, label: str | None) -> frozenset[str]:
    """Return the words that a release bears, and their stems: of its text, its title and its day, and of who speaks."""
    told = (
        release.text,
        release.title,
        release.office,
        release.byline,
        write_day(release.date) if release.date else None,
        speaker,
        label,
    )
    words = {word.folded for word in fold_words("\n".join(filter(None, told)))}
    return frozenset(words | {stem(_FORMS.get(word, word)) for word in words})
