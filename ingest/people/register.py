"""Register the people: the pass over the whole catalogue at the end of an ingest.

It reads what the releases alone say and writes people, speakers and voices anew, so that it comes to the same end whether
the releases came at once or one by one. Passages' contexts stay as they are: nothing has to be embedded again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from archive import Alias, Appearance, CatalogueWriter, DatedMention, Office, Person, Voice, sort_day
from ingest.people.curation import Curation
from ingest.people.identities import Identity, full_name
from ingest.people.own import HeardSpeaker, OwnOffices, hear, learn_own_offices, people_by_name
from ingest.people.resolution import NEAR, Resolution, Resolver
from ingest.people.terms_of_office import sum_offices
from ingest.people.titled_names import read_speaker_name
from ingest.turns import is_own_office
from language import Role, fold_letters

_FEWEST_OF_OWN_OFFICE = 3  # times that an office of the own government is printed with somebody who has one
_FEWEST_WITH_OFFICE = 10  # officials that an archive prints with an office; it then knows its own
_Offices = tuple[Office, ...]
_Speakers = dict[Appearance, tuple[str | None, Voice]]
_Voices = dict[Appearance, Voice]


def register_people(writer: CatalogueWriter, curation: Curation) -> int:
    """Write the people of all current releases, and who speaks where; return how many turns that changed."""
    appearances, mentions, titles = writer.evidence_of_people()
    own = learn_own_offices(heard := hear(appearances, titles), titles, mentions, curation)
    people, speakers = _resolve(heard, own, mentions, curation)
    called = people_by_name(people)
    quoted = {(name, day): own.settle_quoted(name, day, called.get(name, ())) for name, day in writer.quoted_speakers()}
    with writer.transaction():
        writer.put_quoted_voices(quoted)
        return writer.put_people(people, speakers)


def resolve_people(
    appearances: Sequence[Appearance],
    mentions: Sequence[DatedMention],
    titles: Mapping[str, str],
    curation: Curation | None = None,
) -> tuple[list[Person], _Speakers]:
    """Return the people of an archive, and the name and voice of every appearance in it; ``titles`` are the releases'.

    First whose archive it is is learned, and the voices that follow from it; then who each speaker is.
    """
    curation = curation or Curation()
    heard = hear(appearances, titles)
    return _resolve(heard, learn_own_offices(heard, titles, mentions, curation), mentions, curation)


def _resolve(
    heard: Sequence[HeardSpeaker], own: OwnOffices, mentions: Sequence[DatedMention], curation: Curation
) -> tuple[list[Person], _Speakers]:
    settled = {one.appearance: replace(one.appearance, voice=own.settle(one)) for one in heard}
    resolution = Resolver(list(dict.fromkeys(settled.values())), mentions, curation, own=own).resolve()
    people, speakers = describe_people(resolution, curation)
    return people, {read: speakers.get(a, (a.speaker, a.voice)) for read, a in settled.items()}


def describe_people(resolution: Resolution, curation: Curation) -> tuple[list[Person], _Speakers]:
    """Return the people, and name and voice of every appearance that is theirs."""
    identities = sorted(resolution.identities, key=_first_appearance)
    end = max((a.date for identity in identities for a in identity.appearances if a.date), default=date.max)
    printed = zip(identities, sum_offices(identities), strict=True)
    offices = {identity: _correct(held, identity.given_name, curation, end) for identity, held in printed}
    people: list[Person] = []
    speakers: _Speakers = {}
    hosted = _hosted(offices)
    slugs: Counter[str] = Counter()
    for identity, name in _name_all(offices).items():
        side = _side(identity, name, curation)
        voices = {
            a: side or _voice(a, identity, offices[identity], hosted=a.release_id in hosted)
            for a in identity.appearances
        }
        slug = _slug(name)
        slugs[slug] += 1
        person_id = slug if slugs[slug] == 1 else f"{slug}-{slugs[slug]}"
        people.append(_person(identity, person_id, name, offices[identity], voices))
        speakers |= {a: (name, voice) for a, voice in voices.items()}
    return people, speakers


def _correct(offices: _Offices, name: str, curation: Curation, end: date) -> _Offices:
    """Return a person's offices with those of the curated file in place of the same ones as printed, and first."""
    curated = [office for person in curation.people if name and person.name == name for office in person.offices]
    most = max((office.count for office in offices), default=1)
    named = [
        Office(name=held.name, first=held.since, last=held.until or max(end, held.since), count=most)
        for held in curated
    ]
    keys = {office.key for office in named}
    return (*named, *(office for office in offices if office.key not in keys))


