"""The fit of ranking, sentences and answerability: folds that see nothing of their own questions, and signs that are held."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.fit import (
    ANSWERABLE,
    FAR,
    LEFT_OUT,
    NEAR,
    SIGNS,
    TOPIC_SIGNS,
    _groups,
    _kinds,
    cross_validate,
    draw_figures,
    fit,
    measure,
    with_left_out,
)
from benchmarks.training import Example, Outcome
from retrieval.weights import AnswerabilityWeights, load_weights

pytestmark = pytest.mark.model
GENERAL = "general.jsonl"


@pytest.fixture(scope="module")
def both(examples: list[Example]) -> list[Example]:
    """The few questions, and those of them that have no answer once more as if they were of general knowledge."""
    far = [replace(one, source=GENERAL, case=f"far {one.case}") for one in examples if not one.item.answerable]
    return [*examples, *far]


def test_signs_are_those_of_answerability() -> None:
    assert tuple(SIGNS) == AnswerabilityWeights.names()


def test_what_has_no_answer_is_of_three_kinds(both: list[Example]) -> None:
    kinds = _kinds([Outcome(example=example) for example in with_left_out(both)])
    counts = {kind: int((kinds == kind).sum()) for kind in (ANSWERABLE, NEAR, LEFT_OUT, FAR)}
    answerable = sum(one.item.answerable for one in both)
    without = (len(both) - answerable) // 2
    assert counts == {ANSWERABLE: answerable, NEAR: without, LEFT_OUT: counts[LEFT_OUT], FAR: without}
    assert 0 < counts[LEFT_OUT] <= answerable


def test_one_set_is_dealt_out_and_several_are_left_out_whole(both: list[Example]) -> None:
    alone = _groups(both)
    assert len(set(alone.values())) > 1
    another = [replace(one, source="other.jsonl", case=f"other {one.case}") for one in both if one.source != GENERAL]
    several = _groups([*both, *another])
    for example in [*both, *another]:
        if example.source == GENERAL:
            assert several[example.case] in {"few.jsonl", "other.jsonl"}, "general questions belong to no archive"
        else:
            assert several[example.case] == example.source


def test_a_question_is_weighed_by_what_did_not_see_it(both: list[Example]) -> None:
    """What is measured of the questions of one fold does not hang on what is right for them."""
    shipped = load_weights().fitted
    folds = _groups(both)
    fold = folds[next(one.case for one in both if one.right.any())]
    # In that fold alone, what was right is wrong: the other folds' fits see it, its own must not.
    turned = [replace(one, right=~one.right, _gold={}) if folds[one.case] == fold else one for one in both]
    before, after = cross_validate(both, shipped), cross_validate(turned, shipped)
    within = [place for place, one in enumerate(before.outcomes) if folds[one.example.case] == fold]
    assert within
    for place in within:
        assert before.outcomes[place].grounds == after.outcomes[place].grounds
        assert before.outcomes[place].words == after.outcomes[place].words


def test_a_feature_that_is_left_out_weighs_nothing_and_signs_are_held(both: list[Example]) -> None:
    shipped = load_weights().fitted
    without = ("sentences.place", "answerability.share", "topic.held")
    learned = fit(both, cross_validate(both, shipped, without).outcomes, shipped, without)
    assert learned.answerability.topic.weights.held == 0
    assert learned.sentences.place == learned.answerability.weights.share == 0
    assert learned.sentences.match != shipped.sentences.match
    assert learned.ranking == shipped.ranking
    weights = learned.answerability.weights.model_dump()
    assert all(weights[name] * sign >= 0 for name, sign in SIGNS.items())
    of_topic = learned.answerability.topic.weights.model_dump()
    assert all(of_topic[name] * sign >= 0 for name, sign in TOPIC_SIGNS.items())
    assert learned.selection == shipped.selection
    assert learned.premises == shipped.premises


def test_the_figures_are_one_row_a_way_of_fitting(both: list[Example]) -> None:
    shipped = load_weights().fitted
    measured = measure(with_left_out(both), shipped)
    everything = replace(measured, confidence=np.ones(len(measured.outcomes)))
    nothing = replace(measured, confidence=np.zeros(len(measured.outcomes)))
    head, _, *rows = draw_figures({"as shipped": measured, "all": everything, "none": nothing}).splitlines()
    assert [row.split(":")[0] for row in rows] == ["as shipped", "all", "none"]
    assert head.split()[0] == "questions"
    assert rows[1].count("0.000 [0.00, 0.00]") >= 4, "nothing is refused"
    assert rows[2].count("1.000 [1.00, 1.00]") >= 4, "all is refused"
