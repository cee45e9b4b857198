"""Stand-ins keep every offset, and the indexes of the growth table find the same passages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archive import CATALOGUE, CatalogueReader, Selection, Store
from archive.generations.generations import generation_folder
from benchmarks.stand_ins import change_words, make_store
from benchmarks.word_growth import measure
from benchmarks.word_indexes import Fts5, OurPostings
from evaluation.questions import Evidence, Item
from tests.archive.conftest import TEXT, make_release, write_generation, written


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A store of two releases."""
    folder = tmp_path / "source"
    write_generation(folder, [make_release(), written("b/quay.md", day=date(2031, 5, 2))])
    return folder


def test_changed_words_keep_their_places() -> None:
    texts = ["The ferry sails at Dawn, the barge rests.", "Nobody MOVES the ferry."]
    change = change_words(texts, 3)
    assert [len(change(text)) for text in texts] == list(map(len, texts))
    assert change(texts[0]) == change_words(texts, 3)(texts[0])
    assert {change_words(texts, seed)(texts[0]) for seed in range(9)} != {texts[0]}
    assert change(texts[0])[:4] == "The "


def test_a_stand_in_store_is_a_store(source: Path, tmp_path: Path) -> None:
    held = Store(source).generation().catalogue.passage_count
    assert make_store(source, tmp_path / "out", passages=2 * held + 1) == 3 * held
    generation = Store(tmp_path / "out").generation()
    catalogue = generation.catalogue
    passages = catalogue.passages([int(one) for one in catalogue.select(Selection())])
    assert all(catalogue.release(one.release_id).release.text[one.start : one.end] == one.text for one in passages)
    assert [one.text for one in catalogue.passages_of("copy-000/a/ferry.md")] == [
        one.text for one in Store(source).generation().catalogue.passages_of("a/ferry.md")
    ]
    assert generation.index.count() == len(catalogue.select(Selection())) - 3  # the reporter's


def test_the_table_compares_the_same_passages(source: Path) -> None:
    path = generation_folder(source, 1) / CATALOGUE
    quoted = Evidence(release="a/ferry.md", quote="It did not sink.")
    asked = Item(
        id="1", case_id="1", kind="fact", group="answerable", turn=0, question="Did the ferry sink?", answer="",
        must_include=(), evidence=(quoted,), speaker=None,
    )  # fmt: skip
    table = measure(CatalogueReader(path), path, [asked], {"FTS5": Fts5, "postings": OurPostings})
    rows = [line.split() for line in table.splitlines()]
    assert [row[-2:] for row in rows if row and row[0] == "the"] == [["1.000", "1.000"]]
    assert [row[-2:] for row in rows if row and row[0].startswith("hit@")] == [["1", "1"]]
    assert "It did not sink." in TEXT
