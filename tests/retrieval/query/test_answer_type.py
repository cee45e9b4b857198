"""What a question asks for, found in the words of an answer: a number, a time, a reason, or people by their full names."""

from __future__ import annotations

import pytest

from language.names import fold_name
from retrieval.query.answer_type import (
    MOST_NAMES,
    find_named_answers,
    find_values,
    holds_expected,
    holds_number,
    is_said,
)

KNOWN = {
    fold_name(name)
    for name in ("Ada Quill", "Jon R. Okoro", "Bo Vint", "Noor van Haddad", "Ida Vale", "Una Dale", "Mia Holt")
}


@pytest.mark.parametrize(
    ("question", "quote", "names"),
    [
        ("Who leads the delegation?", "The delegation is led by Ada Quill, with Bo Vint.", ["Ada Quill", "Bo Vint"]),
        ("By whom was it signed?", "It was signed by Envoy Jon R. Okoro on Friday.", ["Jon R. Okoro"]),
        ("In May, who came?", "NOOR VAN HADDAD came.", ["NOOR VAN HADDAD"]),
        ("Who met Ada Quill?", "Ada Quill was met by Bo Vint.", ["Bo Vint"]),
        ("Who came with Quill?", "Ada Quill’s guest was Bo Vint.", ["Bo Vint"]),
        ("When did the envoy who signed it come?", "Ada Quill came in May.", []),
        ("How many came?", "Ada Quill and Bo Vint came.", []),
        ("Who came?", "Ada, Quill and the others came with Ada Brown.", []),
        ("Who came?", "", []),
    ],
)
def test_people_asked_for_are_found(question: str, quote: str, names: list[str]) -> None:
    assert [quote[start:end] for start, end in find_named_answers(question, quote, KNOWN)] == names


def test_where_there_are_many_none_stands_out() -> None:
    quote = "Ada Quill, Jon R. Okoro, Bo Vint, Noor van Haddad, Ida Vale, Una Dale and Mia Holt came."
    assert len(KNOWN) > MOST_NAMES
    assert find_named_answers("Who came?", quote, KNOWN) == []


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
        ("How many ferries sail?", "Fifteen hundred came, and forty sail.", ["Fifteen hundred"]),
        ("Who opened it?", "On October 18, 2032, 40 people came.", []),
        ("When does it open?", "It will open when it is ready.", []),
    ],
)
def test_values(question: str, text: str, values: list[str]) -> None:
    assert [text[start:end] for start, end in find_values(question, text)] == values


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("How many came?", "13,000 came.", True),
        ("How many came?", "Forty people came.", True),
        ("How many came?", "Many came.", False),
        ("When did it sail?", "It sailed on May 4.", True),
        ("When did it sail?", "It sailed.", False),
        ("Who came?", "13,000 came.", False),
    ],
)
def test_a_value_is_held_where_one_is_found(question: str, text: str, holds: bool) -> None:
    assert holds_expected(question, text) is holds


@pytest.mark.parametrize(
    ("question", "sentence", "holds"),
    [
        ("When and why did 40 sail?", "They sailed on May 4.", False),
        ("How many sailed?", "It sailed because 40 came.", True),
        ("How many sailed?", "It sailed because they came.", False),
        ("Who sailed?", "It sailed on May 4 because 40 came.", False),
    ],
)
def test_a_number_is_held_where_one_is_asked_for(question: str, sentence: str, holds: bool) -> None:
    assert holds_number(question, sentence) is holds


@pytest.mark.parametrize(
    ("text", "said"), [("(Laughter.)", False), ("[inaudible]", False), ("(Laughter.) Well.", True), ("Go home.", True)]
)
def test_words_beside_stage_directions_are_said(text: str, said: bool) -> None:
    assert is_said(text) is said


@pytest.mark.parametrize(
    ("question", "row", "values"),
    [
        ("How many ferries left Arden?", "Arden | 5 | 9 | 2", ["9"]),
        ("How many sank at Arden?", "Arden | 5 | 9 | 2", ["2"]),
        ("How many ferries left?", "Arden | 5 | 9 | 2\nLind | 7 | 8 | 1", ["9", "8"]),
        ("How many were there?", "Arden | 5 | 9 | 2", ["5", "9", "2"]),
        ("Where is Arden?", "Arden | 5 | 9 | 2", []),
    ],
)
def test_values_of_a_row_are_those_of_the_column_asked_for(question: str, row: str, values: list[str]) -> None:
    found = find_values(question, row, "Port | Ships that came | Ships that left | Ships that sank")
    assert [row[start:end] for start, end in found] == values
