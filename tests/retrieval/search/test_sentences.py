"""Ranked sentences: those of a passage, each with its place, and with its table's header."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from archive import Passage, Voice
from retrieval.search.late_interaction import Interaction
from retrieval.search.sentences import RankedSentence, read_sentences

ROWS = "Arden | 5 | 9\nLind | 7 | 2"


def sentences(text: str, context: str = "Ships. May 4, 2031.") -> tuple[RankedSentence, ...]:
    passage = Passage(
        release_id="a.md", start=100, end=100 + len(text), text=text, context=context, voice=Voice.OFFICE,
        date=date(2031, 5, 4), kind="report",
    )  # fmt: skip
    nothing = Interaction(
        similarities=np.zeros((1, 0), dtype=np.float32), weights=np.ones(1, dtype=np.float32),
        starts=np.zeros(0, dtype=np.uint16),
    )  # fmt: skip
    return read_sentences(passage, nothing, 0)


def test_a_sentence_knows_its_place() -> None:
    first, second = sentences("We sail. It rains.")
    assert (first.text, first.start, first.end) == ("We sail.", 100, 108)
    assert f"{second.passage.context}\n{second.passage.text}"[slice(*second.place)] == "It rains."
    assert (first.header, first.header_text) == ((0, 0), "")


@pytest.mark.parametrize(
    ("text", "context", "headers"),
    [
        (f"Port | Came | Left\n{ROWS}", "Ships.", ["", "Port | Came | Left", "Port | Came | Left"]),
        (ROWS, "Ships. Columns: Port | Came | Left.", ["Port | Came | Left"] * 2),
        (ROWS, "Ships. Columns: Port | Came | Left. Question: How many?", ["Port | Came | Left"] * 2),
        (f"{ROWS}\n\nTown | Men\nOrr | 3", "Ships. Columns: Port | Came.", ["Port | Came"] * 2 + ["", "Town | Men"]),
        ("It rains. We sail.", "Ships.", ["", ""]),
    ],
)
def test_a_row_knows_its_header(text: str, context: str, headers: list[str]) -> None:
    assert [one.header_text for one in sentences(text, context)] == headers
