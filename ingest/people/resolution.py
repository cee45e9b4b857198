"""Resolve speakers over the whole archive: who is meant by 'Ms. Orr', 'Secretary Vale', 'THE PRESIDENT' in each release.

In this order: the full name that the release itself gives; who else has that label in the archive near that day; whom the
archive prints with that title; for a label without a name, who else has it near that day. One candidate, or none: where two
people fit, the label stays as it is printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from archive import Appearance, DatedMention, Voice
from ingest.people.curation import Curation
from ingest.people.identities import Held, Identity, Words, fits_surname, full_name, gather_identities, speaker_words
from ingest.people.likeness import fits_title, is_misprint, write_title
from ingest.people.namesakes import split_namesakes
from ingest.people.titled_names import read_name
from language import Role, is_office_word, name_words, office_key, same_titles, word_set

NEAR = timedelta(days=366)  # a label means the same person within so many days
NEAR_BY_OFFICE = timedelta(days=731)  # 'Governor Vale', where the archive prints nobody else so within a year
NEAR_WITHOUT_NAME = timedelta(days=60)  # 'THE PRESIDENT'
ONE_EVENT = timedelta(days=3)  # two guests of one label and no known first name are one person within so many days
OUTWEIGHS = 10  # times as often: a rarer candidate is then a misprint
MISPRINTS = 2  # mentions at most
WELL_PRINTED = 5  # times that text prints an honorific and a full name, or releases a label, for each of a misprint
_OF_MEN, _OF_WOMEN = word_set("titles.honorifics_of_men"), word_set("titles.honorifics_of_women")
_PEOPLE = frozenset({Role.OFFICIAL, Role.GUEST, Role.HEAD_OF_STATE, Role.HONORIFIC, Role.BARE})


@dataclass(slots=True)
class Resolution:
    """Who speaks in which appearance; appearances that are nobody's in particular are not among them."""

    identities: list[Identity] = field(default_factory=list)
    owners: dict[Appearance, Identity] = field(default_factory=dict)


