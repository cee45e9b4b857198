"""Spans: places in releases whose words may be quoted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from archive import Passage, Quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of whole sentences of one passage; offsets in its release.

    ``quotation`` is the one in written text that the span lies in: its words are the quoted person's.
    """

    passage: Passage
    start: int
    end: int
    quotation: Quotation | None = None

    @property
    def speaker(self) -> str | None:
        """The name of the person whose words these are, None where it is not known."""
        return self.quotation.speaker if self.quotation else self.passage.speaker

    @property
    def quote(self) -> str:
        """The words of the span, as they stand in the release."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]


GAP = 3  # characters of white space between two sentences that stand side by side


class Placed(Protocol):
    """Words of a passage; offsets in its release."""

    @property
    def passage(self) -> Passage:
        """The passage that they stand in."""
        ...

    @property
    def start(self) -> int:
        """Where they begin."""
        ...

    @property
    def end(self) -> int:
        """Where they end."""
        ...


def overlap(one: Placed, other: Placed) -> bool:
    """Whether two places of releases have words in common."""
    return one.passage.release_id == other.passage.release_id and one.start < other.end and other.start < one.end
