"""Resolve speakers over the whole archive: who is meant by 'Ms. Orr', 'Secretary Vale', 'THE PRESIDENT' in each release.

In this order: the full name that the release itself gives; who else has that label in the archive near that day; whom the
archive prints with that title; for a label without a name, who else has it near that day. One candidate, or none: where two
people fit, the label stays as it is printed. An undated release is near to no day: what it prints names nobody in a dated one,
and its own labels mean whom the whole archive calls so, if that is one person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from archive import Appearance, DatedMention, Voice, sort_day
from ingest.people.curation import Curation
from ingest.people.identities import Held, Identity, full_name, gather_identities, is_near, speaker_words
from ingest.people.likeness import fits_title, is_misprint, write_title
from ingest.people.namesakes import split_namesakes
from ingest.people.own import OwnOffices
from ingest.people.titled_names import SpeakerName, read_speaker_name
from language import Role, Words, is_office_word, name_words, office_key, word_set

NEAR = timedelta(days=366)  # a label means the same person within so many days
_NEAR_BY_OFFICE = timedelta(days=731)  # 'Governor Vale', where the archive prints nobody else so within a year
_NEAR_WITHOUT_NAME = timedelta(days=60)  # 'THE PRESIDENT'
_ONE_EVENT = timedelta(days=3)  # two guests of one label and no known first name are one person within so many days
_OUTWEIGHS = 10  # times as often: a rarer candidate is then a misprint
_MISPRINTS = 2  # mentions at most
_WELL_PRINTED = 5  # times that text prints an honorific and a full name, or releases a label, for each of a misprint
_FEWEST_RELEASES = 3  # in which somebody speaks whom a surname alone is taken to mean
_OF_MEN, _OF_WOMEN = word_set("titles.honorifics_of_men"), word_set("titles.honorifics_of_women")
_UNTITLED = frozenset({Role.HONORIFIC, Role.BARE})
_PEOPLE = _UNTITLED | {Role.OFFICIAL, Role.GUEST, Role.HEAD_OF_STATE}


@dataclass(slots=True)
class Resolution:
    """Who speaks in which appearance; appearances that are nobody's in particular are not among them."""

    identities: list[Identity] = field(default_factory=list)
    owners: dict[Appearance, Identity] = field(default_factory=dict)


