"""What browsing finds: a page of releases, each way to narrow them with its count, and how they spread over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from archive import ListedRelease, Voice
from language import Correction
from retrieval.browsing.request import PAGE_SIZE, BrowseRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """Words of a release: ``text`` is its ``text[start:end]``; ``marks`` are the words searched for, as spans of ``text``.

    They are in one ``voice``, under one label; ``place`` is the span of the sentence with the first mark, or of the first one;
    ``begins`` and ``ends`` say whether the passage does where the snippet does.
    """

    text: str
    start: int
    end: int
    voice: Voice
    label: str | None
    speaker: str | None
    place: tuple[int, int]
    marks: tuple[tuple[int, int], ...] = ()
    corrections: tuple[Correction, ...] = ()
    begins: bool = True
    ends: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRelease:
    """A release with who speaks in it, most heard first, and some of its words; None where it has none to show."""

    release: ListedRelease
    speakers: tuple[str, ...]
    snippet: Snippet | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One way to narrow: its value, how many releases there would be, and whether it is chosen."""

    value: str
    count: int
    chosen: bool = False


class BarUnit(StrEnum):
    """How long a bar of a histogram is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The releases from one day to another; ``chosen`` says that the period asked for has a part of it."""

    first: date
    last: date
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """The dated releases over time, whatever the period asked for; no bars where none is dated."""

    unit: BarUnit
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowsePage:
    """A page of the releases asked for, ``total`` in all.

    A facet counts what the other facets, the words and the period leave; ``years`` are the newest first, ``NO_YEAR`` last.
    """

    request: BrowseRequest
    total: int
    releases: tuple[FoundRelease, ...]
    kinds: tuple[FacetValue, ...]
    years: tuple[FacetValue, ...]
    speakers: tuple[FacetValue, ...]
    histogram: Histogram

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))
