"""What stands around the words of a release."""

from __future__ import annotations

import time

from archive.releases import Turn, Voice
from ingest.turns.margins import set_captions_apart
from ingest.turns.turns import find_turns
from tests.ingest.turns.conftest import HEADER, check_turns, said, voices


def test_a_note_above_a_transcript_is_the_office() -> None:
    note = "This transcript has been corrected: an earlier version of it left out the answer on the price of bread.\n\n"
    assert voices(note + HEADER + "MS. ORR: Hi.\n\nQ Why?", "Press Briefing")[:2] == [
        ("office", None),
        ("furniture", None),
    ]


def test_a_stage_direction_on_its_own_line_is_nobodys() -> None:
    text = (
        "MS. ORR: Look.\n\n(The chart is shown.) (Laughter.)\n\nIt rains. (Laughs.)\n\n[Ministry official]?\n\nQ Why?"
    )
    assert said(text, "Press Briefing") == [
        ("official", "MS. ORR", "Look."),
        ("furniture", None, "(The chart is shown.) (Laughter.)"),
        ("official", "MS. ORR", "It rains. (Laughs.)\n\n[Ministry official]?"),
        ("reporter", "Q", "Why?"),
    ]


def test_what_stands_below_the_end_is_not_said() -> None:
    note = "* This transcript has been corrected: an earlier version of it left out the answer on the price of bread."
    text = f"MS. ORR: Hi.\n\nQ Why?\n\nMS. ORR: Go.\n\nEND 3:40 P.M. EDT\n\nSlides: https://quay.test/a.pdf\n\n{note}"
    assert said(text, "Press Briefing")[-3:] == [
        ("official", "MS. ORR", "Go."),
        ("furniture", None, "END 3:40 P.M. EDT\n\nSlides: https://quay.test/a.pdf"),
        ("office", None, note),
    ]


def test_captions_are_turns_of_their_own() -> None:
    text = "Tides rise.\n\nA boat at dawn.\n\nThey fall."
    whole = Turn(start=0, said=0, end=len(text), voice=Voice.OFFICE)
    turns = set_captions_apart([whole], text, captions=["A boat at dawn."])
    check_turns(turns, text)
    assert [turn.voice for turn in turns] == [Voice.OFFICE, Voice.CAPTION, Voice.OFFICE]
    assert set_captions_apart([whole], text, captions=["A pier."]) == (whole,)


def test_a_long_line_in_brackets_is_said() -> None:
    translated = "[" + "Let us mend the quay together, for the sea does not wait for anybody. " * 4 + "]"
    text = f"MINISTER VALE: Ons bou saam.\n\n(Applause.)\n\n{translated}\n\nMS. ORR: Thank you."
    turns = find_turns(text, title="Remarks by Minister Vale and Ms. Orr", kind="speech")
    assert [(turn.voice is Voice.FURNITURE, translated in text[turn.start : turn.end]) for turn in turns] == [
        (False, False), (True, False), (False, True), (False, False),
    ]  # fmt: skip


def test_many_stage_directions_take_no_time() -> None:
    began = time.monotonic()
    text = "MS. VALE: Good morning.\n\n" + "(Applause.)\n\nGo on.\n\n" * 20_000 + "MR. ORR: Thank you."
    turns = find_turns(text, title="Remarks", kind="speech")
    assert sum(turn.voice is Voice.FURNITURE for turn in turns) == 20_000
    assert time.monotonic() - began < 60
