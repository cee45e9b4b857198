"""Amendments: which release says that it changes another, and which other it means.

There are two ways of saying so. A release that replaces another has the same title with a mark ('UPDATED FACT SHEET: ...').
An order that changes another names it ('Order Amending the Order on ...', 'the Order of September 16, 2031, is hereby
amended'): it means the release of that day whose title it repeats. Where no such release is found, nothing is claimed.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from archive import Release, sort_day
from ingest.relations.alike_texts import NumberedTexts, words_of
from language import find_day, patterns, word_set

_MARK, _AMENDING, _IS_AMENDED, _DAY = patterns("releases", "mark", "amending", "is_amended", "named_day")
_SMALL_WORDS = word_set("words.small_in_titles")
_NUMBER = re.compile(r"\b\d{3,}\b")

_POSTED_WITHIN = timedelta(days=2)  # of the day that it bears: releases are posted late
_REPLACED_WITHIN = timedelta(days=92)  # a mark in the title means a release of late
_AROUND = 300  # characters of the text on either side of the day, in which the other's title is repeated
_NAMED = 0.75  # of the weight of a title's words
_SAME_TITLE = 0.8
# A title that was reworded, on a text that mostly stayed.
_LIKE_TITLE, _LIKE_TEXT = 0.4, 0.5
_NEXT_BEST = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reference:
    """A day that an amending release names, with the words and numbers around it, and what its title says it changes."""

    day: date
    around: frozenset[str]
    numbers_before: frozenset[str]
    subject: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Amendments:
    """Finds which releases of an archive, given earliest first and undated ones last, amend which others."""

    releases: Sequence[Release]
    texts: NumberedTexts
    referring: Collection[int]  # the positions of those that refer to others at all
    _titles: list[frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Read the titles."""
        object.__setattr__(self, "_titles", [_telling(release.title) for release in self.releases])

    def find(self) -> list[tuple[int, int]]:
        """Return (the amending release, the amended one), as positions in ``releases``."""
        found: list[tuple[int, int]] = []
        for position, release in enumerate(self.releases):
            if _MARK.search(release.title):
                found += [(position, other) for other in self._replaced(position)]
            elif position in self.referring:
                found += [(position, other) for other in self._named(position)]
        return sorted(set(found))

    def _replaced(self, position: int) -> Iterator[int]:
        """Yield the release that one with a mark in its title replaces: the recent one most like it."""
        release = self.releases[position]
        title = _telling(_MARK.sub(" ", release.title))
        best, chosen = 0.0, None
        for other, earlier in enumerate(self.releases):
            recent = _is_recent(earlier.date, release.date)
            likeness = min(self._share(title, self._titles[other]), self._share(self._titles[other], title))
            if other == position or not recent or likeness < _LIKE_TITLE:
                continue
            similarity = self.texts.similarity(position, other)
            same = likeness >= _SAME_TITLE or similarity >= _LIKE_TEXT
            if same and not _MARK.search(earlier.title) and likeness + similarity > best:
                best, chosen = likeness + similarity, other
        if chosen is not None:
            yield chosen

    def _named(self, position: int) -> Iterator[int]:
        """Yield the releases that a release says it amends, by the days that it names."""
        found: dict[int, float] = {}
        for reference in _references(self.releases[position]):
            for other in self._of_day(reference.day):
                if sort_day(self.releases[other].date) < sort_day(self.releases[position].date):
                    found[other] = max(found.get(other, 0.0), self._certainty(reference, other))
        best = max(found.values(), default=0.0)
        yield from (other for other, certainty in found.items() if certainty >= max(2 * _NAMED, best - _NEXT_BEST))

    def _certainty(self, reference: _Reference, other: int) -> float:
        """Return how well a reference fits a release, 0 to 2: by the title it repeats, and by what it says is changed."""
        title = self._titles[other]
        repeated = self._share(title, reference.around)
        subject = self._share(reference.subject, title) if reference.subject else 1.0
        fits = reference.numbers <= reference.numbers_before and min(repeated, subject) >= _NAMED
        return repeated + subject if fits else 0.0

    def _of_day(self, day: date) -> list[int]:
        days = (day + timedelta(days=late) for late in range(_POSTED_WITHIN.days + 1))
        return [position for posted in days for position in self._by_day.get(posted, ())]

    @cached_property
    def _by_day(self) -> dict[date, list[int]]:
        found: dict[date, list[int]] = {}
        for position, release in enumerate(self.releases):
            if release.date:
                found.setdefault(release.date, []).append(position)
        return found

    @cached_property
    def _weights(self) -> dict[str, float]:
        """The weight of each word of a title: its inverse document frequency (Robertson and Sparck Jones 1976)."""
        frequencies = Counter(word for title in self._titles for word in title)
        return {word: math.log(1 + len(self._titles) / count) for word, count in frequencies.items()}

    def _share(self, words: Collection[str], among: Collection[str]) -> float:
        """Return the weighted share of words that stand among others, 0 to 1; 0 where there are none."""
        rare = math.log(1 + len(self._titles))
        whole = sum(self._weights.get(word, rare) for word in words)
        return sum(self._weights.get(word, rare) for word in words if word in among) / whole if whole else 0.0


def refers(release: Release) -> bool:
    """Whether a release says that it amends anything, by a day that it names."""
    return any(True for _ in _references(release))


def _is_recent(earlier: date | None, day: date | None) -> bool:
    """Say whether a release is of the months before another; of an undated one that is not known."""
    return earlier is not None and day is not None and day - _REPLACED_WITHIN <= earlier <= day


def _references(release: Release) -> Iterator[_Reference]:
    """Yield what a release says that it amends; nothing where it says no such thing."""
    amending = _AMENDING.search(release.title)
    if amending:
        subject = release.title[amending.end() :]
        numbers = frozenset(_NUMBER.findall(subject))
        for day in _DAY.finditer(release.text):
            yield from _reference(release, day, _telling(_NUMBER.sub(" ", subject)), numbers)
    else:
        for said in _IS_AMENDED.finditer(release.text):
            yield from _reference(release, said, frozenset(), frozenset())


def _reference(
    release: Release, match: re.Match[str], subject: frozenset[str], numbers: frozenset[str]
) -> Iterator[_Reference]:
    if day := find_day(match.group()):
        before, after = release.text[max(0, match.start() - _AROUND) : match.start()], release.text[match.start() :]
        around = _telling(f"{release.title} {before} {after[:_AROUND]}")
        named = frozenset(_NUMBER.findall(before[-60:]))
        yield _Reference(day=day, around=around, numbers_before=named, subject=subject, numbers=numbers)


def _telling(title: str) -> frozenset[str]:
    """Return the words of a title without initials, articles and prepositions."""
    return frozenset(word for word in words_of(title) if len(word) > 1 and word not in _SMALL_WORDS)
