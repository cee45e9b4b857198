"""What each kind of answer is made of: what it cites, what it shows beside that, and what it says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archive.models.embedder import SentenceEmbedder
from archive.store import Store
from ingest.build import ingest
from ingest.progress import SilentProgress
from retrieval import Archive, Filters, Status, Voice, wording

NO_OFFICIAL = """---
title: Questions Put by Reporters at the Pier of Skarrow
date: 2031-05-01
---

Q How many ferries sailed in May?

Q Is the pier of Skarrow open to visitors?
"""


@pytest.fixture(scope="module")
def without_officials(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Archive:
    """An archive in which nobody but reporters speaks."""
    folder = tmp_path_factory.mktemp("without-officials")
    (folder / "pier.md").write_text(NO_OFFICIAL, encoding="utf-8")
    store: Path = folder / "store"
    ingest([str(folder / "pier.md")], store=store, embedder=embedder, progress=SilentProgress())
    return Archive(Store(store), embedder)


@pytest.mark.parametrize(
    ("question", "filters", "told"),
    [
        ("How many ferries sailed?", Filters(), wording.NO_OFFICIALS),
        ("How many ferries sailed?", Filters(since=date(2040, 1, 1)), wording.NOT_IN_SELECTION),
        ("How many ferries sailed?", Filters(voices=(Voice.GUEST,)), wording.NOT_IN_SELECTION),
        ("What did the guests say about ferries?", Filters(), wording.NOT_IN_SELECTION),
    ],
    ids=["nobody narrowed it", "a day", "a voice", "the question itself"],
)
def test_a_filter_is_to_be_taken_off_only_where_there_is_one(
    without_officials: Archive, question: str, filters: Filters, told: str
) -> None:
    answer = without_officials.ask(question, filters=filters)
    assert (answer.status, answer.text, answer.retrieved) == (Status.NOT_IN_ARCHIVE, told, ())


def test_a_footnote_that_stands_beside_its_words_is_not_quoted_once_more(sample_archive: Archive) -> None:
    answer = sample_archive.ask("How many people were carried out by Operation Safe Harbour?")
    notes = [one.note for one in answer.citations[0].corrections if one.note]
    assert notes
    assert not [cited.quote for cited in answer.citations[1:] if any(note in cited.quote for note in notes)]


def test_a_footnote_that_answers_is_quoted(sample_archive: Archive) -> None:
    answer = sample_archive.ask("How many people were counted twice in Operation Safe Harbour?")
    assert answer.citations[0].quote == "Twenty-seven people who were carried twice had been counted twice."
