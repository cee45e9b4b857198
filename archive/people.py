"""Person: an official or guest, with the names as printed and the offices held; and how people are looked up.

An office is compared by its key: 'Secretary of the Treasury', 'Treasury Secretary' and 'U.S. Treasury Secretary' are one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from archive.releases import Voice
from language import agree_in_full, fold_name, is_same_rank, office_key, read_titled_name

SLACK = timedelta(days=60)  # how far from the days on which an office was printed it may still be taken for held
SIDE_OFFICE = 0.03  # of the mentions of a person's most printed office: below it, another is not taken for held
MAIN_OFFICE = 0.1  # of the mentions of the person's most printed office: below it, another is not named unasked
_FULL_NAME = 2  # words
_FEWEST_QUALIFIED = 3  # people with whom a qualifier of an office comes and goes, for it to say nothing
PARTICULAR = 4  # times that a title alone must be printed more often than an office in more words, to be named


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name that a release prints with an office, in its 'title' or its 'text', and how often."""

    name: str
    office: str
    place: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedMention(Mention):
    """A mention with its release and that release's day, None where it has none."""

    release_id: str
    date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """One speaker's turns in one release, as the release alone reads them: label as printed, name, voice."""

    release_id: str
    date: date | None
    label: str | None
    speaker: str | None
    voice: Voice
    turns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name as printed: a speaker's label ('MS. ORR'), or a name in running text; and how often it was."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that the archive prints with a person: as printed, the days it was first and last printed, how often.

    The days are None where only undated releases print it: when it was held is then not known.
    """

    name: str
    first: date | None
    last: date | None
    count: int

    @property
    def key(self) -> frozenset[str]:
        """What the office is compared by."""
        return office_key(self.name)

    def held(self, on: date | None, *, slack: timedelta = SLACK) -> bool:
        """Whether the archive prints the office around that day; of no day, and of an office without days, it is not known."""
        if on is None or self.first is None or self.last is None:
            return False
        return self.first - slack <= on <= self.last + slack


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An official or guest who speaks in the archive.

    ``name`` is the full name as most often printed in running text, or, where the archive gives no full name, what the
    label says ('Ms. Orr'); it is what the ``speaker`` of turns and passages says. ``aliases`` and ``offices`` come most
    frequent first; ``official`` and ``guest`` count the turns in that voice. ``first`` and ``last`` are the days of the
    releases in which the person speaks, None where none of them has one.
    """

    id: str
    name: str
    aliases: tuple[Alias, ...] = ()
    offices: tuple[Office, ...] = ()
    official: int = 0
    guest: int = 0
    releases: int = 0
    first: date | None
    last: date | None

    @property
    def turns(self) -> int:
        """How many turns the person has."""
        return self.official + self.guest

    def speaks_around(self, on: date) -> bool:
        """Whether a day lies between the first and the last release in which the person speaks."""
        return self.first is not None and self.last is not None and self.first <= on <= self.last

    @property
    def most_printed(self) -> int:
        """How often the person's most printed office is printed."""
        return max((office.count for office in self.offices), default=0)

    def office_on(self, on: date | None) -> Office | None:
        """Return the office that the archive prints most with this person around that day; None where it prints none."""
        least = MAIN_OFFICE * self.most_printed
        held = [office for office in self.offices if office.held(on) and office.count >= least]
        certain = [office for office in held if office.held(on, slack=timedelta())] or held
        # 'Secretary' or 'Ambassador' may be courtesy: an office in more words says more.
        return max(certain, key=lambda office: office.count * (1 if len(office.key) == 1 else PARTICULAR), default=None)


