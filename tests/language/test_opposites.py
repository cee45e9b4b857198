"""Words of which one says what cannot be so where the other is."""

from __future__ import annotations

import pytest

from language.opposites import contraries_of
from language.vocabulary import entry
from language.words import stem

WORDS = sorted({stem(word) for pair in entry("opposites.sides") for side in pair for word in side.split()})


@pytest.mark.parametrize(
    ("word", "other", "contrary"),
    [
        ("raised", "cut", True),
        ("cut", "raising", True),
        ("approved", "vetoed", True),
        ("ended", "extend", True),
        ("ended", "began", True),
        ("raised", "grew", False),
        ("raised", "closed", False),
        ("upheld", "struck", True),
        ("cancelled", "postponed", True),
        ("ferry", "quay", False),
    ],
)
def test_contraries(word: str, other: str, contrary: bool) -> None:
    assert (stem(other) in contraries_of(stem(word))) is contrary
    assert (stem(word) in contraries_of(stem(other))) is contrary


def test_contraries_go_both_ways_and_no_word_is_its_own() -> None:
    for word in WORDS:
        assert contraries_of(word)
        assert all(word in contraries_of(other) and word != other for other in contraries_of(word))
