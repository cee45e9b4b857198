"""Question and Filters: what is asked, and what the person narrowed it to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from archive.errors import UsageError
from archive.releases import Voice

LONGEST_QUESTION = 2000


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
            raise UsageError(f"the period begins on {self.since} and ends on {self.until}: put the earlier date first")

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
    """Who speaks in the passage that came first for the question before, '' where nobody does, and its day.

    A follow-up is often about the same person's words, and 'that day' is that day.
    """

    speaker: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The text asked, its resolved form (the same where it stands alone), and the filters set for it.

    ``opening`` is the question before that it leans on, with which the resolved form begins, '' where it stands alone, and
    ``heard`` is what a follow-up comes after, None of a question that stands alone. Filters are read from the text as well,
    unless it is to be taken ``as_asked``; those whose chips' keys are ``taken_off`` are not. ``asked_on`` is the day that
    'last month' in it is relative to, None for the archive's last day.
    """

    text: str
    resolved: str = ""
    opening: str = ""
    heard: Heard | None = None
    filters: Filters = Filters()
    as_asked: bool = False
    taken_off: tuple[str, ...] = ()
    asked_on: date | None = None

    @property
    def searched(self) -> str:
        """What is looked up: the resolved form where there is one, else the text as asked."""
        return self.resolved or self.text

    @property
    def own(self) -> str:
        """What is asked, without the question that it leans on and without what only says that the subject changes."""
        return self.searched.removeprefix(self.opening).strip()

    def __post_init__(self) -> None:
        """Refuse a question too long to be one: raises UsageError."""
        if len(self.text) > LONGEST_QUESTION:
            raise UsageError(
                f"the question has {len(self.text):,} characters, and {LONGEST_QUESTION:,} is the limit: ask one thing at a time"
            )
