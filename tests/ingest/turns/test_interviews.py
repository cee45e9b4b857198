"""Interviews whose labels are not in capitals."""

from __future__ import annotations

from ingest.turns.interviews import find_dialogue
from tests.ingest.turns.conftest import check_turns, voices

INTERVIEW = (
    "We met on the pier.\n\nQuayside: Why now?\n\nRuth Orr: It rains.\n\nQuayside: And then?\n\nRuth Orr: Clouds."
)


def test_who_mostly_asks_is_the_reporter() -> None:
    turns = find_dialogue(INTERVIEW, 0, len(INTERVIEW), title="Interview with Ruth Orr of the Ministry")
    check_turns(turns, INTERVIEW)
    assert [(turn.voice.value, turn.label) for turn in turns] == [
        ("office", None),
        ("reporter", "Quayside"),
        ("official", "Ruth Orr"),
        ("reporter", "Quayside"),
        ("official", "Ruth Orr"),
    ]


def test_a_list_whose_items_begin_alike_is_no_interview() -> None:
    text = "Name: Ana\n\nSum: 5\n\nName: Bo\n\nSum: 6\n\nName: Cy\n\nSum: 7"
    assert voices(text, "Recipients") == [("office", None)]
