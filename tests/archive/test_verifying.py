"""Verifying and rebuilding: each kind of finding is planted and found, and what a rebuild can mend it mends."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.errors import EmptyStoreError, StoreDamagedError
from archive.generations.checks import CATALOGUE, INDEX, MANIFEST, write_manifest
from archive.generations.contents import checksum_contents
from archive.generations.generations import check_generation, generation_folder
from archive.verifying import verify_store
from archive.verifying.texts import verify_passages, verify_structure
from archive.verifying.vectors import verify_vectors
from archive.verifying.words import verify_words
from ingest.build import ingest
from ingest.progress import SilentProgress
from ingest.rebuilding import rebuild
from tests.conftest import run_otr
from tests.faults.small_archive import QuickEmbedder, picture, write_archive

ONE = "(SELECT min(id) FROM passages WHERE release_id = '4.md')"
ITS_DIGEST = f"(SELECT embedded FROM passages WHERE id = {ONE})"
# A finding, the SQL that plants it, and what else is other then.
LASTING = {
    "passage-not-in-text": (f"UPDATE passages SET start = start + 3 WHERE id = {ONE}",
                            {"word-index", "word-postings"}),
    "passage-outside-turn": ("UPDATE turns SET voice = 'guest' WHERE release_id = '5.md' AND ordinal = 1", set()),
    "turns-outside": ("UPDATE turns SET \"end\" = 999999 WHERE release_id = '6.md' AND ordinal = 2", set()),
    "release-without-file": ("DELETE FROM files WHERE path = '7.md'", set()),
}  # fmt: skip
MENDED = {
    "foreign-key": ("INSERT INTO turns VALUES ('none.md', 0, 0, 0, 1, 'office', NULL, NULL, 'office', NULL)", set()),
    "passage-twice": ("INSERT INTO passages SELECT 900, release_id, start, \"end\", context, voice, label, speaker, date, kind,"
                      " embedded FROM passages WHERE release_id = '5.md' LIMIT 1",
                      {"word-index", "word-postings", "word-lengths"}),
    "passage-of-withdrawn": ("UPDATE releases SET withdrawn = 1 WHERE id = '6.md'", set()),
    "passage-unlike-release": (f"UPDATE passages SET date = '2000-01-01' WHERE id = {ONE}", set()),
    "related-to-nothing": ("INSERT INTO related VALUES ('0.md', 'none.md', 'same-text', 1.0)", set()),
    "person-unheard": ("INSERT INTO people VALUES ('nobody', 'No Body', NULL, NULL, 0, 0, 0)", set()),
    "no-embeddings": (f"DELETE FROM embeddings WHERE digest = {ITS_DIGEST}", set()),
    "no-token-codes": (f"DELETE FROM token_codes WHERE digest = {ITS_DIGEST}", set()),
    "orphaned-embeddings": ("INSERT INTO embeddings SELECT x'00', vector FROM embeddings LIMIT 1", set()),
    "vector-broken": ("UPDATE embeddings SET vector = zeroblob(length(vector)) WHERE digest ="
                      " (SELECT embedded FROM passages WHERE release_id = '7.md' LIMIT 1)", set()),
    "word-index": ("INSERT INTO passage_index (rowid, text, context) VALUES (901, 'zebra', '')", set()),
    "word-postings": ("DELETE FROM word_postings WHERE term = 'tram'", set()),
    "word-lengths": ("UPDATE word_lengths SET lengths = zeroblob(length(lengths))", set()),
}  # fmt: skip
PLANTED = LASTING | MENDED
ANOTHERS_VECTOR = (
    "UPDATE embeddings SET vector = (SELECT vector FROM embeddings e JOIN passages p ON p.embedded = e.digest"
    f" WHERE p.release_id = '7.md' LIMIT 1) WHERE digest = {ITS_DIGEST}"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two generations."""
    folder = tmp_path_factory.mktemp("made")
    for state in ("first", "later"):
        archive = write_archive(folder / "archive", state)
        ingest([str(archive)], store=folder / "store", embedder=QuickEmbedder(), progress=SilentProgress())
    return folder / "store"


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to be harmed."""
    return shutil.copytree(made, tmp_path / "store")


def catalogue_of(store: Path) -> Path:
    return generation_folder(store, 2) / CATALOGUE


def plant(store: Path, statement: str) -> None:
    """Change a published catalogue, and publish it as it is now."""
    with closing(sqlite3.connect(catalogue_of(store))) as db, db:
        db.execute(statement)
    folder = generation_folder(store, 2)
    write_manifest(folder, 2, "now", contents=checksum_contents(folder / CATALOGUE))


def kinds(store: Path) -> set[str]:
    return {one.kind for one in verify_store(store).findings}


def rebuild_now(store: Path) -> None:
    rebuild(store=store, progress=SilentProgress(), embedder=QuickEmbedder())


def test_a_store_that_is_whole(made: Path) -> None:
    verified = verify_store(made)
    assert (verified.findings, verified.generation, verified.releases, verified.passages) == ((), 2, 10, 41)


@pytest.mark.parametrize("kind", PLANTED)
def test_what_is_planted_is_found(store: Path, kind: str) -> None:
    statement, company = PLANTED[kind]
    plant(store, statement)
    path = catalogue_of(store)
    with closing(sqlite3.connect(path)) as db:
        found = [one for check in (verify_passages, verify_structure, verify_vectors) for one in check(db)]
    found += verify_words(path)
    assert {one.kind for one in found} == {kind} | company
    assert all(one.count >= len(one.examples) > 0 for one in found)


def test_an_index_that_does_not_hold_a_passages_vector_is_found_and_rebuilt(store: Path) -> None:
    plant(store, ANOTHERS_VECTOR)
    assert kinds(store) == {"not-in-index"}
    rebuild_now(store)
    assert kinds(store) == set()


def test_all_that_can_be_mended_is_at_once(store: Path) -> None:
    for statement, _ in MENDED.values():
        plant(store, statement)
    assert set(MENDED) <= kinds(store)
    rebuild_now(store)
    assert kinds(store) == set()


@pytest.mark.parametrize("harm", ["flip", "delete all"])
def test_a_damaged_index_is_found_and_rebuilt(store: Path, harm: str) -> None:
    before = picture(store)
    index = generation_folder(store, 2) / INDEX
    if harm == "delete all":
        shutil.rmtree(index)
    else:
        path = next(index.rglob("data_level0.bin"))
        path.unlink() if harm == "delete" else path.write_bytes(path.read_bytes()[:-1] + b"\x7f")
    assert "file" in kinds(store)
    rebuild_now(store)
    assert kinds(store) == set()
    assert picture(store) == before


def overwrite(path: Path, needle: bytes, by: bytes) -> None:
    data = path.read_bytes()
    assert needle in data
    path.write_bytes(data.replace(needle, by))


def test_the_texts_are_taken_out_of_a_catalogue_that_is_damaged_elsewhere(store: Path) -> None:
    before = picture(store)
    with closing(sqlite3.connect(catalogue_of(store))) as db, db:
        db.execute("DELETE FROM embeddings WHERE digest = (SELECT embedded FROM passages WHERE id = 5)")
        db.execute("DELETE FROM word_postings")
    assert {"file"} < kinds(store)
    rebuilt = rebuild(store=store, progress=SilentProgress(), embedder=QuickEmbedder())
    assert rebuilt.taken == 2
    assert kinds(store) == set()
    assert picture(store) == before


def test_a_catalogue_whose_texts_are_damaged_gives_way_to_the_one_before(store: Path) -> None:
    overwrite(catalogue_of(store), b"midnight", b"midnigh7")
    assert {"file", "passage-not-in-text"} <= kinds(store)
    assert rebuild(store=store, progress=SilentProgress(), embedder=QuickEmbedder()).taken == 1


def test_nothing_is_made_of_damaged_texts(store: Path) -> None:
    overwrite(catalogue_of(store), b"midnight", b"midnigh7")
    shutil.rmtree(generation_folder(store, 1))
    with pytest.raises(StoreDamagedError, match="is not what was published"):
        rebuild_now(store)


def test_a_damaged_index_is_not_handed_on_to_the_next_generation(store: Path, made: Path) -> None:
    path = next((generation_folder(store, 2) / INDEX).rglob("data_level0.bin"))
    path.write_bytes(path.read_bytes()[:-1] + b"\x7f")
    archive = write_archive(made.parent / "another", "last")
    ingest([str(archive)], store=store, embedder=QuickEmbedder(), progress=SilentProgress())
    assert kinds(store) == set()


def test_pages_of_the_catalogue_that_are_gone(store: Path) -> None:
    path = catalogue_of(store)
    path.write_bytes(path.read_bytes()[:40_000])
    assert {"file", "database"} <= kinds(store)
    rebuild_now(store)
    check_generation(store, 3)


def test_a_manifest_that_is_gone(store: Path) -> None:
    (generation_folder(store, 2) / MANIFEST).unlink()
    assert kinds(store) == {"manifest"}
    rebuild_now(store)
    assert kinds(store) == set()


def test_the_console(store: Path, tmp_path: Path) -> None:
    whole = run_otr("verify", "--json", store=store)
    assert (whole.returncode, json.loads(whole.stdout)["findings"]) == (0, [])
    plant(store, MENDED["word-postings"][0])
    said = run_otr("verify", store=store)
    assert said.returncode == 1
    assert "to mend it: otr rebuild" in said.stdout
    assert run_otr("rebuild", store=store).returncode == 0
    assert run_otr("verify", store=store).returncode == 0
    next((generation_folder(store, 3) / INDEX).rglob("data_level0.bin")).unlink()
    told = run_otr("status", "--json", store=store)
    assert (told.returncode, "exact search" in json.loads(told.stdout)["damage"]) == (0, True)
    empty = run_otr("verify", store=tmp_path / "none")
    assert (empty.returncode, "otr ingest PATH" in empty.stderr) == (3, True)
    with pytest.raises(EmptyStoreError):
        verify_store(tmp_path / "none")
