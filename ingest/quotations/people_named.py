"""The people whom a release's prose names, and which of them 'Mr. Orr', 'the Minister' or 'she' is.

No name rather than a guessed one: a surname that two people of the release bear, an office that two of them hold, and a
pronoun that may mean two of them stay without a name, and what looks like the name of an organisation is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from ingest.quotations.quoted_names import JOINTS, PARTICLES, NamedPerson, holds_role, read_names, with_small_title
from language import (
    CAPITALISED,
    HONORIFICS,
    MASK,
    TITLES,
    distinct_names,
    expand,
    fits_office,
    office_key,
    pattern,
    patterns,
    split_sentences,
    word_set,
)

_RUN = re.compile(rf"(?<!\w){CAPITALISED}(?: (?:(?:{'|'.join(JOINTS)}) ){{0,2}}{CAPITALISED})*")
_PREFIX, _HEADLINE = patterns("speakers", "headed", "headline")
_CALLING = pattern("titles.small_calling")
_OPENINGS = word_set("names.openings")
_PRONOUN = re.compile(r"^(?:[\w’' ]{1,40}, )?(?P<who>He|She|he|she)\b")
_LONGEST_INITIALS = 3  # letters; more in capitals are an acronym
_MOST_NAMES = 4  # words of a person's name
_FURTHEST_BACK = 3  # paragraphs that are read back for whom a pronoun means
_ORGANISATIONS = word_set("titles.organisations")


class NamedPeople:
    """The people of one release."""

    def __init__(self, title: str, text: str) -> None:
        """Read the names in the title and the text."""
        self._text = text
        self._title = title

    @cached_property
    def mentions(self) -> tuple[NamedPerson, ...]:
        """Every mention of who looks like a person in the text, in order."""
        return tuple(self._find(self._text))

    @cached_property
    def _with_surnames(self) -> tuple[NamedPerson, ...]:
        """The mentions, and the surnames that stand alone of those who have a title or a role ('Orr said')."""
        known = {person.surname for person in self.mentions if self._is_certain(person)} - self._small
        taken = {position for person in self.mentions for position in range(person.start, person.end)}
        alone = (
            NamedPerson(start=match.start(), end=match.end(), name=match.group())
            for match in re.finditer(rf"(?<!\w){CAPITALISED}", self._text)
            if match.group().casefold() in known and match.start() not in taken
        )
        return tuple(sorted([*self.mentions, *alone], key=lambda person: person.start))

    @cached_property
    def _all(self) -> tuple[NamedPerson, ...]:
        # In a title every word has a capital: what the text writes small ('Announces') is no name there.
        in_title = [
            person
            for person in self._find(self._title)
            if not self._is_written_small(person) and not _HEADLINE.search(person.name)
        ]
        return (*in_title, *self.mentions)

    def _is_written_small(self, person: NamedPerson) -> bool:
        return any(word.lower() in self._small for word in person.name.split() if word not in PARTICLES)

    @cached_property
    def _small(self) -> frozenset[str]:
        """The words that the release also writes small, which are no names."""
        return frozenset(re.findall(r"(?<![\w’'])[a-z]{3,}\b", self._text))

    def _find(self, text: str) -> Iterator[NamedPerson]:
        """Yield who looks like a person in a text, with the titles and descriptions beside the name."""
        for match in _RUN.finditer(text):
            tail = re.match(r",? ([^\n;:(“”\"]{3,140})|,? ?\(([^)\n]{2,60})\)", text[match.end() : match.end() + 150])
            described = (tail.group(1) or tail.group(2)) if tail and tail.group()[0] in ",(" else ""
            for read in read_names(match.group(), match.start(), described=described or ""):
                # 'As President Vale said', 'As Scripture says': what begins a sentence is neither a place nor a name.
                person = replace(read, place=_without_openings(read.place), name=_without_openings(read.name))
                if person.name and (person.title or " " in person.name) and self._looks_like_person(person):
                    yield person if person.title else with_small_title(person, text)

    def _looks_like_person(self, person: NamedPerson) -> bool:
        """Say whether a name looks like a person's: with a title or a role, or of two to four words that are all names."""
        words = person.name.split()
        if len(words) > _MOST_NAMES or any(word.isupper() and len(word) > _LONGEST_INITIALS for word in words):
            return False
        if any(word.islower() and word not in PARTICLES for word in words):
            return False
        if {word.lower().strip(".,") for word in words} & _ORGANISATIONS:
            return False
        if person.has_office:
            return True
        if person.title or len(words) < 2:
            return False
        return holds_role(person.described) or not self._is_written_small(person)

    def read(self, printed: str, *, described: str = "", at: int = 0) -> NamedPerson | None:
        """Return the person whom an attribution names, by the full name where the release gives one; None if unsure.

        ``at`` is where the attribution stands, for 'the Secretary' who is named in its paragraph.
        """
        printed = _CALLING.sub("", _PREFIX.sub("", printed).strip(" *_")).replace(" & ", " and ")
        people = read_names(printed, described=described)
        if not people:
            return self._find_holder(printed, at)
        person = people[0]
        known = self._looks_like_person(person) or any(other.has_office for other in self._of_surname(person.surname))
        return self._in_full(person, described) if len(people) == 1 and known else None

    def _of_surname(self, surname: str) -> list[NamedPerson]:
        return [person for person in self._all if person.surname == surname]

    def read_run(self, at: int) -> NamedPerson | None:
        """Return the person whom the capitalised words at an offset name first, all of the office before the name read."""
        run = _RUN.match(self._text, at) if at >= 0 else None
        people = read_names(run.group(), at) if run else []
        return self._in_full(people[0], "") if people and self._looks_like_person(people[0]) else None

    def read_surname(self, printed: str) -> NamedPerson | None:
        """Return the person of this surname alone ('Orr said'), where the release names one and only one with it."""
        word = re.sub(r"[’']s$", "", printed)
        if not re.fullmatch(CAPITALISED, word):
            return None
        if person := self._in_full(NamedPerson(start=0, end=0, name=word), ""):
            return person
        same = self._of_surname(word.casefold())
        # Never named in full: always under one office, as in 'President Orr'.
        titles = {person.title for person in same}
        return same[0] if len(titles) == 1 and not same[0].has_full_name else None

    def _in_full(self, person: NamedPerson, described: str) -> NamedPerson | None:
        """Return a person under the full name; as printed where the release has none, None where it has two."""
        if person.has_full_name:
            return person
        fitting = self._find_fitting(person)
        names = distinct_names(other.name for other in fitting)
        if len(names) > 1 and _is_honorific(person.title):
            # Of a family, whom the release is about.
            names = [name for name in names if name in self._title] or names
        if len(names) != 1:
            return person if person.has_office and not names else None
        titled = next((other for other in fitting if other.name == names[0] and other.has_office), person)
        kept = person if person.has_office and not _is_honorific(person.title) else titled
        return replace(kept, start=person.start, end=person.end, name=names[0], described=described or kept.described)

    def _find_fitting(self, person: NamedPerson) -> list[NamedPerson]:
        """Return the mentions in full that a surname may stand for: of its office, else of no other office.

        A president is only who is called President: the name occurs without an office for the family too; and nobody but the
        family where another of the name is called 'Dr.'.
        """
        same = [other for other in self._of_surname(person.surname) if other.has_full_name]
        if not person.has_office:
            return same
        if _is_honorific(person.title):
            heads = {other.name for other in same if other.is_head_of_state}
            return [other for other in same if other.name not in heads] or same
        if holders := [other for other in same if _share_title(other.title, person.title)]:
            return holders
        others = {other.name for other in same if other.has_office and not _is_honorific(other.title)}
        return [] if person.is_head_of_state else [other for other in same if other.name not in others]

    def _find_holder(self, printed: str, at: int) -> NamedPerson | None:
        """Return who holds an office that is named without a name ('the Secretary').

        The only one who holds it in what the paragraph has said so far, else in the release.
        """
        bare = re.sub(r"^(?:[Tt]he|[Oo]ur) ", "", printed)
        if " ".join(expand(bare).upper().split()) not in TITLES or printed[:4].casefold() != "the ":
            return None
        held = [person for person in self._all if _share_title(person.title, bare) and not person.origin]
        start = self._text.rfind("\n", 0, at) + 1
        near = [person for person in held if person in self.mentions and start <= person.start < at]
        own = [person for person in held if not person.place]
        chosen = near or (own if bare[0].isupper() else [])
        return self._in_full(chosen[0], "") if len({person.surname for person in chosen}) == 1 else None

    def others_of(self, person: NamedPerson) -> Iterator[NamedPerson]:
        """Yield the mentions of the same person with a title or a description."""
        for other in self._of_surname(person.surname):
            if (other.name == person.name or not other.has_full_name) and (other.has_office or other.described):
                yield other

    def _is_certain(self, person: NamedPerson) -> bool:
        """Say whether the release gives somebody a title or says what he is: a place or a firm has none."""
        return any(other.has_office or holds_role(other.described) for other in (person, *self.others_of(person)))

    def resolve_pronoun(self, pronoun: str, at: int, floor: int, masked: str) -> NamedPerson | None:
        """Return whom 'he' or 'she' at an offset means: the one person whom the sentences before it are about.

        ``masked`` is the text with its quotations blotted out; ``floor`` is where the prose begins.
        """
        end = at
        for _paragraph in range(_FURTHEST_BACK):
            start = max(masked.rfind("\n", 0, end) + 1, floor)
            found, goes_back = self._subject(pronoun, start, end, masked)
            if found or not goes_back:
                return found
            end = len(masked[:start].rstrip())
            if end <= floor:
                break
        return None

    def _subject(self, pronoun: str, start: int, end: int, masked: str) -> tuple[NamedPerson | None, bool]:
        """Return whom a paragraph is about up to ``end``, and whether the paragraph before it has to be read."""
        sentences = split_sentences(masked[start:end])
        for a, b in reversed(sentences):
            sentence = masked[start + a : start + b]
            if (match := _PRONOUN.match(sentence)) and (a, b) != sentences[-1]:
                if match["who"].casefold() != pronoun.casefold():
                    return None, False
                continue
            if match:
                continue
            people = [
                person
                for person in self._with_surnames
                if start + a <= person.start and person.end <= start + b and _is_named(person, masked)
            ]
            if len({person.surname for person in people}) > 1:
                return None, False
            if people:
                first = people[0]
                meant = self._in_full(first, first.described) or self.read_surname(first.name)
                return (meant if meant and self._is_certain(meant) else None), False
        return None, not sentences or _PRONOUN.match(masked[start : start + sentences[0][1]]) is not None


def _is_named(person: NamedPerson, masked: str) -> bool:
    """Say whether the prose itself names a person: not in a quotation, nor as whose something is ('Orr’s boat')."""
    printed = masked[person.start : person.end]
    possessive = re.match(r"[’']s?\b", masked[person.end : person.end + 2])
    return MASK not in printed and not possessive and not printed.endswith(("’s", "'s", "s’"))


def _share_title(title: str, other: str) -> bool:
    """Say whether two titles may be one person's: one has all the words of the other."""
    key, other_key = office_key(title), office_key(other)
    return fits_office(key, other_key) or fits_office(other_key, key)


def _without_openings(words: str) -> str:
    """Return words without those at their beginning that lead to a name ('As Ida Vale')."""
    kept = words.split()
    while kept and kept[0].lower() in _OPENINGS:
        kept.pop(0)
    return " ".join(kept)


def _is_honorific(title: str) -> bool:
    return title.strip(".").casefold() in HONORIFICS
