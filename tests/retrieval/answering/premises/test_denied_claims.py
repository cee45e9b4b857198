"""What a reporter put to an official, and whether a 'no' denies it."""

from __future__ import annotations

import pytest

from retrieval.answering.premises.denied_claims import asks_whether, read_reporters_question


@pytest.mark.parametrize(
    ("asked", "put"),
    [
        ("Thank you. Two things. Has the minister sold the ferry?", " Has the minister sold the ferry?"),
        ("The minister sold the ferry. Is that true?", "The minister sold the ferry.  Is that true?"),
        ("There is talk of a secret annex.", "There is talk of a secret annex."),
        ("The ferry was sold by the minister, wasn’t it?", "The ferry was sold by the minister?"),
    ],
    ids=["the last question", "with what it leans on", "no question", "a tag"],
)
def test_what_was_put(asked: str, put: str) -> None:
    assert read_reporters_question(asked) == put


@pytest.mark.parametrize(
    ("put", "whether"),
    [
        ("Has the minister sold the ferry?", True),
        ("There is talk of a secret annex.", True),
        ("Who bought the ferry?", False),
        ("And then, why was the ferry sold?", False),
        ("Has the ferry not been sold?", False),
    ],
)
def test_what_a_no_denies(put: str, whether: bool) -> None:
    assert asks_whether(put) is whether
