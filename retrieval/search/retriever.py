"""The retriever: a question's passages, searched by meaning and by words, then ranked."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from archive import CatalogueReader, Embedder, Generation, Passage, Selection, TokenCodes
from language import content_words, weigh_words
from retrieval.question import Heard, Question
from retrieval.search.duplicates import drop_twins
from retrieval.search.features import NAMES, Candidate, measure, measure_late
from retrieval.search.late_interaction import AskedTokens, Interaction, interact, weigh_tokens
from retrieval.search.ranking import score, score_late
from retrieval.search.search import Query, rare_words, search_meaning, search_words
from retrieval.search.selection import select

SEARCHED = 100  # passages taken from each search
ADDED = 40  # passages taken from each search for a follow-up's own text
LOOKED_INTO = 40  # passages whose tokens are compared with the question's
RANKED = 30  # passages kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The passages of a question, best first, with their ids in the catalogue, their scores, and times in ms.

    ``coverage`` is the weighted share of the question's stems that each holds, with its context. ``interactions`` are what the
    tokens of the question as asked, without what a follow-up leans on, found in the passages' context and text. ``vector`` is
    the unit vector of the question as searched, ``own_vector`` and ``own_tokens`` as asked, and ``own_weights`` the rarity of
    its stems; ``nearest`` is the largest cosine similarity of any passage, with its context, to ``vector``; ``selection`` tells
    which passages the filters left to choose from.
    """

    passages: tuple[Passage, ...]
    ids: tuple[int, ...]
    scores: tuple[float, ...]
    coverage: tuple[float, ...]
    interactions: tuple[Interaction, ...]
    vector: NDArray[np.float32]
    own_vector: NDArray[np.float32]
    own_tokens: AskedTokens
    own_weights: Mapping[str, float]
    nearest: float
    selection: Selection
    timings_ms: dict[str, float]

    @property
    def best_match(self) -> float:
        """How well the question's tokens are answered by the passage that answers them best, with its context; 0 of none."""
        return max((one.score() for one in self.interactions), default=0.0)


def rank_passages(generation: Generation, embedder: Embedder, question: Question, *, limit: int = RANKED) -> Ranking:
    """Return the passages that suit a question best: found by meaning and by words, ranked by all that is known of them.

    Raises NothingSelectedError for a filter that names nothing here, ModelMismatchError for another model's store.
    """
    generation.check_model(embedder.name, embedder.digest)
    clock = Clock()
    queries = make_queries(generation, embedder, question)
    clock.stop("embed")
    candidates, nearest = find_candidates(generation, queries, clock=clock, limit=max(SEARCHED, limit))
    if not candidates:
        return Ranking(
            passages=(), ids=(), scores=(), coverage=(), interactions=(), vector=queries[0].vector, own_vector=queries[-1].vector,
            own_tokens=queries[-1].tokens, own_weights=queries[-1].weights,
            nearest=nearest, selection=queries[0].selection, timings_ms=clock.times,
        )  # fmt: skip
    features = measure_candidates(generation, queries, candidates, heard=question.heard)
    best = np.argsort(-score(features), kind="stable")[: max(limit, LOOKED_INTO)]
    clock.stop("rank")
    interactions = interact_with(generation, queries, [candidates[i] for i in best])
    scores = score_late(np.hstack([features[best], measure_late(interactions)]))
    clock.stop("late")
    order = _order(generation.catalogue, scores, [candidates[i].passage for i in best])[:limit]
    clock.stop("twins")
    return Ranking(
        passages=tuple(candidates[best[i]].passage for i in order),
        ids=tuple(candidates[best[i]].id for i in order),
        scores=tuple(float(scores[i]) for i in order),
        coverage=tuple(float(features[best[i], NAMES.index("coverage")]) for i in order),
        interactions=tuple(interactions[i][1] for i in order),
        vector=queries[0].vector,
        own_vector=queries[-1].vector,
        own_tokens=queries[-1].tokens,
        own_weights=queries[-1].weights,
        nearest=nearest,
        selection=queries[0].selection,
        timings_ms=clock.times,
    )


def _order(catalogue: CatalogueReader, scores: NDArray[np.float32], passages: Sequence[Passage]) -> list[int]:
    """Return the indexes of passages, best first, without those whose very words stand in a better one of a twin release."""
    order = [int(i) for i in np.argsort(-scores, kind="stable")]
    kept = {id(passage) for passage in drop_twins([passages[i] for i in order], catalogue)}
    return [i for i in order if id(passages[i]) in kept]


