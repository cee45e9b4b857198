"""Frames: whether a claim denies what the cited words deny, and gives as done, to come or possible what they give as such."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language import is_negation, patterns
from retrieval.answering.verify.composed import Composed
from retrieval.answering.verify.outcome import Reason
from retrieval.answering.verify.reading import Cited, ReadText

DENIED = 6  # words behind a negation that it may deny
GOVERNED, SURELY = 8, 4  # words behind a modal that it may govern, and that it surely does
NEAR_ENOUGH = 0.6  # cosine of two words that may stand for each other
_MODALS = patterns("composed", "modal_is_future", "modal_is_possible", "modal_is_duty", "modal_is_asked")
_CLAUSE_END = re.compile(r"[.;:?!]|,\s+(?:but|and|so)\b|\bbut\b|\bbecause\b")


def check_negation(claim: Composed, cited: Sequence[Cited]) -> Reason | None:
    """Return Reason.NEGATION where one of two words that stand for each other is denied, and the other is not."""
    own = _denials(claim.read)
    lines = {one.citation.n: (one, _denials(one.read)) for one in cited}
    for denied in own:
        pairs = [match for at in denied if (match := claim.best(at, cited)) and match.near >= NEAR_ENOUGH]
        if not any(match.at in other for match in pairs for other in lines[match.line][1]):
            return Reason.NEGATION
    all_denied = {at for denied in own for at in denied}
    for one, denials in lines.values():
        taken = {match.at: at for at in claim.content if (match := claim.best_in(one)[at]) and match.same}
        for denied in denials:
            words = [at for at in denied if one.read.words[at].has_meaning][:3]
            shared = [taken[at] for at in words if at in taken]
            if shared and not any(at in all_denied for at in shared) and 2 * len(shared) >= len(words):
                return Reason.NEGATION
    return None


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


def check_modality(claim: Composed, cited: Sequence[Cited]) -> Reason | None:
    """Return Reason.MODALITY where what is done in one is to come, possible, due or asked for in the other."""
    own = _modals(claim.read)
    lines = {one.citation.n: (one, _modals(one.read)) for one in cited}
    for kind, end in own:
        governed = _content_behind(claim.read, end, GOVERNED)[:2]
        found = [(*lines[match.line], match.at) for at in governed if (match := claim.best(at, cited))]
        if found and not any(_is_governed(one.read, modals, at, {kind}) for one, modals, at in found):
            return Reason.MODALITY
    for at in claim.content:
        match = claim.best(at, cited)
        if match is None or match.near < NEAR_ENOUGH or _is_governed(claim.read, own, at, None):
            continue
        one, modals = lines[match.line]
        if _is_first_governed(one.read, modals, match.at) and not _elsewhere(one, modals, match.at):
            return Reason.MODALITY
    return None


def _modals(read: ReadText) -> list[tuple[int, int]]:
    """Return (kind, where it ends) of each modal of a text."""
    return sorted(
        ((kind, match.end()) for kind, modal in enumerate(_MODALS) for match in modal.finditer(read.text)),
        key=lambda one: one[1],
    )


def _content_behind(read: ReadText, end: int, most: int) -> list[int]:
    first = next((at for at, word in enumerate(read.words) if word.start >= end), len(read.words))
    stop = _CLAUSE_END.search(read.text, end)
    last = stop.start() if stop else len(read.text)
    places = range(first, min(first + most, len(read.words)))
    return [at for at in places if read.words[at].has_meaning and read.words[at].start < last]


def _is_governed(read: ReadText, modals: Sequence[tuple[int, int]], at: int, kinds: set[int] | None) -> bool:
    return any(at in _content_behind(read, end, GOVERNED) for kind, end in modals if kinds is None or kind in kinds)


def _is_first_governed(read: ReadText, modals: Sequence[tuple[int, int]], at: int) -> bool:
    return any(at in _content_behind(read, end, SURELY)[:1] for _, end in modals)


def _elsewhere(one: Cited, modals: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether the same word stands elsewhere in the line where nothing governs it."""
    stem = one.read.words[at].stem
    return any(
        word.stem == stem and not _is_governed(one.read, modals, place, None)
        for place, word in enumerate(one.read.words)
    )
