"""Comparison: how much of a claim stands in a stretch where it does not stand whole, and what was changed.

Words count by how much they say (function words little); only words of the claim that stand in order count, those that
were moved within the turn or stitched in from another place included, as whole runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import Match, SequenceMatcher
from itertools import pairwise

from archive import sort_day
from language import STOP_WORDS, Kind, Word
from retrieval.quote_check.alignment import Alignment, Edit, Run, align
from retrieval.quote_check.candidates import Stretch
from retrieval.quote_check.changes import FoldedText
from retrieval.quote_check.claim import Claim

_FUNCTION_WORD = 0.35  # what a function word counts beside one that carries meaning
_SHORTEST_MOVED = 3  # words: a shorter run elsewhere in the turn is chance
_SHORTEST_STITCHED = 4  # words: a shorter run in another place is chance
_ALIGNED = 12  # stretches: those that share most pairs of words with the claim

_NOT_READ = (Kind.FALSE_START, Kind.STRUCK)
_KEPT = (Edit.EQUAL, Edit.MOVED, Edit.ELSEWHERE)  # what a claim has of its sources' own words


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim beside the stretch that it resembles.

    ``similarity`` is the weighted share of the claim's words that are the sources' own, 0 to 1, and ``in_place`` the share
    that stands in this stretch. ``elsewhere`` are the other stretches that words were stitched in from, with the positions of
    these words there.
    """

    stretch: Stretch
    quote: FoldedText
    source: FoldedText
    alignment: Alignment
    runs: tuple[Run, ...]
    similarity: float
    in_place: float
    elsewhere: tuple[tuple[Stretch, int, int], ...] = ()

    @property
    def shared(self) -> int:
        """How many words of the claim are the sources' own."""
        return sum(run.quote_end - run.quote_start for run in self.runs if run.edit in _KEPT)

    @property
    def span(self) -> tuple[int, int]:
        """The offsets in the source's text of what the claim is aligned with, (0, 0) where that is nothing."""
        words = self.source.words[self.alignment.start : self.alignment.end]
        return (words[0].start, words[-1].end) if words else (0, 0)


def compare(claim: Claim, stretches: Sequence[Stretch]) -> list[Comparison]:
    """Return the claim beside the stretches that share most with it, the most similar first."""
    quote = _read(claim.text, claim.words)
    if not quote.words:
        return []
    pairs = set(pairwise(quote.folded)) or {(quote.folded[0], quote.folded[0])}
    sides = [(stretch, _read(stretch.text, stretch.words)) for stretch in stretches]
    ranked = sorted(sides, key=lambda side: -len(pairs & set(pairwise(side[1].folded))))
    found = [_compare(quote, stretch, source) for stretch, source in ranked[:_ALIGNED] if source.words]
    found.sort(
        key=lambda compared: (
            -compared.similarity,
            compared.alignment.cost,
            sort_day(compared.stretch.kept.release.date),
        )
    )
    return [_stitch(found[0], sides), *found[1:]] if found else []


def _read(text: str, words: Sequence[Word]) -> FoldedText:
    """Return a text with the words that count: without false starts and what was struck out."""
    return FoldedText(text, tuple(word for word in words if word.kind not in _NOT_READ))


def _compare(quote: FoldedText, stretch: Stretch, source: FoldedText) -> Comparison:
    alignment = align(quote.folded, source.folded)
    runs = tuple(_move(alignment.runs, _matcher(quote, source)))
    similarity = _measure_similarity(runs, quote.words)
    return Comparison(stretch, quote, source, alignment, runs, similarity, in_place=similarity)


def _move(runs: Sequence[Run], matcher: SequenceMatcher[str]) -> Iterator[Run]:
    """Yield the runs with what the claim adds marked as moved, where it stands elsewhere in the stretch."""
    for run in runs:
        match = _longest_in(run, matcher, _SHORTEST_MOVED)
        yield from _cut_out(run, match, Edit.MOVED) if match else [run]


def _matcher(quote: FoldedText, source: FoldedText) -> SequenceMatcher[str]:
    return SequenceMatcher(None, quote.folded, source.folded, autojunk=False)


def _longest_in(run: Run, matcher: SequenceMatcher[str], shortest: int) -> Match | None:
    """Return the longest part of what the claim adds that stands side by side in the source, if it is long enough."""
    if run.edit not in (Edit.ADDED, Edit.REPLACED) or run.quote_end - run.quote_start < shortest:
        return None
    match = matcher.find_longest_match(run.quote_start, run.quote_end)
    return match if match.size >= shortest else None


def _cut_out(run: Run, match: Match, edit: Edit) -> list[Run]:
    """Return a run cut in up to three: before the part that was found, the part, after it."""
    start, end = match.a, match.a + match.size
    before = [replace(run, quote_end=start)] if start > run.quote_start else []
    # What the claim has before the part stands for all that the source has here; without it, that was left out.
    left_out = [Run(Edit.LEFT_OUT, start, start, run.start, run.end)] if not before and run.end > run.start else []
    after = [Run(Edit.ADDED, end, run.quote_end, run.end, run.end)] if end < run.quote_end else []
    return [*before, *left_out, Run(edit, start, end, run.end, run.end), *after]


def _stitch(best: Comparison, sides: Sequence[tuple[Stretch, FoldedText]]) -> Comparison:
    """Return the comparison with what the claim took from other stretches found there."""
    searched = [(stretch, source, _matcher(best.quote, source)) for stretch, source in sides]
    runs: list[Run] = []
    elsewhere: list[tuple[Stretch, int, int]] = []
    for run in best.runs:
        found = [
            (stretch, source, match)
            for stretch, source, matcher in searched
            if (match := _longest_in(run, matcher, _SHORTEST_STITCHED))
        ]
        if not found:
            runs.append(run)
            continue
        stretch, source, match = max(found, key=lambda place: place[2].size)
        runs += _cut_out(run, match, Edit.ELSEWHERE)
        elsewhere.append((stretch, source.words[match.b].start, source.words[match.b + match.size - 1].end))
    similarity = _measure_similarity(runs, best.quote.words)
    return replace(best, runs=tuple(runs), similarity=similarity, elsewhere=tuple(elsewhere))


def _measure_similarity(runs: Sequence[Run], words: Sequence[Word]) -> float:
    """Return the weighted share of a claim's words that are the sources' own."""
    weights = [_FUNCTION_WORD if word.folded in STOP_WORDS else 1.0 for word in words]
    return sum(sum(weights[run.quote_start : run.quote_end]) for run in runs if run.edit in _KEPT) / sum(weights)