class Resolver:
    """Resolves the appearances of one archive."""

    def __init__(
        self,
        appearances: Sequence[Appearance],
        mentions: Sequence[DatedMention],
        curation: Curation | None = None,
        *,
        own: OwnOffices | None = None,
    ) -> None:
        """Gather the identities that the archive gives a full name for."""
        self._curation = curation or Curation()
        self._own = own or OwnOffices()
        self._apart = self._curation.apart_words()
        self._appearances = appearances
        self._mentions = mentions
        self._groups = gather_identities(appearances, mentions, apart=self._apart)
        self._owners: dict[Appearance, Identity] = {}
        # Who is called so, on which days: by the title that stands for all that say the same, and the words of the name.
        self._called: dict[tuple[str, Words], list[tuple[date | None, Identity]]] = {}

    def resolve(self) -> Resolution:
        """Return who speaks in each appearance."""
        self._take_full_names()
        self._add_names_with_family_first()
        self._take({a: identity for a in self._open() if (identity := self._find_in_archive(a))})
        self._mend_misprints()
        self._resolve_offices_alone()
        self._keep_labels(self._open())
        self._split_namesakes()
        self._merge_curated()
        self._hold_offices()
        return Resolution(list(dict.fromkeys(self._owners.values())), self._owners)

    def _open(self) -> list[Appearance]:
        """Return the appearances under a name that are nobody's yet."""
        return [a for a in self._appearances if a not in self._owners and speaker_words(a)]

    def _take_full_names(self) -> None:
        by_form = {form: identity for group in self._groups.values() for identity in group for form in identity.forms}
        full = {a: by_form.get(name_words(full_name(a.speaker))) for a in self._appearances}
        self._take({a: identity for a, identity in full.items() if identity})

    def _take(self, found: dict[Appearance, Identity]) -> None:
        self._owners |= found
        for appearance, identity in found.items():
            identity.appearances.append(appearance)
            if appearance.label:
                read = read_speaker_name(appearance.label)
                self._called.setdefault((read.main_title, read.words), []).append((appearance.date, identity))

    def _called_near(self, read: SpeakerName, on: date | None, within: timedelta) -> list[Identity]:
        """Return who is called by a title and a name that near to a day, as often as there are appearances."""
        called = self._called.get((read.main_title, read.words), ())
        return [identity for day, identity in called if is_near(day, on, within)]

    def _find_in_archive(self, appearance: Appearance) -> Identity | None:
        """Return whom the archive elsewhere calls so; None where that is nobody or could be two."""
        printed = appearance.speaker or appearance.label or ""
        read = read_speaker_name(printed)
        if read.role not in _PEOPLE:
            return None
        group = [
            identity
            for identity in self._groups.get(read.words[-1], ())
            if identity.has_surname(read.words) and not self._is_apart(printed, identity)
        ]
        called = Counter(who for who in self._called_near(read, appearance.date, NEAR) if who in group)
        if read.role in _UNTITLED:
            return _find_by_honorific(appearance, read.title, group, called)
        for within in (NEAR, _NEAR_BY_OFFICE):
            if support := called + _count_titles(group, read.title, appearance.date, within):
                # Of two who were called so in those years, the one whom that day's releases print.
                that_day = _count_titles(group, read.title, appearance.date, timedelta())
                return _choose(support, on=appearance.date) or _choose(that_day, on=appearance.date)
        return _find_risen_official(appearance, read.title, group)

    def _add_names_with_family_first(self) -> None:
        """Add who is printed with the family name first, as 'President Moon Ha-ru of Torvia' is."""
        foreign: dict[str, list[DatedMention]] = {}  # by the first word of the name
        for mention in self._mentions:
            if " of " in mention.office and (words := name_words(mention.name)):
                foreign.setdefault(words[0], []).append(mention)
        for appearance in self._appearances:
            if appearance in self._owners or not (printed := appearance.speaker or appearance.label):
                continue
            read = read_speaker_name(printed)
            if not read.words or read.role not in {Role.GUEST, Role.HEAD_OF_STATE}:
                continue
            group = self._groups.setdefault(read.words[-1], [])
            if any(identity.count_title(read.title, appearance.date, NEAR) for identity in group):
                continue
            found = [mention for mention in foreign.get(read.words[0], ()) if _has_family_first(mention, read)]
            if len({frozenset(name_words(mention.name)) for mention in found}) == 1:
                identity = Identity(surname=read.words[-1])
                for mention in found:
                    identity.names[mention.name] += mention.count
                    identity.held.append(Held(mention.office, mention.date, mention.count, firm=False))
                    identity.forms.add((*name_words(mention.name)[len(read.words) :], *read.words))
                group.append(identity)

    def _resolve_offices_alone(self) -> None:
        """Resolve labels without a name, 'THE PRESIDENT', to who else has that label near that day.

        Where nobody has, it is the one whom the archive prints with this office of its own around that day.
        """
        found: dict[Appearance, Identity] = {}
        speaking = Counter(appearance.release_id for appearance in self._appearances)
        for appearance in self._appearances:
            printed = appearance.label or appearance.speaker
            if appearance in self._owners or not printed or (appearance.label and appearance.speaker):
                continue
            if appearance.date is None:  # who held the office then is not known
                continue
            if appearance.turns == 1 < speaking[appearance.release_id]:  # one label among another's may be a slip
                continue
            read = read_speaker_name(printed)
            if appearance.voice is Voice.OFFICIAL and read.title and not read.words:
                near = set(self._called_near(read, appearance.date, _NEAR_WITHOUT_NAME))
                holder = None if near else self._own.holder(read.main_title, appearance.date)
                if len(near) == 1:
                    found[appearance] = near.pop()
                elif holder:
                    found[appearance] = self._called_by_name(holder)
        self._take(found)

    def _called_by_name(self, name: str) -> Identity:
        """Return the identity of a full name that the archive prints; made where no speaker has its surname."""
        words = name_words(name)
        group = self._groups.setdefault(words[-1], [])
        for identity in group:
            if words in identity.forms:
                return identity
        identity = Identity(surname=words[-1])
        identity.forms.add(words)
        for mention in self._mentions:
            if name_words(mention.name) == words:
                identity.names[mention.name] += mention.count
                identity.held.append(Held(mention.office, mention.date, mention.count, mention.place == "title"))
        group.append(identity)
        return identity

    def _mend_misprints(self) -> None:
        """Resolve an official's label that is printed in few releases and is nearly one that is printed in many then."""
        releases: dict[str, set[str]] = {}
        for appearance in self._appearances:
            releases.setdefault(appearance.label or "", set()).add(appearance.release_id)
        surnames = {words[-1] for mention in self._mentions if (words := name_words(mention.name))}
        found: dict[Appearance, Identity] = {}
        for appearance in self._open():
            label = appearance.label
            if not label or appearance.voice is not Voice.OFFICIAL:
                continue
            near = {
                identity
                for owned, identity in self._owners.items()
                if owned.label
                and is_near(owned.date, appearance.date, _NEAR_WITHOUT_NAME)
                and len(releases[owned.label]) >= _WELL_PRINTED * len(releases[label])
                and is_misprint(label, owned.label, surnames=surnames)
            }
            if len(near) == 1:
                found[appearance] = near.pop()
        self._take(found)

    def _keep_labels(self, rest: Iterable[Appearance]) -> None:
        """Make people of labels that no full name is known for: 'Governor Vale', or a guest 'Ms. Orr' of one event."""
        latest: dict[tuple[str, Words, str], tuple[date | None, list[Identity]]] = {}
        for appearance in sorted(rest, key=lambda appearance: (sort_day(appearance.date), appearance.release_id)):
            if appearance.speaker is None:  # two people of the release itself fit
                continue
            read = read_speaker_name(appearance.speaker)
            if read.role not in _PEOPLE or all(map(is_office_word, read.words)):
                continue
            by_office = read.role not in _UNTITLED and not self._is_shared(read)
            within = NEAR if by_office or appearance.voice is Voice.OFFICIAL else _ONE_EVENT
            key = (read.main_title, read.words, "" if by_office else appearance.voice)
            day, known = latest.get(key, (None, []))
            # An undated one is who is called so at any time, if that is one person; of one event it is not known.
            at_any_time = appearance.date is None and len(known) == 1 and within > _ONE_EVENT
            if not (at_any_time or (known and day and appearance.date and appearance.date - day <= within)):
                known = [*known, Identity(surname=read.words[-1])]
            latest[key] = (appearance.date, known)
            identity = known[-1]
            identity.names[appearance.speaker] += appearance.turns
            self._take({appearance: identity})

    def _is_shared(self, read: SpeakerName) -> bool:
        """Say whether two of a surname are printed with one title."""
        group = [identity for identity in self._groups.get(read.words[-1], ()) if identity.has_surname(read.words)]
        return sum(any(fits_title(held.office, read.title) for held in identity.held) for identity in group) > 1

    def _split_namesakes(self) -> None:
        for identity in dict.fromkeys(self._owners.values()):
            parts = split_namesakes(identity)
            if len(parts) > 1:
                self._owners |= {a: part for part in parts for a in part.appearances}
                # Which of them running text means is not known.
                for group in self._groups.values():
                    group[:] = [other for other in group if other is not identity]
                for days in self._called.values():
                    days[:] = [(day, other) for day, other in days if other is not identity]

    def _is_apart(self, printed: str, identity: Identity) -> bool:
        return any(frozenset({name_words(printed), form}) in self._apart for form in identity.forms)

    def _merge_curated(self) -> None:
        """Make one person of the names that the curated file says are one's."""
        for person in self._curation.people:
            meant = [i for i in dict.fromkeys(self._owners.values()) if any(map(person.is_called, i.names))]
            labelled = [a for a in self._appearances if a not in self._owners and person.is_called(a.label or "")]
            if not meant and not labelled:
                continue
            identity, *others = meant or [Identity(surname=name_words(person.name)[-1])]
            identity.given_name = person.name
            for other in others:
                identity.absorb(other)
                self._replace(other, identity)
            self._take(dict.fromkeys(labelled, identity))

    def _replace(self, replaced: Identity, identity: Identity) -> None:
        """Put one identity in another's place wherever that is noted."""
        self._owners |= {a: identity for a, owner in self._owners.items() if owner is replaced}
        for days in self._called.values():
            days[:] = [(day, identity if called is replaced else called) for day, called in days]
        for group in self._groups.values():
            group[:] = [other for other in group if other is not replaced]

    def _hold_offices(self) -> None:
        """Add the offices that labels say, and those that text prints with a surname alone."""
        for appearance, identity in self._owners.items():
            for printed in {appearance.label, appearance.speaker} - {None}:
                read = read_speaker_name(printed or "")
                if read.title and read.role is not Role.HONORIFIC:
                    identity.held.append(Held(write_title(read.title), appearance.date, 1, firm=True))
        whose: dict[tuple[Words, str, date | None], Identity | None] = {}
        for mention in self._mentions:
            words = name_words(mention.name)
            if len(words) > 1 and any(words in identity.forms for identity in self._groups.get(words[-1], ())):
                continue
            key = (words, mention.office, mention.date)
            if key not in whose:
                whose[key] = self._find_by_office(words, mention)
            if meant := whose[key]:
                meant.held.append(Held(mention.office, mention.date, mention.count, mention.place == "title"))

    def _find_by_office(self, words: Words, mention: DatedMention) -> Identity | None:
        """Return whom a surname with an office means: the only one called so near that day."""
        candidates = {
            identity
            for (title, surname), days in self._called.items()
            if surname == words and title and fits_title(mention.office, title)
            for day, identity in days
            if is_near(day, mention.date, NEAR)
        }
        return candidates.pop() if len(candidates) == 1 else None


