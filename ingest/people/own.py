"""Whose archive it is: which offices and people are its own, learned from who speaks in it and how.

A minister is some government's own official wherever he speaks for it; a governor, a president or a mayor is the archive's
own in one archive and a guest in the next. What tells them apart is who holds the floor: an archive's own leader speaks
alone, answers the press alone, and stands first in the titles of its releases; a visitor speaks beside a host.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from archive import Appearance, DatedMention, Person, Voice
from ingest.people.curation import Curation
from ingest.people.titled_names import SpeakerName, read_speaker_name
from ingest.turns import Named, classify, is_office, read_byline
from language import TITLES, Role, Words, end_alike, name_words, office_key, same_surname, same_titles, word_set

_LEAST_LED = 0.3  # of the releases in which an own office is heard, its holder leads
_LEAST_HEARD = 0.05  # of an archive's releases with speakers; an office heard in fewer is not its leader's
# Of the releases led under a title so many are one leader's; who leads fewer is a visitor given the floor.
_LEAST_OF_LEADS = 0.1
_FEWEST_LEADERS = 3  # people who lead under one title: many hold it at once, as members of a board or a chamber do
_LEARNED = frozenset({Role.GUEST, Role.HEAD_OF_STATE})
_LOCAL = frozenset(map(str.upper, word_set("titles.local")))
_TERM = 200  # days: a holder is whom the archive prints with the office within so many
_FEWEST_PRINTED = 3
_CLEARLY_MORE = 5  # times as often as anybody else is the holder printed with the office


@dataclass(frozen=True, slots=True)
class HeardSpeaker:
    """An appearance, its title ('' where it has none) and the words of its name, and whether it leads its release."""

    appearance: Appearance
    title: str
    role: Role
    words: Words
    leads: bool

    @property
    def is_learned(self) -> bool:
        """Whether it is for the archive to say whose official one of this title is."""
        return self.role in _LEARNED or self.title in _LOCAL


@dataclass(frozen=True, slots=True)
class _Printed:
    """A full name that is printed with an office, on a day (an ordinal) so many times; its person is its first and last word.

    ``place`` is where it first stands among the mentions of that office.
    """

    day: int
    place: int
    person: tuple[str, str]
    name: str
    count: int


def _sum_by_day(mentions: Iterable[DatedMention]) -> list[_Printed]:
    """Return the full names of dated mentions of one office, once a day, in the order of days."""
    found: dict[tuple[int, str], _Printed] = {}
    for place, mention in enumerate(mentions):
        words = name_words(mention.name)
        if mention.date is not None and len(words) > 1:
            day = mention.date.toordinal()
            before = found.get((day, mention.name)) or _Printed(day, place, (words[0], words[-1]), mention.name, 0)
            found[day, mention.name] = replace(before, count=before.count + mention.count)
    return sorted(found.values(), key=lambda one: one.day)


@dataclass(slots=True)
class OwnOffices:
    """What was learned of an archive: the titles that are its own, and who leads under each."""

    titles: frozenset[str] = frozenset()
    leaders: Mapping[str, frozenset[Words]] = field(default_factory=dict)
    mentions: Sequence[DatedMention] = ()
    knows_its_own: bool = False
    curation: Curation = field(default_factory=Curation)
    _of_office: dict[frozenset[str], Sequence[_Printed]] = field(default_factory=dict)

    def settle(self, heard: HeardSpeaker) -> Voice:
        """Return the voice of an appearance, as far as its title, or who else speaks, says; else as the release reads it."""
        read = heard.appearance.voice
        if heard.title in self.curation.guests.titles:
            return Voice.GUEST
        if heard.title in self.curation.own.titles:
            return Voice.OFFICIAL
        if read is not Voice.UNKNOWN:
            return read
        if not heard.is_learned:
            return Voice.OFFICIAL if heard.leads else Voice.UNKNOWN
        if not self._is_own(heard.title):
            return Voice.GUEST if self.knows_its_own else Voice.UNKNOWN
        return Voice.OFFICIAL if self._may_hold(heard) else Voice.GUEST

    def settle_quoted(self, speaker: str, on: date | None, called: Sequence[Person]) -> Voice:
        """Return the voice of one who is quoted, and whom the quoting release alone does not show to be an official.

        OFFICIAL is who speaks as one of the archive's officials, or holds an office of its own then; anybody else is a GUEST.
        ``called`` are the people of that very name.
        """
        if len(called) == 1 and called[0].official + called[0].guest:
            return Voice.OFFICIAL if called[0].official > called[0].guest else Voice.GUEST
        read = read_speaker_name(speaker)
        titles = [read.main_title] if read.title else self.titles
        held = [self.holder(title, on) for title in titles if self._is_own(title)]
        leaders = {words for title in titles if self._is_own(title) for words in self.leaders.get(title, ())}
        own = {name_words(name) for name in held if name} | (leaders if read.title else set())
        named = read.words or name_words(speaker)
        return Voice.OFFICIAL if any(end_alike(named, words) for words in own) else Voice.GUEST

    def holder(self, title: str, on: date | None) -> str | None:
        """Return the full name of whom the archive prints with an office around a day; None where it is not clear, or of no day.

        Of an office that may be a guest's nobody is named unless it is the archive's own.
        """
        if on is None or (TITLES.get(title) is not Role.OFFICIAL and not self._is_own(title)):
            return None
        printed = self._printed_with(office_key(title))
        first, last = (
            bisect_left(printed, on.toordinal() + days, key=lambda one: one.day) for days in (-_TERM, _TERM + 1)
        )
        counts: Counter[tuple[str, str]] = Counter()
        names: Counter[str] = Counter()
        for one in printed[first:last]:
            counts[one.person] += one.count
            names[one.name] += one.count
        if not counts:
            return None
        (person, most), *others = counts.most_common(2)
        if most < _FEWEST_PRINTED or (others and most < _CLEARLY_MORE * others[0][1]):
            return None
        theirs = (one for one in printed[first:last] if one.person == person)
        return min(theirs, key=lambda one: (-names[one.name], one.place)).name

    def _printed_with(self, key: frozenset[str]) -> Sequence[_Printed]:
        """Return who is printed with an office, by day; kept, for an archive has many mentions and few own offices."""
        if key not in self._of_office:
            self._of_office[key] = _sum_by_day(m for m in self.mentions if office_key(m.office) == key)
        return self._of_office[key]

    def _is_own(self, title: str) -> bool:
        """Say whether a title is an own one, or a deputy's of one."""
        return title in self.titles or any(title.endswith(f" {own}") for own in self.titles)

    def _may_hold(self, heard: HeardSpeaker) -> bool:
        leaders = self.leaders.get(heard.title, frozenset())
        if not heard.words or len(leaders) >= _FEWEST_LEADERS:
            return True
        holder = self.holder(heard.title, heard.appearance.date)
        known = [*leaders, *([name_words(holder)] if holder else [])]
        return not known or any(end_alike(heard.words, words) for words in known)


