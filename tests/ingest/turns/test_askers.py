"""Who asks, told by how the turns go."""

from __future__ import annotations

import pytest

from ingest.turns.askers import ASKS, Turned, describe_turns, likely_askers

ANSWER = "The lock was built by the town, and it is checked every spring by the ministry’s own divers. " * 3
INTERVIEW = [
    Turned("QUAY POST", "Who built the lock?"), Turned("LUND", ANSWER), Turned("QUAY POST", "Is it safe?"),
    Turned("LUND", ANSWER),
    Turned("QUAY POST", "And the ferry?"), Turned("LUND", ANSWER),
]  # fmt: skip
SPEECHES = [Turned("LUND", ANSWER), Turned("VALE", ANSWER * 2), Turned("ORR", ANSWER), Turned("VALE", ANSWER)]


def test_who_asks_in_an_interview() -> None:
    likely = likely_askers(INTERVIEW)
    assert likely["QUAY POST"] >= ASKS
    assert likely["LUND"] <= 1 - ASKS


def test_nobody_asks_among_speakers() -> None:
    assert max(likely_askers(SPEECHES).values()) < ASKS


def test_who_answers_with_a_question_is_no_asker() -> None:
    turned = [*INTERVIEW, Turned("QUAY POST", "Do you swim?"), Turned("LUND", "Do I swim?")]
    assert likely_askers(turned)["LUND"] <= 1 - ASKS


def test_features_of_chosen_turns() -> None:
    described = describe_turns(INTERVIEW, [0, 1])
    assert described["QUAY POST"]["ends_asking"] == described["QUAY POST"]["answered_by_principal"] == 1.0
    assert described["LUND"]["is_principal"] == described["LUND"]["bias"] == 1.0
    assert described["LUND"]["follows_principal"] == 0.0


@pytest.mark.parametrize("turned", [[], [Turned("LUND", "")]])
def test_texts_of_next_to_nothing(turned: list[Turned]) -> None:
    assert all(0 < likely < 1 for likely in likely_askers(turned).values())
