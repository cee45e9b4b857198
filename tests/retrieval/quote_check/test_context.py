"""Whether words are cut out of a denial, a condition or a question."""

from __future__ import annotations

import pytest

from retrieval import Archive, Verdict
from retrieval.quote_check.context import find_cut
from tests.retrieval.quote_check.conftest import make_stretch


@pytest.mark.parametrize(
    ("text", "quote", "cut"),
    [
        ("I would not say that the dam is unsafe.", "the dam is unsafe", "denial"),
        ("I don’t believe the dam is unsafe.", "the dam is unsafe", "denial"),
        ("Nobody in my office told the board that the toll would go.", "the toll would go", "denial"),
        ("We deny that the dam is unsafe.", "the dam is unsafe", "denial"),
        ("There is no truth to the story that the bridge fell.", "the bridge fell", "denial"),
        ("It would be wrong to say that the bridge fell.", "the bridge fell", "denial"),
        ("That the dam is unsafe is simply not true.", "the dam is unsafe", "denial"),
        ("If the levy passes, we will close the pool.", "we will close the pool", "condition"),
        ("If the levy passes, we will close the pool.", "the levy passes", "condition"),
        ("We will close the pool if the levy passes.", "We will close the pool", "condition"),
        ("We will close the pool, but only if the levy passes.", "We will close the pool", "condition"),
        ("We will close the pool only on Mondays.", "We will close the pool", "condition"),
        ("Unless it rains, the ferry sails at noon.", "the ferry sails at noon", "condition"),
        ("The ferry sails at noon as long as it is dry.", "The ferry sails at noon", "condition"),
        ("I was asked whether the dam is unsafe.", "the dam is unsafe", "condition"),
        ("Had they asked me, and if I had known, I would have said that it must go.", "it must go", "condition"),
        ("Do I think that the dam is unsafe? No.", "the dam is unsafe", "question"),
        ("I would not say that the dam is unsafe.", "I would not say that the dam is unsafe", None),
        ("The council will not pay, and I will not ask it to.", "I will not ask it to", None),
        ("No, the dam is unsafe.", "the dam is unsafe", None),
        ("It is not only that the dam is unsafe.", "the dam is unsafe", None),
        ("The harbour has no money and will close the pool.", "will close the pool", None),
        ("We never closed the pool because the dam is unsafe.", "the dam is unsafe", None),
        ("Even if the levy passes, we will close the pool.", "we will close the pool", None),
        ("We will close the pool, and if anybody asks, I am out.", "We will close the pool", None),
        ("A clerk who does not sing signed the order.", "signed the order", None),
        ("The dam is safe. It is not new.", "The dam is safe", None),
    ],
)
def test_what_words_are_cut_out_of(text: str, quote: str, cut: str | None) -> None:
    start = text.index(quote)
    assert find_cut(make_stretch(text), start, start + len(quote)) == cut


def test_it_is_told_and_the_words_stay_verbatim(harbour: Archive) -> None:
    check = harbour.check_quote("the old ferry sank off the northern pier")
    assert (check.verdict, check.matches[0].to_json()["cut_from"]) == (Verdict.VERBATIM, "question")
    assert "cut out of a question" in check.notes[0]
