"""Kinds: in which kinds of release a question says the words stand: 'in the press briefing', 'in a proclamation'."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from archive import CatalogueReader, Selection
from language import entry, pattern, patterns

_PLACED, _TITLED = (form.pattern for form in patterns("releases", "placed", "titled"))
_SHAPES = [
    (
        re.compile(rf"{_PLACED}(?P<form>{asked})\b", re.IGNORECASE),
        re.compile(rf"{_TITLED}(?:{shown})\b", re.IGNORECASE),
    )
    for asked, shown in entry("releases.forms")
]
_LATEST = pattern("releases.latest")
RARELY = 0.05  # of the releases of a form: a kind with fewer of them holds them by a mistake of filing


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseForm:
    """A form of release that a question names: ``text[start:end]`` are the words, ``kinds`` the archive's kinds that hold it."""

    start: int
    end: int
    kinds: tuple[str, ...]


def find_form(text: str, catalogue: CatalogueReader) -> ReleaseForm | None:
    """Return the form of release that a question says the words stand in; None where it names none, or several.

    A kind is often wider than a form ('presidential action' holds proclamations), and a folder is no sure sign of it: the
    kinds are those that are called so, or among which the titles that begin so mostly are.
    """
    found = [(match, shown) for shape, shown in _SHAPES if (match := shape.search(text))]
    if len(found) != 1:
        return None
    match, shown = found[0]
    known = catalogue.kinds
    kinds = _kinds_of_form(shown, known, catalogue.titles_by_kind())
    if not kinds or len(kinds) == len(known):
        return None
    return ReleaseForm(start=match.start("form"), end=match.end("form"), kinds=kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestRelease:
    """The latest release of a kind, as a question asks for it: ``text[start:end]`` are the words, ``day`` is its day."""

    start: int
    end: int
    day: date


def find_latest(text: str, catalogue: CatalogueReader, *, speakers: Sequence[str]) -> LatestRelease | None:
    """Return the latest release of the kind in 'her latest briefing', in which the speakers, if any, speak; None without one."""
    asked = _LATEST.search(text)
    if asked is None:
        return None
    form = asked["form"].lower()
    kinds = tuple(kind for kind in catalogue.kinds if form in re.findall(r"\w+", kind.lower()))
    day = catalogue.last_day(Selection(kinds=kinds, speakers=tuple(speakers))) if kinds else None
    return LatestRelease(start=asked.start(), end=asked.end(), day=day) if day else None


def _kinds_of_form(shown: re.Pattern[str], known: Iterable[str], titles: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    titled = Counter(kind for kind, title in titles if shown.match(title))
    named = {kind for kind in known if shown.search(kind)}
    least = RARELY * titled.total()
    return tuple(kind for kind in known if kind in named or (titled[kind] and titled[kind] >= least))
