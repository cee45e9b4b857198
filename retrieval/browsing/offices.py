"""Offices beside full names: what the archive prints with a person's whole name, where it does first and last.

An office that stands beside a surname alone may be a namesake's, so it is told of nobody here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from archive import CatalogueReader, DatedMention, Person
from language import Words, agree_in_full, is_first_name, is_same_rank, office_key, read_titled_name

FULL = 2  # words of a name
LEAST_SHARE = 0.1  # of the mentions of a person's most printed office: below it, another is a slip of the reading
# 'Minister Assisting the | Prime Minister': the office is another's, and a part of a longer one.
_IN_A_LONGER_ONE = re.compile(r"[A-Z]\w+ (?:\w{2,3} )?the\W*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPlace:
    """Where a release prints a name with an office: a span of its text, (0, 0) where its title does."""

    release_id: str
    title: str
    date: date | None
    version: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedOffice:
    """An office as printed with a full name, how often, and the first and the last place by date; ``days`` are theirs."""

    name: str
    count: int
    first: PrintedPlace
    last: PrintedPlace

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The days of the first and the last place, None where only undated releases print the office."""
        return self.first.date, self.last.date


def is_surely_somebody(person: Person, offices: Sequence[PrintedOffice]) -> bool:
    """Whether a name is surely one person's: a first name and a surname, and something that says that they are a name.

    A surname or a title alone may be several people's. Words that head a line once ('Harbour Trust: ...') may be nobody's, unless
    their first is known as a first name, or an office is printed beside them.
    """
    words = read_titled_name(person.name).words
    return len(words) >= FULL and (bool(offices) or person.turns > 1 or is_first_name(words[0]))


@lru_cache(maxsize=2)
def printed_offices(catalogue: CatalogueReader) -> dict[str, tuple[PrintedOffice, ...]]:
    """Return the offices of everybody who speaks and is named in full, by the person's id, those most printed first."""
    named = _MentionsByName(catalogue.mentions)
    return {
        person.id: tuple(_describe_offices(person, named.of(person), catalogue))
        for person in catalogue.people()
        if len(read_titled_name(person.name).words) >= FULL
    }


class _MentionsByName:
    """The mentions of full names with an office, to be looked up by a person's names."""

    def __init__(self, mentions: Iterable[DatedMention]) -> None:
        self._by_word: dict[str, dict[Words, list[DatedMention]]] = {}
        for mention in mentions:
            words = read_titled_name(mention.name).words
            if len(words) >= FULL and mention.office:
                for word in {words[0], words[-1]}:  # the family's name may come first
                    self._by_word.setdefault(word, {}).setdefault(words, []).append(mention)

    def of(self, person: Person) -> list[DatedMention]:
        """Return the mentions that print one of a person's full names, or one that can be the same."""
        printed = (read_titled_name(name).words for name in (person.name, *(one.name for one in person.aliases)))
        names = {words for words in printed if len(words) >= FULL}
        near = {
            words: mentions
            for name in names
            for word in (name[0], name[-1])
            for words, mentions in self._by_word.get(word, {}).items()
        }
        return [
            mention
            for words, mentions in near.items()
            if words in names or any(agree_in_full(words, name) for name in names)
            for mention in mentions
        ]


def _describe_offices(
    person: Person, mentions: Sequence[DatedMention], catalogue: CatalogueReader
) -> Iterable[PrintedOffice]:
    held: dict[frozenset[str], list[DatedMention]] = {}
    for mention in mentions:
        if (key := _held_key(person, office_key(mention.office))) is not None:
            held.setdefault(key, []).append(mention)
    counts = {key: sum(one.count for one in found) for key, found in held.items()}
    least = LEAST_SHARE * max(counts.values(), default=0)
    for key in sorted(held, key=lambda key: -counts[key]):
        ordered = sorted(held[key], key=lambda one: (one.date is None, one.date or date.max, one.release_id))
        dated = [one for one in ordered if one.date] or ordered
        first = _find_place(dated[0], catalogue)
        if counts[key] >= least and first is not None:
            last = _find_place(dated[-1], catalogue) or first
            name = next(one.name for one in person.offices if one.key == key)
            yield PrintedOffice(name=name, count=counts[key], first=first, last=last)


def _held_key(person: Person, printed: frozenset[str]) -> frozenset[str] | None:
    """Return the key of the person's office that is meant: of these words, or else the most printed one of the same rank.

    One word ('Minister') is a rank that says of no office that it is that.
    """
    keys = [office.key for office in person.offices]
    if printed in keys:
        return printed
    return next((key for key in keys if len(printed) > 1 and is_same_rank(printed, key)), None)


def _find_place(mention: DatedMention, catalogue: CatalogueReader) -> PrintedPlace | None:
    """Return where a release prints a name with an office; None where that office is a part of somebody's longer one."""
    kept = catalogue.release(mention.release_id, bare=True)
    text = kept.release.title if mention.place == "title" else kept.release.text
    name, office = (r"\W+".join(map(re.escape, re.findall(r"\w+", words))) for words in (mention.name, mention.office))
    found = re.search(rf"\b(?:{office}[\s,]+{name}|{name}[\s,(–—-]+(?:the\s+)?{office})\b", text)
    if found and _IN_A_LONGER_ONE.search(text, max(0, found.start() - 40), found.start()):
        return None
    found = found or re.search(rf"\b{name}\b", text)
    start, end = found.span() if found and mention.place != "title" else (0, 0)
    return PrintedPlace(
        release_id=mention.release_id, title=kept.release.title, date=kept.release.date, version=kept.version, start=start,
        end=end,
    )  # fmt: skip
