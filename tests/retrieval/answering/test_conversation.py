"""Conversations: what a follow-up is understood as, that a new topic leaves the old one behind, and what 'that day' is."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from archive import Passage, Selection, Voice
from retrieval import Archive, Question
from retrieval.query.follow_up import Nearness, leans_back, mark_change, mark_return
from retrieval.query.periods import days_after
from retrieval.question import Heard
from retrieval.search.features import Candidate, measure
from retrieval.search.late_interaction import AskedTokens
from retrieval.search.queries import Query
from retrieval.weights import CandidateWeights, load_weights

OPENING = "How many people were brought out by Operation Safe Harbour?"
ALIKE = np.ones(4, dtype=np.float32) / 2
NEARER = Nearness(alone=0.4, opening=0.6, both=0.6, held=0.5, unseen=0)
AS_NEAR = Nearness(alone=0.6, opening=0.6, both=0.6, held=0.5, unseen=0)
FURTHER = Nearness(alone=0.7, opening=0.6, both=0.55, held=0.5, unseen=0)
ELSEWHERE = Nearness(alone=0.2, opening=0.6, both=0.5, held=0.0, unseen=1)


@pytest.mark.parametrize(
    ("question", "nearness", "expected"),
    [
        ("And in October?", NEARER, True),
        ("Who was in charge of it?", NEARER, True),
        ("Did he say why?", AS_NEAR, True),
        ("Anyone else?", FURTHER, False),
        ("What did she say about that?", AS_NEAR, True),
        ("Was that in exchange for the cod?", AS_NEAR, True),
        ("What about the ships?", FURTHER, True),
        ("What did Minister Renn say about the Tamsin treaty that Brennia signed?", FURTHER, False),
        ("What did Minister Renn say about the Tamsin treaty that Brennia signed?", AS_NEAR, False),
        ("How many visas were issued?", AS_NEAR, False),
        ("How many came in March?", NEARER, True),
        ("Who said that it was over?", FURTHER, False),
        ("Who won the football cup?", ELSEWHERE, False),
    ],
)
def test_a_question_leans_back_where_it_points_back_or_the_archive_comes_nearer(
    question: str, nearness: Nearness, expected: bool
) -> None:
    assert leans_back(question, nearness, load_weights().fitted.follow_up) is expected


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("Different subject: who runs the embassy in Skarrow?", "who runs the embassy in Skarrow?"),
        ("New topic - what does it cost to renew a passport?", "what does it cost to renew a passport?"),
        ("Something else: how long is the visa queue?", "how long is the visa queue?"),
        ("Switching to fish: how much cod may be landed?", "how much cod may be landed?"),
    ],
)
def test_a_change_of_subject_that_is_said_is_followed(question: str, bare: str) -> None:
    assert mark_change(question) == (bare, True)
    assert mark_change(bare) == (bare, False)


@pytest.mark.parametrize(
    ("question", "own", "topic"),
    [
        ("Back to the ferries: who paid?", "who paid?", "the ferries"),
        ("OK, going back to Port Amity, how many were children?", "how many were children?", "Port Amity"),
        ("Returning to the accord – who signed it?", "who signed it?", "the accord"),
        ("When did the ships go back to port, and why?", "When did the ships go back to port, and why?", ""),
        ("Back to the ferries", "Back to the ferries", ""),
    ],
)
def test_a_return_to_an_earlier_subject_is_read(question: str, own: str, topic: str) -> None:
    assert mark_return(question) == (own, topic)


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("What did he say that day?", (2032, 3, 10), (2032, 3, 10)),
        ("And the next day, who came?", (2032, 3, 10), (2032, 3, 11)),
        ("What had she said the day before?", (2032, 3, 9), (2032, 3, 9)),
        ("What was said a week later?", (2032, 3, 13), (2032, 3, 24)),
        ("And the previous month?", (2032, 1, 8), (2032, 2, 24)),
    ],
)
def test_that_day_is_counted_from_what_was_heard(
    question: str, since: tuple[int, int, int], until: tuple[int, int, int]
) -> None:
    assert [(one.since, one.until) for one in days_after(question, day=date(2032, 3, 10))] == [
        (date(*since), date(*until))
    ]


@pytest.mark.parametrize(
    "question", ["What happened on the day before the vote?", "Who opens the day?", "That is all."]
)
def test_days_that_are_not_counted_from_anything_are_not_read(question: str) -> None:
    assert days_after(question, day=date(2032, 3, 10)) == []


def test_who_was_heard_and_when_count_in_the_ranking() -> None:
    candidates = [_candidate("Ruth Orr", date(2032, 3, 11)), _candidate("Tobias Renn", date(2032, 6, 1))]
    measured = measure(
        candidates, searched=_query("Who spoke? What did she say the next day?"),
        asked=_query("What did she say the next day?"), latest=date(2032, 12, 31),
        heard=Heard(speaker="Ruth Orr", day=date(2032, 3, 10)),
    )  # fmt: skip
    heard, period = (CandidateWeights.names().index(name) for name in ("heard", "period"))
    assert measured[:, heard].tolist() == [1.0, 0.0]
    assert measured[0, period] > 0 > measured[1, period]


def _query(text: str) -> Query:
    tokens = AskedTokens(
        vectors=np.zeros((0, 4), dtype=np.float32),
        weights=np.zeros(0, dtype=np.float32),
        starts=np.zeros(0, dtype=np.uint16),
    )
    return Query(text=text, words=(), vector=ALIKE, selection=Selection(), rarity={}, tokens=tokens)


def _candidate(speaker: str, day: date) -> Candidate:
    passage = Passage(
        release_id=speaker, start=0, end=10, context="", voice=Voice.OFFICIAL, label=None, speaker=speaker, date=day,
        kind="speech", text="Ten words.",
    )  # fmt: skip
    return Candidate(id=1, passage=passage, vector=ALIKE, dense_rank=None, word_rank=None)


@pytest.mark.model
def test_a_follow_up_leans_on_the_question_that_opened_its_topic(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    assert conversation.ask(OPENING).resolved_question == OPENING
    assert conversation.ask("Which ships were sent?").resolved_question == f"{OPENING} Which ships were sent?"
    fresh = "Who signed the Northern Banks Accord for Brennia?"
    assert conversation.ask(fresh).resolved_question == fresh
    assert conversation.ask("And when was it?").resolved_question == f"{fresh} And when was it?"
    back = "Back to Operation Safe Harbour: who led it?"
    assert conversation.ask(back).resolved_question == f"{OPENING} who led it?"
    assert conversation.ask("And by sea?").resolved_question == f"{OPENING} And by sea?"


@pytest.mark.model
def test_a_short_question_of_its_own_does_not_drag_the_old_topic_along(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    conversation.ask(OPENING)
    assert conversation.ask("How much cod may be landed?").resolved_question == "How much cod may be landed?"


@pytest.mark.model
def test_the_first_question_stands_alone_however_it_is_worded(sample_archive: Archive) -> None:
    question = "And what did they say about it?"
    assert sample_archive.converse().prepare(Question(text=question)).searched == question


@pytest.mark.model
def test_a_greeting_is_no_topic(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    conversation.ask(OPENING)
    conversation.ask("Thank you!")
    assert conversation.ask("Who led it?").resolved_question == f"{OPENING} Who led it?"


@pytest.mark.model
def test_a_conversation_that_is_taken_up_again_understands_the_same(sample_archive: Archive) -> None:
    whole = sample_archive.converse()
    before = [whole.ask(question) for question in (OPENING, "And by sea?")]
    resumed = sample_archive.converse(before=before)
    asked = Question(text="Who led it?")
    assert resumed.prepare(asked) == whole.prepare(asked)
    assert resumed.prepare(asked).heard is not None


@pytest.mark.model
def test_what_has_nothing_to_do_with_the_archive_does_not_lean_on_what_came_before(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    assert conversation.ask("What did the minister say about visas?").answered
    question = "Who won the football cup?"
    answer = conversation.ask(question)
    assert (answer.answered, answer.resolved_question) == (False, question)


@pytest.mark.model
def test_what_points_back_and_finds_nothing_alone_is_asked_with_what_came_before(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    opening = "When did Corrado and Teller get out, and where did they land?"
    conversation.ask(opening)
    question = "What shape were they in?"
    assert not conversation.prepare(Question(text=question)).opening
    assert conversation.ask(question).resolved_question == f"{opening} {question}"


@pytest.mark.model
def test_what_seems_to_lean_and_finds_nothing_so_is_asked_alone(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    conversation.ask("Why did Pelorra turn away the Verranian field hospital?")
    question = "What did Prime Minister Avai say at the ceremony?"
    assert conversation.prepare(Question(text=question)).opening
    answer = conversation.ask(question)
    assert (answer.answered, answer.resolved_question) == (True, question)
    assert conversation.asked[-1].searched == question
