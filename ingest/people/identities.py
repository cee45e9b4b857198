"""Identities: the full names of an archive, those of one person together, those of two apart.

'Joe Vale' and 'Joseph R. Vale' are one, 'Ana Vale' another, and 'J. Vale', who could be either, neither. What is known of
an identity is what was printed: full names with their counts, offices with their days, and the turns that it speaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from archive import Appearance, DatedMention, Voice
from ingest.people.likeness import fits_title
from ingest.people.titled_names import is_full_name, read_speaker_name
from language import TITLES, Role, Words, ends_with, is_first_name, may_be_one, name_words, office_key, word_set

_Days = dict[frozenset[str], list[date]]
_FEWEST_OF_OFFICE = 2  # releases that print one office with each of two names, which are then one person's
# A secretary of state is one of many words, though 'state secretary' is a title too.
_TITLE_KEYS = frozenset(office_key(title) for title in TITLES) - {office_key("secretary of state")}
_OF_MANY = word_set("titles.of_many")
_BOTH_SIDES = frozenset({Voice.OFFICIAL, Voice.GUEST})


@dataclass(frozen=True, slots=True)
class Held:
    """An office printed with an identity on a day, so many times; ``firm`` where a label or a title prints it."""

    office: str
    date: date | None
    count: int
    firm: bool


@dataclass(eq=False, slots=True)
class Identity:
    """One person, as far as is known while the archive is read."""

    surname: str = ""
    names: Counter[str] = field(default_factory=Counter)
    forms: set[Words] = field(default_factory=set)
    held: list[Held] = field(default_factory=list)
    appearances: list[Appearance] = field(default_factory=list)
    given_name: str = ""

    def absorb(self, other: Identity) -> None:
        """Take over all that is known of another identity."""
        self.names.update(other.names)
        self.forms |= other.forms
        self.held += other.held
        self.appearances += other.appearances
        self.given_name = self.given_name or other.given_name

    @property
    def is_official(self) -> bool:
        """Whether the releases alone give it more turns as an official than as a guest."""
        turns = Counter[Voice]()
        for appearance in self.appearances:
            turns[appearance.voice] += appearance.turns
        return turns[Voice.OFFICIAL] > turns[Voice.GUEST]

    def has_surname(self, surname: Words) -> bool:
        """Say whether one of its full names ends with this surname."""
        return any(ends_with(form, surname) for form in self.forms)

    def is_official_near(self, appearance: Appearance, within: timedelta) -> bool:
        """Say whether another release hears it as an official that near to the day of an appearance."""
        return self._is_heard_near(appearance, Voice.OFFICIAL, within)

    def is_guest_near(self, appearance: Appearance, within: timedelta) -> bool:
        """Say whether another release hears it as a guest that near to the day of an appearance."""
        return self._is_heard_near(appearance, Voice.GUEST, within)

    def _is_heard_near(self, appearance: Appearance, voice: Voice, within: timedelta) -> bool:
        heard = {
            a.voice
            for a in self.appearances
            if a.release_id != appearance.release_id and is_near(a.date, appearance.date, within)
        }
        if appearance.date is None and heard >= _BOTH_SIDES:  # at which of the two times this was is not known
            return False
        return voice in heard

    def count_title(self, title: str, on: date | None, within: timedelta) -> int:
        """Return how often it is printed with an office that fits a label's title, that near to a day."""
        return sum(
            held.count for held in self.held if is_near(held.date, on, within) and fits_title(held.office, title)
        )

    def days_of_offices(self) -> _Days:
        """Return the days on which each office is printed with it, by the office's key."""
        days: _Days = {}
        for held in self.held:
            if held.date:
                days.setdefault(office_key(held.office), []).append(held.date)
        return days


def is_near(day: date | None, on: date | None, within: timedelta) -> bool:
    """Say whether what a release of one day prints tells of a release of another: it lies that near.

    What an undated release prints tells of no day. Of an undated release all that the archive prints may tell, whenever.
    """
    return on is None or (day is not None and abs(day - on) <= within)


def full_name(speaker: str | None) -> str:
    """Return a speaker's full name without an honorific before it; '' where it has no first name."""
    if speaker is None or is_full_name(speaker):
        return speaker or ""
    # Of 'Ms. Lund Vale' both words may be the surname; 'Ms. Ashley Vale' has a first name.
    words = speaker.split()[1:]
    has_honorific = read_speaker_name(speaker).role is Role.HONORIFIC
    return " ".join(words) if has_honorific and len(words) > 1 and is_first_name(words[0].casefold()) else ""


