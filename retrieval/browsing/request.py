"""What is asked of browsing: words, kinds, years, speakers and days, in an order, a page at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from archive import UsageError
from language import WORD

PAGE_SIZE = 20  # releases a page
LONGEST_SEARCH = 200  # characters
NO_YEAR = 0  # the year of what has no date
_PHRASES = re.compile(r"[\"“”]([^\"“”]+)[\"“”]|([^\s\"“”]+)")


class SortOrder(StrEnum):
    """How releases are ordered; the BEST match holds the words in its title, or else is first by BM25."""

    NEWEST = "newest"
    OLDEST = "oldest"
    BEST = "best"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowseRequest:
    """Which releases are asked for; an empty field limits nothing.

    ``words`` must all stand in one passage or in the title, in any form; words in quotation marks stand together. Of several
    ``kinds``, ``years`` (NO_YEAR: undated) or ``speakers`` any will do. ``page`` counts from 1. Raises UsageError for a search
    that is too long, a period that ends before it begins, and a page below 1.
    """

    words: str = ""
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    speakers: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    sort: SortOrder | None = None
    page: int = 1

    def __post_init__(self) -> None:
        """Check what can be asked."""
        if len(self.words) > LONGEST_SEARCH:
            raise UsageError(
                f"the search has {len(self.words):,} characters, and {LONGEST_SEARCH:,} is the limit: give fewer words"
            )
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"the period from {self.since} to {self.until} ends before it begins: exchange the days")
        if self.page < 1:
            raise UsageError(f"there is no page {self.page}: pages count from 1")

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words and, where they stand in quotation marks, the phrases that are looked for."""
        found = (one.strip() for groups in _PHRASES.findall(self.words) for one in groups)
        return tuple(one for one in found if WORD.search(one))

    @property
    def order(self) -> SortOrder:
        """How the releases are ordered: as asked; else the best first where words are given, the newest where not."""
        if self.sort is None:
            return SortOrder.BEST if self.phrases else SortOrder.NEWEST
        return self.sort if self.phrases or self.sort is not SortOrder.BEST else SortOrder.NEWEST
