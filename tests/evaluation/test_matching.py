"""Matching: when a passage holds a quotation, and when two paths name one release."""

from __future__ import annotations

import pytest

from evaluation.matching import cites, holds, last_name, normalize, same_release, share_held

QUOTE = "ships and aircraft under our flag brought out six thousand people"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("“It’s—over”", '"it\'s-over"'),
        ("a\u00a0b\u2060c\n d", "a bc d"),
        ("**bold** [word](http://x)", "bold word"),
        ("<s>6,241</s> 6,214", "6,241 6,214"),
    ],
)
def test_normalize(text: str, folded: str) -> None:
    assert normalize(text) == folded


@pytest.mark.parametrize(
    ("passage", "held"),
    [
        (f"He said that {QUOTE}, and more.", True),
        (QUOTE.upper(), True),
        ("ships and aircraft under our flag brought out six", True),  # 6 of 8 runs of four words
        ("ships and aircraft under our flag went home", False),
        ("people thousand six out brought flag our under", False),
        ("", False),
    ],
)
def test_a_passage_holds_a_quotation(passage: str, held: bool) -> None:
    assert holds(passage, QUOTE) is held


def test_a_short_quotation_is_held_whole_or_not() -> None:
    assert share_held("about two thousand", "two thousand") == 1.0
    assert share_held("about two hundred", "two thousand") == 0.0
    assert share_held("anything", "—") == 0.0


def test_a_citation_may_be_a_part_of_the_gold_quotation_or_the_whole_of_it() -> None:
    assert cites("under our flag brought out six thousand", QUOTE)
    assert cites(f"Before. {QUOTE}. After, there was more to say about it than that.", QUOTE)
    assert not cites("another sentence altogether, of other words", QUOTE)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a/b.md", "./a/b.md", True),
        ("archive/a/b.md", "a/b", True),
        ("a/b.md", "a/c.md", False),
    ],
)
def test_same_release(one: str, other: str, same: bool) -> None:
    assert same_release(one, other) is same
    assert same_release(other, one) is same


@pytest.mark.parametrize(
    ("name", "last"), [("Helena Marsh", "marsh"), ("Dr. O'Neil-Voss", "voss"), (None, ""), ("", "")]
)
def test_last_name(name: str | None, last: str) -> None:
    assert last_name(name) == last
