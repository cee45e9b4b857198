"""What is no question for an archive, and what is said to it."""

from __future__ import annotations

import pytest

from retrieval import Status, wording
from retrieval.query.scope import check_scope

UNCLEAR = wording.UNCLEAR.format(example=wording.EXAMPLE_QUESTION)


@pytest.mark.parametrize("text", ["hello", "Hi there!", "Thank you very much.", "Good evening", "bye", "OK"])
def test_a_greeting_is_greeted(text: str) -> None:
    assert check_scope(text) == (Status.OUT_OF_SCOPE, wording.GREETING)


@pytest.mark.parametrize("text", ["Who are you?", "what can you do", "How does it work?", "Are you a bot?", "Help me!"])
def test_who_asks_about_the_product_is_told_what_it_is(text: str) -> None:
    assert check_scope(text) == (Status.OUT_OF_SCOPE, wording.ABOUT)


@pytest.mark.parametrize("text", ["", "???", "what did he say about it"])
def test_what_names_nothing_is_asked_back(text: str) -> None:
    assert check_scope(text) == (Status.UNCLEAR, UNCLEAR)


@pytest.mark.parametrize(
    "text",
    [
        "Hello Kitty exports",
        "What did the minister say about ferries?",
        "help for refugees",
        "Who are you going to meet?",
    ],
)
def test_a_question_for_the_archive_is_looked_up(text: str) -> None:
    assert check_scope(text) is None
