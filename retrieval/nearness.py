"""Nearness: how near the archive comes to a question by itself, and together with the question before it."""

from __future__ import annotations

from archive.embedder import Embedder
from archive.store import Generation
from retrieval.evidence import share_of, weigh_words
from retrieval.follow_up import Nearness
from retrieval.words import content_words

LOOKED_AT = 10  # passages that come nearest to both questions


def measure_nearness(generation: Generation, embedder: Embedder, question: str, opening: str) -> Nearness:
    """Return how near the archive comes to a question, to the ``opening`` before it and to both; embeds all three."""
    alone, before, both = (
        generation.index.search(vector, limit=limit)
        for vector, limit in zip(
            embedder.embed([question, opening, f"{opening} {question}"]), (1, 1, LOOKED_AT), strict=True
        )
    )
    catalogue = generation.catalogue
    words = content_words(question)
    frequencies = catalogue.document_frequencies(words)
    weights = weigh_words(question, frequencies, catalogue.count("passages"))
    near = catalogue.passages([one for one, _ in both])
    held = max((share_of(weights, f"{passage.context} {passage.text}") for passage in near), default=0.0)
    return Nearness(
        alone=_best(alone),
        opening=_best(before),
        both=_best(both),
        held=held if weights else 1.0,
        unseen=sum(1 for word in words if not frequencies[word]),
    )


def _best(hits: list[tuple[int, float]]) -> float:
    return hits[0][1] if hits else 0.0
