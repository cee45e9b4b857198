"""Alignment: where a quotation lies in a source, word for word, and what was changed.

A semi-global alignment: all of the quotation against any stretch of the source (Sellers 1980), with an affine cost for
source words that are passed over (Gotoh 1982), so that one long omission costs little more than a short one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

# Costs in twentieths of a changed word. To pass over source words costs a word and a little for each: a single matching
# word is not worth a jump, two in a row are.
_CHANGED, _ADDED, _PASSED_OVER, _EACH_PASSED = 20, 20, 20, 3


class Edit(StrEnum):
    """What became of a run of words."""

    EQUAL = "equal"
    REPLACED = "replaced"
    ADDED = "added"
    LEFT_OUT = "left-out"
    MOVED = "moved"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of one edit: words ``[quote_start:quote_end]`` of the quotation, ``[start:end]`` of the source."""

    edit: Edit
    quote_start: int
    quote_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where all of a quotation lies in the source: words ``[start:end]`` of it; the runs lie end to end in both.

    ``cost`` is in twentieths of a changed word.
    """

    start: int
    end: int
    cost: int
    runs: tuple[Run, ...]

    @property
    def equal(self) -> int:
        """How many words of the quotation are the source's own, in place."""
        return sum(run.quote_end - run.quote_start for run in self.runs if run.edit is Edit.EQUAL)


def align(quote: Sequence[str], source: Sequence[str]) -> Alignment:
    """Return the cheapest alignment of all of ``quote`` with a stretch of ``source``; neither may be empty."""
    known = {word: number for number, word in enumerate(dict.fromkeys(quote))}
    numbers = np.array([known.get(word, -1) for word in source], dtype=np.int32)
    best = np.zeros((len(quote) + 1, len(source) + 1), dtype=np.int32)
    reached = np.zeros_like(best)  # the cost without passing over source words last
    steps = _EACH_PASSED * np.arange(len(source) + 1, dtype=np.int32)
    for row, word in enumerate(quote, start=1):
        here = best[row - 1] + _ADDED
        here[1:] = np.minimum(here[1:], best[row - 1, :-1] + np.where(numbers == known[word], 0, _CHANGED))
        reached[row] = here
        passed = np.minimum.accumulate(here - steps)[:-1] + steps[:-1] + _PASSED_OVER
        best[row] = here
        best[row, 1:] = np.minimum(here[1:], passed)
    end = int(np.argmin(reached[-1]))
    runs = _trace(best, reached, numbers, [known[word] for word in quote], end)
    return Alignment(start=runs[0].start, end=end, cost=int(reached[-1, end]), runs=tuple(runs))


def _trace(
    best: NDArray[np.int32], reached: NDArray[np.int32], source: NDArray[np.int32], quote: Sequence[int], end: int
) -> list[Run]:
    """Walk back from the end of the quotation, a step a word; a match is preferred to a change, a change to an addition."""
    steps: list[tuple[Edit, int, int]] = []
    row, column = len(quote), end
    cost = int(reached[row, column])
    while row:
        if cost < reached[row, column]:  # source words were passed over to get here
            steps.append((Edit.LEFT_OUT, row, column))
            column -= 1
            gap = cost - _PASSED_OVER
            while gap != reached[row, column]:
                steps.append((Edit.LEFT_OUT, row, column))
                column -= 1
                gap -= _EACH_PASSED
            cost = int(reached[row, column])
            continue
        same = column > 0 and source[column - 1] == quote[row - 1]
        if column and cost == best[row - 1, column - 1] + (0 if same else _CHANGED):
            steps.append((Edit.EQUAL if same else Edit.REPLACED, row, column))
            row, column = row - 1, column - 1
        else:
            steps.append((Edit.ADDED, row, column))
            row -= 1
        cost = int(best[row, column])
    return list(_runs(steps[::-1]))


def _runs(steps: Sequence[tuple[Edit, int, int]]) -> Iterator[Run]:
    """Yield the runs of equal steps; a step's row and column are the positions after it."""
    index = 0
    while index < len(steps):
        edit, row, column = steps[index]
        last = index
        while last + 1 < len(steps) and steps[last + 1][0] is edit:
            last += 1
        quoted, held = edit is not Edit.LEFT_OUT, edit is not Edit.ADDED
        yield Run(edit, row - quoted, steps[last][1], column - held, steps[last][2])
        index = last + 1
