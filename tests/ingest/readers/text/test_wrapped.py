"""Wrapped text: lines that were each set as a paragraph are joined, and nothing else."""

from __future__ import annotations

from ingest.readers.text.wrapped import join_wrapped

LINES = (
    "Well, ladies and gentlemen, the bridge at Quay will be opened by the",
    "harbour minister on Tuesday, and the ferry will sail until the end of",
    "the month. That is what we have agreed with the ferrymen's guild.",
    "There will be no further crossings by night.",
    "JOURNALIST:",
    "Will the ferrymen get their pensions, Minister, or have they to wait for",
    "another year before the Ministry makes up its mind about that matter?",
    "MINISTER: They will get them. We have put the money aside for that since",
    "the beginning of the year, and nothing has been taken from it so far, as",
    "I said to your colleagues last week.",
    "JOURNALIST: Thank you, Minister. And how long will the works at the lock",
    "take, now that the silt has been found to be deeper than you thought?",
    "MINISTER: Until the autumn.",
)


def test_lines_are_paragraphs_again() -> None:
    assert join_wrapped("\n\n".join(LINES)).split("\n\n") == [
        " ".join(LINES[:4]), "JOURNALIST:", " ".join(LINES[5:7]), " ".join(LINES[7:10]), " ".join(LINES[10:12]), LINES[12],
    ]  # fmt: skip


def test_whole_paragraphs_stay() -> None:
    text = "\n\n".join(["The bridge is open.", "It is wide", "and long.", "A list:", "- ropes", "The ferry sails."] * 4)
    assert join_wrapped(text) == text
    assert join_wrapped("One\n\ntwo") == "One\n\ntwo"
    assert join_wrapped("") == ""
