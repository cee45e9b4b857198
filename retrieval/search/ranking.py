"""Ranking: a question's candidates in two stages, by their features first, the best of them by late interaction as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from archive import Embedder, Generation, Passage
from language import weigh_held
from retrieval.question import Question
from retrieval.search.candidates import SEARCHED, Candidates, find_candidates
from retrieval.search.duplicates import drop_twins
from retrieval.search.late_interaction import LONGEST, Interaction
from retrieval.search.queries import Query
from retrieval.search.sentences import RankedSentence, read_sentences
from retrieval.search.timing import Clock
from retrieval.weights import Weights

LOOKED_INTO = 60  # passages whose tokens are compared with the question's
RANKED = 30  # passages kept


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The passages of a question, best first, with their ids in the catalogue, their scores, and times in ms.

    ``searched`` is the question as searched, ``asked`` as asked, without what a follow-up leans on. ``coverage`` is the
    weighted share of the stems of the question as searched that each passage holds, with its context; ``interactions`` are
    what the tokens of the question as asked found in the passages' context and text; ``nearest`` is the largest cosine of any
    passage, with its context, to the question as searched.
    """

    searched: Query
    asked: Query
    passages: tuple[Passage, ...]
    ids: tuple[int, ...]
    scores: tuple[float, ...]
    coverage: tuple[float, ...]
    interactions: tuple[Interaction, ...]
    nearest: float
    timings_ms: dict[str, float]
    _split: dict[int, tuple[RankedSentence, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def sentences_of(self, place: int) -> tuple[RankedSentence, ...]:
        """Return the sentences of the passage at a place of the ranking, from 0; it is split once, when it is first read."""
        if place not in self._split:
            self._split[place] = read_sentences(self.passages[place], self.interactions[place], place)
        return self._split[place]

    @property
    def sentences(self) -> tuple[tuple[RankedSentence, ...], ...]:
        """The sentences of each passage."""
        return tuple(map(self.sentences_of, range(len(self.passages))))

    @property
    def best_match(self) -> float:
        """How well the question's tokens are answered by the passage that answers them best, with its context; 0 of none."""
        return max((found.score() for found in self.interactions), default=0.0)


def rank_passages(
    generation: Generation, embedder: Embedder, question: Question, weights: Weights, *, limit: int = RANKED
) -> Ranking:
    """Return the passages that suit a question best: found by meaning and by words, ranked by all that is known of them.

    Raises what ``find_candidates`` does.
    """
    found = find_candidates(generation, embedder, question, weights.late_interaction, limit=max(SEARCHED, limit))
    return rank_candidates(found, weights, limit=limit)


def rank_candidates(found: Candidates, weights: Weights, *, limit: int = RANKED) -> Ranking:
    """Return a question's candidates, best first, without those whose very words stand in a better one of a twin release."""
    clock = Clock()
    best = order_candidates(found, weights)[: max(limit, LOOKED_INTO)]
    clock.stop("order")
    both = found.interact(best)
    scores = measure_late(found, best) @ weights.ranking.of_best.astype(np.float32)
    clock.stop("late")
    order = np.argsort(-scores, kind="stable").tolist()
    passages = [found.passages[best[place]].passage for place in order]
    kept = {id(passage) for passage in drop_twins(passages, found.generation.catalogue)}
    order = [place for place, passage in zip(order, passages, strict=True) if id(passage) in kept][:limit]
    clock.stop("twins")
    rarity = found.searched.rarity
    return Ranking(
        searched=found.searched,
        asked=found.asked,
        passages=tuple(found.passages[best[place]].passage for place in order),
        ids=tuple(found.passages[best[place]].id for place in order),
        scores=tuple(float(scores[place]) for place in order),
        coverage=tuple(weigh_held(rarity, found.passages[best[place]].holds) for place in order),
        interactions=tuple(both[place][1] for place in order),
        nearest=found.nearest,
        timings_ms={**found.timings_ms, **clock.times},
    )


def order_candidates(found: Candidates, weights: Weights) -> list[int]:
    """Return the rows of the candidates, best first, by what is known of all of them."""
    scores = found.features @ weights.ranking.of_all.astype(np.float32)
    return [int(row) for row in np.argsort(-scores, kind="stable")]


def measure_late(found: Candidates, rows: Sequence[int]) -> NDArray[np.float32]:
    """Return the features of the candidates of these rows, float32, with the columns of ``RankingWeights`` but the first.

    The last two are how well the tokens of the question as searched, and as asked, are answered (late interaction): they know
    more than the rank by meaning, and take its place.
    """
    late = []
    for first, own in found.interact(rows):
        searched = first.find(0, LONGEST)
        asked = searched if own is first else own.find(0, LONGEST)
        late.append([searched @ found.searched.tokens.ranking, asked @ found.asked.tokens.ranking])
    return np.hstack([found.features[list(rows), 1:], np.array(late, dtype=np.float32).reshape(-1, 2)])
