"""Which statements were made again with another number, and which are two statements. Every sentence is invented."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from archive.models.embedder import SentenceEmbedder
from archive.releases import Passage, Voice
from retrieval.timeline.changing_numbers import find_changing_numbers
from retrieval.timeline.topics import TopicSentence
from retrieval.weights import load_weights

BOUNDS = load_weights().fitted.timeline

pytestmark = pytest.mark.model

ONE_STATEMENT = [
    ("We have evacuated more than 13,000 people by sea.", "To date, we have evacuated nearly 17,000 people by sea."),
    ("The Navy flew 370 flights out of the islands.", "The Navy flew 307 flights out of the islands."),
    ("The average price of herring is now $3.32.", "The average price of herring is now $3.30."),
    ("Unemployment in the port has fallen to 5.2 percent.", "Unemployment in the port fell to 4.6%."),
    ("Get your second lamp eight months after the first.", "Get your second lamp six months after the first."),
    ("The bridge will close on May 4.", "The bridge will close on June 11."),
    ("We shipped 115 million lamps to 80 countries.", "We shipped 160 million lamps to 100 countries."),
]
TWO_STATEMENTS = [
    ("We evacuated 13,000 people in the last 24 hours.", "We have evacuated 17,000 people since we began."),
    (
        "We have shipped 160 million lamps to the islands.",
        "We have committed to ship 600 million lamps to the islands.",
    ),
    ("The plan helps 360,000 northern families save.", "The plan helps 730,000 southern families save."),
    ("The Navy flew 370 flights out of the islands.", "The minister read 307 letters in the morning."),
    ("Ten million islanders have received a lamp.", "Twenty million islanders can now receive a lamp."),
    ("In Westmarch, 40 bridges are in poor repair.", "In Lindmoor, 70 bridges are in poor repair."),
    ("We have evacuated 13,000 people by sea.", "We have evacuated 13,000 people by sea."),
    ("We sold 40 lamps.", "We sold 4,000,000 lamps."),
]


def said(text: str, *, release: str, day: date) -> TopicSentence:
    passage = Passage(
        release_id=release,
        start=0,
        end=len(text),
        text=text,
        context="",
        voice=Voice.OFFICIAL,
        date=day,
        kind="press briefing",
    )
    return TopicSentence(
        passage=passage, start=0, end=len(text), text=text, overlap=1.0, around=1.0, by_words=True, strength=1.0
    )


def on_two_days(first: str, second: str, *, apart: int = 3) -> list[TopicSentence]:
    day = date(2031, 5, 1)
    return [said(first, release="a.md", day=day), said(second, release="b.md", day=day + timedelta(days=apart))]


@pytest.mark.parametrize(("first", "second"), ONE_STATEMENT)
def test_one_statement_with_another_number(embedder: SentenceEmbedder, first: str, second: str) -> None:
    groups = find_changing_numbers(on_two_days(first, second), embedder, BOUNDS)
    assert groups
    for group in groups:
        assert [number.sentence.text for number in group] == [first, second]
        for number in group:
            assert number.written == number.sentence.text[number.start : number.end]


@pytest.mark.parametrize(("first", "second"), TWO_STATEMENTS)
def test_two_statements(embedder: SentenceEmbedder, first: str, second: str) -> None:
    assert find_changing_numbers(on_two_days(first, second), embedder, BOUNDS) == []


def test_numbers_of_one_day_took_nobodys_place(embedder: SentenceEmbedder) -> None:
    assert find_changing_numbers(on_two_days(*ONE_STATEMENT[0], apart=0), embedder, BOUNDS) == []


def test_a_sentence_with_both_numbers_changed_none(embedder: SentenceEmbedder) -> None:
    both = "The lamp grant rises from $2,000 per child to $3,000 per child on the islands."
    again = "The lamp grant rose from $2,000 per child to $3,000 per child on the islands."
    assert find_changing_numbers(on_two_days(both, again), embedder, BOUNDS) == []


def test_a_third_saying_joins_its_group(embedder: SentenceEmbedder) -> None:
    third = said("We have now evacuated over 21,000 people by sea.", release="c.md", day=date(2031, 5, 9))
    groups = find_changing_numbers([*on_two_days(*ONE_STATEMENT[0]), third], embedder, BOUNDS)
    assert [[number.quantity.value for number in group] for group in groups] == [["13000", "17000", "21000"]]
