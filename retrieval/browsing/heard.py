"""Who is heard: the people who speak in the archive, and one of them with offices, first and latest words, and releases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from archive import SPEAKING_VOICES, CatalogueReader, Person
from language import fold_name
from retrieval.browsing.found import FoundRelease, Snippet
from retrieval.browsing.offices import PrintedOffice, is_surely_somebody, printed_offices
from retrieval.browsing.request import PAGE_SIZE
from retrieval.browsing.snippets import cut_passage


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleList:
    """Who speaks in the archive, those with most turns first, each with the office printed most beside the full name.

    ``officials`` and ``guests`` are named in full, by which they are more often; ``unsure`` are the names and labels that may
    be several people's, or nobody's.
    """

    officials: tuple[tuple[Person, PrintedOffice | None], ...]
    guests: tuple[tuple[Person, PrintedOffice | None], ...]
    unsure: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardWords:
    """Words that somebody said, with their release."""

    words: Snippet
    release_id: str
    title: str
    date: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """A person as the archive hears them, with a page of the releases they speak in, the latest first, ``total`` in all.

    ``sure`` is whether the name is surely one person's. ``first`` and ``latest`` are their earliest and latest words by date.
    """

    person: Person
    sure: bool
    offices: tuple[PrintedOffice, ...]
    first: HeardWords | None
    latest: HeardWords | None
    releases: tuple[FoundRelease, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages of releases there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def people_heard_in(catalogue: CatalogueReader, *, named: str = "") -> PeopleList:
    """Return the people who speak in the archive; ``named`` keeps those with all these words, or their beginnings, in a name."""
    offices = printed_offices(catalogue)
    wanted = fold_name(named)
    people = [one for one in catalogue.people() if _is_called(one, wanted)]
    sure = [one for one in people if is_surely_somebody(one, offices.get(one.id, ()))]
    beside = [(one, next(iter(offices.get(one.id, ())), None)) for one in sure]
    return PeopleList(
        officials=tuple(one for one in beside if one[0].official >= one[0].guest),
        guests=tuple(one for one in beside if one[0].official < one[0].guest),
        unsure=tuple(one for one in people if one not in sure),
    )


def open_person(catalogue: CatalogueReader, person: Person, *, page: int = 1) -> PersonPage:
    """Return a person's page; a page of releases behind the last one is the last one."""
    shelf, offices = catalogue.shelf, printed_offices(catalogue).get(person.id, ())
    places = [int(place) for place in shelf.heard_at(person.name)]
    dated = [place for place in places if shelf.days[place]] or places
    page = min(max(1, page), max(1, -(-len(places) // PAGE_SIZE)))
    ids = [shelf.ids[place] for place in places[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]]
    listed, speakers = catalogue.listed(ids), catalogue.heard_most(ids)
    return PersonPage(
        person=person,
        sure=is_surely_somebody(person, offices),
        offices=offices,
        first=_read_words(catalogue, shelf.ids[dated[-1]], person.name, latest=False) if dated else None,
        latest=_read_words(catalogue, shelf.ids[dated[0]], person.name, latest=True) if dated else None,
        releases=tuple(
            FoundRelease(
                release=one, speakers=speakers.get(one.id, ()), snippet=_first_of(catalogue, one.id, person.name)
            )
            for one in listed
        ),
        total=len(places),
        page=page,
    )


def _is_called(person: Person, wanted: tuple[str, ...]) -> bool:
    held = [fold_name(name) for name in (person.name, *(alias.name for alias in person.aliases))]
    return any(all(any(word.startswith(part) for word in words) for part in wanted) for words in held)


def _read_words(catalogue: CatalogueReader, release_id: str, name: str, *, latest: bool) -> HeardWords | None:
    passage = catalogue.end_passage(release_id, SPEAKING_VOICES, speaker=name, latest=latest)
    if passage is None:
        return None
    head = catalogue.listed([release_id])[0]
    return HeardWords(
        words=cut_passage(passage), release_id=release_id, title=head.title, date=head.date, version=head.version
    )


def _first_of(catalogue: CatalogueReader, release_id: str, name: str) -> Snippet | None:
    passage = catalogue.end_passage(release_id, SPEAKING_VOICES, speaker=name)
    return cut_passage(passage) if passage else None
