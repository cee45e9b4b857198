"""Reading a question over the sample archive: what is narrowed, and that no answer is narrowed away."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.catalogue.reader import CatalogueReader
from archive.releases import Voice
from retrieval import Archive, Filters, Question
from retrieval.query.filters import read_question
from retrieval.question import ChipField
from retrieval.search.selection import select

pytestmark = pytest.mark.model

QUESTIONS = Path(__file__).parents[3] / "data" / "sample-questions.jsonl"


@pytest.fixture(scope="module")
def catalogue(sample_archive: Archive) -> CatalogueReader:
    return sample_archive.store.generation().catalogue


def asked(archive: Archive) -> list[tuple[str, str, list[dict[str, str]]]]:
    """(question, the opening that it leans on, evidence) of every answerable question and turn of the sample's set."""
    found = []
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        case: dict[str, Any] = json.loads(line)
        conversation = archive.converse()
        for turn in case.get("turns") or [case]:
            if "question" not in turn:
                continue
            conversation.ask(turn["question"])
            question = conversation.asked[-1]
            if turn.get("evidence"):
                found.append((question.text, question.opening, turn["evidence"]))
    return found


def test_no_reading_hides_the_answer(sample_archive: Archive, catalogue: CatalogueReader) -> None:
    hidden, read = [], 0
    for question, opening, evidence in asked(sample_archive):
        reading = read_question(question, catalogue, opening=opening)
        read += bool(reading.chips)
        if reading.chips and not any(holds(catalogue, reading.filters, one) for one in evidence):
            hidden.append((question, [chip.words for chip in reading.chips]))
    assert hidden == []
    assert read >= 15


def holds(catalogue: CatalogueReader, filters: Filters, evidence: dict[str, str]) -> bool:
    kept = catalogue.passages_of(evidence["release"], select(catalogue, filters))
    unlimited = catalogue.passages_of(evidence["release"], select(catalogue, Filters(voices=filters.voices)))
    text = catalogue.release(evidence["release"]).release.text
    start = text.find(evidence["quote"])
    span = (start, start + len(evidence["quote"])) if start >= 0 else (0, len(text))
    overlapping = [p for p in unlimited if p.start < span[1] and p.end > span[0]]
    return not overlapping or any(p in kept for p in overlapping)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Calloway say about ash in September 2031?", [("speakers", "Calloway"), ("period", "in September 2031")]),
        ("What did the minister say in the press briefing?", [("speakers", "the minister"), ("kinds", "press briefing")]),
        ("What is written in the fact sheet about cod?", [("kinds", "fact sheet")]),
        ("What did reporters ask about the surveyor?", [("voices", "What did reporters ask")]),
        ("What did they say about the proclamation?", []),
        ("What did Calloway say in her latest briefing?", [("speakers", "Calloway"), ("period", "latest briefing")]),
        ("What is in the most recent press briefing?", [("period", "most recent press briefing"), ("kinds", "press briefing")]),
        ("What was said in the last briefing before the storm?", []),
        ("What is the latest on the cod?", []),
        ("What is the boiling point of tungsten?", []),
        ("", []),
    ],
)  # fmt: skip
def test_chips(catalogue: CatalogueReader, text: str, expected: list[tuple[str, str]]) -> None:
    chips = read_question(text, catalogue).chips
    assert [(chip.field.value, chip.words) for chip in chips] == expected
    assert all(text[chip.start : chip.end] == chip.words for chip in chips)


def test_a_follow_up_replaces_the_period_and_keeps_the_speaker(catalogue: CatalogueReader) -> None:
    reading = read_question("And in November?", catalogue, opening="What did Calloway say in September 2031 about ash?")
    assert [(chip.field, chip.words, chip.in_opening) for chip in reading.chips] == [
        (ChipField.SPEAKERS, "Calloway", True),
        (ChipField.PERIOD, "in November", False),
    ]


@pytest.mark.parametrize(
    ("opening", "text", "voices"),
    [
        ("What did the envoy of Kharadel say about the ferries?", "How many did she want?", "official office guest"),
        ("What did guests say about the ferries?", "How many were there?", "official office guest"),
        ("What did reporters ask about the surveyor?", "Where was he born?", "official office reporter"),
        ("What did Calloway say about ash?", "How much of it fell?", ""),
        ("What did guests say about the ferries?", "What did Calloway say about them?", ""),
    ],
)
def test_whose_words_were_searched_beside_the_officials_still_are(
    catalogue: CatalogueReader, opening: str, text: str, voices: str
) -> None:
    reading = read_question(text, catalogue, opening=opening)
    assert {voice.value for voice in reading.filters.voices} == set(voices.split())
    assert all(chip.in_opening for chip in reading.chips if chip.filters.voices)


def test_an_answer_says_what_was_read_and_can_be_asked_without_it(sample_archive: Archive) -> None:
    text = "What did Calloway say about the evacuation?"
    answer = sample_archive.ask(text)
    assert answer.filters == Filters(speakers=("Ruth Calloway",), inferred=True)
    assert answer.to_json()["filters"]["inferred"] is True
    assert [chip["words"] for chip in answer.to_json()["chips"]] == ["Calloway"]
    assert {one.speaker for one in answer.retrieved} <= {"Ruth Calloway", None}  # None: an office reports on her
    for question in (Question(text=text, as_asked=True), Question(text=text, taken_off=("speakers:Calloway",))):
        bare = sample_archive.ask(question)
        assert (bare.chips, bare.filters) == ((), Filters())
        assert {one.speaker for one in bare.retrieved} > {"Ruth Calloway"}


def test_a_relative_period_is_that_of_the_day_of_asking(sample_archive: Archive) -> None:
    text = "What was said about visas last month?"
    latest, earlier = (
        sample_archive.ask(Question(text=text, asked_on=on)).filters for on in (None, date(2031, 11, 20))
    )
    assert latest.since is not None
    assert latest.since > date(2032, 3, 1)
    assert earlier.since is not None
    assert date(2031, 9, 1) < earlier.since <= date(2031, 10, 1)


def test_what_the_person_set_is_not_read_over(sample_archive: Archive) -> None:
    asked = Question(text="What did Calloway say about fish?", filters=Filters(speakers=("Jonas Idris",)))
    answer = sample_archive.ask(asked)
    assert (answer.chips, answer.filters) == ((), asked.filters)


def test_reporters_are_cited_only_where_they_are_asked_for(sample_archive: Archive) -> None:
    answer = sample_archive.ask("What did reporters ask about the surveyor?")
    assert {one.voice for one in answer.retrieved} == {Voice.REPORTER}
