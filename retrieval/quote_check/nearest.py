"""Alike: the sentences of officials that come nearest to a claim in meaning, to be shown where its words are nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from archive import Embedder, Generation
from language import split_sentences
from retrieval.question import LONGEST_QUESTION, Question
from retrieval.quote_check.candidates import Stretch, stretches
from retrieval.quote_check.claim import Claim
from retrieval.search import rank_passages
from retrieval.weights import WeightsFile

PASSAGES = 6  # looked at, the nearest first


@dataclass(frozen=True, slots=True)
class Alike:
    """A sentence: its stretch, its offsets in the release, and its cosine similarity to the claim."""

    stretch: Stretch
    start: int
    end: int
    meaning: float


def find_alike(generation: Generation, embedder: Embedder, claim: Claim, weights: WeightsFile) -> list[Alike]:
    """Return the sentences of the passages nearest to a claim, the nearest first, one a passage.

    Raises ModelError or ModelMismatchError where the model cannot be used.
    """
    question = Question(text=claim.text[:LONGEST_QUESTION])
    ranking = rank_passages(generation, embedder, question, weights.for_model(embedder.digest), limit=PASSAGES)
    places = [(passage, a, b) for passage in ranking.passages for a, b in split_sentences(passage.text)]
    if not places:
        return []
    cosines = embedder.embed([passage.text[a:b] for passage, a, b in places]) @ ranking.asked.vector
    found: dict[tuple[str, int], Alike] = {}
    for at in cosines.argsort()[::-1]:
        passage, a, b = places[int(at)]
        if (passage.release_id, passage.start) not in found:
            stretch = stretches(generation.catalogue, [passage], claim)[0]
            found[passage.release_id, passage.start] = Alike(
                stretch, passage.start + a, passage.start + b, float(cosines[at])
            )
    return list(found.values())
