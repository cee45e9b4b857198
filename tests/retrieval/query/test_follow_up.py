"""What a follow-up leaves unsaid: whether it leans on what was asked before, changes the subject, or goes back to one."""

from __future__ import annotations

import pytest

from retrieval.query.follow_up import Nearness, leans_back, mark_change, mark_return, points_back, read_ellipsis
from retrieval.weights import load_weights

# So far apart that it hangs on no learned weight how a question is read.
NEARER = Nearness(alone=0.3, opening=0.6, both=0.7, held=0.5, unseen=0)
AS_NEAR = Nearness(alone=0.6, opening=0.6, both=0.6, held=0.5, unseen=0)
FURTHER = Nearness(alone=0.8, opening=0.75, both=0.5, held=0.5, unseen=0)
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
        ("How many visas were issued?", FURTHER, False),
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
