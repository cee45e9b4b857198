"""Printed people: who speaks in an archive, by the names and labels that its releases print.

Stands in for the catalogue's own people until a store has them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from archive.reader import CatalogueReader
from archive.releases import Voice
from retrieval.mentioned_speakers import KnownPerson

_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "the"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPerson:
    """Somebody who speaks: a name that passages carry, and how many passages in each voice."""

    name: str
    labels: frozenset[str]
    official: int
    guest: int


class PrintedPeople:
    """Looks people up by the words of their names and labels."""

    def __init__(self, catalogue: CatalogueReader) -> None:
        """Read the names and labels of a catalogue."""
        official = catalogue.count_speakers([Voice.OFFICIAL])
        guest = catalogue.count_speakers([Voice.GUEST])
        labels = catalogue.labels_of_speakers()
        names = sorted({*official, *guest}, key=lambda name: -official.get(name, 0) - guest.get(name, 0))
        self._people = [
            PrintedPerson(
                name=name,
                labels=labels.get(name, frozenset()),
                official=official.get(name, 0),
                guest=guest.get(name, 0),
            )
            for name in names
        ]

    def people_named(self, words: str) -> Sequence[KnownPerson]:
        """Return who has a name or label that ends in these words; of several of one surname, those of the most heard."""
        wanted = _words(words)
        if not wanted:
            return []
        found = [p for p in self._people if any(_ends(_words(name), wanted) for name in (p.name, *p.labels))]
        if len(wanted) == 1 and found:
            loudest = max(p.official + p.guest for p in found)
            found = [p for p in found if (p.official + p.guest) * 10 >= loudest]
        return found

    def holders(self, office: str, on: date | None = None) -> Sequence[KnownPerson]:
        """Return who is printed under an office in place of a name ('THE PRESIDENT')."""
        return [p for p in self._people if any(_words(label) == _words(office) for label in p.labels)]


@lru_cache(maxsize=2)
def printed_people(catalogue: CatalogueReader) -> PrintedPeople:
    """Return the people of a catalogue, read once."""
    return PrintedPeople(catalogue)


def _words(name: str) -> tuple[str, ...]:
    words = re.findall(r"[^\W_]+", name.casefold().replace(".", "").replace("’", "").replace("'", ""))
    return tuple(word for word in words if word not in _HONORIFICS)


def _ends(name: Sequence[str], wanted: Sequence[str]) -> bool:
    return bool(wanted) and tuple(name[-len(wanted) :]) == tuple(wanted)
