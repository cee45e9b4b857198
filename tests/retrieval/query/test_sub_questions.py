"""The parts of a question: what it asks beside each other, and what is one question."""

from __future__ import annotations

import pytest

from retrieval.query.sub_questions import MOST_PARTS, read_sub_questions

HARBOUR = "Which harbour did the Minister close"


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (f"{HARBOUR}, and for how long?", [HARBOUR, "for how long?"]),
        (f"{HARBOUR} and when?", [HARBOUR, "when?"]),
        (f"{HARBOUR}; which was it before?", [HARBOUR, "which was it before?"]),
        (f"{HARBOUR} - and who objected?", [HARBOUR, "who objected?"]),
        (f"{HARBOUR}—who objected?", [HARBOUR, "who objected?"]),
        (f"{HARBOUR}? Who objected?", [f"{HARBOUR}?", "Who objected?"]),
        (f"{HARBOUR}? And who objected?", [f"{HARBOUR}?", "who objected?"]),
        (f"{HARBOUR}, and did the crews object?", [HARBOUR, "did the crews object?"]),
        ("Did the ferry sink, and was anyone on board hurt?", ["Did the ferry sink", "was anyone on board hurt?"]),
        ("which ferry sank off Skarrow and how many drowned", ["which ferry sank off Skarrow", "how many drowned"]),
        (
            "The Minister spoke of a ferry - which one was it, and who doubted her?",
            ["The Minister spoke of a ferry - which one was it", "who doubted her?"],
        ),
        (
            "Which ferry sank, how many drowned, and where was it?",
            ["Which ferry sank, how many drowned", "where was it?"],
        ),
        ("Who did the Minister meet, and where, and when?", ["Who did the Minister meet", "where, and when?"]),
    ],
)
def test_what_is_asked_beside_each_other_is_parted(question: str, parts: list[str]) -> None:
    found = read_sub_questions(question)
    assert [one.text for one in found] == parts
    assert [question[one.start : one.end] for one in found] == parts


@pytest.mark.parametrize(
    "question",
    [
        "When and why did forty ferries sail?",
        "Who and where were the crews?",
        "What did the Minister and the envoy agree?",
        "Which ferries, and which crews, were lost?",
        "Who sailed and who stayed?",
        "How many ferries sank, were lost, or had been scrapped?",
        "When the ferry sank, what did the Minister say?",
        "After the storm, which harbours opened?",
        "Asked what became of the crew, what did the Minister say?",
        "If the bridge is closed, how do people cross?",
        "The ferry sank. Who was on board?",
        "Which crews, who had sailed for years, were told?",
        "What is the Minister's well-known - if short - answer?",
        "Why? Who?",
        f"{HARBOUR}? Who said so?",
        f"{HARBOUR}, and according to whom?",
        "ferry sinking and crew",
        "",
    ],
)
def test_one_question_is_not_parted(question: str) -> None:
    assert read_sub_questions(question) == ()


def test_a_question_has_so_many_parts_and_no_more() -> None:
    asked = read_sub_questions(f"{HARBOUR}? " * 6)
    assert len(asked) == MOST_PARTS
