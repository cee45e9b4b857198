"""Candidates: the passages that any search finds for a question, with what is known of each before anything is weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from archive import Embedder, Generation, TokenCodes
from language import stems
from retrieval.question import Question
from retrieval.search.features import Candidate, measure
from retrieval.search.late_interaction import AskedTokens, Interaction, interact
from retrieval.search.queries import Query, embed_found, make_queries, search_heard, search_meaning, search_words
from retrieval.search.timing import Clock
from retrieval.weights import LateInteraction

SEARCHED = 100  # passages taken from each search
SAYS_LITTLE = 6.0  # what a word weighs that one passage in four hundred holds
ADDED = 40  # passages taken from each search for a follow-up's own text, and within what was found before it


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """What the searches found: a question's passages, their features, and what its tokens find in each.

    ``searched`` is the question as searched, ``asked`` as asked, without what a follow-up leans on. ``features`` has a row a
    passage and the columns of ``CandidateWeights``; ``nearest`` is the largest cosine of any passage, with its context, to
    the question as searched, and ``among`` how many passages its filters allow. No number here depends on a fitted weight.
    """

    generation: Generation
    searched: Query
    asked: Query
    passages: tuple[Candidate, ...]
    features: NDArray[np.float32]
    nearest: float
    among: int
    timings_ms: dict[str, float]
    _read: dict[int, tuple[Interaction, Interaction]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def held(self) -> float:
        """The share of the words of the question as searched, by their rarity, that any passage found holds, 0 to 1.

        Of a question that says little ('On what day?') it tells little that its words are held.
        """
        rarity = self.searched.rarity
        held = frozenset().union(*(one.holds for one in self.passages))
        return sum(rarity[word] for word in held) / max(sum(rarity.values()), SAYS_LITTLE)

    def interact(self, rows: Sequence[int]) -> list[tuple[Interaction, Interaction]]:
        """Return what the tokens of the question as searched, and as asked, find in the passages of these rows; read once."""
        ids = {row: self.passages[row].id for row in rows}
        missing = [row for row in rows if ids[row] not in self._read]
        first, last = self.searched.tokens, self.asked.tokens
        for row, codes in zip(missing, read_codes(self.generation, [ids[row] for row in missing]), strict=True):
            found = interact(first, codes)
            self._read[ids[row]] = found, found if last is first else interact(last, codes)
        return [self._read[ids[row]] for row in rows]


def find_candidates(
    generation: Generation, embedder: Embedder, question: Question, counts: LateInteraction, *, limit: int = SEARCHED
) -> Candidates:
    """Return the passages that any search finds; a follow-up's own text, and what was found before it, add some without a rank.

    Raises NothingSelectedError for a filter that names nothing here, ModelMismatchError for another model's store.
    """
    generation.check_model(embedder.name, embedder.digest)
    clock = Clock()
    searched, asked = make_queries(generation, embedder, question, counts)
    clock.stop("embed")
    by_meaning = search_meaning(generation, searched, limit=limit)
    clock.stop("dense")
    by_words = search_words(generation, searched, limit=limit)
    queries = [searched] if asked is searched else [searched, asked]
    own_words = [search_words(generation, query, limit=ADDED) for query in queries[1:]]
    own = [search_meaning(generation, query, limit=ADDED) for query in queries[1:]]
    if question.heard:
        own += [search_heard(generation, query, question.heard, limit=ADDED) for query in queries]
    by_meaning = embed_found(generation, embedder, searched, by_meaning, [*by_words, *chain(*own_words)])
    clock.stop("words")
    dense, words = ({passage_id: rank for rank, (passage_id, _) in enumerate(hits)} for hits in (by_meaning, by_words))
    ids = list(dict.fromkeys(passage_id for hits in (by_meaning, by_words, *own, *own_words) for passage_id, _ in hits))
    ids, vectors = generation.vectors_for(ids)
    passages = tuple(
        Candidate(
            id=passage_id,
            passage=passage,
            vector=vector,
            holds=stems(f"{passage.context} {passage.text}") & searched.rarity.keys(),
            dense_rank=dense.get(passage_id),
            word_rank=words.get(passage_id),
        )
        for passage_id, passage, vector in zip(ids, generation.catalogue.passages(ids), vectors, strict=True)
    )
    clock.stop("fetch")
    latest = generation.catalogue.days[1] if generation.catalogue.days else None
    features = measure(passages, searched=searched, asked=asked, latest=latest, heard=question.heard)
    clock.stop("measure")
    return Candidates(
        generation=generation, searched=searched, asked=asked, passages=passages, features=features,
        nearest=by_meaning[0][1] if by_meaning else 0.0, among=len(generation.catalogue.select(searched.selection)),
        timings_ms=clock.times,
    )  # fmt: skip


def interact_alone(
    generation: Generation, embedder: Embedder, text: str, ids: Sequence[int], counts: LateInteraction
) -> list[Interaction]:
    """Return what the tokens of a text, read by themselves, find in the passages with these ids; embeds the text."""
    query, _ = make_queries(generation, embedder, Question(text=text), counts)
    return interact_all(generation, query.tokens, ids)


def interact_all(generation: Generation, tokens: AskedTokens, ids: Sequence[int]) -> list[Interaction]:
    """Return what a question's tokens find in the passages with these ids."""
    return [interact(tokens, codes) for codes in read_codes(generation, ids)]


def read_codes(generation: Generation, ids: Sequence[int]) -> list[TokenCodes]:
    """Return the kept tokens of the passages with these ids."""
    projection = generation.catalogue.projection
    if projection is None:
        raise AssertionError("a catalogue that has passages has what their tokens were projected by")
    kept = generation.token_codes(ids)
    return [projection.decode(kept[passage_id]) for passage_id in ids]
