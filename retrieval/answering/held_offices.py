"""Held offices: who held an office on a day, as the releases print names with offices, each with where they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

from archive import SEARCHED_VOICES, CatalogueReader, DatedMention, Office, Person, Selection
from language import fold_name, is_same_rank, office_key
from retrieval.answer import Citation
from retrieval.answering.office_holders import (
    find_naming_spans,
    gives_office,
    group_by_holder,
    is_same_office,
    most_printed,
    write_full_name,
)
from retrieval.citations import cite_all, part_quoted

_NEAR = timedelta(
    days=60
)  # before or after the days on which an office is printed, where nobody's days hold the one asked for
_LEAST_SHARE = (
    0.1  # of the releases that print the office with the one it is printed with most: fewer are a slip, or in passing
)
_MOST_HOLDERS = 20
_MOST_MENTIONS = 40  # of a person with the office, those nearest to the day, looked into for sentences
_RELEASES_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingRelease:
    """A release that prints a name with an office."""

    release_id: str
    title: str
    date: date | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOffice:
    """A name with an office, both as most printed; the days on which they first and last are, and in how many releases.

    The days are None where only undated releases print it. ``person_id`` is that of the person in the archive, None for one who
    does not speak in it. ``on_day`` is whether the day that was asked for lies between the days; also where none was.
    ``citations`` are sentences that print both, () where only titles do; ``printed_in`` are the releases nearest to the day that
    print both anywhere.
    """

    name: str
    person_id: str | None
    office: str
    first: date | None
    last: date | None
    releases: int
    on_day: bool
    citations: tuple[Citation, ...] = ()
    printed_in: tuple[NamingRelease, ...] = ()

    def is_around(self, on: date, *, slack: timedelta = timedelta()) -> bool:
        """Whether a day lies between the first and the last on which the office is printed."""
        return self.first is not None and self.last is not None and self.first - slack <= on <= self.last + slack


_Found: TypeAlias = tuple[HeldOffice, Sequence[DatedMention]]  # and where it is printed


def find_held_offices(office: str, on: date | None, catalogue: CatalogueReader) -> tuple[HeldOffice, ...]:
    """Return who held an office: those printed with it on both sides of the day, or (``on`` None) ever, most printed first.

    Whoever speaks in the archive is looked for first: of them more is known than where a name stands beside an office. Where
    there is nobody, those with whom it is printed shortly before or after: whether they held it on the day is not known.
    """
    speakers, named = _find_speakers(office, on, catalogue), _find_named(office, catalogue)
    on_day = speakers or named if on is None else _around(speakers, on) or _around(named, on)
    found = on_day or ([] if on is None else _near(speakers, named, on))
    return tuple(_show_where(held, of, on, catalogue) for held, of in found[:_MOST_HOLDERS])


def _around(found: Sequence[_Found], on: date, *, slack: timedelta = timedelta()) -> list[_Found]:
    return [(held, of) for held, of in found if held.is_around(on, slack=slack)]


def _near(speakers: Sequence[_Found], named: Sequence[_Found], on: date) -> list[_Found]:
    """Return those with whom an office is printed shortly before or after a day, the nearest first, each once."""
    near = {
        held.name: (held, of) for held, of in (*_around(named, on, slack=_NEAR), *_around(speakers, on, slack=_NEAR))
    }
    found: list[_Found] = [(replace(held, on_day=False), of) for held, of in near.values()]
    return sorted(found, key=lambda one: min(abs((on - day).days) for day in (one[0].first, one[0].last) if day))


def _find_speakers(office: str, on: date | None, catalogue: CatalogueReader) -> list[_Found]:
    """Return the people who speak in the archive and held an office, each with where it is printed with them."""
    key = office_key(office)
    found: list[_Found] = []
    for person in catalogue.holders(office, on) or catalogue.holders(office):
        exact = [held for held in person.offices if is_same_office(key, held.key)]
        meant = exact or [held for held in person.offices if is_same_rank(key, held.key) or key >= held.key]
        for held in meant[:1]:
            mentions = [one for one in catalogue.mentions if _is_of(one, person, held)]
            described = HeldOffice(
                name=person.name, person_id=person.id, office=held.name, first=held.first, last=held.last,
                releases=len({one.release_id for one in mentions}), on_day=True,
            )  # fmt: skip
            found.append((described, mentions))
    return found


def _is_of(mention: DatedMention, person: Person, office: Office) -> bool:
    """Whether a mention is of a person in an office, of which a part may be printed ('Minister Orr'), in its time."""
    words = fold_name(mention.name)
    names = [fold_name(person.name), *(fold_name(alias.name) for alias in person.aliases)]
    called = words in names or (len(words) == 1 and words[-1:] == names[0][-1:])
    fits = called and gives_office(mention) and _is_part(office_key(mention.office), office.key)
    return fits and (mention.date is None or office.held(mention.date, slack=timedelta()))


def _is_part(printed: frozenset[str], office: frozenset[str]) -> bool:
    return printed == office or is_same_rank(printed, office)


def _find_named(office: str, catalogue: CatalogueReader) -> list[_Found]:
    """Return whoever is printed with an office, whether they speak in the archive or not, most printed first."""
    groups = group_by_holder(office, [mention for mention in catalogue.mentions if gives_office(mention)])
    found = [(_describe(mentions, catalogue), mentions) for mentions in groups]
    least = _LEAST_SHARE * max((held.releases for held, _ in found), default=0)
    return [(held, mentions) for held, mentions in found if held.releases >= least]


def _describe(held: Sequence[DatedMention], catalogue: CatalogueReader) -> HeldOffice:
    name = write_full_name(held)
    people = catalogue.people_named(name)
    days = [one.date for one in held if one.date]
    return HeldOffice(
        name=name, person_id=people[0].id if len(people) == 1 else None, office=most_printed(one.office for one in held),
        first=min(days, default=None), last=max(days, default=None), releases=len({one.release_id for one in held}),
        on_day=True,
    )  # fmt: skip


def _show_where(
    held: HeldOffice, mentions: Sequence[DatedMention], on: date | None, catalogue: CatalogueReader
) -> HeldOffice:
    """Return who held an office with where that is printed: sentences that name the person, and the releases nearest by day."""
    nearest = sorted(mentions, key=lambda one: _days_from(one, on))[:_MOST_MENTIONS]
    if not nearest:
        return held
    spans = find_naming_spans(nearest, catalogue, Selection(voices=tuple(sorted(SEARCHED_VOICES))))
    surname = set(fold_name(held.name)[-1:])
    naming = [span for span in spans if surname <= set(fold_name(span.quote))]  # a person's first words name nobody
    cited = cite_all(part_quoted(naming, catalogue), catalogue)
    return replace(held, citations=cited, printed_in=_name_releases(nearest, catalogue))


def _name_releases(mentions: Sequence[DatedMention], catalogue: CatalogueReader) -> tuple[NamingRelease, ...]:
    days = {one.release_id: one.date for one in mentions}
    shown = list(days)[:_RELEASES_NAMED]
    heads = catalogue.heads(shown)
    return tuple(NamingRelease(release_id=i, title=heads[i].title, date=days[i], url=heads[i].url) for i in shown)


def _days_from(mention: DatedMention, on: date | None) -> int:
    """Return how many days lie between a mention and a day; the latest come first where there is none."""
    if mention.date is None:
        return date.max.toordinal()
    return -mention.date.toordinal() if on is None else abs((mention.date - on).days)
