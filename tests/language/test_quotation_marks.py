"""Quotation marks: which marks quoted words still need."""

from __future__ import annotations

import pytest

from language.quotation_marks import outer_marks


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("The ferry sails at dawn.", ("“", "”")),
        ("The ferry, which they call “the old lady”, sails at dawn.", ("“", "”")),
        ("They call it “the old lady.”", ("“", "”")),
        ("“The ferry sails at dawn.”", ("", "")),
        ('"The ferry sails at dawn."', ("", "")),
        ("“The ferry sails at dawn,” she said.", ("", "")),
        ("“The ferry,” said Ida Vale. “It sails at dawn.”", ("", "")),
        ("“The ferry sails at dawn. Nobody was told.", ("", "”")),
        ("“", ("", "”")),
        ("", ("“", "”")),
    ],
)
def test_outer_marks(text: str, marks: tuple[str, str]) -> None:
    assert outer_marks(text) == marks
