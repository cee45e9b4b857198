"""Conversations: what a follow-up is understood as, that a new topic leaves the old one behind, and what 'that day' is."""

from __future__ import annotations

import pytest

from retrieval import Archive, Question, Status
from retrieval.weights import load_weights

OPENING = "How many people were brought out by Operation Safe Harbour?"


@pytest.mark.model
def test_a_follow_up_leans_on_the_question_that_opened_its_topic(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    assert conversation.ask(OPENING).resolved_question == OPENING
    assert conversation.ask("Where did they land?").resolved_question == f"{OPENING} Where did they land?"
    fresh = "Who signed the Northern Banks Accord with Brennia in Almenhof?"
    assert conversation.ask(fresh).resolved_question == fresh
    assert conversation.ask("And when was it?").resolved_question == f"{fresh} And when was it?"
    back = "Back to Operation Safe Harbour: who led it?"
    assert conversation.ask(back).resolved_question == f"{OPENING} who led it?"
    assert conversation.ask("And by sea?").resolved_question == f"{OPENING} And by sea?"


@pytest.mark.model
def test_a_short_question_of_its_own_does_not_drag_the_old_topic_along(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    conversation.ask(OPENING)
    question = "What flows through the Tamsin canals?"
    assert conversation.ask(question).resolved_question == question


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
    heard = resumed.prepare(asked).heard
    assert heard is not None
    assert heard.releases[0] == before[-1].retrieved[0].release_id


@pytest.mark.model
def test_what_has_nothing_to_do_with_the_archive_does_not_lean_on_what_came_before(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    assert conversation.ask("What did the minister say about visas?").answered
    question = "Who won the football cup?"
    answer = conversation.ask(question)
    assert (answer.answered, answer.resolved_question) == (False, question)


def understanding(archive: Archive, *, intercept: float, caution: float | None = None) -> Archive:
    """Return the archive with a reading of follow-ups that takes all (a large intercept) or none to lean on what came before."""
    shipped = load_weights()
    follow_up = shipped.fitted.follow_up.model_copy(update={"intercept": intercept})
    fitted = shipped.fitted.model_copy(update={"follow_up": follow_up})
    weights = shipped.model_copy(update={"fitted": fitted})
    return Archive(archive.store, archive.embedder, caution=caution, weights=weights)


@pytest.mark.model
def test_what_points_back_and_finds_nothing_alone_is_asked_with_what_came_before(sample_archive: Archive) -> None:
    conversation = understanding(sample_archive, intercept=-100, caution=1.01).converse()
    conversation.ask(OPENING)
    question = "What shape were they in?"
    assert not conversation.prepare(Question(text=question)).opening
    assert conversation.ask(question).resolved_question == f"{OPENING} {question}"


@pytest.mark.model
def test_what_seems_to_lean_and_finds_nothing_so_is_asked_alone(sample_archive: Archive) -> None:
    conversation = understanding(sample_archive, intercept=100, caution=0.7).converse()
    conversation.ask("How do I bake a sourdough loaf with rye flour in a cast iron pot?")
    question = "How many visas were issued in November?"
    assert conversation.prepare(Question(text=question)).opening
    answer = conversation.ask(question)
    assert (answer.answered, answer.resolved_question) == (True, question)
    assert conversation.asked[-1].searched == question


@pytest.mark.model
def test_a_correction_is_the_question_before_asked_again_and_no_topic(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    conversation.ask("How many visas were issued in February 2032?")
    answer = conversation.ask("No, I meant in March")
    assert (answer.resolved_question, answer.opening) == ("How many visas were issued in March?", "")
    assert conversation.ask("And in April?").resolved_question == "How many visas were issued in April?"


@pytest.mark.model
def test_a_correction_that_names_another_thing_leans_on_what_was_asked(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    conversation.ask(OPENING)
    assert conversation.ask("No, I meant the ships").resolved_question == f"{OPENING} the ships"


@pytest.mark.model
def test_another_speaker_is_asked_about_the_same(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    conversation.ask("What did Minister Renn say about visas?")
    answer = conversation.ask("And Ms. Calloway?")
    assert answer.resolved_question == "What did Ruth Calloway say about visas?"
    assert {citation.speaker for citation in answer.citations} <= {"Ruth Calloway"}


@pytest.mark.model
@pytest.mark.parametrize("more", ["What else?", "tell me more", "that's wrong"])
def test_more_is_what_was_not_cited_yet(sample_archive: Archive, more: str) -> None:
    conversation = sample_archive.converse()
    first = conversation.ask(OPENING)
    second, third = conversation.ask(more), conversation.ask(more)
    assert second.resolved_question == third.resolved_question == OPENING
    cited = [[(one.release_id, one.start, one.end) for one in answer.citations] for answer in (first, second, third)]
    places = [place for answer in cited for place in answer]
    assert cited[1]
    assert len(places) == len(set(places))
    taken = [(a, b) for a in places for b in places if a != b and a[0] == b[0] and a[1] < b[2] and b[1] < a[2]]
    assert taken == []


@pytest.mark.model
def test_a_list_goes_on_where_it_ended_and_its_items_are_asked_about_by_their_place(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    first = conversation.ask("List the blog posts")
    rest = conversation.ask("What else?")
    listed = [one.text for answer in (first, rest) for one in answer.statements]
    assert len(listed) == len(set(listed)) == 14
    assert conversation.ask("anything else?").statements == ()
    assert conversation.ask("What about the second one?").resolved_question == rest.statements[1].text


@pytest.mark.model
def test_a_bare_question_word_asks_about_what_was_asked_before(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    conversation.ask("Why was the consulate in Port Amity closed?")
    answer = conversation.ask("When was that?")
    assert answer.opening == "Why was the consulate in Port Amity closed?"
    assert answer.status is not Status.UNCLEAR
