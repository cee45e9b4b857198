"""The index in a folder: it finds what exact search finds, is checked before it is opened, and leaves published files alone."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from archive.catalogue.writer import embedded_digest
from archive.errors import StoreDamagedError
from archive.generations.checks import CATALOGUE, INDEX
from archive.generations.generations import generation_folder
from archive.releases import Voice
from archive.store import Store
from archive.vectors.folder import _BATCH, FolderIndex, build_in_folder, probe_folder
from tests.archive.conftest import make_release, vector_of, write_generation


def test_index_and_exact_vectors_agree(store: Path) -> None:
    generation = Store(store).generation()
    ids, vectors = generation.vectors
    for row, one in enumerate(ids):
        exact = vectors[row].astype(np.float32)
        passage = generation.catalogue.passages([int(one)])[0]
        assert np.allclose(exact, vector_of(embedded_digest(passage)), atol=1e-3)
        nearest = generation.index.search(exact, limit=1)[0][0]
        assert (nearest == one) == (passage.voice is Voice.OFFICIAL)


def test_every_vector_of_several_batches_is_found(tmp_path: Path) -> None:
    count = _BATCH + 1
    ids = np.arange(1, count + 1, dtype=np.int64)
    vectors = np.stack([vector_of(int(one).to_bytes(8, "big")) for one in ids]).astype(np.float16)
    told: list[tuple[int, int]] = []
    build_in_folder(tmp_path / "index", ids, vectors, progress=lambda done, total: told.append((done, total)))
    index = FolderIndex(tmp_path / "index")
    assert (index.count(), told) == (count, [(_BATCH, count), (count, count)])
    for row in (0, _BATCH - 1, _BATCH):
        ((nearest, similarity), second) = index.search(vectors[row].astype(np.float32), limit=2)
        assert nearest == ids[row]
        assert similarity == pytest.approx(1, abs=1e-3)
        assert second[1] < similarity


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    none = np.zeros((0, 16), dtype=np.float16)
    build_in_folder(tmp_path / "index", np.zeros(0, dtype=np.int64), none, progress=lambda _done, _total: None)
    assert FolderIndex(tmp_path / "index").search(np.ones(16, np.float32), limit=3) == []


def test_index_without_its_database_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreDamagedError, match="otr rebuild"):
        FolderIndex(tmp_path)


def test_copies_of_killed_readers_go(store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("archive.vectors.folder.gettempdir", lambda: str(tmp_path))
    abandoned, alive = tmp_path / "otr-index-999999999-a", tmp_path / f"otr-index-{os.getpid()}-b"
    abandoned.mkdir()
    alive.mkdir()
    FolderIndex(generation_folder(store, 1) / INDEX).close()
    assert (abandoned.exists(), alive.exists()) == (False, True)


def test_probe_finds_an_index_that_lacks_a_row(store: Path) -> None:
    write_generation(store, [make_release("b/other.md")])
    first, second = generation_folder(store, 1), generation_folder(store, 2)
    probe_folder(second / INDEX, second / CATALOGUE)
    with pytest.raises(StoreDamagedError, match="holds 2 vectors, the catalogue 4"):
        probe_folder(first / INDEX, second / CATALOGUE)


def test_opening_the_index_leaves_the_published_files_as_they_were(store: Path) -> None:
    FolderIndex(generation_folder(store, 1) / INDEX).search(np.ones(16, np.float32), limit=1)
    assert Store(store).generation().number == 1


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are counted where /proc has them")
def test_an_index_that_is_dropped_leaves_nothing_open(store: Path) -> None:
    """A reader that sees a hundred generations must not keep the files of ninety-nine."""

    def open_files() -> int:
        links = (one.readlink() for one in list(Path("/proc/self/fd").iterdir()) if one.is_symlink())
        return sum("otr-index-" in str(link) for link in links)

    def use() -> None:
        generation = Store(store).generation()
        assert generation.index.search(generation.vectors[1][0].astype(np.float32), limit=1)

    use()
    before = open_files()
    for _ in range(6):
        use()
    assert open_files() <= before + 4  # of one that is being closed
