"""Training data: every question of a set with what the product finds for it before anything is weighed, and what is right.

The product's own stages make it (``retrieval/answering/pipeline.py``): those that no learned number changes are run once, and
the others as often as there are weights to try. A passage is right where ``evaluation.matching.holds`` says so, a sentence
where it overlaps a gold quotation as a citation must (``evaluation.matching.cites``).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive import Embedder, Passage, Tokens
from benchmarks.small_archives import ANOTHERS, read_littles
from evaluation import Item, Prediction, QuestionSet, make_question
from evaluation.judging import is_right
from evaluation.matching import cites, holds, same_release
from retrieval import Archive
from retrieval.answering import (
    Grounds,
    PipelineState,
    Sentence,
    Tools,
    compose,
    estimate,
    find_exchanges,
    look_around,
    part,
    rank,
    read,
    run,
    scope,
    search,
    weigh,
)
from retrieval.question import Question
from retrieval.search import NothingSelectedError, order_candidates
from retrieval.weights import Weights

FINDING = (scope, read, search, look_around)
WEIGHING = (rank, weigh)
ANSWERING = (*WEIGHING, estimate, part, compose)
TOLD_EVERY = 25  # questions
LOOKED_THROUGH = 40  # reporters' questions, for those that are not in a release that answers


class RememberingEmbedder:
    """An embedding model that reads each text once: weights are tried on the same questions again and again."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.digest, self.projection = embedder.name, embedder.digest, embedder.projection
        self.arithmetic = embedder.arithmetic
        self._embedder = embedder
        self._read: dict[tuple[str, bool], tuple[NDArray[np.float32], Tokens]] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, float32 of shape (len(texts), dimension)."""
        return self.read(texts)[0]

    def read(self, texts: Sequence[str], *, asked: bool = False) -> tuple[NDArray[np.float32], list[Tokens]]:
        """Return unit vectors, and the tokens of each text."""
        unread = [text for text in dict.fromkeys(texts) if (text, asked) not in self._read]
        if unread:
            vectors, tokens = self._embedder.read(unread, asked=asked)
            self._read |= {
                (text, asked): (vector, of_text) for text, vector, of_text in zip(unread, vectors, tokens, strict=True)
            }
        found = [self._read[text, asked] for text in texts]
        return np.stack([vector for vector, _ in found]), [tokens for _, tokens in found]


@dataclass(frozen=True, kw_only=True)
class Example:
    """One question: its state after the stages of FINDING, and which of its candidates are right.

    ``case`` names what must stay in one fold, ``source`` the question set. Nothing was found where ``state.found`` is None or
    empty. With ``left_out`` the releases that answer it were taken away: what is as near to the archive, and not in it. With
    ``little`` it was asked of a little archive made of the large one (``benchmarks/small_archives.py``).
    """

    item: Item
    case: str
    source: str
    state: PipelineState
    embedder: Embedder
    right: NDArray[np.bool_]
    left_out: bool = False
    little: bool = False
    _gold: dict[tuple[str, int], bool] = field(default_factory=dict, repr=False)

    @property
    def answerable(self) -> bool:
        """Whether the archive, without what was left out, answers the question."""
        return self.item.answerable and not self.left_out

    @property
    def found(self) -> bool:
        """Whether any passage was found."""
        return len(self.right) > 0

    def run(self, weights: Weights, stages: Sequence[object] = ANSWERING) -> PipelineState:
        """Return the state after more stages, under these weights, whatever they would decide."""
        tools = Tools(embedder=self.embedder, weights=weights, caution=0.0)
        return run(self.state, tools, stages=stages)  # type: ignore[arg-type]

    def is_gold(self, sentence: Sentence) -> bool:
        """Whether a sentence is of a gold quotation."""
        where = sentence.passage.release_id, sentence.start
        if where not in self._gold:
            quotes = [one.quote for one in self.item.evidence if same_release(where[0], one.release)]
            self._gold[where] = any(cites(sentence.text, quote) for quote in quotes)
        return self._gold[where]

    def leave_out(self) -> Example:
        """Return the question without the releases that answer it."""
        found = self.state.candidates
        gold = [one.release for one in self.item.evidence]
        kept = [row for row, one in enumerate(found.passages) if not _is_of(one.passage.release_id, gold)]
        features = found.features[kept]
        rest = replace(
            found,
            passages=tuple(found.passages[row] for row in kept),
            features=features,
            nearest=max((float(found.passages[row].vector @ found.searched.vector) for row in kept), default=0.0),
        )
        question = self.state.question
        _, exchanges = find_exchanges(self.state.generation, found.searched, question.filters, limit=LOOKED_THROUGH)
        elsewhere = [exchange for exchange in exchanges if not _is_of(exchange.asked.release_id, gold)]
        state = replace(
            self.state,
            found=rest,
            exchanges=tuple(elsewhere[: max(1, len(self.state.exchanges))]),
            asked=max((exchange.similarity for exchange in elsewhere), default=0.0),
        )
        return replace(self, left_out=True, state=state, right=np.zeros(len(kept), dtype=bool), _gold={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a question: the rank of the first right passage after each ranking, and of the first right sentence (0: none).

    ``grounds`` are what a decision rests on, None where nothing was found; ``right`` whether the answer, given, is right;
    ``words`` how many words it quotes.
    """

    example: Example
    first_rank: int = 0
    passage_rank: int = 0
    sentence_rank: int = 0
    grounds: Grounds | None = None
    right: bool = False
    words: int = 0


