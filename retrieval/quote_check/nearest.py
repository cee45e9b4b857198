"""Nearest: the places that come nearest to words that are nowhere, by the words they share or by their meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive import Embedder, Generation, OnTheRecordError
from language import split_sentences
from retrieval.question import LONGEST_QUESTION, Question
from retrieval.quote_check.candidates import Stretch, find_stretches
from retrieval.quote_check.changes import diff
from retrieval.quote_check.claim import Claim
from retrieval.quote_check.comparison import Comparison, compare
from retrieval.quote_check.matches import make_match, widen_to_sentences
from retrieval.quote_check.verdict import QuoteMatch
from retrieval.search import rank_passages
from retrieval.weights import WeightsFile

_SHOWN = 3
_PASSAGES_READ = 6  # the nearest first


@dataclass(frozen=True, slots=True)
class _NearSentence:
    """A sentence: its stretch, its offsets in the release, and its cosine similarity to the claim."""

    stretch: Stretch
    start: int
    end: int
    cosine: float


def find_nearest(
    generation: Generation,
    embedder: Embedder,
    claim: Claim,
    compared: Sequence[Comparison],
    *,
    said_by: str | None,
    weights: WeightsFile,
) -> tuple[tuple[QuoteMatch, ...], float]:
    """Return the nearest matches, in whole sentences, and the cosine similarity of the sentence nearest in meaning.

    ``compared`` are the places that share words with the claim, the most similar first. Without a model that works, these
    are all, and the cosine is 0.
    """
    matches = []
    for comparison in _at_different_places(compared)[:_SHOWN]:
        start, end = widen_to_sentences(comparison.stretch, *comparison.span)
        match = make_match(generation, comparison.stretch, start, end, said_by=said_by, similarity=comparison.in_place)
        matches.append(replace(match, diff=diff(comparison.runs, comparison.quote, comparison.source)))
    try:
        near = _find_near_in_meaning(generation, embedder, claim, weights)
    except OnTheRecordError:  # without the model, what shares words is still shown
        near = []
    for sentence in near[:_SHOWN]:
        shared = compare(claim, [sentence.stretch])
        match = make_match(
            generation, sentence.stretch, sentence.start, sentence.end, said_by=said_by,
            similarity=shared[0].similarity if shared else 0.0,
        )  # fmt: skip
        matches.append(replace(match, meaning=sentence.cosine))
    return _best_apart(matches), near[0].cosine if near else 0.0


def _find_near_in_meaning(
    generation: Generation, embedder: Embedder, claim: Claim, weights: WeightsFile
) -> list[_NearSentence]:
    """Return the sentence nearest in meaning of each of the passages nearest to a claim, the nearest first.

    Raises ModelError or ModelMismatchError where the model cannot be used.
    """
    question = Question(text=claim.text[:LONGEST_QUESTION])
    ranking = rank_passages(generation, embedder, question, weights.for_model(embedder.digest), limit=_PASSAGES_READ)
    places = [(passage, a, b) for passage in ranking.passages for a, b in split_sentences(passage.text)]
    if not places:
        return []
    cosines = embedder.embed([passage.text[a:b] for passage, a, b in places]) @ ranking.asked.vector
    found: dict[tuple[str, int], _NearSentence] = {}
    for at in cosines.argsort()[::-1]:
        passage, a, b = places[int(at)]
        if (passage.release_id, passage.start) not in found:
            stretch = find_stretches(generation.catalogue, [passage], claim)[0]
            found[passage.release_id, passage.start] = _NearSentence(
                stretch, passage.start + a, passage.start + b, float(cosines[at])
            )
    return list(found.values())


def _at_different_places(compared: Sequence[Comparison]) -> list[Comparison]:
    """Return the first comparison of each place, without those that share no word."""
    places: dict[tuple[str, int], Comparison] = {}
    for comparison in compared:
        if comparison.similarity > 0 and comparison.span[1]:
            places.setdefault((comparison.stretch.kept.release.id, comparison.span[0]), comparison)
    return list(places.values())


def _best_apart(matches: Sequence[QuoteMatch]) -> tuple[QuoteMatch, ...]:
    """Return the best matches that do not overlap, by the words that they share or by their meaning."""
    kept: list[QuoteMatch] = []
    for match in sorted(matches, key=lambda match: -max(match.similarity, match.meaning or 0.0)):
        if not any(match.overlaps(other) for other in kept):
            kept.append(match)
    return tuple(kept[:_SHOWN])
