"""Answerability: which way each ground counts, how far, and how much of the probability lies with one passage."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from retrieval.answering.answerability import Grounds, concentration, probability
from retrieval.weights import AnswerabilityWeights, TopicWeights, load_weights

BOUNDS = load_weights().fitted.answerability
GROUNDS = Grounds(
    share=0.5,
    best=5.0,
    nearest=0.3,
    match=0.4,
    held=0.8,
    among=1000,
    passages=1000,
    unknown=False,
    asked=0.2,
    evaded=0.2,
)


@pytest.mark.parametrize(
    ("changed", "better"),
    [
        ({"share": 0.9}, True),
        ({"best": 9.0}, True),
        ({"nearest": 0.35}, True),
        ({"match": 0.5}, True),
        ({"held": 0.9}, True),
        ({"among": 100_000}, False),
        ({"unknown": True}, False),
        ({"asked": 0.5}, False),
        ({"evaded": 0.5}, False),
    ],
)
def test_each_ground_counts_the_way_that_reason_gives_it(changed: dict[str, float], better: bool) -> None:
    before, after = (probability(one, BOUNDS) for one in (GROUNDS, replace(GROUNDS, **changed)))
    assert 0 < min(before, after) < max(before, after) < 1
    assert (after > before) is better


def test_what_is_near_enough_or_too_far_tells_no_more() -> None:
    near = replace(GROUNDS, nearest=0.9, asked=0.0, evaded=0.0)
    assert near.topic(BOUNDS) > BOUNDS.topic.enough
    assert probability(near, BOUNDS) == probability(replace(near, match=0.9), BOUNDS)
    assert probability(near, BOUNDS) == probability(replace(near, asked=0.1), BOUNDS)


def test_what_a_small_archive_never_names_tells_little_where_it_holds_the_rest() -> None:
    def lost(passages: int, held: float) -> float:
        known = replace(GROUNDS, nearest=0.9, passages=passages, held=held)
        return probability(known, BOUNDS) - probability(replace(known, unknown=True), BOUNDS)

    assert 0 < lost(10, 0.8) < 0.05 < lost(10, 0.2)
    assert lost(10, 0.2) < lost(100_000, 0.8) == lost(100_000, 0.2)


def test_the_features_are_those_of_the_weights() -> None:
    features = dict(zip(AnswerabilityWeights.names(), GROUNDS.measure(BOUNDS), strict=True))
    topic = dict(zip(TopicWeights.names(), GROUNDS.measure_topic(), strict=True))
    assert topic == pytest.approx({"cosine": 0.3, "match": 0.4, "held": 0.8, "size": math.log(1000)})
    further = max(-0.1, BOUNDS.furthest)
    assert features == pytest.approx(
        {"share": 0.5, "best": 5.0, "unknown": 0.0, "asked": further, "evaded": further, "topic": GROUNDS.topic(BOUNDS)}
    )


@pytest.mark.parametrize(
    ("scores", "coverage", "share"),
    [
        ([], [], 0.0),
        ([3.0], [0.0], 1.0),
        ([3.0, 3.0, 3.0, 3.0], [0.0] * 4, 0.25),
        ([3.0, 3.0, 3.0, 3.0], [0.9, 0.8, 0.7, 0.9], 0.75),  # a broad question: three hold all that is asked
        ([9.0, -9.0], [0.1, 1.0], 1.0),
        ([1000.0, 0.0], [0.0, 0.0], 1.0),  # odds are not overrun
    ],
)
def test_how_much_lies_with_the_first_or_with_those_that_hold_all(
    scores: Sequence[float], coverage: Sequence[float], share: float
) -> None:
    assert concentration(scores, coverage, all_asked=0.8) == pytest.approx(share, abs=1e-6)
