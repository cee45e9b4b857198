"""Conversations: what a follow-up is understood as, and that a new topic leaves the old one behind."""

from __future__ import annotations

import pytest

from retrieval import Archive
from retrieval.follow_up import opens_topic, resolve

OPENING = "How many people did the ministry bring out of Port Amity in September 2031?"


@pytest.mark.parametrize(
    "question",
    [
        "And in October?",
        "Who was in charge of it?",
        "Where were they taken?",
        "What about the ships?",
        "Did he say why?",
        "Anyone else?",
    ],
)
def test_a_question_that_leans_back_is_asked_with_the_opening(question: str) -> None:
    assert resolve(question, opening=OPENING) == f"{OPENING} {question}"
    assert not opens_topic(question)


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("What did Minister Renn say about the Tamsin treaty in March 2032?", None),
        ("Different subject: who runs the embassy in Skarrow?", "who runs the embassy in Skarrow?"),
        ("New topic - what does it cost to renew a passport?", "what does it cost to renew a passport?"),
        ("Something else: how long is the visa queue?", "how long is the visa queue?"),
        ("Switching to fish: how much cod may be landed?", "how much cod may be landed?"),
    ],
)
def test_a_new_topic_stands_alone(question: str, understood: str | None) -> None:
    assert resolve(question, opening=OPENING) == (understood or question)
    assert opens_topic(question)


def test_the_first_question_stands_alone_however_it_is_worded() -> None:
    assert resolve("And what did they say about it?", opening="") == "And what did they say about it?"


def test_a_follow_up_leans_on_the_question_that_opened_its_topic(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    opening = "How many people were brought out by Operation Safe Harbour?"
    assert conversation.ask(opening).resolved_question == opening
    assert conversation.ask("Which ships were sent?").resolved_question == f"{opening} Which ships were sent?"
    fresh = "Who signed the Northern Banks Accord for Brennia?"
    assert conversation.ask(fresh).resolved_question == fresh
    assert conversation.ask("And when was it?").resolved_question == f"{fresh} And when was it?"


def test_a_conversation_that_is_taken_up_again_understands_the_same(sample_archive: Archive) -> None:
    asked = ["How many people were brought out by Operation Safe Harbour?", "And by sea?"]
    whole = sample_archive.converse()
    for question in asked:
        whole.ask(question)
    resumed = sample_archive.converse(asked=asked)
    assert resumed.ask("Who led it?").resolved_question == whole.ask("Who led it?").resolved_question
