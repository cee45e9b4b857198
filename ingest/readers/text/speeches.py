"""Speeches: a text written from data that says who speaks: each speech begins with its speaker's name and a colon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.turns import MarkedSpeech


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What one row or element of such data says: the speaker as named (None, where there is none), and the words.

    ``words`` are canonical text. ``is_prose`` says that nobody speaks it: a heading, a stage direction, a note. ``begins`` says
    that it is no part of the speech before, though its speaker is called the same.
    """

    label: str | None
    words: str
    asks: bool = False
    is_prose: bool = False
    begins: bool = False


def write_speeches(rows: Iterable[Spoken], *, joint: str = "\n\n") -> tuple[str, tuple[MarkedSpeech, ...]]:
    """Return the text of speeches and where each is; rows of one speaker after another are one speech, joined by ``joint``."""
    parts: list[str] = []
    speeches: list[MarkedSpeech] = []
    at = 0
    before: Spoken | None = None
    for row in rows:
        if not row.words.strip():
            continue
        goes_on = before is not None and not row.is_prose and not row.begins and (row.label, row.asks, row.is_prose) == (
            before.label, before.asks, before.is_prose
        )  # fmt: skip
        gap = (joint if goes_on else "\n\n") if parts else ""
        head = f"{row.label}: " if row.label and not row.is_prose and not goes_on else ""
        start = at + len(gap)
        end = start + len(head) + len(row.words)
        parts.extend((gap, head, row.words))
        if goes_on:
            last = speeches.pop()
            speeches.append(MarkedSpeech(start=last.start, said=last.said, end=end, label=last.label, asks=last.asks))
        elif not row.is_prose:
            speeches.append(MarkedSpeech(start=start, said=start + len(head), end=end, label=row.label, asks=row.asks))
        at, before = end, row
    return "".join(parts), tuple(speeches)
