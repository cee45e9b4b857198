"""Where a quotation lies in a source, and the runs of words between which nothing was changed."""

from __future__ import annotations

import pytest

from language.folding import fold_words
from retrieval.quote_check.alignment import Edit, align
from retrieval.quote_check.changes import ChangeKind, Words, classify


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


@pytest.mark.parametrize(
    ("quote", "source", "kinds"),
    [
        ("It cost nine crowns a day", "It cost eight crowns a day", [ChangeKind.NUMBER]),
        ("It cost 90 crowns a day", "It cost 80 crowns a day", [ChangeKind.NUMBER]),
        ("We met Oskar in the harbour", "We met Bruno in the harbour", [ChangeKind.NAME]),
        ("There was a payment made", "There was no payment made", [ChangeKind.NEGATION, ChangeKind.CHANGED]),
        ("It can sail at dawn today", "It can’t sail at dawn today", [ChangeKind.NEGATION, ChangeKind.CHANGED]),
        ("It will sail at dawn", "It will not sail at dawn", [ChangeKind.NEGATION, ChangeKind.LEFT_OUT]),
        ("It will really sail at dawn", "It will sail at dawn", [ChangeKind.ADDED]),
        ("It sails at dawn today", "It sails at dusk today", [ChangeKind.CHANGED]),
        ("It sails at dawn today", "It sails at dawn today", []),
    ],
)
def test_kinds_of_change(quote: str, source: str, kinds: list[ChangeKind]) -> None:
    ours, theirs = Words(quote, tuple(fold_words(quote))), Words(source, tuple(fold_words(source)))
    runs = align([word.folded for word in ours.words], [word.folded for word in theirs.words]).runs
    assert list(classify(runs, ours, theirs)) == kinds
