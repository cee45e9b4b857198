"""Where all words of a claim stand in a text, in order and side by side but for the gaps that it marks."""

from __future__ import annotations

import pytest

from language import fold_words
from retrieval.quote_check.claim import read_claim
from retrieval.quote_check.exact import find_exact

TEXT = "We sail at dawn with herring. We have conf- — full confidence in it, and we sail at dawn with crates of fish."


@pytest.mark.parametrize(
    ("quote", "found", "left_out"),
    [
        ("we sail at dawn", ["We sail at dawn", "we sail at dawn"], [[], []]),
        ("sail at", ["sail at", "sail at"], [[], []]),
        ("ail at dawn", [], []),
        ("dawn we sail", [], []),
        (
            "We have full confidence ... and we sail at dawn",
            ["We have conf- — full confidence in it, and we sail at dawn"],
            [["in it"]],
        ),
        ("crates of fish ... we sail at dawn", [], []),
        ("We have full confidence", ["We have conf- — full confidence"], [[]]),
        ("we sail at [noon] with crates", ["we sail at dawn with crates"], [["dawn"]]),
        ("We sail ... with crates of fish", ["we sail at dawn with crates of fish"], [["at dawn"]]),
        (
            "We sail ... it, and we sail",
            ["We sail at dawn with herring. We have conf- — full confidence in it, and we sail"],
            [["at dawn with herring. We have conf- — full confidence in"]],
        ),
        ("sail [off] at dawn [again] with crates", ["sail at dawn with crates"], [[]]),
    ],
)
def test_occurrences(quote: str, found: list[str], left_out: list[list[str]]) -> None:
    occurrences = find_exact(read_claim(quote), fold_words(TEXT))
    assert [TEXT[occurrence.start : occurrence.end] for occurrence in occurrences] == found
    assert [[TEXT[a:b] for a, b in occurrence.left_out] for occurrence in occurrences] == left_out
