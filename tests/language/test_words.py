"""Words that carry meaning, and how much of a question's a sentence holds."""

from __future__ import annotations

import pytest

from language import entries, list_words
from language.words import STOP_WORDS, content_words, share_of, stem, stems


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What did Orr's office say about 1.2 billion crowns?", ["orr", "office", "1.2", "billion", "crowns"]),
        ("Who said 'Have at it' in the U.S.?", ["u.s"]),
        ("not down against", ["not", "down", "against"]),
        ("COVID-19 vaccines", ["covid", "19", "vaccines"]),
        ("Didn’t they say why the ferry, the ferry was late?", ["didn't", "ferry", "late"]),
        ("What was it that he would have said?", []),
    ],
)
def test_content_words(text: str, words: list[str]) -> None:
    assert content_words(text) == words


@pytest.mark.parametrize(
    ("word", "other", "same"),
    [
        ("evictions", "Eviction", True),
        ("Minister’s", "minister", True),
        ("raise", "raised", True),
        ("ferry", "ferries", True),
        ("harbour", "harvest", False),
    ],
)
def test_stems_meet(word: str, other: str, same: bool) -> None:
    assert (stem(word) == stem(other)) is same
    assert bool(stems(f"The {word} now.") & stems(other)) is same


def test_the_share_of_a_question_that_a_text_holds_goes_by_weight() -> None:
    weights = {stem("ferries"): 1.0, stem("Skarrow"): 3.0}
    assert share_of(weights, "The ferry is late.") == 0.25
    assert share_of(weights, "Ferries sail to Skarrow.") == 1.0
    assert share_of({}, "The ferry is late.") == 0.0


@pytest.mark.parametrize("language", entries("words.stop_words"))
@pytest.mark.parametrize(
    "name",
    [
        "questions.pronouns", "questions.question_words", "questions.auxiliaries", "saying.pronouns", "saying.own",
        "saying.helpers", "quotations.said_by_somebody",
    ],
)  # fmt: skip
def test_what_another_list_calls_a_function_word_carries_no_meaning(language: str, name: str) -> None:
    listed = set(list_words(name, language)) if language in entries(name) else set()
    assert listed <= set(list_words("words.stop_words", language))


@pytest.mark.parametrize("word", list_words("composed.empty"))
def test_no_word_is_listed_as_empty_twice(word: str) -> None:
    assert word not in STOP_WORDS
