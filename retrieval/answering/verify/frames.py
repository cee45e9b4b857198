"""Frames: whether a claim denies what the cited words deny, and gives as done, to come or possible what they give as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from language import is_negation, patterns
from retrieval.answering.verify.composed import Composed, Fault, Parts, WordEdit
from retrieval.answering.verify.outcome import Reason
from retrieval.answering.verify.reading import ReadText

DENIED = 6  # words behind a negation that it may deny
FIRST_DENIED = 3  # of those with meaning: what it surely denies
MOVED = 3  # words between two edits that only move a negation
GOVERNED, SURELY = 8, 4  # words behind a modal that it may govern, and that it surely does
_MODALS = patterns("composed", "modal_is_future", "modal_is_possible", "modal_is_duty", "modal_is_asked")
_PART_END = re.compile(r"[,.;:?!]")
_CLAUSE_END = re.compile(r"[.;:?!]|,\s+(?:but|and|so)\b|\bbut\b|\bbecause\b")


def find_wrong_denials(composed: Composed, stands_for: float) -> Iterator[Fault]:
    """Yield a word of each pair that stand for each other of which one is denied, and the other is not."""
    own, theirs, matches = _denials(composed.read), _denials(composed.cited.read), composed.matches
    free = list(theirs)  # each of theirs bears one: 'nobody would not be billed' denies twice
    for denied in own:
        places = {match.at for at in denied if (match := matches[at]) and match.near >= stands_for}
        borne = next((other for other in free if places & set(other)), None)
        if borne is None:
            yield Fault(denied[0], Reason.NEGATION)
        else:
            free.remove(borne)
    for edit in _find_turned(composed.all_edits):
        yield Fault(place_of(edit), Reason.NEGATION)
    all_denied = {at for denied in own for at in denied}
    taken = {match.at: at for at in composed.content if (match := matches[at]) and match.same}
    for denied in theirs:
        words = denied[:FIRST_DENIED]
        shared = [taken[at] for at in words if at in taken]
        surely = words[0] in taken or 2 * len(shared) >= len(words)
        if shared and not all_denied & set(shared) and surely:
            yield Fault(shared[0], Reason.NEGATION)


def _find_turned(edits: Sequence[WordEdit]) -> list[WordEdit]:
    """Return the edits that put a negation in or leave one out; two close together only move it: 'had no', 'don't have any'."""
    turned: list[WordEdit] = []
    for edit in edits:
        if _denies(edit.own_parts) == _denies(edit.their_parts):
            continue
        if turned and edit.own.start - turned[-1].own.stop <= MOVED:
            turned.pop()
        else:
            turned.append(edit)
    return [edit for edit in turned if edit.sure]


def place_of(edit: WordEdit) -> int:
    """Return the word of the sentence at which it differs: the first that is put in, or the one before what is left out."""
    return edit.own.start if edit.own else max(edit.own.start - 1, 0)


def _denies(parts: Parts) -> bool:
    return sum(map(is_negation, parts.words)) % 2 == 1


def _kinds_within(parts: Parts) -> set[int]:
    """Return the kinds of modals that begin in some words: what stands behind tells that 'I will say' is none."""
    within = len(" ".join(parts.words))
    text = " ".join([*parts.words, *parts.behind])
    return {kind for kind, modal in enumerate(_MODALS) for match in modal.finditer(text) if match.start() < within}


@lru_cache(maxsize=1024)
def _denials(read: ReadText) -> list[list[int]]:
    """Return the positions of the words with meaning behind each negation, in its clause."""
    found = []
    for at, word in enumerate(read.words):
        if is_negation(word.folded):
            denied = [place for place in _behind(read, at, DENIED) if read.words[place].has_meaning]
            if denied:
                found.append(denied)
    return found


def _behind(read: ReadText, at: int, most: int) -> list[int]:
    words = read.words
    end = _CLAUSE_END.search(read.text, words[at].end)
    stop = end.start() if end else len(read.text)
    return [place for place in range(at + 1, min(len(words), at + 1 + most)) if words[place].start < stop]


def find_wrong_modals(composed: Composed, stands_for: float) -> Iterator[Fault]:
    """Yield where what is done in one is to come, possible, due or asked for in the other."""
    own, theirs, cited, matches = (
        _modals(composed.read.text),
        _modals(composed.cited.read.text),
        composed.cited.read,
        composed.matches,
    )
    for kind, end in own:
        governed = _content_behind(composed.read, end, GOVERNED)[:2]
        places = [match.at for at in governed if (match := matches[at])]
        if places and not any(_is_governed(cited, theirs, place, {kind}) for place in places):
            yield Fault(governed[0], Reason.MODALITY)
    for edit in composed.edits:
        differ = _kinds_within(edit.own_parts) ^ _kinds_within(edit.their_parts)
        # What is put in or left out may stand elsewhere: 'we plan to dredge it', 'it will be dredged'.
        moved = {kind for kind, _ in (own if edit.theirs else theirs)} if not (edit.own and edit.theirs) else set()
        if differ - moved:
            yield Fault(place_of(edit), Reason.MODALITY)
    if missing := {kind for kind, _ in own} - {kind for kind, _ in theirs}:
        yield Fault(composed.read.at(next(end for kind, end in own if kind in missing) - 1), Reason.MODALITY)
    for at in composed.content:
        match = matches[at]
        if match is None or match.near < stands_for or _is_governed(composed.read, own, at, None):
            continue
        if _is_first_governed(cited, theirs, match.at) and not _elsewhere(cited, theirs, match.at):
            yield Fault(at, Reason.MODALITY)


@lru_cache(maxsize=1024)
def _modals(text: str) -> list[tuple[int, int]]:
    """Return (kind, where it ends) of each modal of a text."""
    return sorted(
        ((kind, match.end()) for kind, modal in enumerate(_MODALS) for match in modal.finditer(text)),
        key=lambda one: one[1],
    )


@lru_cache(maxsize=4096)
def _content_behind(read: ReadText, end: int, most: int) -> list[int]:
    first = next((at for at, word in enumerate(read.words) if word.start >= end), len(read.words))
    stop = _PART_END.search(read.text, end)
    last = stop.start() if stop else len(read.text)
    places = range(first, min(first + most, len(read.words)))
    return [at for at in places if read.words[at].has_meaning and read.words[at].start < last]


def _is_governed(read: ReadText, modals: Sequence[tuple[int, int]], at: int, kinds: set[int] | None) -> bool:
    return any(at in _content_behind(read, end, GOVERNED) for kind, end in modals if kinds is None or kind in kinds)


def _is_first_governed(read: ReadText, modals: Sequence[tuple[int, int]], at: int) -> bool:
    return any(at in _content_behind(read, end, SURELY)[:1] for _, end in modals)


def _elsewhere(read: ReadText, modals: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether the same word stands elsewhere where nothing governs it."""
    stem = read.words[at].stem
    return any(
        word.stem == stem and not _is_governed(read, modals, place, None) for place, word in enumerate(read.words)
    )
