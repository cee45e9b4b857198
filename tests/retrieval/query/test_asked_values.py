"""Asked values: only the one that is asked for is marked, and none where that is not sure."""

from __future__ import annotations

import pytest

from retrieval.query.asked_values import counts_asked, find_values, lacks_value


@pytest.mark.parametrize(
    ("question", "text", "values"),
    [
        ("How much was paid?", "We paid $2.5 billion, 87 percent of it in May.", ["$2.5 billion"]),
        ("What share was paid?", "We paid $2.5 billion, 87 percent of it in May.", ["87 percent"]),
        ("How many ferries sail?", "Three million passengers came in 2031, and 40 ferries sail today.", ["40"]),
        (
            "How many people were on board?",
            "In 47 days 6,214 people were on board. Of these, 1,702 were ours.",
            ["6,214"],
        ),
        ("How many people were on board?", "The total is 6,214.", ["6,214"]),
        ("How many people were on board?", "It took 47 days and 12 ships.", []),
        (
            "How many people were on board?",
            "On May 3, 40 people were on board, and on May 5 60 people were on board.",
            [],
        ),
        ("How long is the wait for a berth?", "The wait is 55 days for 300 berths.", ["55"]),
        ("What did the tower cost?", "The tower is 80 years old and cost 9 million crowns.", ["9 million"]),
        ("When does it open?", "It opens on Monday, October 18, 2032, with 40 stalls.", ["Monday, October 18, 2032"]),
        ("When does the hall open?", "The hall opens in May 2033. The pier was built in 1990.", ["May 2033"]),
        ("When does the hall open?", "Today we voted: the hall will open in May 2033.", ["May 2033"]),
        ("When did the crew meet?", "Today, the crew met in Arden.", ["Today"]),
        ("When does it open?", "It may be in May 2033, or in June 2034.", []),
        ("Who opened it?", "On October 18, 2032, 40 people came.", []),
        ("When does it open?", "It will open when it is ready.", []),
        ("How many ferries sail?", "Fifteen hundred came, and forty ferries were there.", ["forty ferries"]),
        ("How much public money went to the pier?", "Up to 1500 indirect jobs were created.", []),
        ("How much public money went to the pier?", "It made 2000 jobs, for $12.8 million.", ["$12.8 million"]),
        ("What sum did the roof need?", "It was to be done in 24 months, for 180,000 crowns.", ["180,000"]),
        ("What is the daily wage of a rower?", "There are 1,400 people on it.", []),
        ("What dollar value was put on it?", "Almost 30 per cent of exports are.", []),
        ("How many boats came, and how much money was that?", "For 41 boats it was $2,000.", ["41"]),
        ("How many firms bid for the pier?", "They signed a contract worth $280 million.", []),
        ("Which group of 70 percent was reached?", "We had set a goal of 70 percent.", []),
        ("What share is it of the 2,000?", "The 2,000 are 30 per cent.", ["30 per cent"]),
        ("When does he go?", "He goes on 10 October 2032.", ["10 October 2032"]),
        ("What time is the vote?", "It is at 10am in Arden.", ["10am"]),
        ("What time is the vote?", "The vote in Arden was announced on May 3.", []),
        ("When does the fund start?", "The fund starts in 2034/35.", ["2034/35"]),
        ("What did the captain say when the total was read?", "Today it is 40, as of 2031.", []),
        ("When did the harbour reckon the finances would allow a pier?", "Today there is news of cuts.", []),
    ],
)
def test_only_the_value_that_is_asked_for_is_marked(question: str, text: str, values: list[str]) -> None:
    assert [text[start:end] for start, end in find_values(question, text)] == values


@pytest.mark.parametrize(
    ("question", "row", "values"),
    [
        ("How many ferries left Arden?", "Arden | 5 | 9 | 2", ["9"]),
        ("How many sank at Arden?", "Arden | 5 | 9 | 2", ["2"]),
        ("How many ferries left?", "Arden | 5 | 9 | 2\nLind | 7 | 8 | 1", ["9", "8"]),
        ("How many were there?", "Arden | 5 | 9 | 2", []),
        ("Where is Arden?", "Arden | 5 | 9 | 2", []),
    ],
)
def test_values_of_a_row_are_those_of_the_column_asked_for(question: str, row: str, values: list[str]) -> None:
    found = find_values(question, row, "Port | Ships that came | Ships that left | Ships that sank")
    assert [row[start:end] for start, end in found] == values


@pytest.mark.parametrize(
    ("question", "sentence", "counted"),
    [
        ("How many people were brought home?", "By noon 186 people and 9 cats were home.", ["186"]),
        ("How many people were brought home?", "By noon 9 cats were home.", []),
        ("When were people brought home?", "By noon 186 people were home.", []),
    ],
)
def test_what_is_counted_is_what_the_question_asks_for(question: str, sentence: str, counted: list[str]) -> None:
    assert [one.value for one in counts_asked(question, sentence)] == counted


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("How many people drowned?", "The boats are a threat to many towns until 2040.", True),
        ("How many people drowned?", "Forty drowned.", False),
        ("How many people drowned?", "Nobody drowned.", False),
        ("How many people drowned?", "Hundreds drowned.", False),
        ("Why did people drown?", "The boats are a threat.", False),
        ("How many people drowned?", "Smuggling is a multi-million-dollar trade.", True),
        ("How many people drowned?", "A boat costs $5,000, or 4 thousand pounds.", True),
        ("How many people drowned?", "Forty drowned, and a boat costs $5,000.", False),
        ("How many dollars does a boat cost?", "A boat costs 5,000 dollars.", False),
        ("How many people drowned?", "Of them 40 per cent drowned.", False),
        ("How much will the ladder cost?", "We bear 40 percent of the cost of the ladder.", True),
        ("How much will the ladder cost?", "It will cost eleven million crowns.", False),
        ("How much will the ladder cost?", "It is free of charge.", False),
        ("How much public money went to the pier?", "It made 1500 jobs.", True),
        ("What is the daily wage of a rower?", "There are 1,400 people on it.", True),
        ("What salary will the pilot be paid?", "He gets 1,400 letters.", True),
        ("What dollar value did they put on it?", "Almost 30 per cent.", True),
        ("What did the price do in May?", "It rose.", False),
        ("What time is the vote?", "The vote was announced yesterday.", True),
        ("What time is the vote?", "The vote is at 10am.", False),
        ("What time is the vote?", "The vote is on Monday morning.", False),
        ("What time of year do they vote?", "They vote in May.", False),
        ("Who asked that the wages of rowers should not stop?", "I asked.", False),
        ("How much time did they spend there?", "They spent a week there.", False),
    ],
)
def test_who_asks_how_many_is_not_answered_without_a_number(question: str, text: str, lacks: bool) -> None:
    assert lacks_value(question, [text]) is lacks
