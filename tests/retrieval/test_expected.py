"""The number or the time that a question asks for, found in the words of an answer."""

from __future__ import annotations

import pytest

from retrieval.expected import find_values, holds_expected


@pytest.mark.parametrize(
    ("question", "text", "values"),
    [
        ("How much was paid?", "We paid $2.5 billion, 87 percent of it in May.", ["$2.5 billion", "87 percent"]),
        ("How many ferries sail?", "Three million more passengers, and one of them was late.", ["Three million"]),
        ("How many ferries sail?", "Thousands came; 13,000 by noon.", ["Thousands", "13,000"]),
        (
            "When does it open?",
            "It opens on Monday, October 18, 2032, at 5:30 p.m.",
            ["Monday, October 18, 2032", "5:30 p.m."],
        ),
        ("When does it open?", "It may open next year, or in December 2033.", ["next year", "December 2033"]),
        ("Who opened it?", "On October 18, 2032, 40 people came.", []),
        ("When does it open?", "It will open when it is ready.", []),
    ],
)
def test_values(question: str, text: str, values: list[str]) -> None:
    assert [text[start:end] for start, end in find_values(question, text)] == values


def test_a_value_is_held_where_one_is_found() -> None:
    assert holds_expected("How many came?", "13,000 came.")
    assert not holds_expected("How many came?", "Many came.")
    assert not holds_expected("Who came?", "13,000 came.")
