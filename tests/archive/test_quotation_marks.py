"""Quotation marks: whether a text is one quotation from end to end."""

from __future__ import annotations

import pytest

from archive.quotation_marks import is_marked_whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("“The ferry sails at dawn.”", True),
        ('"The ferry sails at dawn."', True),
        ("“The ferry,” said Ida Vale. “It sails at dawn.”", False),
        ("“The ferry sails at dawn,” she said.", False),
        ("The ferry sails at dawn.", False),
        ("“", False),
        ("", False),
    ],
)
def test_marked_whole(text: str, whole: bool) -> None:
    assert is_marked_whole(text) is whole
