"""Exact: where all words of a claim stand in a stretch, in order and side by side but for the gaps that it marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from language import Word, readings
from retrieval.quote_check.claim import Claim, Segment


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a claim stands: offsets into the text, and the spans that it left out at a mark, empty where none."""

    start: int
    end: int
    left_out: tuple[tuple[int, int], ...] = ()

    def overlaps(self, other: Occurrence) -> bool:
        """Whether both share a character."""
        return self.start < other.end and other.start < self.end


def find_exact(claim: Claim, words: Sequence[Word]) -> list[Occurrence]:
    """Return where any variant of the claim stands among the words, in any reading of them, in order, each place once."""
    found: dict[int, Occurrence] = {}
    for line in readings(words):
        searched = _Line(line)
        for segments in claim.variants:
            for occurrence in searched.find_segments(segments):
                if not any(occurrence.overlaps(other) for other in found.values()):
                    found[occurrence.start] = occurrence
    return [found[start] for start in sorted(found)]


class _Line:
    """Words in one line, to be searched as text: a word is found between spaces."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._text = f" {' '.join(word.folded for word in words)} "
        self._starts = [0, *accumulate(len(word.folded) + 1 for word in words)]

    def find_segments(self, segments: Sequence[Segment]) -> Iterator[Occurrence]:
        """Yield where the segments stand one after the other, each no further on than it may skip."""
        first = segments[0]
        for at in self._places(first, 0):
            position = at + len(first.words)
            gaps: list[tuple[int, int]] = []
            for segment in segments[1:]:
                following = next(self._places(segment, position), None)
                if following is None or following - position > segment.may_skip:
                    break
                if following > position:
                    gaps.append((self._words[position].start, self._words[following - 1].end))
                position = following + len(segment.words)
            else:
                yield Occurrence(self._words[at].start, self._words[position - 1].end, tuple(gaps))

    def _places(self, segment: Segment, after: int) -> Iterator[int]:
        phrase = f" {' '.join(word.folded for word in segment.words)} "
        at = self._text.find(phrase, self._starts[after])
        while at >= 0:
            yield bisect_right(self._starts, at) - 1
            at = self._text.find(phrase, at + 1)
