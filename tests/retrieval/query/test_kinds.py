"""The kinds of release in which a question says that the words stand, over the sample archive."""

from __future__ import annotations

import pytest

from retrieval import Archive
from retrieval.query.kinds import find_form

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("question", "words", "kinds"),
    [
        ("Which lamp did the Minister name in the press briefing?", "press briefing", {"press briefing"}),
        ("During Calloway's briefing, who asked about cod?", "Calloway's briefing", {"press briefing"}),
        ("According to the blog post, who came?", "blog post", {"blog post"}),
        ("What did Marsh say in her speech?", "speech", {"speech or remarks"}),
        # A kind is named otherwise than the form that it holds.
        ("What was promised in a fact sheet?", "fact sheet", {"statement or release"}),
        ("Which day is named in the proclamation?", "proclamation", {"ministry action"}),
        # About it, not in it.
        ("What is the proclamation about?", None, None),
        # Several forms, one that the archive has not, and none.
        ("Who is named in the fact sheet or in the blog post?", None, None),
        ("What was ordered in the executive order?", None, None),
        ("Who came in the fog?", None, None),
    ],
)
def test_find_form(sample_archive: Archive, question: str, words: str | None, kinds: set[str] | None) -> None:
    found = find_form(question, sample_archive.store.generation().catalogue)
    assert (found and (question[found.start : found.end], set(found.kinds))) == (words and (words, kinds))
