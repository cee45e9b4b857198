"""How much of a claim stands in a text where it does not stand whole, and what became of its words."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.quote_check.claim import read_claim
from retrieval.quote_check.comparison import compare
from tests.retrieval.quote_check.conftest import make_stretch

FERRY = "The ferry carries thirteen crates of herring to the outer islands. It sails at dawn from the northern pier."
LAMPS = "Every lamp of the harbour burns until the last fishing boat has come home, and so it is that we can rest."


@pytest.mark.parametrize(
    ("quote", "edits", "similarity"),
    [
        ("The ferry carries nine crates of herring", "equal replaced equal", 0.8),
        ("The ferry carries thirteen big crates of herring", "equal added equal", 0.83),
        ("The ferry carries crates of herring", "equal left-out equal", 1.0),
        ("It sails at dawn, the ferry carries thirteen crates", "moved equal", 1.0),
        (
            "The ferry carries thirteen crates of herring to the outer islands until the last fishing boat",
            "equal elsewhere",
            1.0,
        ),
        ("It sails at dawn from the northern pier so it is that", "equal elsewhere", 1.0),
        ("It sails at dawn from the northern pier so it is", "equal added", 0.85),
        ("Nobody knows anything", "added", 0.0),
    ],
)
def test_what_became_of_the_words(quote: str, edits: str, similarity: float) -> None:
    best = compare(read_claim(quote), [make_stretch(FERRY), make_stretch(LAMPS, release_id="y.md")])[0]
    assert " ".join(run.edit.value for run in best.runs) == edits
    assert best.similarity == pytest.approx(similarity, abs=0.03)


def test_what_was_stitched_in_is_told_with_its_place() -> None:
    best = compare(
        read_claim("The ferry carries thirteen crates of herring to the outer islands until the last fishing boat"),
        [make_stretch(FERRY), make_stretch(LAMPS, release_id="y.md")],
    )[0]
    ((stretch, start, end),) = best.elsewhere
    assert stretch.text[start:end] == "until the last fishing boat"
    assert best.in_place < best.similarity


def test_the_earlier_of_two_that_are_as_similar_comes_first() -> None:
    stretches = [make_stretch(FERRY, release_id="late.md", day=date(2031, 6, 1)), make_stretch(FERRY)]
    found = compare(read_claim("The ferry carries nine crates of herring"), stretches)
    assert [compared.stretch.kept.release.id for compared in found] == ["x.md", "late.md"]