class Directory:
    """The people of an archive, to be looked up by name and by office."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Take the people, those with most turns first."""
        self.people = tuple(people)

    @cached_property
    def _by_word(self) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = {}
        for person in self.people:
            for word in {word for name in _names(person) for word in fold_name(name)}:
                found.setdefault(word, []).append(person)
        return found

    def named(self, words: str) -> list[Person]:
        """Return who has a name with all these words: a surname, a full name, a label; case and accents do not count.

        Where a name or label is these words and nothing else, only who has it is returned. Where nobody has these words, it is
        whoever's full name may be the same person's: 'Meg Vale' is Margaret Vale.
        """
        wanted = fold_name(words)
        if not wanted:
            return []
        # A title alone ('Minister') names nobody, though many labels hold it: one word must be of the name itself.
        candidates = [
            person
            for person in self._by_word.get(wanted[-1], [])
            if any(_holds(name, wanted) for name in _names(person)) and not _own_words(person).isdisjoint(wanted)
        ]
        exact = [p for p in candidates if any(fold_name(name) == wanted for name in _names(p))]
        return exact or candidates or self._called(words)

    def _called(self, words: str) -> list[Person]:
        """Return whose full name may be the same person's as another full name."""
        wanted = read_titled_name(words)
        if len(wanted.words) < _FULL_NAME:
            return []
        named = ((person, (read_titled_name(name) for name in _names(person))) for person in self.people)
        return [
            person
            for person, names in named
            if any(len(name.words) >= _FULL_NAME and agree_in_full(wanted.words, name.words) for name in names)
        ]

    def holders(self, office: str, on: date | None) -> list[Person]:
        """Return who held an office, on that day or (None) ever, most printed with it first; nobody rather than a guess.

        'the Secretary' is whoever is called Secretary of anything, but no deputy, under or press secretary. Where an
        official of the archive's own government is among them, guests with that title are not meant.
        """
        key = office_key(office)
        key = key - self._own_qualifiers or key
        if not key:
            return []
        exact = self._holders(on, lambda other: other == key)
        if exact and len(key) > 1:
            most = max(exact.values())
            return self._ranked({i: count for i, count in exact.items() if on is None or count >= SIDE_OFFICE * most})
        return self._ranked(self._holders(on, lambda other: other == key or is_same_rank(key, other)))

    @cached_property
    def _own_qualifiers(self) -> frozenset[str]:
        """The words that the archive prints before its own offices or leaves out: 'Torvian', 'Quay House'.

        They are learned from people who are printed with an office both with these words and without.
        """
        counts: Counter[frozenset[str]] = Counter()
        for person in self.people:
            keys = {office.key for office in person.offices}
            pairs = ((a, b) for a in keys for b in keys if is_same_rank(a, b) and len(a) > 1)
            counts.update({b - a for a, b in pairs})
        return frozenset(word for words, count in counts.items() if count >= _FEWEST_QUALIFIED for word in words)

    def _holders(self, on: date | None, fits: Callable[[frozenset[str]], bool]) -> Counter[str]:
        """Return how often each holder, by id, is printed with an office that fits."""
        own = self._own_qualifiers
        found = [
            (person, office)
            for person in self.people
            for office in person.offices
            if fits(office.key - own or office.key)
        ]
        found = [(person, office) for person, office in found if office.count >= SIDE_OFFICE * person.most_printed]
        if on is not None:
            certain = [(person, office) for person, office in found if office.held(on, slack=timedelta())]
            found = certain or [(person, office) for person, office in found if office.held(on)]
        counts: Counter[str] = Counter()
        for person, office in found:
            counts[person.id] += office.count
        return counts

    def _ranked(self, counts: Mapping[str, int]) -> list[Person]:
        holders = sorted((p for p in self.people if p.id in counts), key=lambda person: -counts[person.id])
        least = MAIN_OFFICE * max(counts.values(), default=0)
        return [
            person for person in holders if person.official > person.guest and counts[person.id] >= least
        ] or holders

    def office_on(self, speaker_name: str, on: date | None) -> str | None:
        """Return the office of the person of this name on that day, as printed; None where that is not certain."""
        people = [person for person in self.people if person.name == speaker_name]
        office = people[0].office_on(on) if len(people) == 1 else None
        return office.name if office else None


def _names(person: Person) -> Sequence[str]:
    return [person.name, *(alias.name for alias in person.aliases)]


def _own_words(person: Person) -> set[str]:
    """Return the words of the name that a person is shown by, and the last words of all names."""
    return {*fold_name(person.name), *(words[-1] for name in _names(person) if (words := fold_name(name)))}


def _holds(name: str, wanted: Sequence[str]) -> bool:
    """Whether a name holds all the words wanted."""
    words = fold_name(name)
    return all(word in words for word in wanted)