def _find_by_honorific(
    appearance: Appearance, honorific: str, group: Sequence[Identity], called: Counter[Identity]
) -> Identity | None:
    """Return whose label with an honorific this is: the only one called so; a guest must be the only one of the surname."""
    printed = _count_titles(group, honorific, appearance.date, NEAR)
    found = _choose(called + printed, on=appearance.date) or _find_only_official(appearance, honorific, group)
    if not honorific and found is None:
        found = _find_only_speaker(appearance, group)
    weighty = [who for who in group if who.appearances or sum(held.count for held in who.held) > _MISPRINTS]
    is_only = len(weighty) == 1 or (found is not None and printed[found] >= _WELL_PRINTED)
    return found if appearance.voice is Voice.OFFICIAL or is_only else None


def _find_risen_official(appearance: Appearance, title: str, group: Sequence[Identity]) -> Identity | None:
    """Return the archive's only person of the surname, if an official then of another rank: a minister, once a deputy."""
    if len(group) != 1 or appearance.voice is not Voice.OFFICIAL:
        return None
    labels = [
        a.label
        for a in group[0].appearances
        if a.label and a.voice is Voice.OFFICIAL and is_near(a.date, appearance.date, NEAR)
    ]
    ranks = {read_speaker_name(label).title.split(" ")[-1] for label in labels}
    return group[0] if title.rsplit(maxsplit=1)[-1] in ranks else None


