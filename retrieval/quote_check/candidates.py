"""Candidates: the stretches of releases where a quotation might stand.

Complete by construction: the passage index is asked for the whole quotation and for every run of three words of it (of
two, where it is short). A quotation crosses a passage's border only at its edges, so that one of its runs lies whole in a
passage; the stretch reaches beyond the passage on both sides, within the turn. What no passage holds (furniture, withdrawn
releases, earlier versions) is looked through whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from archive import CatalogueReader, Generation, KeptRelease, Passage, Turn, Voice
from language import Word, fold_words
from retrieval.quote_check.claim import Claim

MOST_OCCURRENCES = 200  # passages that hold all of a quotation, the earliest first
_MOST_CANDIDATES = 40
_MOST_RUNS = 60  # runs of words looked up for a long quotation, spread over it
_MARGIN = 900  # characters on either side of a passage, beside the quotation's own length
_SHORT = 7  # words; a shorter quotation is looked up by runs of two words


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a release inside one turn, folded. ``version`` is that of an earlier text, 0 for the current one."""

    kept: KeptRelease
    text: str
    turn: Turn
    words: tuple[Word, ...]
    version: int = 0


def find_holding(generation: Generation, claim: Claim) -> list[Stretch]:
    """Return the stretches whose passage holds a whole variant of the claim as the index reads it, earliest first."""
    catalogue = generation.catalogue
    found: list[int] = []
    for segments in claim.variants:
        longest = max(segments, key=lambda segment: len(segment.words))
        phrase = claim.text[longest.words[0].start : longest.words[-1].end]
        found += catalogue.find_phrase(phrase, limit=MOST_OCCURRENCES)
    return find_stretches(catalogue, catalogue.passages(list(dict.fromkeys(found))), claim)


def find_sharing(generation: Generation, claim: Claim) -> list[Stretch]:
    """Return the stretches whose passages share most runs of words with the claim, best first."""
    catalogue = generation.catalogue
    ids = catalogue.rank_phrases(_runs_of(claim), limit=_MOST_CANDIDATES)
    return find_stretches(catalogue, catalogue.passages(ids), claim)


def find_unindexed(generation: Generation, claim: Claim) -> list[Stretch]:
    """Return the stretches of what no passage holds where a segment of the claim stands."""
    phrases = [f" {' '.join(word.folded for word in segments[0].words)} " for segments in claim.variants]
    return [stretch for folded, stretch in _unindexed(generation) if any(phrase in folded for phrase in phrases)]


def find_stretches(catalogue: CatalogueReader, passages: Sequence[Passage], claim: Claim) -> list[Stretch]:
    """Return the stretches around passages, those that overlap as one, in the order of the passages."""
    margin = _MARGIN + 2 * len(claim.text)
    spans: dict[tuple[str, int], list[tuple[int, int]]] = {}
    releases: dict[str, KeptRelease] = {}
    for passage in passages:
        kept = releases.get(passage.release_id) or catalogue.release(passage.release_id)
        releases[passage.release_id] = kept
        turn = turn_at(kept.release.turns, passage.start)
        span = max(turn.said, passage.start - margin), min(turn.end, passage.end + margin)
        spans.setdefault((passage.release_id, turn.start), []).append(span)
    found: list[Stretch] = []
    for (release_id, turn_start), around in spans.items():
        kept = releases[release_id]
        turn = turn_at(kept.release.turns, turn_start)
        found += [_stretch(kept, turn, start, end) for start, end in _joined(around)]
    return found


def turn_at(turns: Sequence[Turn], position: int) -> Turn:
    """Return the turn that holds a position of its release."""
    return next(turn for turn in turns if turn.start <= position < turn.end)


def _stretch(kept: KeptRelease, turn: Turn, start: int, end: int) -> Stretch:
    text = kept.release.text
    # A stretch begins and ends between words.
    while start > turn.said and not text[start - 1].isspace():
        start -= 1
    while end < turn.end and not text[end].isspace():
        end += 1
    return Stretch(kept=kept, text=text, turn=turn, words=tuple(fold_words(text, start, end)))


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans in order, those that overlap as one."""
    first, *rest = sorted(spans)
    start, end = first
    for another_start, another_end in rest:
        if another_start > end:
            yield start, end
            start, end = another_start, another_end
        end = max(end, another_end)
    yield start, end


def _runs_of(claim: Claim) -> list[str]:
    """Return the claim's runs of two or three words, in its own spelling; of a long claim, as many spread over it."""
    length = min(len(claim.words), 2 if len(claim.words) < _SHORT else 3)
    starts = range(len(claim.words) - length + 1)
    step = max(1, -(-len(starts) // _MOST_RUNS))
    chosen = starts[::step] if step > 1 else starts
    return list(dict.fromkeys(claim.between(start, start + length - 1) for start in chosen))


@lru_cache(maxsize=2)
def _unindexed(generation: Generation) -> tuple[tuple[str, Stretch], ...]:
    """Return every text that no passage holds, folded, with its stretch."""
    catalogue = generation.catalogue
    found: list[Stretch] = []
    releases: dict[str, KeptRelease] = {}
    for release_id, start, end in catalogue.unindexed_turns():
        kept = releases.get(release_id) or releases.setdefault(release_id, catalogue.release(release_id))
        found.append(_stretch(kept, turn_at(kept.release.turns, start), start, end))
    for release_id, version, text in catalogue.earlier_texts():
        current = catalogue.release(release_id, bare=True)
        earlier = replace(current, release=catalogue.earlier_version(release_id, version))
        whole = Turn(start=0, said=0, end=len(text), voice=Voice.OFFICE)  # where nothing is known of who speaks
        found += [
            replace(_stretch(earlier, turn, turn.said, turn.end), version=version)
            for turn in earlier.release.turns or (whole,)
        ]
    return tuple((f" {' '.join(word.folded for word in stretch.words)} ", stretch) for stretch in found)
