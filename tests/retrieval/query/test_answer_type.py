"""What a question asks for, found in the words of an answer: a number, a time, a reason, or people by their full names."""

from __future__ import annotations

import pytest

from language.names import fold_name
from retrieval.query.answer_type import (
    MOST_NAMES,
    asks_time,
    find_named_answers,
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
        (
            "Who led the delegation to Arden?",
            "The delegation to Arden was led by Bo Vint. Ada Quill sang.",
            ["Bo Vint"],
        ),
        ("Who will lead the delegation to Arden?", "The delegation to Arden sails in June. He thanked Ada Quill.", []),
    ],
)
def test_people_asked_for_are_found(question: str, quote: str, names: list[str]) -> None:
    assert [quote[start:end] for start, end in find_named_answers(question, quote, KNOWN)] == names


def test_where_there_are_many_none_stands_out() -> None:
    quote = "Ada Quill, Jon R. Okoro, Bo Vint, Noor van Haddad, Ida Vale, Una Dale and Mia Holt came."
    assert len(KNOWN) > MOST_NAMES
    assert find_named_answers("Who came?", quote, KNOWN) == []


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
        ("What was the final tally of those on board?", "It sailed with 40.", True),
        ("Which sum did the harbour need?", "It needed 40.", True),
        ("grant maximum arden", "Up to 40 each.", True),
        ("How low may the river go?", "To 40.", True),
        ("What was said about the price?", "It is 40.", False),
        ("What did the captain say when the total was read?", "It is 40.", False),
        ("How much did the pier cost?", "It took 40 men.", False),
        ("How much did the pier cost?", "It took £40.", True),
        ("How much did the pier cost, and how many men did it take?", "It took 40 men.", True),
    ],
)
def test_a_number_is_held_where_one_is_asked_for(question: str, sentence: str, holds: bool) -> None:
    assert holds_number(question, sentence) is holds


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("When does it open?", True),
        ("And when did it close?", True),
        ("When and why did 40 sail?", True),
        ("When does it open, what does it cost?", True),
        ("Which official said it would be cut, and by when?", True),
        ("Did he say when it opens?", True),
        ("Can you tell me when it opens?", True),
        ("What was said about when it opens?", True),
        ("A film was shown. When was that?", True),
        ("how much was it worth, until when could people vote, and who won", True),
        ("flags for the captain until when", True),
        ("what time was the vote set for", True),
        ("What did the captain say when the total was read?", False),
        ("Where did the office move when it opened?", False),
        ("Did he stay when he was asked?", False),
        ("Did they push the bid when Ada went there, and to what end?", False),
        ("when he was a pilot which ship did he sail", False),
        ("When the ships were shut out, which cargo could they bring?", False),
        ("When he was asked, did he come?", False),
        ("How many drowned when the ferry sank?", False),
    ],
)
def test_when_asks_for_a_time_where_it_does_not_only_say_at_which(question: str, asks: bool) -> None:
    assert asks_time(question) is asks


@pytest.mark.parametrize(
    ("text", "said"), [("(Laughter.)", False), ("[inaudible]", False), ("(Laughter.) Well.", True), ("Go home.", True)]
)
def test_words_beside_stage_directions_are_said(text: str, said: bool) -> None:
    assert is_said(text) is said
