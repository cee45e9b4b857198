"""The people whom a release's prose names, and which of them 'Mr. Orr', 'the Minister' or 'she' is.

No name rather than a guessed one: a surname that two people of the release bear, an office that two of them hold, and a
pronoun that may mean two of them stay without a name, and what looks like the name of an organisation is nobody's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from ingest.quotations.quoted_names import JOINTS, PARTICLES, NamedPerson, holds_role, read_names, with_small_title
from language import CAPITALISED, HONORIFICS, MASK, TITLES, expand, patterns, split_sentences, word_set

_RUN = re.compile(rf"(?<!\w){CAPITALISED}(?: (?:(?:{'|'.join(JOINTS)}) ){{0,2}}{CAPITALISED})*")
_PREFIX, _HEADLINE = patterns("speakers", "headed", "headline")
# 'the harbour pilot Ida Vale': what a person is, written small.
_CALLING = re.compile(
    r"^(?:[Tt]he|[Oo]ur|[Mm]y|[Hh]is|[Hh]er)(?: (?!(?:at|in|of|for|to|on|from|near|by|with) )[a-z][\w-]*){1,5}"
    r" (?=(?:[A-Z][^\W\d_]*[.’-]? ?){2,4}$)"
)
_OPENINGS = word_set("names.openings")
_PRONOUN = re.compile(r"^(?:[\w’' ]{1,40}, )?(?P<who>He|She|he|she)\b")
LONGEST_INITIALS = 3  # letters; more in capitals are an acronym
MOST_NAMES = 4  # words of a person's name
FURTHEST_BACK = 3  # paragraphs that are read back for whom a pronoun means
_ORGANISATIONS = word_set("titles.organisations", "to_be_learned.laws")


class Cast:
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
        known = {one.surname for one in self.mentions if self._is_certain(one)} - self._small
        taken = {position for one in self.mentions for position in range(one.start, one.end)}
        alone = (
            NamedPerson(start=match.start(), end=match.end(), name=match.group())
            for match in re.finditer(rf"(?<!\w){CAPITALISED}", self._text)
            if match.group().casefold() in known and match.start() not in taken
        )
        return tuple(sorted([*self.mentions, *alone], key=lambda one: one.start))

    @cached_property
    def _all(self) -> tuple[NamedPerson, ...]:
        # In a title every word is a capital one: what the text writes small ('Announces') is no name there.
        titled = (
            one for one in self._find(self._title) if not self._holds_small(one) and not _HEADLINE.search(one.name)
        )
        return (*titled, *self.mentions)

    def _holds_small(self, mention: NamedPerson) -> bool:
        return any(word.lower() in self._small for word in mention.name.split() if word not in PARTICLES)

    @cached_property
    def _small(self) -> frozenset[str]:
        """The words that the release also writes small, which are no names."""
        return frozenset(re.findall(r"(?<![\w’'])[a-z]{3,}\b", self._text))

    def _find(self, text: str) -> Iterator[NamedPerson]:
        for match in _RUN.finditer(text):
            tail = re.match(r",? ([^\n;:(“”\"]{3,140})|,? ?\(([^)\n]{2,60})\)", text[match.end() : match.end() + 150])
            described = (tail.group(1) or tail.group(2)) if tail and tail.group()[0] in ",(" else ""
            for mention in read_names(match.group(), match.start(), described=described or ""):
                # 'As President Vale said', 'As Scripture says': what begins a sentence is neither a place nor a name.
                place, name = (_without_leading(words) for words in (mention.place, mention.name))
                known = replace(mention, place=place, name=name)
                if name and (mention.title or " " in name) and self.is_person(known):
                    yield known if mention.title else with_small_title(known, text)

    def is_person(self, mention: NamedPerson) -> bool:
        """Say whether a name looks like a person's: with a title or a role, or of two to four words that are all names."""
        words = mention.name.split()
        if len(words) > MOST_NAMES or any(word.isupper() and len(word) > LONGEST_INITIALS for word in words):
            return False
        if any(word.islower() and word not in PARTICLES for word in words):
            return False
        if {word.lower().strip(".,") for word in words} & _ORGANISATIONS:
            return False
        if mention.has_office:
            return True
        if mention.title or len(words) < 2:
            return False
        return holds_role(mention.described) or not any(
            word.lower() in self._small for word in words if word not in PARTICLES
        )

    def read(self, printed: str, *, described: str = "", at: int = 0) -> NamedPerson | None:
        """Return the person whom an attribution names, by the full name where the release gives one; None if unsure.

        ``at`` is where the attribution stands, for 'the Secretary' who is named in its paragraph.
        """
        printed = _CALLING.sub("", _PREFIX.sub("", printed).strip(" *_")).replace(" & ", " and ")
        people = read_names(printed, described=described)
        if not people:
            return self._holder(printed, at)
        if len(people) > 1 or (not self.is_person(people[0]) and not self._is_known(people[0])):
            return None
        return self._in_full(people[0], described)

    def _is_known(self, mention: NamedPerson) -> bool:
        return any(one.surname == mention.surname and one.has_office for one in self._all)

    def read_run(self, at: int) -> NamedPerson | None:
        """Return the person whom the capitalised words at an offset name first, all of the office before the name read."""
        run = _RUN.match(self._text, at) if at >= 0 else None
        people = read_names(run.group(), at) if run else []
        return self._in_full(people[0], "") if people and self.is_person(people[0]) else None

    def read_surname(self, printed: str) -> NamedPerson | None:
        """Return the person of this surname alone ('Orr said'), where the release names one and only one with it."""
        word = re.sub(r"[’']s$", "", printed)
        if not re.fullmatch(CAPITALISED, word):
            return None
        if person := self._in_full(NamedPerson(start=0, end=0, name=word), ""):
            return person
        same = [one for one in self._all if one.surname == word.casefold()]
        # Never named in full: always under one office, as in 'President Orr'.
        titles = {one.title.removeprefix("U.S. ") for one in same}
        return same[0] if len(titles) == 1 and len(same[0].name.split()) == 1 else None

    def _in_full(self, mention: NamedPerson, described: str) -> NamedPerson | None:
        """Return a mention under its full name; as printed where the release has none, None where it has two."""
        if len(mention.name.split()) > 1:
            return mention
        fitting = self._fitting(mention)
        names = _distinct_names(one.name for one in fitting)
        if len(names) > 1 and _is_honorific(mention.title):
            # Of a family, whom the release is about.
            names = [name for name in names if name in self._title] or names
        if len(names) != 1:
            return mention if mention.has_office and not names else None
        titled = next((one for one in fitting if one.name == names[0] and one.has_office), mention)
        kept = mention if mention.has_office and not _is_honorific(mention.title) else titled
        return replace(kept, start=mention.start, end=mention.end, name=names[0], described=described or kept.described)

    def _fitting(self, mention: NamedPerson) -> list[NamedPerson]:
        """Return the mentions in full that a surname may stand for: of its office, else of no other office.

        A president is only who is called President: the name occurs without an office for the family too; and nobody but the
        family where another of the name is called 'Dr.'.
        """
        same = [one for one in self._all if one.surname == mention.surname and len(one.name.split()) > 1]
        if not mention.has_office:
            return same
        if _is_honorific(mention.title):
            heads = {one.name for one in same if "president" in one.title.casefold()}
            return [one for one in same if one.name not in heads] or same
        if holders := [one for one in same if _shares_title(one.title, mention.title)]:
            return holders
        others = {one.name for one in same if one.has_office and not _is_honorific(one.title)}
        is_head = "president" in mention.title.casefold()
        return [] if is_head else [one for one in same if one.name not in others]

    def _holder(self, printed: str, at: int) -> NamedPerson | None:
        """Return who holds an office that is named without a name ('the Secretary').

        The only one who holds it in what the paragraph has said so far, else in the release.
        """
        bare = re.sub(r"^(?:[Tt]he|[Oo]ur) ", "", printed)
        if " ".join(expand(bare).upper().split()) not in TITLES or printed[:4].casefold() != "the ":
            return None
        held = [one for one in self._all if _shares_title(one.title, bare) and not one.origin]
        start = self._text.rfind("\n", 0, at) + 1
        near = [one for one in self.mentions if start <= one.start < at and one in held]
        own = [one for one in held if not one.place]
        chosen = near or (own if bare[0].isupper() else [])
        return self._in_full(chosen[0], "") if len({one.surname for one in chosen}) == 1 else None

    def others_of(self, person: NamedPerson) -> Iterator[NamedPerson]:
        """Yield the mentions of the same person with a title or a description."""
        for one in self._all:
            same = one.name == person.name or (one.surname == person.surname and len(one.name.split()) == 1)
            if same and (one.has_office or one.described):
                yield one

    def _is_certain(self, person: NamedPerson) -> bool:
        """Say whether the release gives somebody a title or says what he is: a place or a firm has none."""
        return any(one.has_office or holds_role(one.described) for one in (person, *self.others_of(person)))

    def resolve_pronoun(self, pronoun: str, at: int, floor: int, masked: str) -> NamedPerson | None:
        """Return whom 'he' or 'she' at an offset means: the one person whom the sentences before it are about.

        ``masked`` is the text with its quotations blotted out; ``floor`` is where the prose begins.
        """
        end = at
        for _paragraph in range(FURTHEST_BACK):
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
            people = [one for one in self._with_surnames if start + a <= one.start and one.end <= start + b]
            people = [one for one in people if MASK not in masked[one.start : one.end]]
            people = [one for one in people if not re.match(r"[’']s?\b", masked[one.end : one.end + 2])]
            people = [one for one in people if not masked[one.start : one.end].endswith(("’s", "'s", "s’"))]
            names = {one.surname for one in people}
            if len(names) > 1:
                return None, False
            if people:
                first = people[0]
                person = self._in_full(first, first.described) or self.read_surname(first.name)
                return (person if person and self._is_certain(person) else None), False
        return None, not sentences or _PRONOUN.match(masked[start : start + sentences[0][1]]) is not None


def _shares_title(one: str, other: str) -> bool:
    """Say whether two titles may be one person's: the one ends with or holds the other; a vice president is no president."""
    a, b = ([*map(str.casefold, expand(title).replace(".", "").split())] for title in (one, other))
    if not a or not b or ("vice" in a) != ("vice" in b) or ("former" in a) != ("former" in b):
        return False
    return set(a) <= set(b) or set(b) <= set(a)


def _without_leading(words: str) -> str:
    """Return words without those at their beginning that lead to a name ('As Ida Vale')."""
    kept = words.split()
    while kept and kept[0].lower() in _OPENINGS:
        kept.pop(0)
    return " ".join(kept)


def _is_honorific(title: str) -> bool:
    return title.strip(".").casefold() in HONORIFICS


def _distinct_names(names: Iterator[str]) -> list[str]:
    """Return the different people among names of one surname, each in the most frequent form."""
    forms: dict[str, Counter[str]] = {}
    for name in names:
        forms.setdefault(name[0].casefold(), Counter())[name] += 1
    return [counter.most_common(1)[0][0] for counter in forms.values()]
