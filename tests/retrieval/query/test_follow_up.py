"""What a follow-up leaves unsaid: whether it leans on what was asked before, changes the subject, or goes back to one."""

from __future__ import annotations

import pytest

from retrieval.query.follow_up import (
    Nearness,
    asks_for_more,
    is_bare,
    leans_back,
    mark_change,
    mark_return,
    points_back,
    read_correction,
    read_ellipsis,
    read_nth,
)
from retrieval.weights import load_weights


def nearness(alone: float, opening: float, both: float, *, unseen: int = 0) -> Nearness:
    """Return the model's cosines of a follow-up, given on the scale that all models share."""
    scale = load_weights().fitted.timeline
    alone, opening, both = (scale.unrelated + scale.unit * near for near in (alone, opening, both))
    return Nearness(alone=alone, opening=opening, both=both, unseen=unseen)


# So far apart that it hangs on no learned weight how a question is read.
NEARER = nearness(0.3, 0.6, 0.7)
AS_NEAR = nearness(0.6, 0.6, 0.6)
FURTHER = nearness(0.8, 0.75, 0.5)
ELSEWHERE = nearness(0.2, 0.6, 0.5, unseen=1)


@pytest.mark.parametrize(
    ("question", "found", "expected"),
    [
        ("And in October?", NEARER, True),
        ("Who was in charge of it?", NEARER, True),
        ("Did he say why?", AS_NEAR, True),
        ("Anyone else?", FURTHER, True),
        ("What did she say about that?", AS_NEAR, True),
        ("Was that in exchange for the cod?", AS_NEAR, True),
        ("What about the ships?", FURTHER, True),
        ("What did Minister Renn say about the Tamsin treaty that Brennia signed?", FURTHER, False),
        ("What did Minister Renn say about the Tamsin treaty that Brennia signed?", AS_NEAR, False),
        ("How many visas were issued?", FURTHER, False),
        ("How many came in March?", NEARER, True),
        ("Who said that it was over?", FURTHER, False),
        ("Who won the football cup?", ELSEWHERE, False),
        ("Why?", ELSEWHERE, True),
    ],
)
def test_a_question_leans_back_where_it_points_back_or_the_archive_comes_nearer(
    question: str, found: Nearness, expected: bool
) -> None:
    assert leans_back(question, found, load_weights().fitted.follow_up) is expected


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
    ("question", "points"),
    [
        ("What did she say about that?", True),
        ("And who paid?", True),
        ("Who else came?", True),
        ("What happened the next day?", True),
        ("Who told them so?", True),
        ("Who paid for the ferry?", False),
        ("What did Minister Renn say about the treaty?", False),
    ],
)
def test_a_question_that_points_back(question: str, points: bool) -> None:
    assert points_back(question) is points


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("And in May?", "in May?"),
        ("What about the crew?", "the crew?"),
        ("And what about the crew?", "the crew?"),
        ("How about Minister Renn on cod?", "Minister Renn on cod?"),
        ("And how many came?", ""),
        ("And the crew of the ferry that was late in the fog?", ""),
        ("The crew?", ""),
    ],
)
def test_what_a_question_without_a_clause_of_its_own_asks_for(question: str, rest: str) -> None:
    assert read_ellipsis(question) == rest


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("No, I meant in April", "in April"),
        ("I meant the Minister", "the Minister"),
        ("Sorry, Ms. Orr", "Ms. Orr"),
        ("Oops - in March 2040.", "in March 2040."),
        ("no, not in March, in April", "in April"),
        ("not Renn but Calloway", "Calloway"),
        ("perdón, quise decir en abril", "en abril"),
        ("No one was hurt?", ""),
        ("No", ""),
        ("What did she mean?", ""),
        ("And in April?", ""),
    ],
)
def test_what_a_correction_puts_in_place_of_what_was_asked(question: str, rest: str) -> None:
    assert read_correction(question) == rest


@pytest.mark.parametrize(
    ("question", "more"),
    [
        ("What else?", True),
        ("what else did she say about it?", True),
        ("Anything else?", True),
        ("Tell me more", True),
        ("ok, tell me more about that please", True),
        ("Go on", True),
        ("Are those the only ones?", True),
        ("Is that all?", True),
        ("That's wrong", True),
        ("No, that is not right.", True),
        ("wrong, that is the other one's", True),
        ("¿Qué más?", True),
        ("What else is grown on the islands?", False),
        ("That's right", False),
        ("Tell me more about the ferry to Skarrow", False),
        ("Was it wrong to close the port?", False),
        ("How much more did it cost?", False),
    ],
)
def test_what_only_asks_for_more(question: str, more: bool) -> None:
    assert asks_for_more(question) is more


@pytest.mark.parametrize(
    ("question", "bare"),
    [("Why?", True), ("When was that?", True), ("And who was it?", True), ("Why did the ferry sink?", False)],
)
def test_a_question_without_words_of_its_own(question: str, bare: bool) -> None:
    assert is_bare(question) is bare


@pytest.mark.parametrize(
    ("question", "nth"),
    [
        ("How much is the third?", 2),
        ("What about the second one?", 1),
        ("Is the last of them open?", -1),
        ("Who led the second flight?", None),
        ("Was the first of May a holiday?", None),
    ],
)
def test_which_of_the_things_named_before_is_asked_about(question: str, nth: int | None) -> None:
    read = read_nth(question)
    assert (read[0] if read else None) == nth
