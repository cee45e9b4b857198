"""Sentences of a turn around a span, for what stands beside the words that are checked."""

from __future__ import annotations

from language import split_sentences
from retrieval.quote_check.candidates import Stretch

_LOOKED_AROUND = 1500  # characters on either side


def sentences_around(stretch: Stretch, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of the stretch's turn around a span, offsets into its text, some before and after it as well."""
    floor, ceiling = max(stretch.turn.said, start - _LOOKED_AROUND), min(stretch.turn.end, end + _LOOKED_AROUND)
    return [(a + floor, b + floor) for a, b in split_sentences(stretch.text[floor:ceiling])]