def _find_only_official(appearance: Appearance, honorific: str, group: Sequence[Identity]) -> Identity | None:
    """Return the archive's only person of the surname, if heard as an official then and never called otherwise."""
    if len(group) != 1 or sum(held.count for held in group[0].held) < _WELL_PRINTED:
        return None
    called = {honorific, *(read_speaker_name(a.label).title for a in group[0].appearances if a.label)}
    titles = {title.lower().rstrip(".") for title in (*called, *(held.office for held in group[0].held))}
    fits = titles.isdisjoint(_OF_MEN) or titles.isdisjoint(_OF_WOMEN)
    return group[0] if fits and group[0].is_official_near(appearance, NEAR) else None


def _find_only_speaker(appearance: Appearance, group: Sequence[Identity]) -> Identity | None:
    """Return the archive's only person of a surname that stands alone in a label, if heard in several releases then."""
    if len(group) != 1:
        return None
    near = {a.release_id for a in group[0].appearances if a.label and is_near(a.date, appearance.date, NEAR)}
    return group[0] if len(near) >= _FEWEST_RELEASES else None


def _count_titles(group: Iterable[Identity], title: str, on: date | None, within: timedelta) -> Counter[Identity]:
    return Counter({identity: identity.count_title(title, on, within) for identity in group})


def _has_family_first(mention: DatedMention, read: SpeakerName) -> bool:
    """Say whether a mention prints a foreign office, and a name that begins with what a label has as the surname."""
    words = name_words(mention.name)
    is_foreign = " of " in mention.office and office_key(mention.office) > office_key(read.title)
    begins = len(words) > len(read.words) and words[: len(read.words)] == read.words
    return is_foreign and begins and fits_title(mention.office, read.title)


def _choose(support: Counter[Identity], *, on: date | None) -> Identity | None:
    """Return the only candidate with support, or the one beside whom the others are misprints.

    Of an undated release (``on`` is None) there must be one alone: another may have been called so at another time.
    """
    ranked = [(identity, count) for identity, count in support.most_common(2) if count > 0]
    if len(ranked) > 1:
        first, second = ranked[0][1], ranked[1][1]
        if on is None or first < _OUTWEIGHS * second or (second > _MISPRINTS and first < _OUTWEIGHS**2 * second):
            return None
    return ranked[0][0] if ranked else None
