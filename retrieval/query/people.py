"""Named people: whom of the archive a question's words for somebody stand for ('Orr', 'Secretary Orr', 'the press secretary')."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from archive import Person, Voice
from language import (
    expand,
    fold_name,
    is_same_rank,
    is_title_word,
    list_words,
    office_key,
    pattern,
    patterns,
    read_titled_name,
)
from retrieval.query.called_offices import find_called

_MOST_NAMESAKES = 3  # people whom one mention may stand for; more is nobody in particular
_PREVAILS = 10  # times as many turns as anybody else of the name: that is who is meant

_THE = pattern("saying.the")
_NOBODY, _LEADER = patterns("titles", "nobody_in_particular", "leader_of_country")
_ALIKE = 5  # letters that a country and its people share


class People(Protocol):
    """How people are looked up; ``archive.CatalogueReader`` does it."""

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
    if not bare or _NOBODY.search(bare):
        return None
    if re.search(r"[’']s?\s", bare):
        return _speaker(_called(bare, people, on))
    article = _THE.match(bare)
    name = bare[article.end() :] if article else bare
    name = expand(name)
    if article:
        found = _holders(name, people, on) or _called(bare, people, on)
    else:
        found = _named(name, people) or _holders(name, people, on) or _quoted(name, people)
    return _speaker(found)


def _called(words: str, people: People, on: date | None) -> list[Person]:
    """Return the one person who is called by what is led ('the harbour boss') or by somebody else ('Renn's deputy')."""

    def resolve(whom: str) -> list[Person]:
        article = _THE.match(whom)
        office = whom[article.end() :] if article else whom
        named = [] if article else _named(expand(office), people)
        return named or _holders(expand(office), people, on)

    return list(find_called(words, people.people(), on, resolve))


def _named(name: str, people: People) -> list[Person]:
    """Return who has a name, or has its surname and held the office before it: 'Minister Renn'."""
    if found := people.people_named(name):
        return _prevailing(list(found))
    titled = read_titled_name(name)
    before = name.split()[: -len(titled.words) or None]
    if not (titled.words and titled.office and all(map(is_title_word, before))):
        return []
    namesakes = people.people_named(" ".join(titled.words))
    return _prevailing([who for who in namesakes if any(titled.office <= office.key for office in who.offices)])


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
