"""The list of contraries: read both ways, and no word its own."""

from __future__ import annotations

import pytest

from language.words import stem
from retrieval.answering.premises.opposites import OPPOSITES


def test_contraries_go_both_ways() -> None:
    for word, contraries in OPPOSITES.items():
        assert word not in contraries
        assert all(word in OPPOSITES[one] for one in contraries)


@pytest.mark.parametrize(
    ("word", "contrary"), [("raised", "cut"), ("upheld", "struck"), ("open", "closed"), ("cancelled", "postponed")]
)
def test_words_that_cannot_both_be(word: str, contrary: str) -> None:
    assert stem(contrary) in OPPOSITES[stem(word)]
    assert stem("painted") not in OPPOSITES[stem(word)]
