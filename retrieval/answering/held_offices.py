"""Held offices: who held an office on a day, as the archive prints names and offices, each with where it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from archive import SEARCHED_VOICES, CatalogueReader, DatedMention, Office, Person, Selection
from language import fold_name, is_same_rank, office_key
from retrieval.answer import Citation
from retrieval.answering.office_holders import find_naming_spans, is_same_office
from retrieval.citations import cite_all, part_quoted

_MOST_MENTIONS = 40  # of a person with the office, those nearest to the day
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
    """A person with an office: as printed, and the days on which the archive first and last prints them together.

    ``on_day`` is whether the day that was asked for lies between these; also where none was. ``citations`` are sentences that
    print both, () where only titles do; ``printed_in`` are the releases nearest to the day that print both anywhere.
    """

    person: Person
    office: Office
    on_day: bool
    citations: tuple[Citation, ...]
    printed_in: tuple[NamingRelease, ...]


def find_held_offices(office: str, on: date | None, catalogue: CatalogueReader) -> tuple[HeldOffice, ...]:
    """Return who held an office: those printed with it on both sides of the day, or (``on`` None) ever, most printed first.

    Where there is nobody, those with whom it is printed shortly before or after: whether they held it on the day is not known.
    """
    found = [
        (person, held)
        for person in catalogue.holders(office, on) or catalogue.holders(office)
        for held in _fitting(person, office)
    ]
    certain = [(person, held) for person, held in found if on is None or held.held(on, slack=timedelta())]
    near = [(person, held) for person, held in found if held.held(on)]
    return tuple(
        _describe(person, held, on, certain=bool(certain), catalogue=catalogue) for person, held in certain or near
    )


def _fitting(person: Person, office: str) -> list[Office]:
    """Return the offices of a holder that are meant: of these words, or else the one most printed of the same rank."""
    key = office_key(office)
    exact = [held for held in person.offices if is_same_office(key, held.key)]
    return exact[:1] or [held for held in person.offices if is_same_rank(key, held.key) or key >= held.key][:1]


def _describe(
    person: Person, office: Office, on: date | None, *, certain: bool, catalogue: CatalogueReader
) -> HeldOffice:
    names = {fold_name(person.name), *(fold_name(alias.name) for alias in person.aliases)}
    held = [one for one in catalogue.mentions if fold_name(one.name) in names and one.office == office.name]
    nearest = sorted(held, key=lambda one: _days_from(one, on))[:_MOST_MENTIONS]
    return HeldOffice(
        person=person, office=office, on_day=certain, citations=_cite(person, nearest, catalogue),
        printed_in=_name_releases(nearest, catalogue),
    )  # fmt: skip


def _cite(person: Person, mentions: Sequence[DatedMention], catalogue: CatalogueReader) -> tuple[Citation, ...]:
    """Return the sentences that print the name with the office; a person's first words, which do not, are none."""
    if not mentions:
        return ()
    spans = find_naming_spans(mentions, catalogue, Selection(voices=tuple(sorted(SEARCHED_VOICES))))
    surname = fold_name(person.name)[-1:]
    naming = [span for span in spans if set(surname) <= set(fold_name(span.quote))]
    return cite_all(part_quoted(naming, catalogue), catalogue)


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
