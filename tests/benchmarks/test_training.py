"""Training data: what is right among what is found, the product's own answers under other weights, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from archive.models.embedder import SentenceEmbedder
from archive.tokens import Tokens
from benchmarks.training import ANSWERING, Example, RememberingEmbedder, replay
from evaluation import QuestionSet
from evaluation.matching import holds, same_release
from retrieval import Archive
from retrieval.weights import load_weights

pytestmark = pytest.mark.model


def test_a_passage_is_right_where_it_holds_the_gold_words(examples: list[Example]) -> None:
    assert any(example.right.any() for example in examples)
    for example in examples:
        assert len(example.right) == len(example.state.candidates.passages)
        for candidate, right in zip(example.state.candidates.passages, example.right, strict=True):
            passage = candidate.passage
            gold = [one.quote for one in example.item.evidence if same_release(passage.release_id, one.release)]
            assert right == any(holds(passage.text, quote) for quote in gold)


def test_the_answer_under_the_shipped_weights_is_the_products_own(
    examples: list[Example], sample_archive: Archive
) -> None:
    weights = load_weights().fitted
    every = Archive(sample_archive.store, sample_archive.embedder, caution=0.0)
    for example in examples:
        if example.item.turn or not example.found:
            continue
        answer = example.run(weights).done
        assert answer is not None
        expected = every.ask(example.item.question)
        assert [one.quote for one in answer.citations] == [one.quote for one in expected.citations]
        assert answer.confidence == pytest.approx(expected.confidence)


def test_other_weights_rank_otherwise_without_finding_anew(examples: list[Example]) -> None:
    shipped = load_weights().fitted
    zero = dict.fromkeys(shipped.ranking.names(), 0.0)
    by_words = shipped.model_copy(update={"ranking": shipped.ranking.model_copy(update={**zero, "word_rank": 1.0})})
    example = next(one for one in examples if one.found)
    ranked = [example.run(weights, ANSWERING[:1]).ranked.ids for weights in (shipped, by_words)]
    assert ranked[0] != ranked[1]
    assert all(one.state.ranking is None for one in examples), "an example stays as it was"


def test_what_is_left_out_is_gone_from_passages_and_exchanges(examples: list[Example]) -> None:
    for example in (one for one in examples if one.answerable and one.found):
        rest = example.leave_out()
        gold = [one.release for one in example.item.evidence]
        held = [one.passage.release_id for one in rest.state.candidates.passages]
        held += [one.asked.release_id for one in rest.state.exchanges]
        assert not any(same_release(one, release) for one in held for release in gold)
        assert rest.state.candidates.nearest <= example.state.candidates.nearest + 1e-3
        assert (rest.answerable, rest.right.any(), rest.found) == (False, False, True)
        assert not replay(rest, load_weights().fitted).right


def test_an_outcome_has_the_rank_of_what_is_right(examples: list[Example]) -> None:
    weights = load_weights().fitted
    outcomes = [replay(example, weights) for example in examples]
    for example, outcome in zip(examples, outcomes, strict=True):
        assert (outcome.first_rank > 0) is bool(example.right.any())
        assert not outcome.right or example.answerable
    assert any(outcome.right and outcome.words for outcome in outcomes)


def test_turns_of_a_conversation_are_as_it_understands_them(
    examples: list[Example], few_questions: QuestionSet
) -> None:
    later = [example for example in examples if example.item.turn > 1]
    assert later
    assert any(example.state.question.opening for example in later)
    assert len({example.case for example in later}) == 1, "a conversation stays in one fold"
    assert {example.source for example in examples} == {few_questions.name}


class Counting(SentenceEmbedder):
    """The bundled model, counting the texts that it reads."""

    count = 0

    def read(self, texts: Sequence[str], *, asked: bool = False) -> tuple[NDArray[np.float32], list[Tokens]]:
        """Read, and count."""
        self.count += len(texts)
        return super().read(texts, asked=asked)


def test_a_text_is_read_once() -> None:
    counting = Counting()
    remembering = RememberingEmbedder(counting)
    first = remembering.embed(["one", "two"])
    vectors, tokens = remembering.read(["two", "one", "two"])
    assert counting.count == 2
    assert np.array_equal(vectors, first[[1, 0, 1]])
    assert [len(one.vectors) for one in tokens] == [1, 1, 1]
