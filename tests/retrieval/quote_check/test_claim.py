"""How a quotation is read: its words, and the gaps where words may be missing."""

from __future__ import annotations

import pytest

from retrieval.quote_check.claim import read_claim


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        (" “The ferry sails at dawn.” ", "The ferry sails at dawn."),
        ("[t]he ferry sails", "the ferry sails"),
        ("the f\u00ader\u200bry sails", "the ferry sails"),
        ("the\u00a0ferry\x00sails", "the ferry sails"),
    ],
)
def test_text(quote: str, text: str) -> None:
    assert read_claim(quote).text == text


@pytest.mark.parametrize(
    ("quote", "readings"),
    [
        ("The ferry sails at dawn", [[("the ferry sails at dawn", 0)]]),
        ("The old ferry … sails at dawn", [[("the old ferry", 0), ("sails at dawn", 120)]]),
        ("The old ferry [...] sails at dawn", [[("the old ferry", 0), ("sails at dawn", 120)]]),
        ("… the old ferry sails", [[("the old ferry sails", 120)]]),
        ("It … sails at dawn", [[("it", 0), ("sails at dawn", 10)]]),
        ("We … sail", []),
        ("It … sails today", []),
        ("We met [Oskar] at dawn", [[("we met oskar at dawn", 0)], [("we met", 0), ("at dawn", 10)]]),
        ("We will — we will sail", [[("we will we will sail", 0)], [("we will sail", 0)]]),
    ],
)
def test_readings(quote: str, readings: list[list[tuple[str, int]]]) -> None:
    found = [
        [(" ".join(word.folded for word in segment.words), segment.may_skip) for segment in segments]
        for segments in read_claim(quote).variants
    ]
    assert found == readings


def test_the_claims_own_words_between_two() -> None:
    assert read_claim("The FERRY sails — at dawn").between(1, 3) == "FERRY sails — at"
