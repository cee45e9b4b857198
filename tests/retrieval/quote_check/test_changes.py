"""Of which kind each change is that a quotation made, and the diff that shows it."""

from __future__ import annotations

import pytest

from language import fold_words
from retrieval.quote_check.alignment import Edit, Run, align
from retrieval.quote_check.changes import ChangeKind, DiffPart, FoldedText, classify_changes, diff


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
        ("Then I’m in the harbour", "Then we’re in the harbour", [ChangeKind.CHANGED]),
        ("Then Oskar met 9 men", "Then Bruno met 8 men", [ChangeKind.NUMBER, ChangeKind.NAME]),
        ("We met Bruno Orr today", "We met Bruno today", [ChangeKind.NAME, ChangeKind.ADDED]),
    ],
)
def test_kinds_of_change(quote: str, source: str, kinds: list[ChangeKind]) -> None:
    ours, theirs = FoldedText(quote, tuple(fold_words(quote))), FoldedText(source, tuple(fold_words(source)))
    assert list(classify_changes(align(ours.folded, theirs.folded).runs, ours, theirs)) == kinds


def test_words_that_moved_are_another_order() -> None:
    quote, source = (FoldedText(text, tuple(fold_words(text))) for text in ("at dawn it sails", "it sails at dawn"))
    runs = [Run(Edit.MOVED, 0, 2, 0, 0), Run(Edit.EQUAL, 2, 4, 0, 2)]
    assert classify_changes(runs, quote, source) == (ChangeKind.ORDER,)


def test_the_diff_shows_both_as_they_are_written() -> None:
    quote, source = (
        FoldedText(text, tuple(fold_words(text))) for text in ("It cost $5 – today!", "It cost “nine crowns” today.")
    )
    assert diff(align(quote.folded, source.folded).runs, quote, source) == (
        DiffPart(Edit.EQUAL, "It cost", "It cost"),
        DiffPart(Edit.REPLACED, "$5", "nine crowns"),
        DiffPart(Edit.EQUAL, "today", "today"),
    )
