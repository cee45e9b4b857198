"""Labels of other publishers' files, which wait for their readers, can be found in a text however it is read."""

from __future__ import annotations

import json
from pathlib import Path

from archive.releases import Voice
from tests.ingest.labelled.anchors import anchor_of, find_anchors

TEXT = "Press Conference\n\nMINISTER VALE: We open the ferry on Monday, and the lock on Tuesday.\n\nQ Why?"


def test_an_anchor_does_not_hang_on_marks_and_white_space() -> None:
    again = TEXT.replace("MINISTER VALE: We", "**Minister Vale:**\nWe").replace("Monday, and", "Monday and")
    assert anchor_of(TEXT, TEXT.index("MINISTER")) == anchor_of(again, again.index("**Minister"))
    assert dict(find_anchors(TEXT))[anchor_of(TEXT, TEXT.index("Q Why"))] == TEXT.index("Q Why")


def test_the_labels_are_whole() -> None:
    file = Path(__file__).parent / "labelled" / "publishers.anchors"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert len({row["file"] for row in rows}) == 11
    assert {Voice(row["voice"]) for row in rows} >= {Voice.OFFICIAL, Voice.REPORTER, Voice.GUEST, Voice.OFFICE}
    assert all(len(row["anchor"]) == 16 for row in rows)
