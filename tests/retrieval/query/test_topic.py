"""Topic: what asks for all that was said at a time has none."""

from __future__ import annotations

import pytest

from retrieval.query import names_no_topic
from retrieval.question import Chip, ChipField, Filters

KINDS = ("press briefing", "speech")


def chip(text: str, words: str) -> Chip:
    start = text.index(words)
    return Chip(field=ChipField.PERIOD, start=start, end=start + len(words), words=words, filters=Filters())


@pytest.mark.parametrize(
    ("text", "words", "none"),
    [
        ("What was announced in May 2031?", "in May 2031", True),
        ("What did Minister Quennell say in Q1 2031?", "Minister Quennell", False),  # the quarter is no chip here
        ("the press briefing of May 3, 2031", "of May 3, 2031", True),
        ("What was said of the ferry in May 2031?", "in May 2031", False),
    ],
)
def test_a_question_without_a_topic(text: str, words: str, none: bool) -> None:
    assert names_no_topic(text, [chip(text, words)], KINDS) is none


def test_a_question_that_narrows_nothing_has_no_answer_by_that() -> None:
    assert not names_no_topic("What was announced?", [], KINDS)


def test_words_that_are_read_from_elsewhere_tell_nothing() -> None:
    assert not names_no_topic("And in June?", [chip("What was announced in May 2031?", "in May 2031")], KINDS)
