"""Amounts: whether each number of a claim stands in the cited words, for the same things and as sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from language import patterns, stem, word_set
from retrieval.answering.verify.composed import Composed, Fault
from retrieval.answering.verify.days import find_named_days
from retrieval.answering.verify.outcome import Reason
from retrieval.answering.verify.reading import ReadText, ReadWord

BESIDE = 3  # words behind a number in which its unit stands
NEAR = 4  # words beside a number that tell which one it is
HALF = 0.5  # what a word counts that stands on the other side of the number
RIVAL = 1.25  # times as well as with its own number the words go with another one, where that one is meant
AROUND = 6  # words beside a number in which what it counts stands
_HEDGES = patterns("composed", "hedge_more", "hedge_less", "hedge_about", "hedge_only")
_UNITS = frozenset(map(stem, word_set("composed.units")))
_ENDING = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
_BREAK = re.compile(r"[,.;:!?()]")
Place = tuple[ReadText, int]


def find_wrong_amounts(composed: Composed) -> Iterator[Fault]:
    """Yield the amounts of a sentence that the cited words do not bear."""
    theirs = composed.cited.read
    for at, replaced in composed.replacing.items():
        if composed.read.words[at].stem in _UNITS and any(theirs.words[place].stem in _UNITS for place in replaced):
            yield Fault(at, Reason.UNIT)
    for at in _amounts(composed.read):
        places = [
            (theirs, place) for place in range(len(theirs.words)) if _same(composed.read.words[at], theirs.words[place])
        ]
        here = (composed.read, at)
        counted = [place for place in places if _counts_the_same(here, place)]
        if not places:
            yield Fault(at, Reason.NUMBER)
        elif not counted:
            yield Fault(at, Reason.UNIT)
        elif at in composed.replacing or _is_anothers(here, [place for _, place in counted], theirs):
            yield Fault(at, Reason.NUMBER)
        elif not any(_hedge(here) == _hedge(place) for place in counted):
            yield Fault(at, Reason.HEDGE)


def _is_anothers(here: Place, places: Sequence[int], theirs: ReadText) -> bool:
    """Whether the words around a number go with another number of the cited words rather than with this one."""
    own, at = here
    around = [
        (own.words[place].stem, place > at)
        for place in range(max(0, at - NEAR), min(len(own.words), at + 1 + NEAR))
        if place != at and own.words[place].has_meaning and not own.words[place].is_number
    ]
    where: dict[str, list[int]] = {}
    for place, word in enumerate(theirs.words):
        where.setdefault(word.stem, []).append(place)

    def goes_with(number: int) -> float:
        return sum(
            max((1 if (place > number) is behind else HALF) / (1 + abs(place - number)) for place in where[stemmed])
            for stemmed, behind in around
            if stemmed in where
        )

    values = {theirs.words[place].folded for place in places}
    apart = {place + step for place in places for step in (-1, 0, 1)}  # '24/7', '91 to 96 percent': told together
    others = [
        place
        for place, word in enumerate(theirs.words)
        if word.is_number and word.folded not in values and place not in apart
    ]
    return bool(others) and max(map(goes_with, others)) > RIVAL * max(map(goes_with, places))


def _same(word: ReadWord, other: ReadWord) -> bool:
    return word.folded == other.folded


def _amounts(read: ReadText) -> Iterator[int]:
    days = [(start, end) for start, end, _ in find_named_days(read.text)]
    for at, word in enumerate(read.words):
        if word.is_number and not any(a <= word.start < b for a, b in days) and not _is_pronoun(read, at):
            yield at


def _is_pronoun(read: ReadText, at: int) -> bool:
    """Whether a number is the word 'one' where it counts nothing: it does in 'one week'."""
    return read.words[at].written.lower() == "one" and not (
        at + 1 < len(read.words) and read.words[at + 1].stem in _UNITS
    )


def _behind(place: Place, most: int) -> list[str]:
    """Return the stems behind a number, up to a break or another number."""
    read, at = place
    found: list[str] = []
    for before, word in zip(read.words[at:], read.words[at + 1 : at + 1 + most], strict=False):
        if word.is_number or (word.start >= before.end and _BREAK.search(read.text, before.end, word.start)):
            break
        found.append(word.stem)
    return found


def _counts_the_same(here: Place, there: Place) -> bool:
    own, other = _behind(here, BESIDE), _behind(there, BESIDE)
    units, others = ([one for one in found if one in _UNITS][:1] for found in (own, other))
    if units and others:
        return units == others
    if units and units[0] not in _around(there):
        return False
    things = [
        word.stem for word in here[0].words[here[1] + 1 : here[1] + 1 + BESIDE] if word.has_meaning and word.stem in own
    ]
    if others and things and things[0] not in _UNITS:
        return others[0] in _around(here)
    known = [one for one in things if one in there[0].stems]
    return not known or bool(set(known) & set(_around(there)))


def _around(place: Place) -> frozenset[str]:
    read, at = place
    return frozenset(word.stem for word in read.words[max(0, at - AROUND) : at + 1 + AROUND])


def _hedge(place: Place) -> int | None:
    read, at = place
    before = read.text[: read.words[at].start].rstrip("$£€ ")
    return next((kind for kind, hedge in enumerate(_HEDGES) if hedge.search(before[-60:])), None)
