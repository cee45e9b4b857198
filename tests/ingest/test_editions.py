"""An archive that is being embedded is asked meanwhile: by its words first, then by meaning; every edition is whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from archive import CATALOGUE, SEARCHED_VOICES, CatalogueReader, Selection, Store, Tokens, store_state
from archive.generations.generations import BUILDING, check_generation, current_generation, generation_folder
from archive.models.embedder import SentenceEmbedder
from ingest.build import ingest
from ingest.editions import Pace
from ingest.progress import SilentProgress
from retrieval import Archive, Status

AT_ONCE = Pace(first=0.0, texts=1, between=0.0, share=float("inf"))
NOTICE = """---
title: "The {what}"
date: '2031-{month:02d}-{day:02d}'
tags: notices
---

The {what} opens to the public on the morning of day {number}. {more}
"""
WHAT = "lighthouse library observatory orchard granary brewery aqueduct theatre cannery armoury".split()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten notices, a month each, by the names of their files."""
    for number, what in enumerate(WHAT, start=1):
        path = tmp_path / "in" / f"2031-{number:02d}" / f"2031-{number:02d}-05-{what}.md"
        path.parent.mkdir(parents=True)
        more = "Visitors are asked to bring boots. " * 30  # several passages a notice
        path.write_text(NOTICE.format(what=what, month=number, day=5, number=number, more=more), encoding="utf-8")
    return tmp_path / "in"


class CutOffError(Exception):
    """Stops an ingest where a test wants it."""


@dataclass
class SlowEmbedder:
    """Embeds with the real model; ``between`` is called before each batch of the ingest."""

    real: SentenceEmbedder
    between: Callable[[], None] = lambda: None
    digest: str = ""
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.arithmetic = self.real.arithmetic
        self.name, self.digest, self.projection = self.real.name, self.digest or self.real.digest, self.real.projection

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.real.embed(texts)

    def read(self, texts: Sequence[str], *, asked: bool = False) -> tuple[NDArray[np.float32], list[Tokens]]:
        self.between()
        self.texts += texts
        return self.real.read(texts, asked=asked)


def check_whole(store: Path) -> tuple[int, int]:
    """Check that all counts of the published generation agree; return how many passages are searched, and by meaning."""
    number = current_generation(store)
    path = check_generation(store, number) / CATALOGUE
    catalogue, generation = CatalogueReader(path), Store(store).generation()
    ordinary = Selection(voices=tuple(sorted(SEARCHED_VOICES)))
    searched, by_meaning = catalogue.searched_by_meaning
    assert searched == len(catalogue.select(ordinary))
    assert by_meaning == len(catalogue.vectors(ordinary)[0]) == generation.index.count()
    assert catalogue.count("passages") == catalogue.passage_count == len(catalogue.score_words(["open"], all_ids(path)))
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'word_changes'").fetchone()
    db.close()
    state = store_state(store)
    assert (state.name, state.searched, state.by_meaning) == ("ready", searched, by_meaning)
    return searched, by_meaning


def all_ids(path: Path) -> NDArray[np.int64]:
    return CatalogueReader(path).select(Selection())


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Embed a few texts at a time, so that an ingest of ten files has states to look at."""
    monkeypatch.setattr("ingest.embedding._EMBEDDED_AT_ONCE", 3)
    monkeypatch.setattr("ingest.embedding._SORTED_AT_ONCE", 6)


@pytest.mark.usefixtures("small_batches")
def test_a_question_is_answered_by_words_and_later_by_meaning(
    folder: Path, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    store = tmp_path / "store"
    seen: list[tuple[int, int, int]] = []  # generation, searched, by meaning
    answers = []

    def look() -> None:
        number = current_generation(store)
        if not number or (seen and seen[-1][0] == number):
            return
        seen.append((number, *check_whole(store)))
        archive = Archive(Store(store), embedder)
        answers.append(archive.ask("When does the lighthouse open?"))
        state = store_state(store)
        assert (state.name, state.stage) == ("ready", "embedding passages")
        assert archive.coverage().by_meaning == seen[-1][2]

    slow = SlowEmbedder(embedder, between=look)
    report = ingest([str(folder)], store=store, embedder=slow, progress=SilentProgress(), pace=AT_ONCE)
    whole = check_whole(store)
    assert whole[0] == whole[1] == 20
    assert seen[0][1] == whole[0], "all that was read is found by its words before anything is embedded"
    assert seen[0][2] == 0
    by_meaning = [count for _, _, count in seen]
    assert by_meaning == sorted(by_meaning)
    assert len(seen) >= 4
    assert report.generation == current_generation(store) > seen[-1][0]
    final = Archive(Store(store), embedder).ask("When does the lighthouse open?")
    assert final.status is Status.ANSWERED
    assert final.by_meaning == 1.0
    for answer in answers:
        assert (answer.status, answer.citations[0].quote) == (Status.ANSWERED, final.citations[0].quote)
    assert answers[0].by_meaning == 0.0
    assert answers[0].to_json()["store"]["by_meaning"] == 0.0
    newest = " ".join(slow.texts[:6])
    assert "armoury" in newest, "the newest first"
    assert "lighthouse" not in newest


@pytest.mark.usefixtures("small_batches")
def test_an_ingest_that_was_cut_off_goes_on_where_it_was(
    folder: Path, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    store = tmp_path / "store"

    def stop_midway() -> None:
        if len(slow.texts) >= 12:
            raise CutOffError

    slow = SlowEmbedder(embedder, between=stop_midway)
    with pytest.raises(CutOffError):
        ingest([str(folder)], store=store, embedder=slow, progress=SilentProgress(), pace=AT_ONCE)
    searched, by_meaning = check_whole(store)
    assert 0 < by_meaning < searched
    again = SlowEmbedder(embedder)
    report = ingest([str(folder)], store=store, embedder=again, progress=SilentProgress(), pace=AT_ONCE)
    assert (report.read, report.unchanged) == (10, 10), "all was read; what is left is embedded"
    assert not set(slow.texts) & set(again.texts), "nothing is embedded twice"
    assert check_whole(store) == (searched, searched)
    assert not (store / BUILDING).exists()
    published = current_generation(store)
    assert ingest([str(folder)], store=store, embedder=again, progress=SilentProgress()).generation == published


def test_an_edition_never_answers_less_than_what_is_published(
    folder: Path, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    """A rebuild embeds from nothing, where the store that it takes the place of has all."""
    store = tmp_path / "store"
    ingest([str(folder)], store=store, embedder=embedder, progress=SilentProgress())
    whole = check_whole(store)
    seen: list[int] = []
    slow = SlowEmbedder(embedder, digest="another", between=lambda: seen.append(current_generation(store)))
    ingest([str(folder)], store=store, embedder=slow, progress=SilentProgress(), rebuild=True, pace=AT_ONCE)
    assert set(seen) == {1}
    assert (current_generation(store), check_whole(store)) == (2, whole)


def test_files_are_read_the_newest_first(folder: Path, tmp_path: Path, embedder: SentenceEmbedder) -> None:
    store = tmp_path / "store"
    (folder / "undated.md").write_text(NOTICE.format(what="quay", month=1, day=1, number=1, more=""), encoding="utf-8")
    ingest([str(folder)], store=store, embedder=embedder, progress=SilentProgress())
    passages = CatalogueReader(generation_folder(store, 1) / CATALOGUE)
    ids = list(dict.fromkeys(one.release_id for one in passages.passages(passages.select(Selection()).tolist())))
    assert [Path(name).stem.rpartition("-")[2] for name in ids] == [*reversed(WHAT), "undated"]
