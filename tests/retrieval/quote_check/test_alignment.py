"""Where a quotation lies in a source, and the runs of words between which nothing was changed."""

from __future__ import annotations

import pytest

from retrieval.quote_check.alignment import Edit, align


@pytest.mark.parametrize(
    ("quote", "source", "edits", "stretch"),
    [
        ("a b c", "x a b c y", [Edit.EQUAL], (1, 4)),
        ("a q c", "x a b c y", [Edit.EQUAL, Edit.REPLACED, Edit.EQUAL], (1, 4)),
        ("a b q c d", "a b c d", [Edit.EQUAL, Edit.ADDED, Edit.EQUAL], (0, 4)),
        ("a b e f", "a b c d e f", [Edit.EQUAL, Edit.LEFT_OUT, Edit.EQUAL], (0, 6)),
        ("the cat sat", "the dog and the cat sat", [Edit.EQUAL], (3, 6)),
        ("a b c d e f", "a b c " + "x " * 10 + "d e f", [Edit.EQUAL, Edit.LEFT_OUT, Edit.EQUAL], (0, 16)),
        ("a b c x", "a b c " + "y " * 10 + "x", [Edit.EQUAL, Edit.ADDED], (0, 3)),
    ],
)
def test_align(quote: str, source: str, edits: list[Edit], stretch: tuple[int, int]) -> None:
    found = align(quote.split(), source.split())
    assert [run.edit for run in found.runs] == edits
    assert (found.start, found.end) == stretch
    assert found.runs[0].quote_start == 0
    assert found.runs[-1].quote_end == len(quote.split())
