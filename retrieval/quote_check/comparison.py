"""Comparison: how much of a claim stands in a stretch where it does not stand whole, and what was changed.

Words count by how much they say (function words little); only words of the claim that stand in order count, those that
were moved within the turn or stitched in from another place included, as whole runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import Match, SequenceMatcher
from itertools import pairwise

from language import STOP_WORDS, Kind, Word
from retrieval.quote_check.alignment import Alignment, Edit, Run, align
from retrieval.quote_check.candidates import Stretch
from retrieval.quote_check.changes import Words
from retrieval.quote_check.claim import Claim

FUNCTION_WORD = 0.35  # what a function word counts beside one that carries meaning
SHORTEST_MOVED = 3  # words: a shorter run elsewhere in the turn is chance
SHORTEST_STITCHED = 4  # words: a shorter run in another place is chance
TELLING = 2  # words that carry meaning, in a run from another place
RUN = 3  # words in a row that are taken over from a source rather than shared by chance
ALIGNED, FEWEST_ALIGNED = 12, 3  # stretches that are aligned, those that share most pairs of words with the claim
ALIGNED_WORDS = 2000  # of the claim in all: of a long one fewer stretches are aligned

_NOT_READ = (Kind.FALSE_START, Kind.STRUCK)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim beside the stretch that it resembles.

    ``similarity`` is the weighted share of the claim's words that are the sources' own, 0 to 1, ``in_place`` of those that
    stand in this stretch; ``taken`` the share that
    stands in runs of RUN words or more; ``elsewhere`` the other stretches that words were stitched in from, with the
    positions of these words there.
    """

    stretch: Stretch
    quote: Words
    source: Words
    alignment: Alignment
    runs: tuple[Run, ...]
    similarity: float
    in_place: float
    taken: float
    elsewhere: tuple[tuple[Stretch, int, int], ...] = ()

    @property
    def shared(self) -> int:
        """How many words of the claim are the source's own."""
        kept = (Edit.EQUAL, Edit.MOVED, Edit.ELSEWHERE)
        return sum(run.quote_end - run.quote_start for run in self.runs if run.edit in kept)

    @property
    def span(self) -> tuple[int, int]:
        """The offsets in the source's text of what the claim is aligned with."""
        words = self.source.words[self.alignment.start : self.alignment.end]
        return (words[0].start, words[-1].end) if words else (0, 0)


def compare(claim: Claim, stretches: Sequence[Stretch]) -> list[Comparison]:
    """Return the claim beside the stretches that share most with it, the most similar first."""
    quote = Words(claim.text, tuple(word for word in claim.words if word.kind not in _NOT_READ))
    if not quote.words:
        return []
    sides = [(one, _read(one)) for one in stretches]
    folded = [word.folded for word in quote.words]
    pairs = set(pairwise(folded)) or {(folded[0], folded[0])}
    ranked = sorted(sides, key=lambda side: -_shared(pairs, side[1].words))
    ranked = ranked[: max(FEWEST_ALIGNED, min(ALIGNED, ALIGNED_WORDS // len(folded)))]
    found = [_compare(quote, stretch, source) for stretch, source in ranked if source.words]
    found.sort(key=lambda one: (-one.similarity, one.alignment.cost, one.stretch.kept.release.date))
    return [_stitch(found[0], sides), *found[1:]] if found else []


def _read(stretch: Stretch) -> Words:
    return Words(stretch.text, tuple(word for word in stretch.words if word.kind not in _NOT_READ))


def _shared(pairs: set[tuple[str, str]], words: Sequence[Word]) -> int:
    folded = [word.folded for word in words]
    return len(pairs & set(pairwise(folded)))


def _compare(quote: Words, stretch: Stretch, source: Words) -> Comparison:
    ours, theirs = [word.folded for word in quote.words], [word.folded for word in source.words]
    alignment = align(ours, theirs)
    runs = tuple(_move(alignment.runs, ours, theirs))
    similarity, taken = _shares(runs, quote.words)
    return Comparison(stretch, quote, source, alignment, runs, similarity, similarity, taken)


def _move(runs: Sequence[Run], quote: Sequence[str], source: Sequence[str]) -> list[Run]:
    """Return the runs with what the claim adds marked as moved, where it stands elsewhere in the stretch."""
    matcher = _matcher(quote, source)
    found: list[Run] = []
    for run in runs:
        match = _longest_in(run, matcher, SHORTEST_MOVED)
        found += _cut_out(run, match, Edit.MOVED) if match else [run]
    return found


def _matcher(quote: Sequence[str], source: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, quote, source, autojunk=False)


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
    # Before a part that stands elsewhere the claim has words of its own for all that the source has here.
    held = run.start if not before else run.end
    after = [Run(Edit.ADDED, end, run.quote_end, run.end, run.end)] if end < run.quote_end else []
    left_out = [Run(Edit.LEFT_OUT, start, start, held, run.end)] if run.end > held else []
    return [*before, *left_out, Run(edit, start, end, run.end, run.end), *after]


def _stitch(best: Comparison, sides: Sequence[tuple[Stretch, Words]]) -> Comparison:
    """Return the comparison with what the claim took from other stretches found there."""
    quote = [word.folded for word in best.quote.words]
    lines = [(stretch, source, _matcher(quote, [word.folded for word in source.words])) for stretch, source in sides]
    runs: list[Run] = []
    elsewhere: list[tuple[Stretch, int, int]] = []
    for run in best.runs:
        places = ((stretch, source, _longest_in(run, matcher, SHORTEST_STITCHED)) for stretch, source, matcher in lines)
        found = [(stretch, source, match) for stretch, source, match in places if match and _is_telling(quote, match)]
        if not found:
            runs.append(run)
            continue
        stretch, source, match = max(found, key=lambda place: place[2].size)
        runs += _cut_out(run, match, Edit.ELSEWHERE)
        words = source.words[match.b : match.b + match.size]
        elsewhere.append((stretch, words[0].start, words[-1].end))
    similarity, taken_share = _shares(runs, best.quote.words)
    return replace(best, runs=tuple(runs), similarity=similarity, taken=taken_share, elsewhere=tuple(elsewhere))


def _is_telling(quote: Sequence[str], match: Match) -> bool:
    return sum(word not in STOP_WORDS for word in quote[match.a : match.a + match.size]) >= TELLING


def _shares(runs: Sequence[Run], words: Sequence[Word]) -> tuple[float, float]:
    """Return (share of all words that are the source's, share of those in runs of RUN or more), weighted."""
    weights = [FUNCTION_WORD if word.folded in STOP_WORDS else 1.0 for word in words]
    whole = sum(weights)
    kept = [run for run in runs if run.edit in (Edit.EQUAL, Edit.MOVED, Edit.ELSEWHERE)]
    shared = sum(sum(weights[run.quote_start : run.quote_end]) for run in kept)
    taken = sum(sum(weights[run.quote_start : run.quote_end]) for run in kept if run.quote_end - run.quote_start >= RUN)
    return shared / whole, taken / whole
