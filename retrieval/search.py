"""Search: the passages nearest to a question, by meaning (dense) and by words (BM25), each best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from archive.reader import Selection
from archive.releases import OFFICIAL_VOICES
from archive.store import Generation
from retrieval.late import AskedTokens
from retrieval.words import content_words

Hits = Sequence[tuple[int, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is searched: the text, its unit vector (float32, shape (dimension,)), and which passages are allowed.

    ``weights`` gives each content stem of the text its rarity, ``tokens`` are its tokens, as the archive's are kept.
    """

    text: str
    vector: NDArray[np.float32]
    selection: Selection
    weights: Mapping[str, float]
    tokens: AskedTokens


class Search(Protocol):
    """One way to rank passages: returns (passage id, score), best first; larger is better."""

    def __call__(self, generation: Generation, query: Query, *, limit: int) -> Hits:
        """Return the ``limit`` best passages."""
        ...


def search_meaning(generation: Generation, query: Query, *, limit: int) -> Hits:
    """Rank by cosine similarity: by the index for an ordinary question, exactly over the selected rows for a narrowed one."""
    if query.selection == Selection(voices=query.selection.voices) and set(query.selection.voices) == OFFICIAL_VOICES:
        return generation.index.search(query.vector, limit=limit)
    ids, vectors = generation.vectors
    rows = np.searchsorted(ids, generation.catalogue.select(query.selection))
    scores = vectors[rows].astype(np.float32) @ query.vector
    best = np.argsort(-scores, kind="stable")[:limit]
    return [(int(ids[rows[i]]), float(scores[i])) for i in best]


def search_words(generation: Generation, query: Query, *, limit: int) -> Hits:
    """Rank by BM25 of the question's content words, stemmed, over the passages and their context."""
    return generation.catalogue.search_words(content_words(query.text), query.selection, limit=limit)
