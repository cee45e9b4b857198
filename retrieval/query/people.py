"""Named people: whom of the archive a question's words for somebody stand for ('Orr', 'Secretary Orr', 'the press secretary')."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from archive import Person, Voice
from language import entry, expand, fold_name, is_same_rank, list_words, office_key, pattern, patterns

_MOST_NAMESAKES = 3  # people whom one mention may stand for; more is nobody in particular
_PREVAILS = 10  # times as many turns as anybody else of the name: that is who is meant

_THE = pattern("saying.the")
_NOBODY, _LEADER = patterns("titles", "nobody_in_particular", "leader_of_country")
_SHORT_OFFICES: dict[str, str] = entry("to_be_learned.short_offices")
_ALIKE = 5  # letters that a country and its people share


class People(Protocol):
    """How people are looked up; ``archive.reader.CatalogueReader`` does it."""

    def people(self) -> Sequence[Person]:
        """Return everybody, those with most turns first."""
        ...

    def people_named(self, words: str) -> Sequence[Person]:
        """Return who has a name or label with all these words, most turns first."""
        ...

    def quoted_named(self, words: str) -> Sequence[Person]:
        """Return who has a name with all these words and is only quoted, most quoted first."""
        ...

    def holders(self, office: str, on: date | None = None) -> Sequence[Person]:
        """Return who held an office on a day, or ever."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSpeaker:
    """Whom words stand for: the names that passages carry; ``voices`` is empty where these are officials."""

    names: tuple[str, ...]
    voices: tuple[Voice, ...] = ()


def resolve_speaker(mentioned: str, people: People, *, on: date | None) -> NamedSpeaker | None:
    """Return whom a question's words for somebody stand for; None where they name nobody, or too many to be a limit."""
    bare = re.sub(r"[’']s?$", "", mentioned.strip(" ,"))
    if leaders := _leaders(bare, people):
        return _speaker(leaders)
    if not bare or _NOBODY.search(bare) or re.search(r"[’']s?\s", bare):
        return None
    article = _THE.match(bare)
    name = bare[article.end() :] if article else bare
    office = _SHORT_OFFICES.get(name.lower())
    name = office or expand(name)
    if office or article:
        found = _holders(name, people, on)
    else:
        found = _prevailing(list(people.people_named(name))) or _holders(name, people, on) or _quoted(name, people)
    return _speaker(found)


def _leaders(mentioned: str, people: People) -> list[Person]:
    """Return the guests who lead a country that is named ('Torvia's leader'), none where they name no country's leader."""
    asked = _LEADER.match(mentioned)
    if asked is None:
        return []
    titles = [asked["role"]] if asked["role"] else list_words("titles.leaders_of_countries")
    keys = [office_key(title) for title in titles]
    country = asked["country"].casefold().split()
    return [
        person
        for person in people.people()
        if person.guest > person.official and any(_leads(office.key, keys, country) for office in person.offices)
    ]


def _leads(office: frozenset[str], titles: Iterable[frozenset[str]], country: Sequence[str]) -> bool:
    of_country = all(any(is_of_country(word, held) for held in office) for word in country)
    return of_country and any(is_same_rank(title, office) for title in titles)


def is_of_country(country: str, word: str) -> bool:
    """Whether a word is a country's name, or its people's ('Torvian')."""
    return country == word or (min(len(country), len(word)) >= _ALIKE and country[:_ALIKE] == word[:_ALIKE])


def _quoted(name: str, people: People) -> list[Person]:
    """Return who is only quoted: by the full name or the surname, as a first name alone may be anybody's."""
    words = fold_name(name)
    return [who for who in people.quoted_named(name) if len(words) > 1 or fold_name(who.name)[-1:] == words]


def _holders(office: str, people: People, on: date | None) -> list[Person]:
    """Return who held an office, and others who are called by its words alone; nobody where these are many.

    'the Secretary' is any of twelve; 'the Minister' may be printed 'Minister of Foreign Affairs' of the minister before.
    """
    found = list(people.holders(office, on))
    if re.match(r"deputy\b", office, re.IGNORECASE):
        found += [person for person in people.holders(f"principal {office}", on) if person not in found]
    leading = _prevailing(found)
    turns = max((person.turns for person in leading), default=0)
    ours = all(person.official >= person.guest for person in leading)
    rivals = [
        person
        for person in _so_called(office, people, on)
        if person not in leading and person.turns * _PREVAILS > turns and (person.official >= person.guest or not ours)
    ]
    if not leading or len(leading) + len(rivals) > _MOST_NAMESAKES:
        return []
    return leading if on else [*leading, *rivals]


def _so_called(office: str, people: People, on: date | None) -> list[Person]:
    """Return everybody whose office holds the office's words and no further rank."""
    wanted = office_key(office)
    return [
        person
        for person in people.people()
        if any(
            (held.key == wanted or is_same_rank(wanted, held.key)) and (on is None or held.held(on))
            for held in person.offices
        )
    ]


def _prevailing(found: list[Person]) -> list[Person]:
    """Return whoever is heard far more than all others of the name, else all."""
    ordered = sorted(found, key=lambda person: -person.turns)
    if len(ordered) > 1 and ordered[0].turns >= _PREVAILS * ordered[1].turns:
        return ordered[:1]
    return ordered


def _speaker(found: list[Person]) -> NamedSpeaker | None:
    if not found or len(found) > _MOST_NAMESAKES:
        return None
    names = tuple(dict.fromkeys(person.name for person in found))
    official, guest = sum(person.official for person in found), sum(person.guest for person in found)
    if official >= _PREVAILS * guest:
        return NamedSpeaker(names=names)
    voices = (Voice.OFFICIAL, Voice.OFFICE, Voice.GUEST) if official else (Voice.GUEST,)
    return NamedSpeaker(names=names, voices=voices)
