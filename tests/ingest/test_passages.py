"""Passages: inside one turn, verbatim, of a good length, at good places."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from archive.releases import Passage, Release, Turn, Voice, find_columns
from ingest.passages import LONGEST_PASSAGE, cut_passages, cut_spans
from ingest.turns.turns import find_turns

SENTENCE = "The harbour at Orr was dredged again in the spring of that year by two old ships. "


def release(text: str, title: str = "Press Briefing by Press Secretary Ruth Orr") -> Release:
    turns = find_turns(text, title=title, kind="press briefing")
    return Release(
        id="a.md", title=title, date=date(2031, 9, 4), kind="press briefing", text=text, digest="", turns=turns
    )


def test_the_context_of_an_undated_release_has_no_day() -> None:
    whole = replace(release("MS. ORR: Cherry pie was eaten at noon."), date=None)
    (passage,) = cut_passages(whole)
    assert (passage.date, passage.context) == (None, "Press Briefing by Press Secretary Ruth Orr. MS. ORR.")


def check(found: list[Passage], whole: Release) -> None:
    for passage in found:
        assert passage.text == whole.text[passage.start : passage.end]
        assert passage.text == passage.text.strip()
        assert passage.text
        assert len(passage.text) <= LONGEST_PASSAGE
        turn = next(t for t in whole.turns if t.start <= passage.start < t.end)
        assert turn.said <= passage.start < passage.end <= turn.end
        assert turn.voice is not Voice.FURNITURE


def test_a_briefing() -> None:
    whole = release("Lantern Room\n\nMS. ORR: Hello.\n\nQ What did you eat? Was it pie?\n\nMS. ORR: Cherry pie.\n\n###")
    found = cut_passages(whole)
    check(found, whole)
    assert [(passage.voice, passage.text) for passage in found] == [
        (Voice.OFFICIAL, "Hello."),
        (Voice.REPORTER, "What did you eat? Was it pie?"),
        (Voice.OFFICIAL, "Cherry pie."),
    ]
    title = "Press Briefing by Press Secretary Ruth Orr. September 4, 2031."
    assert [passage.context for passage in found] == [
        f"{title} MS. ORR.",
        f"{title} Q.",
        f"{title} MS. ORR. Question: What did you eat? Was it pie?",
    ]


def test_a_long_question_gives_its_end() -> None:
    whole = release(f"MS. ORR: Yes.\n\nQ {SENTENCE * 5}Why was that?\n\nMS. ORR: Mud.")
    context = cut_passages(whole)[-1].context
    assert context.endswith("Why was that?")
    assert "Question: The harbour" in context
    assert len(context) < 300


def test_long_turns_are_cut_between_sentences_with_an_overlap() -> None:
    text = (SENTENCE * 30).strip()
    spans = cut_spans(text, 0, len(text))
    pieces = [text[start:end] for start, end in spans]
    assert all(piece.startswith("The harbour") and piece.endswith("ships.") for piece in pieces)
    assert all(400 < len(piece) <= LONGEST_PASSAGE for piece in pieces[:-1])
    assert all(later[0] < earlier[1] for earlier, later in pairwise(spans))


def test_a_list_stays_with_the_line_that_introduces_it() -> None:
    text = f"{SENTENCE * 8}\n\nWe have sent:\n\n- three ships\n- two boats\n- a bell"
    pieces = [text[start:end] for start, end in cut_spans(text, 0, len(text))]
    assert pieces[-1] == "We have sent:\n\n- three ships\n- two boats\n- a bell"


def test_no_passage_ends_with_a_heading() -> None:
    text = f"{SENTENCE * 6}\n\nWhat Comes Next\n\n{SENTENCE * 6}"
    pieces = [text[start:end] for start, end in cut_spans(text, 0, len(text))]
    assert pieces[1].startswith("What Comes Next")
    assert not pieces[0].endswith("Next")


@pytest.mark.parametrize("unit", ["and the ship, the boat; the bell ", "word ", "Arden | 5 | 6 | ", "x", "é👏"])
def test_what_has_no_stops_is_split(unit: str) -> None:
    text = (unit * 3000).strip()
    spans = cut_spans(text, 0, len(text))
    assert max(end - start for start, end in spans) <= LONGEST_PASSAGE
    if " " in unit:
        assert all(start == 0 or text[start - 1].isspace() for start, _end in spans)


def test_every_word_is_in_a_passage() -> None:
    chance = random.Random(5)
    units = [
        SENTENCE,
        "Yes. ",
        "\n\n",
        "\n- item ",
        "Heading\n",
        "word " * 60,
        "“Quoted. Twice.” ",
        "A: ",
        "x" * 900 + " ",
    ]
    for _ in range(100):
        text = "".join(chance.choices(units, k=25)).strip()
        turn = Turn(start=0, said=0, end=len(text), voice=Voice.OFFICE)
        whole = Release(id="a", title="T", date=date(2031, 1, 1), kind="k", text=text, digest="", turns=(turn,))
        found = cut_passages(whole)
        check(found, whole)
        covered = set().union(*(range(passage.start, passage.end) for passage in found)) if found else set()
        assert all(index in covered or text[index].isspace() for index in range(len(text)))


def test_an_empty_turn_makes_none() -> None:
    assert cut_passages(release("MS. ORR:\n\nQ Why?\n\nMS. ORR: \n\n"))[0].text == "Why?"


def test_a_passage_that_begins_within_a_table_has_its_header_as_context() -> None:
    rows = "\n".join(f"Port {n} of the long coast | {n * 7} | {n * 9}" for n in range(1, 60))
    whole = release(f"Ships by port.\n\nPort | Came | Left\n{rows}\n\nThat is all.", title="Report on Ships")
    first, *others = cut_passages(whole)
    check([first, *others], whole)
    assert 2 < len(others) < 6
    assert first.text.startswith("Ships by port.\n\nPort | Came | Left\nPort 1 of the long coast | 7 | 9")
    assert find_columns(first.context) == (0, 0)
    assert [one.context[slice(*find_columns(one.context))] for one in others] == ["Port | Came | Left"] * len(others)
