"""Ranking: candidates in two stages, what each weight does to their order, and words that are not ranked twice."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from language import fold
from retrieval import Archive, Question
from retrieval.search.candidates import ADDED, SEARCHED, Candidates, find_candidates
from retrieval.search.ranking import LOOKED_INTO, measure_late, order_candidates, rank_candidates
from retrieval.weights import CandidateWeights, RankingWeights, Weights, load_weights

pytestmark = pytest.mark.model
QUESTION = Question(text="What did Verrane and Kharadel declare together on the Tamsin waters?")


def find(archive: Archive, question: Question) -> Candidates:
    """Return a question's candidates."""
    counts = load_weights().fitted.late_interaction
    return find_candidates(archive.store.generation(), archive.embedder, question, counts)


@pytest.fixture(scope="module")
def found(sample_archive: Archive) -> Candidates:
    """The candidates of a question whose answer stands in a text that was published twice."""
    return find(sample_archive, QUESTION)


def weigh(**weights: float) -> Weights:
    """Return weights of which these alone count in the ranking."""
    none = dict.fromkeys(RankingWeights.names(), 0.0)
    return load_weights().fitted.model_copy(update={"ranking": RankingWeights(**none | weights)})


@pytest.mark.parametrize("name", ["dense_rank", "word_rank"])
def test_the_order_is_that_of_the_feature_that_counts(found: Candidates, name: str) -> None:
    column = found.features[:, CandidateWeights.names().index(name)]
    ordered = column[order_candidates(found, weigh(**{name: 1.0}))]
    assert ordered.tolist() == sorted(column.tolist(), reverse=True)
    backwards = column[order_candidates(found, weigh(**{name: -1.0}))]
    assert backwards.tolist() == sorted(column.tolist())


def test_late_interaction_ranks_again_the_best_alone(found: Candidates) -> None:
    by_words = weigh(word_rank=1.0)
    best = order_candidates(found, by_words)[:LOOKED_INTO]
    late = weigh(word_rank=1.0, late=1000.0)
    ranking = rank_candidates(found, late, limit=10)
    assert set(ranking.ids) <= {found.passages[row].id for row in best}
    measured = measure_late(found, best)
    assert measured.shape == (LOOKED_INTO, len(RankingWeights.names()) - 1)
    assert np.array_equal(measured[:, -2], measured[:, -1]), "what is searched is what is asked"
    first = best[int(np.argmax(measured @ late.ranking.vector[1:]))]
    assert ranking.ids[0] == found.passages[first].id


def test_a_ranking_says_what_is_known_of_each_passage(found: Candidates) -> None:
    ranking = rank_candidates(found, load_weights().fitted, limit=20)
    assert len(ranking.passages) == len(ranking.ids) == len(ranking.interactions) == len(ranking.coverage) == 20
    assert list(ranking.scores) == sorted(ranking.scores, reverse=True)
    assert (
        ranking.nearest
        == found.nearest
        == pytest.approx(max(one.vector @ found.searched.vector for one in found.passages), abs=1e-3)
    )
    assert ranking.best_match == max(one.score() for one in ranking.interactions)
    assert len(ranking.sentences) == 20
    for passage, sentences in zip(ranking.passages, ranking.sentences, strict=True):
        assert all(one.passage == passage for one in sentences)


def test_the_very_same_words_of_a_twin_are_not_ranked_twice(found: Candidates) -> None:
    weights = load_weights().fitted
    best = [found.passages[row] for row in order_candidates(found, weights)[:LOOKED_INTO]]
    ranked = set(rank_candidates(found, weights, limit=LOOKED_INTO).ids)
    twice = Counter(fold(one.passage.text) for one in best)
    assert max(twice.values()) == 2
    for words in twice:
        same = [one.id for one in best if fold(one.passage.text) == words]
        assert len(ranked & set(same)) == 1, "one of them, and nothing else, is ranked"


def test_each_search_gives_its_share_and_a_follow_up_adds_its_own(sample_archive: Archive, found: Candidates) -> None:
    assert SEARCHED <= len(found.passages) <= 2 * SEARCHED
    assert all(one.dense_rank is not None or one.word_rank is not None for one in found.passages)
    conversation = sample_archive.converse()
    conversation.ask("How many people were brought out by Operation Safe Harbour?")
    follow_up = find(sample_archive, conversation.prepare(Question(text="Who led it?")))
    added = [one for one in follow_up.passages if one.dense_rank is None and one.word_rank is None]
    assert 0 < len(added) <= 2 * ADDED


def test_what_the_tokens_find_is_read_once(found: Candidates) -> None:
    assert found.interact([0, 1])[1][0] is found.interact([1])[0][0]