def make_queries(generation: Generation, embedder: Embedder, question: Question) -> list[Query]:
    """Return the question as searched and, where a follow-up's is another, as asked, each with its vector and its tokens."""
    catalogue = generation.catalogue
    selection = select(catalogue, question.filters)
    texts = list(dict.fromkeys([question.searched, question.own]))
    vectors, tokens = embedder.read(texts)
    passages = catalogue.count("passages")
    queries = []
    for text, vector, own in zip(texts, vectors, tokens, strict=True):
        frequencies = catalogue.document_frequencies(content_words(text))
        weights = weigh_words(text, frequencies, passages)
        asked = weigh_tokens(text, own, weights)
        if catalogue.projection is not None:
            asked = replace(asked, vectors=catalogue.projection.project(asked.vectors))
        words = rare_words(frequencies, passages)
        queries.append(Query(text=text, words=words, vector=vector, selection=selection, weights=weights, tokens=asked))
    return queries


def interact_with(
    generation: Generation, queries: Sequence[Query], candidates: Sequence[Candidate]
) -> list[tuple[Interaction, Interaction]]:
    """Return what the tokens of the question as searched, and as asked, find in each candidate."""
    codes = _token_codes(generation, [one.id for one in candidates])
    first, last = queries[0].tokens, queries[-1].tokens
    searched = [interact(first, one) for one in codes]
    return list(zip(searched, searched if last is first else [interact(last, one) for one in codes], strict=True))


def interact_alone(generation: Generation, embedder: Embedder, text: str, ids: Sequence[int]) -> list[Interaction]:
    """Return what the tokens of a text, read by themselves, find in the passages with these ids; embeds the text."""
    (query,) = make_queries(generation, embedder, Question(text=text))
    return [interact(query.tokens, codes) for codes in _token_codes(generation, ids)]


def _token_codes(generation: Generation, ids: Sequence[int]) -> list[TokenCodes]:
    projection = generation.catalogue.projection
    if projection is None:
        raise AssertionError("a catalogue that has passages has what their tokens were projected by")
    kept = generation.catalogue.token_codes(ids)
    return [projection.decode(kept[one]) for one in ids]


def find_candidates(
    generation: Generation, queries: Sequence[Query], *, clock: Clock, limit: int = SEARCHED
) -> tuple[list[Candidate], float]:
    """Return the passages that any search finds, and the largest cosine similarity of any to the first query.

    The first query is the question as searched; a second one, a follow-up's own text, adds candidates without a rank.
    """
    by_meaning = search_meaning(generation, queries[0], limit=limit)
    clock.stop("dense")
    by_words = search_words(generation, queries[0], limit=limit)
    added = [
        search(generation, query, limit=ADDED) for query in queries[1:] for search in (search_meaning, search_words)
    ]
    clock.stop("words")
    dense, words = ({one: rank for rank, (one, _) in enumerate(hits)} for hits in (by_meaning, by_words))
    found = list(dict.fromkeys(one for hits in (by_meaning, by_words, *added) for one, _ in hits))
    passages = generation.catalogue.passages(found)
    ids, vectors = generation.vectors
    rows = np.searchsorted(ids, found)
    candidates = [
        Candidate(id=one, passage=passage, vector=vector, dense_rank=dense.get(one), word_rank=words.get(one))
        for one, passage, vector in zip(found, passages, vectors[rows].astype(np.float32), strict=True)
    ]
    clock.stop("fetch")
    return candidates, by_meaning[0][1] if by_meaning else 0.0


def measure_candidates(
    generation: Generation, queries: Sequence[Query], candidates: Sequence[Candidate], *, heard: Heard | None = None
) -> NDArray[np.float32]:
    """Return the cheap features of a question's candidates, float32 of shape (candidates, len(NAMES))."""
    searched, own = queries[0], queries[-1]
    days = generation.catalogue.days
    if days is None:
        raise AssertionError("an archive that has passages has days")
    return measure(
        candidates,
        text=own.text,
        searched=searched.text,
        vector=searched.vector,
        own_vector=None if own is searched else own.vector,
        weights=searched.weights,
        latest=days[1],
        heard=heard,
    )


class Clock:
    """Milliseconds a stage."""

    def __init__(self) -> None:
        self.times: dict[str, float] = {}
        self._last = time.perf_counter()

    def stop(self, stage: str) -> None:
        """Give a stage the time since the last stop."""
        now = time.perf_counter()
        self.times[stage] = (now - self._last) * 1000
        self._last = now
