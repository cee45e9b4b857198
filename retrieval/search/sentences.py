"""Ranked sentences: those of a ranked passage, with what the question's tokens found in each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from archive import Passage, find_columns
from language import find_header, split_sentences
from retrieval.search.late_interaction import Interaction
from retrieval.spans import Span


@dataclass(frozen=True, kw_only=True)
class RankedSentence:
    """A sentence of a passage: its rank, and where it stands, as offsets in its release.

    ``interaction`` is what the question's tokens found in the passage's context, a line break, and its text; ``place`` is where
    the sentence stands in these, and ``header`` where its table's header does, (0, 0) where it is no row of one. ``rank`` is None
    for a passage that was not ranked.
    """

    passage: Passage
    interaction: Interaction
    rank: int | None
    start: int
    end: int
    text: str
    place: tuple[int, int]
    header: tuple[int, int] = (0, 0)

    @property
    def span(self) -> Span:
        """The sentence as words to be quoted."""
        return Span(passage=self.passage, start=self.start, end=self.end)

    @property
    def header_text(self) -> str:
        """The header of the table that the sentence is a row of, '' where it is none."""
        return f"{self.passage.context}\n{self.passage.text}"[slice(*self.header)]

    @cached_property
    def match(self) -> float:
        """How well it answers the question's tokens (late interaction)."""
        return self.interaction.score(*self.place)


def read_sentences(passage: Passage, interaction: Interaction, rank: int | None) -> tuple[RankedSentence, ...]:
    """Return the sentences of a passage, in order."""
    before = len(passage.context) + 1
    return tuple(
        RankedSentence(
            passage=passage, interaction=interaction, rank=rank, start=passage.start + start, end=passage.start + end,
            text=passage.text[start:end], place=(start + before, end + before),
            header=_find_header(passage, start, before),
        )
        for start, end in split_sentences(passage.text)
    )  # fmt: skip


def _find_header(passage: Passage, start: int, before: int) -> tuple[int, int]:
    """Return where the header of a row's table stands in context, line break and text; a passage may begin within a table."""
    columns = find_columns(passage.context)
    first_table = passage.text[:start].count("\n\n") == 0
    if columns != (0, 0) and first_table:
        return columns
    header = find_header(passage.text, start)
    return (header[0] + before, header[1] + before) if header else (0, 0)