def gather(questions: QuestionSet, archive: Archive) -> Iterator[Example]:
    """Yield every question of a set with what an archive has for it; the turns of a conversation as it understands them."""
    items = questions.items
    archive.warm()
    embedder = RememberingEmbedder(archive.embedder)
    tools = replace(archive.answerer.tools, embedder=embedder)
    for number, (item, question) in enumerate(zip(items, _as_understood(items, archive), strict=True), 1):
        state = PipelineState(question=question, generation=archive.store.generation(), set_filters=question.filters)
        try:
            state = run(state, tools, stages=FINDING)
        except NothingSelectedError:
            state = replace(state, found=None)
        passages = state.found.passages if state.found and state.done is None else ()
        yield Example(
            item=item, case=_name_case(questions, item), source=questions.name, state=state,
            embedder=embedder, right=np.array([_is_right(item, one.passage) for one in passages], dtype=bool),
        )  # fmt: skip
        if number % TOLD_EVERY == 0:
            print(f"{questions.name}: {number} of {len(items)} questions", file=sys.stderr, flush=True)


def gather_littles(questions: QuestionSet, folder: Path, embedder: Embedder) -> Iterator[Example]:
    """Yield the questions that were put to the little archives below a folder, with what those have for them."""
    cases = {case.id: case for case in questions.cases}
    for little, archive in read_littles(folder, embedder):
        kinds = {item_id: kind for kind, item_id in little.asked}
        asked = QuestionSet(name=questions.name, cases=tuple(cases[item_id] for item_id in kinds))
        for example in gather(asked, archive):
            case = _name_case(questions, example.item)
            yield replace(example, case=case, little=True, left_out=kinds[example.item.id] == ANOTHERS)


def replay(example: Example, weights: Weights) -> Outcome:
    """Return what comes of a question under these weights, were everything answered."""
    if not example.found:
        return Outcome(example=example)
    state = example.run(weights)
    places = {found.id: right for found, right in zip(state.candidates.passages, example.right, strict=True)}
    answer = state.done
    if answer is None:
        raise AssertionError("the last stage always answers")
    prediction = Prediction.model_validate({"id": example.item.id, **answer.to_json()})
    return Outcome(
        example=example,
        first_rank=_first(example.right[order_candidates(state.candidates, weights)].tolist()),
        passage_rank=_first([places[passage_id] for passage_id in state.ranked.ids]),
        sentence_rank=_first([example.is_gold(sentence) for sentence in state.sentences]),
        grounds=state.grounds,
        right=example.answerable and bool(answer.citations) and is_right(example.item, prediction),
        words=sum(len(citation.quote.split()) for citation in answer.citations),
    )


def _name_case(questions: QuestionSet, item: Item) -> str:
    return f"{questions.fingerprint[:8]} {item.case_id}"


def _as_understood(items: Sequence[Item], archive: Archive) -> Iterator[Question]:
    conversation = archive.converse()
    for item in items:
        if item.turn <= 1:
            conversation = archive.converse()
        question = make_question(item)
        if item.turn:
            conversation.ask(question)
        yield conversation.asked[-1] if item.turn else question


def _is_right(item: Item, passage: Passage) -> bool:
    return any(
        same_release(passage.release_id, one.release) and holds(passage.text, one.quote) for one in item.evidence
    )


def _is_of(release_id: str, releases: Sequence[str]) -> bool:
    return any(same_release(release_id, release) for release in releases)


def _first(right: Sequence[bool]) -> int:
    return next((place for place, one in enumerate(right, 1) if one), 0)
