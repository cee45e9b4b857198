"""Selection: which passages a search may return, as a condition in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from archive.catalogue.catalogue_file import marks
from archive.catalogue.index_words import match_words
from archive.releases import OFFICIAL_VOICES, Voice

# Voices in which written text quotes people: a selection of one of these and of a person means these words too.
_QUOTED_VOICES = frozenset({Voice.OFFICIAL, Voice.OFFICE, Voice.GUEST})
_QUOTES = (  # the releases first: few of an archive quote somebody
    "p.label IS NULL AND p.release_id IN (SELECT q.release_id FROM quotations q WHERE {whose}) AND EXISTS (SELECT 1 FROM"
    ' quotations q WHERE q.release_id = p.release_id AND q.start < p."end" AND q."end" > p.start AND {whose})'
)

_NAMES = "p.label IS NULL AND p.voice = ? AND p.id IN (SELECT rowid FROM passage_index WHERE passage_index MATCH ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which passages a search may return; an empty field means no limit. Speakers match whole names or labels.

    Speakers also match passages of written text that quote them, and the voice of guests matches those that quote any guest:
    such a passage holds more than their words. ``reported`` are their surnames: an office's own prose that names one may report
    what they said.
    """

    voices: tuple[Voice, ...] = ()
    speakers: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    kinds: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()

    def where(self) -> tuple[str, list[str]]:
        """Return the condition on ``passages p``, and its values."""
        conditions: list[str] = []
        values: list[str] = []
        said: list[str] = []
        if self.voices:
            said.append(f"p.voice IN ({marks(self.voices)})")
            values += [voice.value for voice in self.voices]
        if self.speakers:
            said.append(f"(p.speaker IN ({marks(self.speakers)}) OR p.label IN ({marks(self.speakers)}))")
            values += [*self.speakers, *self.speakers]
        if self.speakers and (not self.voices or not _QUOTED_VOICES.isdisjoint(self.voices)):
            quoted = _QUOTES.format(whose=f"q.speaker IN ({marks(self.speakers)})")
            named = f" OR {_NAMES}" if self.reported else ""
            conditions.append(f"({' AND '.join(said)} OR {quoted}{named})")
            values += [*self.speakers, *self.speakers]
            if self.reported:
                values += [Voice.OFFICE.value, f"text : ({' OR '.join(map(match_words, self.reported))})"]
        elif Voice.GUEST in self.voices and not OFFICIAL_VOICES.issubset(self.voices) and not self.speakers:
            quoted = _QUOTES.format(whose="q.voice = 'guest'")
            conditions.append(f"({' AND '.join(said)} OR {quoted})")
        else:
            conditions += said
        if self.kinds:
            conditions.append(f"p.kind IN ({marks(self.kinds)})")
            values += self.kinds
        for sign, day in ((">=", self.since), ("<=", self.until)):
            if day:
                conditions.append(f"p.date {sign} ?")
                values.append(day.isoformat())
        return " AND ".join(conditions) or "1", values
