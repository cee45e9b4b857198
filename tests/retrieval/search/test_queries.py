"""Queries: which words are looked up, the two searches, and how rankings are fused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from archive import SEARCHED_VOICES, Selection
from retrieval import Archive, Filters, Question
from retrieval.question import Heard
from retrieval.search.queries import (
    COMMON,
    LOOKED_THROUGH,
    fuse_ranks,
    make_queries,
    rare_words,
    search_heard,
    search_meaning,
    search_words,
)


@pytest.mark.parametrize(
    ("frequencies", "words"),
    [
        ({"ferry": 3, "ministry": 60}, ["ferry"]),
        ({"ferry": 10, "ministry": 11}, ["ferry"]),  # a tenth of all is still rare
        ({"minister": 50, "ministry": 60}, ["minister", "ministry"]),  # none is rarer
        ({"kraken": 0}, ["kraken"]),
        ({}, []),
    ],
)
def test_words_that_tell_passages_apart(frequencies: dict[str, int], words: list[str]) -> None:
    assert COMMON == 0.1
    assert rare_words(frequencies, 100) == words


def test_reciprocal_ranks_are_added_up() -> None:
    first, second = [(7, 0.9), (8, 0.8), (9, 0.1)], [(9, 30.0), (7, 2.0)]
    fused = dict(fuse_ranks([first, second], limit=9))
    assert fused == pytest.approx({7: 1 / 61 + 1 / 62, 8: 1 / 62, 9: 1 / 63 + 1 / 61})
    assert [one for one, _ in fuse_ranks([first, second], limit=2)] == [7, 9]
    assert [one for one, _ in fuse_ranks([first, second], weights=[0.0, 1.0], limit=1)] == [9]
    assert fuse_ranks([[], []], limit=9) == []


@pytest.mark.model
def test_the_index_finds_what_exact_search_finds(sample_archive: Archive) -> None:
    archive = sample_archive
    question = Question(text="How many people were evacuated from the islands?")
    generation, counts = archive.store.generation(), archive.answerer.tools.weights.late_interaction
    query, same = make_queries(generation, archive.embedder, question, counts)
    assert query is same
    assert set(query.selection.voices) == SEARCHED_VOICES
    found = search_meaning(generation, query, limit=30)
    ids, vectors = generation.vectors
    rows = np.searchsorted(ids, generation.catalogue.select(query.selection))
    exact = sorted(vectors[rows].astype(np.float32) @ query.vector, reverse=True)[:30]
    assert [score for _, score in found] == pytest.approx(exact, abs=2e-3)


@pytest.mark.model
def test_a_follow_up_is_looked_for_in_the_releases_found_before_it(sample_archive: Archive) -> None:
    generation, counts = sample_archive.store.generation(), sample_archive.answerer.tools.weights.late_interaction
    before = sample_archive.ask("Who was the last surveyor of the Tamsin canals?")
    releases = tuple(dict.fromkeys(one.release_id for one in before.retrieved))
    opening, own = "Who was the last surveyor of the Tamsin canals?", "Where was he born?"
    query, asked = make_queries(generation, sample_archive.embedder, Question(text=own, opening=opening), counts)
    assert asked.text == own
    hits = search_heard(generation, asked, Heard(speaker="", day=None, releases=releases), limit=1000)
    found = {passage.release_id for passage in generation.catalogue.passages([hit for hit, _ in hits])}
    assert found == set(releases[:LOOKED_THROUGH])
    assert {hit for hit, _ in hits} <= set(generation.catalogue.select(query.selection).tolist())
    assert search_heard(generation, asked, Heard(speaker="", day=None), limit=9) == []


@pytest.mark.model
def test_a_narrowed_question_searches_the_selected_alone(sample_archive: Archive) -> None:
    generation, counts = sample_archive.store.generation(), sample_archive.answerer.tools.weights.late_interaction
    filters = Filters(speakers=("Helena Marsh",), since=date(2031, 10, 1))
    question = Question(text="What was said of the evacuation of the islands?", filters=filters)
    query, _ = make_queries(generation, sample_archive.embedder, question, counts)
    allowed = set(generation.catalogue.select(query.selection).tolist())
    for search in (search_meaning, search_words):
        hits = search(generation, query, limit=20)
        assert hits
        assert {one for one, _ in hits} <= allowed
        assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    nowhere = replace(query, selection=Selection(since=date(2040, 1, 1)))
    assert list(search_meaning(generation, nowhere, limit=5)) == []


@pytest.mark.model
def test_a_follow_up_is_searched_whole_and_asked_alone(sample_archive: Archive) -> None:
    conversation = sample_archive.converse()
    conversation.ask("How many people were brought out by Operation Safe Harbour?")
    question = conversation.prepare(Question(text="Who led it?"))
    generation, counts = sample_archive.store.generation(), sample_archive.answerer.tools.weights.late_interaction
    searched, asked = make_queries(generation, sample_archive.embedder, question, counts)
    assert (searched.text, asked.text) == (question.searched, "Who led it?")
    assert len(searched.tokens.vectors) > len(asked.tokens.vectors)
    assert searched.tokens.weights.sum() == pytest.approx(1)
