"""The shapes that a label may have, at the beginning of a line."""

from __future__ import annotations

import time

import pytest

from ingest.turns.shapes import Shape, find_possible_labels, is_capitals, label_key

SHAPES = [
    ("MS. ORR: Hello.", Shape.COLON, "MS. ORR", "Hello."),
    ("Ms. Orr : Hello.", Shape.COLON, "Ms. Orr", "Hello."),
    ("Ms. ORR. Hello.", Shape.STOP, "Ms. ORR", "Hello."),
    ("John Q. ORR. Hello.", Shape.STOP, "John Q. ORR", "Hello."),
    ("Ms Orr — Hello.", Shape.DASH, "Ms Orr", "Hello."),
    ("Ms Orr", Shape.LINE, "Ms Orr", ""),
    ("Ms Orr:", Shape.LINE, "Ms Orr", ""),
    ("12. Ms Orr: Hello.", Shape.COLON, "Ms Orr", "Hello."),
    ("• Ms Orr: Hello.", Shape.COLON, "Ms Orr", "Hello."),
    ("[10:32] Ms Orr: Hello.", Shape.COLON, "Ms Orr", "Hello."),
    ("10:32 a.m. MS. ORR: Hello.", Shape.COLON, "MS. ORR", "Hello."),
    (">> MS. ORR: Hello.", Shape.COLON, "MS. ORR", "Hello."),
    ("PM:-No.", Shape.COLON, "PM", "-No."),
    ("PRESIDENTA IRENE SALVATIERRA: Buenos días.", Shape.COLON, "PRESIDENTA IRENE SALVATIERRA", "Buenos días."),
    ("IDA ORR, HEAD OF THE UNIT (UOQ) OF QUAYS: Hello.", Shape.COLON, "IDA ORR, HEAD OF THE UNIT (UOQ) OF QUAYS", "Hello."),
    ("A1. Yes.", Shape.LETTER, "A1", "Yes."),
    ("Q. Why?", Shape.ASKING, "Q", "Why?"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "shape", "name", "said"), SHAPES, ids=[row[0] for row in SHAPES])
def test_shapes(line: str, shape: Shape, name: str, said: str) -> None:
    text = f"Before.\n\n{line}"
    found = {one.shape: one for one in find_possible_labels(text) if one.start}
    assert found[shape].name == name
    assert text[found[shape].said :].strip() == said
    assert text[found[shape].start :].startswith(line)


def test_what_stands_in_brackets_is_apart() -> None:
    (label, *_rest) = find_possible_labels("Mr Jon Hart (Lock End) (Lib): When?")
    assert (label.name, label.aside, label.printed) == (
        "Mr Jon Hart",
        " (Lock End) (Lib)",
        "Mr Jon Hart (Lock End) (Lib)",
    )


@pytest.mark.parametrize(
    "line", ["We said it: wait.", "hello: there", "12:30 it rained", "“Ms Orr”: Hello.", "?: a", "5"]
)
def test_lines_without_a_label(line: str) -> None:
    assert [one for one in find_possible_labels(line) if one.shape is Shape.COLON] == []


def test_keys_and_capitals() -> None:
    assert label_key("Ms.  Orr") == label_key("MS ORR") == "MS ORR"
    assert is_capitals("MR. McDOWELL")
    assert is_capitals("KING OF THE SEA")
    assert not is_capitals("Ms. ORR")


@pytest.mark.parametrize(
    "line", ["A. " * 20_000, "(" * 20_000, "Ab (c) " * 10_000, "- " * 20_000, "A" * 50_000, "1. " * 20_000]
)
def test_no_line_takes_long(line: str) -> None:
    """A line of any length is read in time that grows with it, not with its square."""
    began = time.process_time()
    find_possible_labels(line)
    assert time.process_time() - began < 5
