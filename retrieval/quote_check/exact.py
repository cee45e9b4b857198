"""Exact: where all words of a claim stand in a stretch, in order and side by side but for the gaps that it marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice

from language import Word, readings
from retrieval.quote_check.changes import ChangeKind
from retrieval.quote_check.claim import Claim, Segment

_MOST_TRIED = 400  # ways in which the pieces of one reading may stand
_MOST_JUDGED = 60  # of them, the closest


@dataclass(frozen=True, slots=True)
class Gap:
    """What a claim has a mark for: it leaves out ``text[start:end]``, which may be nothing, and puts in its own words.

    ``segment`` follows the gap: its ``put_in`` are the words in brackets, '' at an ellipsis. ``at_edge`` is whether the gap
    stands before or behind all that was found, so that what it replaces is not known.
    """

    start: int
    end: int
    segment: Segment
    at_edge: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a claim stands: its ``pieces``, offsets into the text, the gaps beside them, and what is changed by these."""

    pieces: tuple[tuple[int, int], ...]
    gaps: tuple[Gap, ...] = ()
    changes: tuple[ChangeKind, ...] = ()

    @property
    def start(self) -> int:
        """Where the first piece begins."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where the last piece ends."""
        return self.pieces[-1][1]

    @property
    def left_out(self) -> tuple[tuple[int, int], ...]:
        """The spans that the claim leaves out at a mark."""
        return tuple((gap.start, gap.end) for gap in self.gaps if gap.end > gap.start)

    def holds(self, word: Word) -> bool:
        """Whether a word stands between its first and its last."""
        return self.start <= word.start and word.end <= self.end

    def overlaps(self, other: Occurrence) -> bool:
        """Whether both share a character."""
        return self.start < other.end and other.start < self.end


Judge = Callable[[Occurrence], tuple[ChangeKind, ...]]


def find_exact(claim: Claim, words: Sequence[Word], judge: Judge = lambda _: ()) -> list[Occurrence]:
    """Return where any variant of the claim stands among the words, in any reading of them, in order, each place once.

    Of several ways in which the pieces may stand at a place, it is one in which nothing is changed as ``judge`` says; of
    those, the one whose pieces lie closest together.
    """
    ways = [
        way
        for line in readings(words)
        for segments in claim.variants
        for way in islice(_Line(line).find_segments(segments), _MOST_TRIED)
    ]
    found: list[Occurrence] = []
    judged = 0
    for way in sorted(ways, key=lambda way: (way.end - way.start, len(way.gaps))):
        beside = [other for other in found if way.overlaps(other)]
        if any(not other.changes for other in beside) or (beside and judged >= _MOST_JUDGED):
            continue
        judged += bool(way.gaps)
        changes = judge(way) if way.gaps else ()
        if not (beside and changes):
            found = [*(other for other in found if other not in beside), replace(way, changes=changes)]
    return sorted(found, key=lambda way: way.start)


class _Line:
    """Words in one line, to be searched as text: a word is found between spaces."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._text = f" {' '.join(word.folded for word in words)} "
        self._starts = [0, *accumulate(len(word.folded) + 1 for word in words)]

    def find_segments(self, segments: Sequence[Segment]) -> Iterator[Occurrence]:
        """Yield every way in which the segments stand one after the other, each no further on than it may skip."""
        first, *others = segments
        for at in self._places(first, 0):
            start, end = self._span(at, first)
            gaps = (Gap(start, start, first, at_edge=True),) if first.put_in else ()
            yield from self._extend(Occurrence(((start, end),), gaps), others, at + len(first.words))

    def _extend(self, found: Occurrence, segments: Sequence[Segment], position: int) -> Iterator[Occurrence]:
        if not segments:
            yield found
            return
        segment, *others = segments
        if not segment.words:  # brackets at the end
            yield replace(found, gaps=(*found.gaps, Gap(found.end, found.end, segment, at_edge=True)))
            return
        for at in self._places(segment, position):
            if at - position > segment.may_skip:
                return
            left_out = (
                (self._words[position].start, self._words[at - 1].end) if at > position else (found.end, found.end)
            )
            way = Occurrence((*found.pieces, self._span(at, segment)), (*found.gaps, Gap(*left_out, segment)))
            yield from self._extend(way, others, at + len(segment.words))

    def _span(self, at: int, segment: Segment) -> tuple[int, int]:
        return self._words[at].start, self._words[at + len(segment.words) - 1].end

    def _places(self, segment: Segment, after: int) -> Iterator[int]:
        phrase = f" {' '.join(word.folded for word in segment.words)} "
        at = self._text.find(phrase, self._starts[after])
        while at >= 0:
            yield bisect_right(self._starts, at) - 1
            at = self._text.find(phrase, at + 1)
