"""How officials say that they do not say."""

from __future__ import annotations

import pytest

from language.evasion import EVASION, only_evades


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("I’m not going to speculate about that.", "I’m not going to speculate"),
        ("We won’t get ahead of the review.", "We won’t get ahead"),
        ("She cannot confirm it.", "She cannot confirm"),
        ("I don't have an update on the ferries.", "don't have"),
        ("I have nothing on that.", "have nothing"),
        ("There is no announcement today.", "no announcement"),
        ("I would refer you to the harbour office.", "refer you to"),
        ("Let me get back to you.", "get back to you"),
        ("I’ll have to check.", "I’ll have to check"),
        ("It is too early to say.", "too early"),
        ("The treaty is under review.", "under review"),
        ("The ferry sails on Monday.", None),
        ("We have confirmed the date.", None),
    ],
)
def test_what_evades(sentence: str, words: str | None) -> None:
    found = EVASION.search(sentence)
    assert (found and found.group()) == words


@pytest.mark.parametrize(
    ("sentence", "only"),
    [
        ("I don’t have an update on that.", True),
        ("The ferry sails on Monday.", False),
        ("I don’t have an update on that, but the ferry sails on Monday with eighty people and two lamps.", False),
    ],
)
def test_a_long_sentence_says_something_besides(sentence: str, only: bool) -> None:
    assert only_evades(sentence) is only
