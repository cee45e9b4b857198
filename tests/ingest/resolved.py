"""Releases resolved as an archive of their own, without a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from archive import Appearance, DatedMention, Release, Turn, Voice
from ingest.people import Curation, find_mentions, resolve_people


def resolve_turns(releases: Mapping[str, Release], curation: Curation | None = None) -> dict[str, Sequence[Turn]]:
    """Return the turns of each release, by its key, as ingest keeps them where these releases are the whole archive."""
    appearances: dict[Appearance, list[tuple[str, int]]] = {}
    for name, release in releases.items():
        for i, turn in enumerate(release.turns):
            if turn.voice in {Voice.OFFICIAL, Voice.GUEST, Voice.UNKNOWN} and (turn.label or turn.speaker):
                key = Appearance(
                    release_id=name,
                    date=release.date,
                    label=turn.label,
                    speaker=turn.speaker,
                    voice=turn.voice,
                    turns=0,
                )
                appearances.setdefault(key, []).append((name, i))
    counted = {replace(a, turns=len(places)): places for a, places in appearances.items()}
    mentions = [
        DatedMention(**asdict(mention), release_id=name, date=release.date)
        for name, release in releases.items()
        for mention in find_mentions(release.title, release.text, given=release.byline)
    ]
    titles = {name: release.title for name, release in releases.items()}
    _people, speakers = resolve_people(list(counted), mentions, titles, curation)
    turns = {name: list(release.turns) for name, release in releases.items()}
    for appearance, places in counted.items():
        speaker, voice = speakers[appearance]
        for name, i in places:
            turns[name][i] = replace(turns[name][i], speaker=speaker, voice=voice)
    return {name: tuple(held) for name, held in turns.items()}