class Resolver:
    """Resolves the appearances of one archive."""

    def __init__(
        self, appearances: Sequence[Appearance], mentions: Sequence[DatedMention], curation: Curation | None = None
    ) -> None:
        """Gather the identities that the archive gives a full name for."""
        self._curation = curation or Curation()
        self._apart = self._curation.apart_words()
        self._appearances = appearances
        self._mentions = mentions
        self._groups = gather_identities(appearances, mentions, apart=self._apart)
        self._owners: dict[Appearance, Identity] = {}
        self._called: dict[tuple[str, Words], list[tuple[date, Identity]]] = {}

    def resolve(self) -> Resolution:
        """Return who speaks in each appearance."""
        self._own_full_names()
        self._add_family_first()
        named = [one for one in self._appearances if one not in self._owners and speaker_words(one)]
        found = {one: identity for one in named if (identity := self._by_archive(one))}
        self._take(found)
        self._mend_misprints([one for one in named if one not in self._owners])
        self._by_office_alone()
        self._stay_labels([one for one in named if one not in self._owners])
        self._split_namesakes()
        self._merge_curated()
        self._hold_offices()
        owned = {id(identity): identity for identity in self._owners.values()}
        return Resolution(list(owned.values()), self._owners)

    def _own_full_names(self) -> None:
        by_form = {form: one for group in self._groups.values() for one in group for form in one.forms}
        full = {one: by_form.get(name_words(full_name(one.speaker))) for one in self._appearances}
        self._take({one: identity for one, identity in full.items() if identity})

    def _take(self, found: dict[Appearance, Identity]) -> None:
        self._owners |= found
        for one, identity in found.items():
            identity.appearances.append(one)
            if one.label:
                read = read_name(one.label)
                self._called.setdefault((read.title, read.words), []).append((one.date, identity))

    def _by_archive(self, one: Appearance) -> Identity | None:
        """Return whom the archive elsewhere calls so; None where that is nobody or could be two."""
        titled = one.speaker or one.label or ""
        read = read_name(titled)
        if read.role not in _PEOPLE:
            return None
        group = [
            identity
            for identity in self._groups.get(read.words[-1], ())
            if fits_surname(identity, read.words) and not self._is_apart(titled, identity)
        ]
        called = Counter(
            id(identity)
            for title in same_titles(read.title)
            for day, identity in self._called.get((title, read.words), ())
            if abs(day - one.date) <= NEAR and identity in group
        )
        if read.role in {Role.HONORIFIC, Role.BARE}:
            return self._by_label(one, group, called)
        for span in (NEAR, NEAR_BY_OFFICE):
            support = Counter(called)
            for identity in group:
                support[id(identity)] += _count_title(identity.held, read.title, one.date, span)
            if support.total():
                # Of two who were called so in those years, the one whom that day's releases print.
                that_day = Counter({id(i): _count_title(i.held, read.title, one.date, timedelta()) for i in group})
                return _choose(group, support) or _choose(group, that_day)
        return self._risen_official(one, group, read.title)

    def _by_label(self, one: Appearance, group: Sequence[Identity], called: Counter[int]) -> Identity | None:
        """Return whose honorific label this is: the only one called so; a guest must be the only one of the surname."""
        read = read_name(one.speaker or one.label or "")
        printed = Counter({id(i): _count_title(i.held, read.title, one.date) if read.title else 0 for i in group})
        found = _choose(group, called + printed) or self._only_official(one, group, read.title)
        is_only = len(self._weighty(group)) == 1 or (found is not None and printed[id(found)] >= WELL_PRINTED)
        return found if one.voice == Voice.OFFICIAL or is_only else None

    @staticmethod
    def _risen_official(one: Appearance, group: Sequence[Identity], title: str) -> Identity | None:
        """Return the archive's only person of the surname, if an official then of another rank: a minister, once a deputy."""
        if len(group) != 1 or one.voice != Voice.OFFICIAL:
            return None
        rank = title.rsplit(maxsplit=1)[-1]
        near = [a for a in group[0].appearances if a.voice == Voice.OFFICIAL and abs(a.date - one.date) <= NEAR]
        titles = [title for a in near if a.label and (title := read_name(a.label).title)]
        return group[0] if any(title.split()[-1] == rank for title in titles) else None

    @staticmethod
    def _only_official(one: Appearance, group: Sequence[Identity], honorific: str) -> Identity | None:
        """Return the archive's only person of the surname, if heard as an official then and never called otherwise."""
        if len(group) != 1 or sum(held.count for held in group[0].held) < WELL_PRINTED:
            return None
        heard = any(a.voice == Voice.OFFICIAL and abs(a.date - one.date) <= NEAR for a in group[0].appearances)
        called = {honorific, *(read_name(a.label).title for a in group[0].appearances if a.label)}
        titles = {title.lower().rstrip(".") for title in (*called, *(held.office for held in group[0].held))}
        return group[0] if heard and (titles.isdisjoint(_OF_MEN) or titles.isdisjoint(_OF_WOMEN)) else None

    @staticmethod
    def _weighty(group: Sequence[Identity]) -> list[Identity]:
        return [one for one in group if one.appearances or sum(held.count for held in one.held) > MISPRINTS]

    def _add_family_first(self) -> None:
        """Add who is printed with the family name first, as 'President Moon Ha-ru of Torvia' is."""
        for one in self._appearances:
            read = read_name(one.speaker or one.label or "") if one not in self._owners else None
            if read is None or not read.words or read.role not in {Role.GUEST, Role.HEAD_OF_STATE}:
                continue
            group = self._groups.setdefault(read.words[-1], [])
            if any(_count_title(identity.held, read.title, one.date) for identity in group):
                continue
            found = [m for m in self._mentions if _is_family_first(m, read.words, read.title)]
            if len({frozenset(name_words(m.name)) for m in found}) == 1:
                identity = Identity(surname=read.words[-1])
                for mention in found:
                    identity.names[mention.name] += mention.count
                    identity.held.append(Held(mention.office, mention.date, mention.count, firm=False))
                identity.forms |= {(*name_words(m.name)[len(read.words) :], *read.words) for m in found}
                group.append(identity)

    def _by_office_alone(self) -> None:
        """Resolve labels without a name, 'THE PRESIDENT', to who else has that label near that day."""
        found: dict[Appearance, Identity] = {}
        for one in self._appearances:
            if one in self._owners or one.speaker or not one.label or one.voice != Voice.OFFICIAL:
                continue
            read = read_name(one.label)
            if read.words or not read.title:
                continue
            near = {
                id(identity): identity
                for day, identity in self._called.get((read.title, ()), ())
                if abs(day - one.date) <= NEAR_WITHOUT_NAME
            }
            if len(near) == 1:
                found[one] = next(iter(near.values()))
        self._take(found)

    def _mend_misprints(self, rest: Sequence[Appearance]) -> None:
        """Resolve an official's label that is printed in few releases and is nearly one that is printed in many then."""
        releases: dict[str, set[str]] = {}
        for one in self._appearances:
            releases.setdefault(one.label or "", set()).add(one.release_id)
        printed = {name_words(mention.name)[-1] for mention in self._mentions if name_words(mention.name)}
        found: dict[Appearance, Identity] = {}
        for one in rest:
            if not one.label or one.voice != Voice.OFFICIAL:
                continue
            fewest = WELL_PRINTED * len(releases[one.label])
            near = {
                id(identity): identity
                for owned, identity in self._owners.items()
                if owned.label
                and abs(owned.date - one.date) <= NEAR_WITHOUT_NAME
                and len(releases[owned.label]) >= fewest
                and is_misprint(one.label, owned.label, surnames=printed)
            }
            if len(near) == 1:
                found[one] = next(iter(near.values()))
        self._take(found)

    def _stay_labels(self, rest: Iterable[Appearance]) -> None:
        """Make people of labels that no full name is known for: 'Governor Vale', or a guest 'Ms. Orr' of one event."""
        latest: dict[tuple[str, Words, str], tuple[date, Identity]] = {}
        for one in sorted(rest, key=lambda one: (one.date, one.release_id)):
            if one.speaker is None:  # two people of the release itself fit
                continue
            read = read_name(one.speaker)
            if read.role not in _PEOPLE or all(map(is_office_word, read.words)):
                continue
            by_office = read.role not in {Role.HONORIFIC, Role.BARE} and not self._is_shared(read.title, read.words)
            span = NEAR if by_office or one.voice == Voice.OFFICIAL else ONE_EVENT
            key = (same_titles(read.title)[0], read.words, "" if by_office else one.voice)
            day, identity = latest.get(key, (date.min, Identity(surname=read.words[-1])))
            if one.date - day > span:
                identity = Identity(surname=read.words[-1])
            latest[key] = (one.date, identity)
            identity.names[one.speaker] += one.turns
            self._take({one: identity})

    def _is_shared(self, title: str, words: Words) -> bool:
        group = [identity for identity in self._groups.get(words[-1], ()) if fits_surname(identity, words)]
        return sum(any(fits_title(held.office, title) for held in one.held) for one in group) > 1

    def _split_namesakes(self) -> None:
        for identity in list({id(one): one for one in self._owners.values()}.values()):
            parts = split_namesakes(identity)
            if len(parts) > 1:
                owners = {a: part for part in parts for a in part.appearances}
                self._owners |= owners
                for group in self._groups.values():  # which of them running text means is not known
                    group[:] = [one for one in group if one is not identity]
                for key in list(self._called):
                    self._called[key] = [(day, one) for day, one in self._called[key] if one is not identity]

    def _is_apart(self, titled: str, identity: Identity) -> bool:
        return any(frozenset({name_words(titled), form}) in self._apart for form in identity.forms)

    def _merge_curated(self) -> None:
        """Make one person of the names that the curated file says are one's."""
        for person in self._curation.people:
            meant = {id(i): i for i in self._owners.values() if any(map(person.is_called, i.names))}
            open_labels = [a for a in self._appearances if a not in self._owners and person.is_called(a.label or "")]
            if not meant and not open_labels:
                continue
            one, *others = meant.values() or [Identity(surname=name_words(person.name)[-1])]
            one.given_name = person.name
            for other in others:
                one.absorb(other)
                self._replace(other, one)
            self._take(dict.fromkeys(open_labels, one))

    def _replace(self, other: Identity, one: Identity) -> None:
        """Put one identity in another's place wherever that is noted."""
        self._owners |= {a: one for a, identity in self._owners.items() if identity is other}
        for days in self._called.values():
            days[:] = [(day, one if identity is other else identity) for day, identity in days]
        for group in self._groups.values():
            group[:] = [identity for identity in group if identity is not other]

    def _hold_offices(self) -> None:
        """Add the offices that labels say, and those that text prints with a surname alone."""
        for one, identity in self._owners.items():
            for printed in {one.label, one.speaker} - {None}:
                read = read_name(printed or "")
                if read.title and read.role is not Role.HONORIFIC:
                    identity.held.append(Held(write_title(read.title), one.date, 1, firm=True))
        whose: dict[tuple[Words, str, date], Identity | None] = {}
        for mention in self._mentions:
            words = name_words(mention.name)
            if len(words) > 1 and any(words in one.forms for one in self._groups.get(words[-1], ())):
                continue
            key = (words, mention.office, mention.date)
            if key not in whose:
                whose[key] = self._whose(words, mention)
            if meant := whose[key]:
                meant.held.append(Held(mention.office, mention.date, mention.count, mention.place == "title"))

    def _whose(self, words: Words, mention: DatedMention) -> Identity | None:
        """Return whom a surname with an office means: the only one called so near that day."""
        candidates: dict[int, Identity] = {}
        for (title, surname), days in self._called.items():
            if surname == words and title and fits_title(mention.office, title):
                candidates |= {id(one): one for day, one in days if abs(day - mention.date) <= NEAR}
        return next(iter(candidates.values())) if len(candidates) == 1 else None


def _count_title(held: Iterable[Held], title: str, on: date, span: timedelta = NEAR) -> int:
    return sum(one.count for one in held if abs(one.date - on) <= span and fits_title(one.office, title))


def _is_family_first(mention: DatedMention, surname: Words, title: str) -> bool:
    words = name_words(mention.name)
    is_foreign = " of " in mention.office and office_key(mention.office) > office_key(title)
    return (
        is_foreign
        and len(words) > len(surname)
        and words[: len(surname)] == surname
        and fits_title(mention.office, title)
    )


def _choose(group: Sequence[Identity], support: Counter[int]) -> Identity | None:
    """Return the only candidate with support, or the one beside whom the others are misprints."""
    ranked = sorted((one for one in group if support[id(one)] > 0), key=lambda one: -support[id(one)])
    if len(ranked) > 1:
        first, second = support[id(ranked[0])], support[id(ranked[1])]
        if first < OUTWEIGHS * second or (second > MISPRINTS and first < OUTWEIGHS**2 * second):
            return None
    return ranked[0] if ranked else None
