"""From what models write to whole sentences, however the words come in pieces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.writing.lines import LineReader

HEADER = "Ada Brook, Harbour Minister, May 2, 2041, in Remarks at the new pier:"
PROMPT = "Say nothing that the evidence does not say."

# what a model writes, and the sentences that are read: (text, numbers), None for what is no prose
WRITTEN: tuple[tuple[str, list[tuple[str, tuple[int, ...]] | None]], ...] = (
    ("The pier opens. [1]", [("The pier opens.", (1,))]),
    ("The pier opens [1]. It is new [2].", [("The pier opens.", (1,)), ("It is new.", (2,))]),
    ("The pier opens. [1] It is new. [2]", [("The pier opens.", (1,)), ("It is new.", (2,))]),
    ("[1] The pier opens. [2] It is new.", [("The pier opens.", (1,)), ("It is new.", (2,))]),
    ("The pier opens [1, 3].", [("The pier opens.", (1, 3))]),
    ("The pier opens [1-3].", [("The pier opens.", (1, 2, 3))]),
    ("The pier opens [1][4].", [("The pier opens.", (1, 4))]),
    ("The pier opens (2).", [("The pier opens.", (2,))]),
    ("The pier opens ([2]).", [("The pier opens.", (2,))]),
    ("The pier opens 【2】.", [("The pier opens.", (2,))]),
    ("The pier [[2]](https://example.org) opens.", [("The pier opens.", (2,))]),
    ("The pier opens [9].", [("The pier opens.", ())]),
    ("The pier (built in 2039) cost (40) crowns.", [("The pier (built in 2039) cost (40) crowns.", ())]),
    ("3. The pier opens.", [("The pier opens.", ())]),
    ("- **The pier** opens.\n* It is _new_.", [("The pier opens.", ()), ("It is new.", ())]),
    ("> The pier opens.", [("The pier opens.", ())]),
    ("<think>Is it\nopen? [1]</think>\nThe pier opens.", [("The pier opens.", ())]),
    ("[THINK]Is it?[/THINK]The pier opens.", [("The pier opens.", ())]),
    ("<thinking>The pier opens.", []),
    ("```\nThe pier opens.\n```", [("The pier opens.", ())]),
    ("The [pier](https://example.org/a) opens.", [("The pier opens.", ())]),
    ("![pier](https://example.org/a.png)\nThe pier opens.", [None, ("The pier opens.", ())]),
    ("Look at https://example.org now. The pier opens.", [None, ("The pier opens.", ())]),
    ("<b>The pier</b> opens.", [None]),
    ("# Answer\nThe pier opens.", [None, ("The pier opens.", ())]),
    ("| pier | opens |\n|---|---|", [None, None]),
    ("Here is the answer:\nThe pier opens.", [None, ("The pier opens.", ())]),
    (f"{HEADER}\n[1] The pier opens.", [("The pier opens.", (1,))]),
    (f"{HEADER} The pier opens. [1]", [("The pier opens.", (1,))]),
    ("Ada Brook, May 2: The pier opens. [1]", [("The pier opens.", (1,))]),
    ("The ministry said this: the pier opens.", [("The ministry said this: the pier opens.", ())]),
    (f"{PROMPT}\nThe pier opens.", [("The pier opens.", ())]),
    ("“The pier opens.” [1]", [("The pier opens.", (1,))]),
    ("She met Dr. Hale at 3 p.m. on it. It was new.", [("She met Dr. Hale at 3 p.m. on it.", ()), ("It was new.", ())]),
    ("The\u200b pier\u202e opens.", [("The pier opens.", ())]),
    ("x" * 3000 + "\nThe pier opens.", [None, ("The pier opens.", ())]),
    ("", []),
    ("\n\n \n", []),
)  # fmt: skip


def read(text: str, step: int) -> list[tuple[str, tuple[int, ...]] | None]:
    reader = LineReader(numbers=range(1, 6), headers=[HEADER], prompt=[PROMPT])
    pieces = [text[at : at + step] for at in range(0, len(text), step)]
    found = [one for piece in pieces for one in reader.feed(piece)] + list(reader.finish(whole=True))
    return [(one.text, one.cited) if one.fit else None for one in found]


@pytest.mark.parametrize("step", [1, 2, 7, 10_000])
@pytest.mark.parametrize(("written", "sentences"), WRITTEN, ids=[text[:30] for text, _ in WRITTEN])
def test_sentences_are_read_whole(written: str, sentences: list[tuple[str, tuple[int, ...]] | None], step: int) -> None:
    assert read(written, step) == sentences


def test_a_sentence_leaves_when_the_next_begins() -> None:
    reader = LineReader(numbers=[1])
    assert [*reader.feed("The pier opens. [1")] == []
    assert [one.cited for one in reader.feed("] It is n")] == [(1,)]
    assert [one.text for one in reader.feed("ew.\n")] == ["It is new."]


def test_a_line_that_was_cut_off_is_no_sentence() -> None:
    reader = LineReader(numbers=[1])
    assert next(iter(reader.feed("The pier opens. It is n"))).text == "The pier opens."
    assert [one.fit for one in reader.finish(whole=False)] == [False]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab .\n[]()<>/123`*“”:-think\u202e", max_size=120), st.integers(1, 9))
def test_nothing_that_a_model_writes_breaks_the_reader(text: str, step: int) -> None:
    for one in read(text, step):
        assert one is None or not set("\u202e\n⁅⁆") & set(one[0])
