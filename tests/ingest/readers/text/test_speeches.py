"""Speeches: a text written from rows that say who speaks, and where each speech lies in it."""

from __future__ import annotations

from ingest.readers.text.speeches import Spoken, write_speeches


def test_rows_of_one_speaker_are_one_speech() -> None:
    rows = [
        Spoken(label=None, words="The sitting begins.", is_prose=True),
        Spoken(label="CHAIR VALE", words="Good morning."),
        Spoken(label="CHAIR VALE", words="The ferry sails."),
        Spoken(label="TEO QUAY", words="When?", asks=True),
        Spoken(label=None, words="  "),
        Spoken(label=None, words="At dawn."),
    ]
    text, speeches = write_speeches(rows, joint=" ")
    assert text == ("The sitting begins.\n\nCHAIR VALE: Good morning. The ferry sails.\n\nTEO QUAY: When?\n\nAt dawn.")
    assert [(one.label, one.asks, text[one.said : one.end]) for one in speeches] == [
        ("CHAIR VALE", False, "Good morning. The ferry sails."), ("TEO QUAY", True, "When?"), (None, False, "At dawn."),
    ]  # fmt: skip
    assert text[speeches[0].start : speeches[0].said] == "CHAIR VALE: "


def test_no_rows_are_no_text() -> None:
    assert write_speeches([]) == ("", ())
