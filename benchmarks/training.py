"""Training data: for every question of a set, what the product finds before anything is weighed, and which of it is right.

All of it is made by the product's own functions; a passage is right where ``evaluation.ranking.is_gold`` says so, a
sentence where it overlaps a gold quotation as a citation must (``evaluation.matching.cites``).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from archive import Generation, Passage, Selection, Voice
from benchmarks.learning import Floats
from evaluation import Item, QuestionSet, make_question
from evaluation.matching import cites, holds, same_release
from retrieval import Archive
from retrieval.answering import Exchange, Sentence, find_exchanges, weigh_sentences
from retrieval.citations import keep_asked
from retrieval.query import Part, check_scope, read_parts, read_question, unknown_names
from retrieval.question import Filters, Question, loosen, merge
from retrieval.search import (
    LATE,
    NAMES,
    Candidate,
    Clock,
    Interaction,
    NothingSelectedError,
    Query,
    Ranking,
    find_candidates,
    interact_alone,
    interact_with,
    make_queries,
    measure_candidates,
    measure_late,
)

TOLD_EVERY = 25  # questions
LOOKED_THROUGH = 40  # reporters' questions, for the nearest that is not in a release that answers


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceFacts:
    """One sentence, weighed as if its passage were the best, and whether it is right."""

    sentence: Sentence
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A question of several parts: ``found`` are its candidates, not ranked, ``alone`` what each later part finds in each."""

    parts: tuple[Part, ...]
    found: Ranking
    alone: tuple[tuple[Interaction, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One question: its candidates with their features, which of them are right, their sentences, and a decision's grounds.

    ``cheap`` has the features of NAMES, ``late`` those of LATE, a row a candidate. ``case`` names what must stay in one fold.
    ``nearest``, ``unknown``, ``asked`` and ``exchanges`` are the grounds that no weight changes, ``asked_elsewhere`` what is
    ``asked`` outside the releases that answer; ``outside`` says that nothing is searched, or nothing found; ``left_out`` that
    what answers it was taken away. ``parted`` is None where the question asks one thing.
    """

    item: Item
    case: str
    question: Question
    generation: Generation
    outside: bool = False
    candidates: tuple[Candidate, ...] = ()
    cheap: Floats
    late: Floats
    right: NDArray[np.bool_]
    sentences: tuple[tuple[SentenceFacts, ...], ...] = ()
    nearest: float = 0.0
    unknown: bool = False
    asked: float = 0.0
    asked_elsewhere: float = 0.0
    exchanges: tuple[Exchange, ...] = ()
    left_out: bool = False
    parted: Parted | None = None

    @property
    def answerable(self) -> bool:
        """Whether the archive, without what was left out, answers the question."""
        return self.item.answerable and not self.left_out

    @property
    def evaded(self) -> float:
        """The largest similarity of a reporter's question that was not answered."""
        return max((one.similarity for one in self.exchanges if one.evaded), default=0.0)

    @property
    def features(self) -> Floats:
        """The features of NAMES, then those of LATE."""
        return np.hstack([self.cheap, self.late])

    def leave_out(self) -> Example:
        """Return the question with the releases that answer it taken away: what is as near to the archive, and not in it."""
        gold = [one.release for one in self.item.evidence]
        kept = [not any(same_release(one.passage.release_id, release) for release in gold) for one in self.candidates]
        rows = np.flatnonzero(kept)
        exchanges = tuple(
            one for one in self.exchanges if not any(same_release(one.asked.release_id, release) for release in gold)
        )
        return replace(
            self,
            left_out=True,
            parted=None,
            candidates=tuple(self.candidates[row] for row in rows),
            cheap=self.cheap[rows],
            late=self.late[rows],
            right=np.zeros(len(rows), dtype=bool),
            sentences=tuple(self.sentences[row] for row in rows),
            nearest=float(self.cheap[rows, NAMES.index("cosine")].max(initial=0.0)),
            asked=self.asked_elsewhere,
            exchanges=exchanges,
        )


def gather(questions: QuestionSet, archive: Archive) -> Iterator[Example]:
    """Yield every question of a set with what an archive has for it; the turns of a conversation as it understands them."""
    items = questions.items
    archive.warm()
    for number, (item, question) in enumerate(zip(items, _as_understood(items, archive), strict=True), 1):
        yield _gather_one(item, question, archive, case=f"{questions.fingerprint[:8]} {item.case_id}")
        if number % TOLD_EVERY == 0 or number == len(items):
            print(f"{questions.name}: {number} of {len(items)} questions", file=sys.stderr, flush=True)


def _as_understood(items: Sequence[Item], archive: Archive) -> Iterator[Question]:
    conversation = archive.converse()
    for item in items:
        if item.turn <= 1:
            conversation = archive.converse()
        question = make_question(item)
        if item.turn:
            conversation.ask(question)
        yield conversation.asked[-1] if item.turn else question


def _gather_one(item: Item, question: Question, archive: Archive, *, case: str) -> Example:
    generation = archive.store.generation()
    empty = Example(
        item=item, case=case, question=question, generation=generation, outside=True,
        cheap=np.zeros((0, len(NAMES))), late=np.zeros((0, len(LATE))), right=np.zeros(0, dtype=bool),
    )  # fmt: skip
    if check_scope(question.own):
        return empty
    try:
        narrowed, queries, candidates, nearest = _find(question, archive)
    except NothingSelectedError:
        return empty
    if not candidates:
        return empty
    interactions = interact_with(generation, queries, candidates)
    own = [asked for _, asked in interactions]
    asked, exchanges = find_exchanges(generation, queries[0].vector, queries[-1].tokens, narrowed.filters)
    return replace(
        empty,
        outside=False,
        question=narrowed,
        candidates=tuple(candidates),
        cheap=measure_candidates(generation, queries, candidates, heard=narrowed.heard).astype(np.float64),
        late=measure_late(interactions).astype(np.float64),
        right=np.array([_is_right(item, one.passage) for one in candidates]),
        sentences=tuple(
            _sentences(item, one.passage, found, queries[0].selection, generation)
            for one, found in zip(candidates, own, strict=True)
        ),
        nearest=nearest,
        unknown=bool(unknown_names(question.own, generation.catalogue)),
        asked=asked,
        asked_elsewhere=_asked_elsewhere(item, queries[0].vector, generation),
        exchanges=tuple(exchanges),
        parted=_part(narrowed, archive, queries, candidates, own),
    )


def _part(
    question: Question,
    archive: Archive,
    queries: Sequence[Query],
    candidates: Sequence[Candidate],
    own: Sequence[Interaction],
) -> Parted | None:
    """Return what the parts of a question find in its candidates, None where it asks one thing."""
    parts = read_parts(question.own)
    if not parts:
        return None
    ids = tuple(one.id for one in candidates)
    generation = archive.store.generation()
    found = Ranking(
        passages=tuple(one.passage for one in candidates), ids=ids, scores=(0.0,) * len(ids),
        coverage=(0.0,) * len(ids), interactions=tuple(own),
        vector=queries[0].vector, own_vector=queries[-1].vector, own_tokens=queries[-1].tokens,
        own_weights=queries[-1].weights, nearest=0.0, selection=queries[0].selection, timings_ms={},
    )  # fmt: skip
    alone = tuple(tuple(interact_alone(generation, archive.embedder, part.text, ids)) for part in parts[1:])
    return Parted(parts=parts, found=found, alone=alone)


def _find(question: Question, archive: Archive) -> tuple[Question, list[Query], list[Candidate], float]:
    """Return the question with the filters that leave something, its queries, and its candidates; as ``ask`` does."""
    generation = archive.store.generation()
    read = read_question(question.own, generation.catalogue, opening=question.opening, asked_on=question.asked_on)
    for reading in (read, *loosen(read)):
        narrowed = replace(question, filters=merge(Filters(), reading))
        queries = make_queries(generation, archive.embedder, narrowed)
        candidates, nearest = find_candidates(generation, queries, clock=Clock())
        if candidates:
            return narrowed, queries, candidates, nearest
    return question, [], [], 0.0


def _asked_elsewhere(item: Item, vector: NDArray[np.float32], generation: Generation) -> float:
    """Return the largest similarity of a reporter's question outside the releases that answer."""
    ids, vectors = generation.vectors_of(Voice.REPORTER)
    if not len(ids):
        return 0.0
    similarities = vectors @ vector
    nearest = np.argsort(-similarities)[:LOOKED_THROUGH]
    asked = generation.catalogue.passages([int(ids[row]) for row in nearest])
    gold = [one.release for one in item.evidence]
    elsewhere = [
        float(similarities[row])
        for row, one in zip(nearest, asked, strict=True)
        if not any(same_release(one.release_id, release) for release in gold)
    ]
    return max(elsewhere, default=0.0)


def _is_right(item: Item, passage: Passage) -> bool:
    return any(
        same_release(passage.release_id, one.release) and holds(passage.text, one.quote) for one in item.evidence
    )


def _sentences(
    item: Item, passage: Passage, found: Interaction, selection: Selection, generation: Generation
) -> tuple[SentenceFacts, ...]:
    gold = [one.quote for one in item.evidence if same_release(passage.release_id, one.release)]
    weighed = weigh_sentences(item.question, [passage], [found], [0.0])
    return tuple(
        SentenceFacts(
            sentence=one,
            right=any(cites(one.text, quote) for quote in gold),
        )
        for one in keep_asked(weighed, selection, generation.catalogue)
    )
