"""Speakers and mentions of invented releases, resolved as an ingest resolves them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from archive.people import Appearance, DatedMention, Person
from archive.releases import Voice
from ingest.people.curation import Curation
from ingest.people.register import describe_people
from ingest.people.resolution import Resolver

DAY = date(2031, 5, 1)
NO_CURATION = Curation()

# A speaker: (days after DAY, label, what the release alone reads, voice). A mention: (days after DAY, name, office, times).
# Of an undated release the days are None.
Speaker = tuple[int | None, str | None, str | None, str]
Printed = tuple[int | None, str, str, int]


def day_after(days: int | None) -> date | None:
    """Return the day of a release, None where it is undated."""
    return None if days is None else DAY + timedelta(days=days)


def resolve(
    speakers: Sequence[Speaker], printed: Sequence[Printed] = (), curation: Curation = NO_CURATION
) -> tuple[list[Person], list[tuple[str | None, str]]]:
    """Return the people, and (name, voice) of each speaker in order."""
    appearances = [
        Appearance(
            release_id=f"{i}.md",
            date=day_after(days),
            label=label,
            speaker=speaker,
            voice=Voice(voice),
            turns=1,
        )
        for i, (days, label, speaker, voice) in enumerate(speakers)
    ]
    mentions = [
        DatedMention(release_id=f"m{i}.md", date=day_after(days), name=name, office=office, place="text", count=times)
        for i, (days, name, office, times) in enumerate(printed)
    ]
    people, found = describe_people(Resolver(appearances, mentions, curation).resolve(), curation)
    return people, [found.get(one, (one.speaker, one.voice)) for one in appearances]
