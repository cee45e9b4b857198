"""Snippets: cut between words where most of what was searched for stands, marked, and always the release's own words."""

from __future__ import annotations

import numpy as np
import pytest

from archive import Passage, Voice
from archive.catalogue.reader import CatalogueReader
from retrieval.browsing.snippets import LENGTH, cut_passage, find_snippet
from tests.retrieval.browsing.conftest import NOTICE

LONG = "The harbour is wide. " * 40 + "A lantern was lost near the jetty. " + "The harbour is deep. " * 40


def passage(text: str) -> Passage:
    return Passage(
        release_id="a.md",
        start=7,
        end=7 + len(text),
        text=text,
        context="",
        voice=Voice.OFFICE,
        date=None,
        kind="notice",
    )


def mark(text: str, *words: str) -> list[tuple[int, int]]:
    return sorted((text.index(word), text.index(word) + len(word)) for word in words)


@pytest.mark.parametrize("words", [(), ("lantern",), ("harbour", "jetty"), ("harbour", "lantern", "jetty")])
def test_a_snippet_is_the_passages_own_words(words: tuple[str, ...]) -> None:
    snippet = cut_passage(passage(LONG), mark(LONG, *words))
    assert snippet.text == LONG[snippet.start - 7 : snippet.end - 7]
    assert len(snippet.text) <= LENGTH
    assert LONG[snippet.end - 7 : snippet.end - 6] in (" ", "")
    assert snippet.begins == (snippet.start == 7)
    assert not snippet.ends


def test_the_words_that_most_of_the_search_stands_in_are_shown() -> None:
    marks = [*mark(LONG, "lantern", "jetty"), (LONG.index("harbour"), LONG.index("harbour") + 7)]
    snippet = cut_passage(passage(LONG), sorted(marks))
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["lantern", "jetty"]
    assert LONG[snippet.place[0] - 7 : snippet.place[1] - 7].strip() == "A lantern was lost near the jetty."


def test_the_words_are_found_in_any_form(harbour: CatalogueReader) -> None:
    held = harbour.holding_passages(["moored"])
    snippet = find_snippet(harbour, "notice.md", ["moored"], held)
    assert snippet
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["moor"]
    assert snippet.corrections[0].struck == "winter"


def test_without_words_a_release_shows_its_first(harbour: CatalogueReader) -> None:
    snippet = find_snippet(harbour, "notice.md", (), np.zeros(0, dtype=np.int64))
    assert snippet
    assert (snippet.text, snippet.marks, snippet.begins, snippet.ends) == (NOTICE, (), True, True)
    assert find_snippet(harbour, "no-such.md", (), np.zeros(0, dtype=np.int64)) is None