def _first_appearance(identity: Identity) -> tuple[date, str, str, str]:
    return min((sort_day(a.date), a.release_id, a.label or "", a.speaker or "") for a in identity.appearances)


def _person(identity: Identity, person_id: str, name: str, offices: _Offices, voices: _Voices) -> Person:
    days = [a.date for a in identity.appearances if a.date]
    return Person(
        id=person_id, name=name, aliases=_aliases(identity, name), offices=offices,
        first=min(days, default=None), last=max(days, default=None),
        releases=len({a.release_id for a in identity.appearances}),
        official=sum(a.turns for a, voice in voices.items() if voice is Voice.OFFICIAL),
        guest=sum(a.turns for a, voice in voices.items() if voice is Voice.GUEST),
    )  # fmt: skip


def _aliases(identity: Identity, shown: str) -> tuple[Alias, ...]:
    """Return the labels and names that an identity is printed with, the most frequent first.

    A name that ends with the one shown has run into the word before it ('Advisers Ruth Orr'), and is left out.
    """
    counts = Counter({name: n for name, n in identity.names.items() if n and not name.endswith(f" {shown}")})
    for a in identity.appearances:
        for printed in {a.label, a.speaker if a.label is None or full_name(a.speaker) else None} - {None}:
            counts[printed or ""] += a.turns
    return tuple(
        Alias(name=name, count=count) for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _name_all(offices: dict[Identity, _Offices]) -> dict[Identity, str]:
    """Return the name of each: the full name most often printed; with the office where two people have the same one."""
    names = {identity: identity.given_name or _most_printed(identity.names) for identity in offices}
    shared = Counter(names.values())
    for identity, name in names.items():
        held = offices[identity]
        if shared[name] > 1 and full_name(name) and held and not identity.given_name:
            names[identity] = f"{held[0].name} {name}"
    return names


def _most_printed(names: Counter[str]) -> str:
    return min(names, key=lambda name: (name.isupper(), -names[name], len(name), name))


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[’'.]", "", fold_letters(name))).strip("-") or "person"


def _side(identity: Identity, name: str, curation: Curation) -> Voice | None:
    """Return the voice that the curated file gives a person; None where it says nothing of one."""
    names = {name, *identity.names, *(a.label or a.speaker or "" for a in identity.appearances)}
    if curation.own.has(names):
        return Voice.OFFICIAL
    return Voice.GUEST if curation.guests.has(names) else None


def _hosted(offices: Mapping[Identity, _Offices]) -> frozenset[str]:
    """Return the releases in which whoever has no office is a guest: an official speaks there, of an archive that knows its own.

    An archive that prints many of its officials with their offices would have printed that of one more. Of one that prints
    few it is not known.
    """
    officials = [identity for identity in offices if identity.is_official]
    with_office = sum(any(is_own_office(office.name) for office in offices[identity]) for identity in officials)
    if with_office < _FEWEST_WITH_OFFICE:
        return frozenset()
    return frozenset(a.release_id for one in officials for a in one.appearances if a.voice is Voice.OFFICIAL)


def _is_untitled(appearance: Appearance) -> bool:
    return read_speaker_name(appearance.label or appearance.speaker or "").role in {Role.HONORIFIC, Role.BARE}


def _voice(appearance: Appearance, identity: Identity, offices: _Offices, *, hosted: bool) -> Voice:
    """Return the voice of an appearance: one called by name alone is what the archive shows the person to be then.

    'MS. VALE' at an event whose release names no office of hers is an official there; within a year she is heard as an
    official elsewhere, and is printed with an office of the own government. ``hosted``: see ``_hosted``.
    """
    read = appearance.voice
    if read not in {Voice.GUEST, Voice.UNKNOWN} or not _is_untitled(appearance):
        return read
    held = any(
        is_own_office(office.name) and office.held(appearance.date) and office.count >= _FEWEST_OF_OWN_OFFICE
        for office in offices
    )
    heard = identity.is_official_near(appearance, NEAR)
    if heard and (held or read is Voice.UNKNOWN):
        return Voice.OFFICIAL
    if read is Voice.UNKNOWN and held and not identity.is_guest_near(appearance, NEAR):
        return Voice.OFFICIAL
    is_guest = hosted or identity.is_guest_near(appearance, NEAR)
    return Voice.GUEST if is_guest else read