def speaker_words(appearance: Appearance) -> Words:
    """Return the folded words of the name in a speaker or, where there is none, in a label; () for a role."""
    printed = appearance.speaker or appearance.label
    if full := full_name(appearance.speaker):
        return name_words(full)
    return read_speaker_name(printed).words if printed else ()


def gather_identities(
    appearances: Sequence[Appearance], mentions: Sequence[DatedMention], *, apart: Collection[frozenset[Words]] = ()
) -> dict[str, list[Identity]]:
    """Return the identities of all full names, by the last word of the surname.

    Only surnames that a speaker has are looked at. ``apart`` are pairs of names that are not one person's.
    """
    wanted = {words[-1] for appearance in appearances if (words := speaker_words(appearance))}
    printed: dict[str, dict[Words, Counter[str]]] = {}
    surnames = _surnames_in_labels(appearances)
    for name, count in _full_names(appearances, mentions):
        words = name_words(name)
        if len(words) > 1 and words[-1] in wanted and words not in surnames:
            printed.setdefault(words[-1], {}).setdefault(words, Counter())[name] += count
    groups = {last: _gather(last, forms, apart) for last, forms in printed.items()}
    by_form = {form: identity for group in groups.values() for identity in group for form in identity.forms}
    for mention in mentions:
        if identity := by_form.get(name_words(mention.name)):
            identity.held.append(Held(mention.office, mention.date, mention.count, mention.place == "title"))
    for group in groups.values():
        _join_by_office(group, apart)
    return groups


def _surnames_in_labels(appearances: Iterable[Appearance]) -> set[Words]:
    """Return the surnames in labels with an office: 'GOVERNOR LUND VALE' says that Lund Vale is no full name."""
    labels = {read_speaker_name(appearance.label) for appearance in appearances if appearance.label}
    return {label.words for label in labels if label.title and label.role not in {Role.HONORIFIC, Role.BARE}}


def _full_names(appearances: Iterable[Appearance], mentions: Iterable[DatedMention]) -> Iterator[tuple[str, int]]:
    """Yield the full names with how much each counts as a name to call somebody by: a signature counts nothing."""
    for appearance in appearances:
        if name := full_name(appearance.speaker):
            yield name, 1 if appearance.label is not None else 0
    for mention in mentions:
        if len(mention.name.split()) > 1:
            yield mention.name, mention.count


def _gather(last: str, forms: dict[Words, Counter[str]], apart: Collection[frozenset[Words]]) -> list[Identity]:
    """Return the identities of the names that end with one word, from the most printed name on."""
    identities: list[Identity] = []
    for words in sorted(forms, key=lambda words: (-sum(forms[words].values()), words)):
        fitting = [identity for identity in identities if _fits(words, identity.forms, apart)]
        if len(fitting) > 1:
            fitting = [identity for identity in fitting if any(form[0] == words[0] for form in identity.forms)]
        if len(fitting) != 1:
            fitting = [Identity(surname=last)]
            identities += fitting
        fitting[0].forms.add(words)
        fitting[0].names.update(forms[words])
    return identities


def _fits(words: Words, forms: Iterable[Words], apart: Collection[frozenset[Words]]) -> bool:
    return all(may_be_one(words, form) and frozenset({words, form}) not in apart for form in forms)


def _join_by_office(group: list[Identity], apart: Collection[frozenset[Words]]) -> None:
    """Join two identities of one surname that the archive prints with the same particular office at the same time.

    'Secretary of Bread Ali Vale' is 'Secretary of Bread Alejandro Vale'; 'Senator' alone would not do.
    """
    for identity, other in combinations(list(group), 2):
        if identity not in group or other not in group:
            continue
        if any(frozenset({a, b}) in apart for a in identity.forms for b in other.forms):
            continue
        fewest = 1 if min(identity.forms)[0][0] == min(other.forms)[0][0] else _FEWEST_OF_OFFICE
        if _share_office(identity.days_of_offices(), other.days_of_offices(), fewest=fewest):
            identity.absorb(other)
            group.remove(other)


def _share_office(days: _Days, others: _Days, *, fewest: int) -> bool:
    return any(
        is_particular(key)
        and min(len(days[key]), len(others[key])) >= fewest
        and max(min(days[key]), min(others[key])) <= min(max(days[key]), max(others[key]))
        for key in days.keys() & others.keys()
    )


def is_particular(key: frozenset[str]) -> bool:
    """Say whether an office is one that few hold: more than a title ('secretary of bread', not 'secretary')."""
    return len(key) > 1 and key not in _TITLE_KEYS and not key & _OF_MANY