def people_by_name(people: Iterable[Person]) -> dict[str, list[Person]]:
    """Return the people by every name that they are printed with."""
    found: dict[str, list[Person]] = {}
    for person in people:
        for name in {person.name, *(alias.name for alias in person.aliases)}:
            found.setdefault(name, []).append(person)
    return found


def hear(appearances: Iterable[Appearance], titles: Mapping[str, str]) -> list[HeardSpeaker]:
    """Return the appearances with what their labels say, and whether each leads its release.

    One leads who speaks alone, but for those who ask, or whom the release's title names first. ``titles`` are those of
    the releases by id.
    """
    appearances = list(appearances)
    speakers: dict[str, set[object]] = {}
    for a in appearances:
        speakers.setdefault(a.release_id, set()).add(read_speaker_name(a.label or a.speaker or "").words or a.label)
    bylines = {release_id: read_byline(titles.get(release_id, "")) for release_id in speakers}
    return [_hear(a, bylines[a.release_id], alone=len(speakers[a.release_id]) == 1) for a in appearances]


def _hear(a: Appearance, byline: Sequence[Named], *, alone: bool) -> HeardSpeaker:
    read = read_speaker_name(a.label or a.speaker or "")
    first = byline[0] if byline and not byline[0].is_counterpart else None
    if a.label is None and first and not read.title:  # a statement's author, whose office stands in its title
        role, title, _surname = _classify_named(first)
        read = SpeakerName(title, role, read.words)
    return HeardSpeaker(
        a, read.main_title, read.role, read.words, alone or (first is not None and _is_named(read, first))
    )


def _classify_named(named: Named) -> tuple[Role, str, str]:
    """Return (role, title, surname) of one whom a title names, as of a label with this office and name."""
    return classify(f"{named.office} {named.surname}".strip())


def _is_named(read: SpeakerName, named: Named) -> bool:
    if read.words and named.name:
        return same_surname(named.surname, read.words[-1])
    return bool(read.title) and is_office(named.office, read.title)


def learn_own_offices(
    heard: Sequence[HeardSpeaker],
    titles_of: Mapping[str, str],
    mentions: Sequence[DatedMention],
    curation: Curation | None = None,
) -> OwnOffices:
    """Return which titles are the archive's own: those whose holders lead where they speak, and are heard often enough.

    ``titles_of`` are the releases' titles by id. What the curated file says of offices goes before what is learned.
    """
    curation = curation or Curation()
    releases = len({one.appearance.release_id for one in heard})
    spoken: dict[str, set[str]] = {}
    led: dict[str, set[str]] = {}
    leaders: dict[str, Counter[Words]] = {}
    for release_id in {one.appearance.release_id for one in heard}:
        office, words = _first_named(titles_of.get(release_id, ""))
        if office:
            spoken.setdefault(office, set()).add(release_id)
            led.setdefault(office, set()).add(release_id)
            leaders.setdefault(office, Counter()).update([words] if words else [])
    for one in heard:
        if one.is_learned and one.title and one.appearance.voice is not Voice.GUEST:
            spoken.setdefault(one.title, set()).add(one.appearance.release_id)
            if one.leads:
                led.setdefault(one.title, set()).add(one.appearance.release_id)
                leaders.setdefault(one.title, Counter()).update([one.words] if one.words else [])
    titles = frozenset(
        title
        for title, where in led.items()
        if len(where) >= _LEAST_LED * len(spoken[title]) and len(spoken[title]) >= _LEAST_HEARD * releases
    )
    named = {
        title: frozenset(words for words, count in counts.items() if count >= _LEAST_OF_LEADS * counts.total())
        for title, counts in leaders.items()
    }
    knows = bool(titles) or any(one.appearance.voice is Voice.OFFICIAL for one in heard)
    titles = (titles | curation.own.titles) - curation.guests.titles
    return OwnOffices(titles=titles, leaders=named, mentions=mentions, knows_its_own=knows, curation=curation)


def _first_named(title: str) -> tuple[str, Words]:
    """Return the office and the name of whom a release's title names first as speaking; '' where that says nothing."""
    byline = read_byline(title)
    if not byline or byline[0].foreign or byline[0].is_counterpart:
        return "", ()
    role, office, surname = _classify_named(byline[0])
    return (same_titles(office)[0], name_words(surname)) if role in _LEARNED else ("", ())
