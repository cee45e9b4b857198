"""What a reporter put to an official, whether a 'no' denies it, and whether two ask for the same kind of thing."""

from __future__ import annotations

import pytest

from retrieval.answering.reporters_questions import (
    ask_alike,
    asks_whether,
    read_reporters_question,
    read_what_is_put,
)


@pytest.mark.parametrize(
    ("asked", "put"),
    [
        ("Thank you. Two things. Has the minister sold the ferry?", "Has the minister sold the ferry?"),
        ("The minister sold the ferry. Is that true?", "The minister sold the ferry. Is that true?"),
        ("There is talk of a secret annex.", "There is talk of a secret annex."),
        ("The ferry was sold by the minister, wasn’t it?", "The ferry was sold by the minister?"),
        ("Has the U.S. embassy sold the old ferry?", "Has the U.S. embassy sold the old ferry?"),
    ],
    ids=["the last question", "with what it leans on", "no question", "a tag", "letters with full stops"],
)
def test_what_was_asked(asked: str, put: str) -> None:
    assert read_reporters_question(asked) == put


@pytest.mark.parametrize(
    ("asked", "put"),
    [
        ("Now that the ferry is sold, will you buy the old bridge?", "will you buy the old bridge?"),
        ("The bridge was called ugly, is that why it was sold to Orlen?", "The bridge was called ugly"),
        ("Is it true that the ministry turned down the boats?", "Is it true that the ministry turned down the boats?"),
    ],
    ids=["the clause that asks", "one that leans on the rest", "one clause"],
)
def test_what_a_no_denies_of_it(asked: str, put: str) -> None:
    found = read_what_is_put(asked)
    assert put in found
    assert ("ferry" in found) is ("ferry" in put)


@pytest.mark.parametrize(
    ("put", "whether"),
    [
        ("Has the minister sold the ferry?", True),
        ("There is talk of a secret annex.", True),
        ("Who bought the ferry?", False),
        ("And then, why was the ferry sold?", False),
        ("Has the ferry not been sold?", False),
        ("I would like to ask you this, sir: Where does the ferry lie?", False),
    ],
)
def test_what_a_no_denies(put: str, whether: bool) -> None:
    assert asks_whether(put) is whether


@pytest.mark.parametrize(
    ("question", "other", "alike"),
    [
        ("How many divers work there?", "So, how many divers will still be there in May?", True),
        ("Which ports does she talk to?", "Can you tell us what ports you are talking to?", True),
        ("Who was behind the leak?", "Do you have any sense of who was behind that?", True),
        ("Has the boat been reached?", "Have they reached the boat yet?", True),
        ("How many boats were on the list?", "Which kind of boat are you sending?", False),
        ("What did the prints fetch?", "I hoped you could say who bought the prints.", False),
        ("How many divers work there?", "How do the divers work there?", False),
        ("Why did the office change the rule?", "Why hasn’t the office changed the rule?", False),
        ("Why was the sale stopped?", "Will the sale be stopped?", False),
    ],
)
def test_what_asks_for_the_same_kind_of_thing(question: str, other: str, alike: bool) -> None:
    assert ask_alike(question, other) is alike
    assert ask_alike(other, question) is alike
