"""Turns that a file marks itself: each in the voice that its label has, what stands between them in the office's."""

from __future__ import annotations

from archive.releases import Voice
from ingest.turns.marked import MarkedSpeech, mark_turns

SAID = (("MINISTER VALE", "The ferry sails at dawn.", False), ("Teo Quay", "Does it leak?", True), (None, "No.", False))


def test_marked_speeches_are_turns_end_to_end() -> None:
    text, speeches = "The sitting began at noon.", []
    for label, words, asks in SAID:
        head = f"{label}: " if label else ""
        start = len(text) + 2
        speeches.append(
            MarkedSpeech(start=start, said=start + len(head), end=start + len(head + words), label=label, asks=asks)
        )
        text += f"\n\n{head}{words}"
    turns = mark_turns(text, speeches, title="Sitting of the Harbour Board", kind="debate")
    assert [(turn.voice, turn.label, text[turn.said : turn.end].strip()) for turn in turns] == [
        (Voice.OFFICE, None, "The sitting began at noon."),
        (Voice.OFFICIAL, "MINISTER VALE", "The ferry sails at dawn."),
        (Voice.REPORTER, "Teo Quay", "Does it leak?"),
        (Voice.UNKNOWN, None, "No."),
    ]
    assert [turn.start for turn in turns] == [0, *(turn.end for turn in turns[:-1])], "end to end"
    assert turns[-1].end == len(text)


def test_nobody_named_who_asks_is_a_reporter() -> None:
    (turn,) = mark_turns("When?", [MarkedSpeech(start=0, said=0, end=5, label=None, asks=True)], title="A", kind="")
    assert turn.voice is Voice.REPORTER
