"""Question and Filters: what is asked, and what the person narrowed it to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from archive import UsageError, Voice
from language import content_words, tell_number
from retrieval import wording

LONGEST_QUESTION = 2000
RELEASES_HEARD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an answer may draw on. Empty means no limit; ``voices`` empty means what officials said and wrote."""

    speakers: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    kinds: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()
    inferred: bool = False

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins: raises UsageError."""
        if self.since and self.until and self.since > self.until:
            raise UsageError(wording.PERIOD_BACKWARDS.format(since=self.since, until=self.until))

    @property
    def narrows(self) -> bool:
        """Whether anything beyond the default is asked for."""
        return bool(self.speakers or self.since or self.until or self.kinds or self.voices)

    def to_json(self) -> dict[str, Any]:
        """Return the filters in the form of the machine interface."""
        return {
            "speakers": list(self.speakers),
            "from": self.since.isoformat() if self.since else None,
            "to": self.until.isoformat() if self.until else None,
            "kinds": list(self.kinds),
            "voices": [voice.value for voice in self.voices],
            "inferred": self.inferred,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Filters:
        """Return the filters that ``to_json`` wrote; what is not named there is not limited."""
        days = {name: date.fromisoformat(values[name]) if values.get(name) else None for name in ("from", "to")}
        return cls(
            speakers=tuple(values.get("speakers") or ()),
            since=days["from"],
            until=days["to"],
            kinds=tuple(values.get("kinds") or ()),
            voices=tuple(Voice(voice) for voice in values.get("voices") or ()),
            inferred=bool(values.get("inferred")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Who speaks in the passage that came first for the question before, '' where nobody does, and its day, if it has one.

    A follow-up is often about the same person's words, and 'that day' is that day. ``releases`` are those of the passages that
    came first, the best one's first, RELEASES_HEARD of them: often the answer stands in one of them as well.
    """

    speaker: str
    day: date | None
    releases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPlace:
    """Words of a release that were cited before: a question that asks for more asks for others."""

    release_id: str
    start: int
    end: int

    def overlaps(self, release_id: str, start: int, end: int) -> bool:
        """Whether a place has words in common with this one."""
        return self.release_id == release_id and self.start < end and start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The text asked, what is searched for it, and the filters set for it.

    ``opening`` is the earlier question that a follow-up leans on, '' where it stands alone, and ``heard`` what that one was
    answered with. ``own`` is what is asked itself, without words that only say that the subject changes: the text where
    nothing else is given. A question that is ``resolved`` is searched as it stands, whatever was asked before it. Filters are
    read from the text as well, unless it is to be taken ``as_asked``; those whose chips' keys are ``taken_off`` are not.
    ``asked_on`` is the day that 'last month' is relative to, None for the archive's last day. What stands in the places
    ``cited`` is not cited again.
    """

    text: str
    own: str = ""
    opening: str = ""
    resolved: bool = False
    heard: Heard | None = None
    filters: Filters = Filters()
    as_asked: bool = False
    taken_off: tuple[str, ...] = ()
    asked_on: date | None = None
    cited: tuple[CitedPlace, ...] = ()

    @property
    def searched(self) -> str:
        """What is looked up: the question that it leans on, if any, and what it asks itself."""
        return f"{self.opening} {self.own}" if self.opening else self.own

    @property
    def weighed(self) -> str:
        """What sentences are weighed by: what is asked itself, and for 'why?' the question that it leans on as well."""
        return self.own if content_words(self.own) else self.searched

    def __post_init__(self) -> None:
        """Refuse a question too long to be one: raises UsageError."""
        if len(self.text) > LONGEST_QUESTION:
            raise UsageError(
                wording.QUESTION_TOO_LONG.format(
                    length=tell_number(len(self.text)), limit=tell_number(LONGEST_QUESTION)
                )
            )
        object.__setattr__(self, "own", (self.own or self.text).strip())


_T = TypeVar("_T")


class ChipField(StrEnum):
    """What a chip narrows."""

    SPEAKERS = "speakers"
    PERIOD = "period"
    KINDS = "kinds"
    VOICES = "voices"


# The least sure is given up first.
LOOSENED = (ChipField.KINDS, ChipField.PERIOD, ChipField.SPEAKERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One thing read from a question: ``text[start:end]`` are its words, ``filters`` what it was read as.

    ``named_since`` and ``named_until`` are the days of a period as the question names it; the filters' are wider by what may
    lie between an event and the release that tells of it. With ``in_opening`` the words stand in the question before.
    """

    field: ChipField
    start: int
    end: int
    words: str
    filters: Filters
    named_since: date | None = None
    named_until: date | None = None
    in_opening: bool = False

    @property
    def key(self) -> str:
        """What the chip is called where it is taken off."""
        return f"{self.field.value}:{self.words}"

    @property
    def middle(self) -> date | None:
        """The day in the middle of a period."""
        if self.named_since is None or self.named_until is None:
            return None
        return self.named_since + (self.named_until - self.named_since) / 2

    def to_json(self) -> dict[str, Any]:
        """Return the chip as JSON-ready values."""
        return {
            "field": self.field.value, "words": self.words, "start": self.start, "end": self.end,
            "in_opening": self.in_opening, "filters": self.filters.to_json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a question was read as: the chips, and the filters that they come to."""

    chips: tuple[Chip, ...] = ()

    @property
    def filters(self) -> Filters:
        """All that the chips say, as filters."""
        filters = Filters(inferred=bool(self.chips))
        for chip in self.chips:
            one = chip.filters
            filters = replace(
                filters,
                speakers=_joined(filters.speakers, one.speakers),
                kinds=_joined(filters.kinds, one.kinds),
                voices=_joined(filters.voices, one.voices),
                since=filters.since or one.since,
                until=filters.until or one.until,
            )
        return filters

    def without(self, *fields: ChipField, keys: Iterable[str] = ()) -> Reading:
        """Return the reading without the chips of these fields, and without those of these keys."""
        dropped = set(keys)
        return Reading(chips=tuple(chip for chip in self.chips if chip.field not in fields and chip.key not in dropped))

    def beside(self, person: Filters) -> Reading:
        """Return what is left of the reading where the person has set filters: nothing on a field that they set."""
        taken = {
            ChipField.SPEAKERS: person.speakers or person.voices,
            ChipField.PERIOD: person.since or person.until,
            ChipField.KINDS: person.kinds,
            ChipField.VOICES: person.voices or person.speakers,
        }
        return self.without(*(field for field, set_by_person in taken.items() if set_by_person))


def merge(person: Filters, reading: Reading) -> Filters:
    """Return the filters to search with: what the person set stays; what was read fills only fields that they left open."""
    kept = reading.beside(person)
    if not kept.chips:
        return person
    read = kept.filters
    return Filters(
        speakers=person.speakers or read.speakers,
        since=person.since or read.since,
        until=person.until or read.until,
        kinds=person.kinds or read.kinds,
        voices=person.voices or read.voices,
        inferred=True,
    )


def loosen(reading: Reading) -> tuple[Reading, ...]:
    """Return ever looser readings for when one leaves nothing: without the kind, then the period, then the speaker."""
    looser = []
    for field in LOOSENED:
        if any(chip.field is field for chip in reading.chips):
            reading = reading.without(field)
            looser.append(reading)
    return tuple(looser)


def _joined(one: tuple[_T, ...], other: tuple[_T, ...]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys((*one, *other)))
