"""The fit of follow-ups: which turns lean back, after what, and odds from folds that did not see them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from benchmarks.fit_follow_ups import (
    COUNTS,
    FOLLOWS,
    GENERAL,
    SHORT,
    SIGNS,
    SINGLE,
    Turn,
    cross_validate,
    gather,
    leave_out,
    weigh_features,
)
from evaluation import QuestionSet, parse_questions
from retrieval import Archive
from retrieval.weights import FollowUpWeights

EVIDENCE = [{"release": "x.md", "quote": "x"}]
ASKED = ["When did Mount Asher erupt?", "Who paid for the ships?", "How much cod may be landed?"]


def turn(question: str) -> dict[str, object]:
    return {"question": question, "must_include": ["x"], "evidence": EVIDENCE}


@pytest.fixture(scope="module")
def questions() -> QuestionSet:
    """Three single questions, and a conversation of a follow-up, a change of subject, and a follow-up of that."""
    cases = [{"id": f"s{number}", "kind": "fact", **turn(question)} for number, question in enumerate(ASKED)]
    turns = ["Who signed the accord?", "And when was it?", "Different subject: who leads the embassy?", "Since when?"]
    cases.append({"id": "c", "kind": "conversation", "turns": [turn(one) for one in turns]})
    return parse_questions("\n".join(map(json.dumps, cases)).encode(), name="set.jsonl")


@pytest.mark.model
def test_turns_are_gathered_after_what_they_lean_on_or_after_another_topic(
    questions: QuestionSet, sample_archive: Archive
) -> None:
    turns = gather(questions, sample_archive)
    assert [(one.case, one.kind) for one in turns[:5]] == [
        ("s0", SINGLE), ("s1", SINGLE), ("s2", SINGLE), ("c", FOLLOWS), ("c", FOLLOWS),
    ]  # fmt: skip
    assert all(len(one.features) == len(SIGNS) for one in turns)
    assert {one.kind for one in turns[5:]} == {GENERAL, SHORT}


def test_signs_are_those_of_the_follow_ups() -> None:
    assert tuple(SIGNS) == FollowUpWeights.names()


def divided(spread: float) -> list[Turn]:
    """Return turns that the gain divides, and nothing else."""
    draws = np.random.default_rng(0)
    turns = []
    for number in range(60):
        kind = (FOLLOWS, SINGLE, GENERAL)[number % 3]
        gain = draws.normal(1 if kind == FOLLOWS else -1, spread)
        features = dict.fromkeys(SIGNS, 0.0) | {"gain": gain, "names_in_it": draws.normal()}
        turns.append(Turn(case=str(number), kind=kind, features=tuple(features.values())))
    return turns


def test_odds_divide_what_can_be_divided_without_having_seen_it() -> None:
    turns = divided(0.2)
    odds = cross_validate(turns)
    assert [bool(one > 0) for one in odds] == [one.follows for one in turns]
    assert set(COUNTS) == {FOLLOWS, SINGLE, GENERAL, SHORT}


def test_each_set_is_read_by_weights_of_the_others() -> None:
    turned = [Turn(case=one.case, kind=one.kind, features=tuple(-f for f in one.features)) for one in divided(0.2)]
    first, second = leave_out([divided(0.2), turned])
    assert (
        len({bool(odds > 0) for odds in first}) == 1
    )  # what the turned set teaches has the wrong sign, and does not count
    assert len(second) == len(turned)


def test_a_feature_that_divides_is_missed_and_another_is_not() -> None:
    shares = {name: float(share) for name, share in weigh_features([divided(0.2), divided(0.2)])}
    assert shares["none"] == shares["names_in_it"] == 0
    assert shares["gain"] > 0.2
