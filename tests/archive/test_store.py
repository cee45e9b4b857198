"""The store: generations, readers that notice them, one writer, damage that is found before it harms."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from archive.errors import EmptyStoreError, ModelMismatchError, SchemaError, StoreDamagedError, UsageError
from archive.generations import BUILDING, CATALOGUE, INDEX, current_generation, generation_folder, stage, writing
from archive.reader import CatalogueReader, Selection
from archive.releases import Voice
from archive.store import Store, store_state
from archive.vectors import VectorIndex, probe_index
from archive.writer import CatalogueWriter, embedded_digest
from tests.archive.conftest import TEXT, cut, make_release, vector_of, write_generation

PROJECT = Path(__file__).parents[2]


def test_passage_text_is_the_releases_text(store: Path) -> None:
    catalogue = Store(store).generation().catalogue
    text = catalogue.release("a/ferry.md").release.text
    passages = catalogue.passages([int(one) for one in catalogue.select(Selection())])
    assert len(passages) == 3
    assert all(passage.text == text[passage.start : passage.end] for passage in passages)


def test_offsets_count_code_points_not_bytes(tmp_path: Path) -> None:
    text = TEXT.replace("ferry", "férry 🚢 naïve")
    write_generation(tmp_path, [make_release(text=text)])
    catalogue = Store(tmp_path).generation().catalogue
    assert [p.text for p in catalogue.passages([1, 2, 3])] == [p.text for p in cut(make_release(text=text))]


def test_ordinary_selection_leaves_the_reporter_out(store: Path) -> None:
    catalogue = Store(store).generation().catalogue
    official = Selection(voices=(Voice.OFFICIAL, Voice.OFFICE))
    found = catalogue.passages([one for one, _ in catalogue.search_words(["sank", "sail"], official, limit=9)])
    assert found
    assert {passage.voice for passage in found} == {Voice.OFFICIAL}
    asked = catalogue.search_words(["sank"], Selection(voices=(Voice.REPORTER,)), limit=9)
    assert [catalogue.passages([one])[0].voice for one, _ in asked] == [Voice.REPORTER]


@pytest.mark.parametrize(
    "word", ['"', "a AND b", "NEAR(", "*", "ferry OR", "col:ferry", "-ferry", "'; DROP TABLE releases"]
)
def test_words_of_a_question_are_never_operators(store: Path, word: str) -> None:
    catalogue = Store(store).generation().catalogue
    assert isinstance(catalogue.search_words([word], Selection(), limit=5), list)
    assert catalogue.count("releases") == 1


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), 3),
        (Selection(speakers=("Ida Vale",)), 2),
        (Selection(speakers=("MS. VALE",)), 2),
        (Selection(since=date(2031, 5, 1), until=date(2031, 5, 1)), 3),
        (Selection(since=date(2031, 5, 2)), 0),
        (Selection(kinds=("speech",)), 0),
        (Selection(kinds=("press briefing",), voices=(Voice.REPORTER,)), 1),
    ],
)
def test_select(store: Path, selection: Selection, expected: int) -> None:
    assert len(Store(store).generation().catalogue.select(selection)) == expected


def test_index_and_exact_vectors_agree(store: Path) -> None:
    generation = Store(store).generation()
    ids, vectors = generation.vectors
    for row, one in enumerate(ids):
        exact = vectors[row].astype(np.float32)
        passage = generation.catalogue.passages([int(one)])[0]
        assert np.allclose(exact, vector_of(embedded_digest(passage)), atol=1e-3)
        nearest = generation.index.search(exact, limit=1)[0][0]
        assert (nearest == one) == (passage.voice is Voice.OFFICIAL)


def test_changed_release_becomes_a_new_version_and_keeps_the_earlier_one(store: Path) -> None:
    changed = make_release(text=TEXT.replace("dawn", "noon"), digest="d2")
    write_generation(store, [changed])
    catalogue = Store(store).generation().catalogue
    kept = catalogue.release("a/ferry.md")
    assert (kept.version, "noon" in kept.release.text) == (2, True)
    assert catalogue.count("earlier_versions", where="version = 1") == 1
    assert not catalogue.search_words(["dawn"], Selection(), limit=5)


def test_withdrawn_release_leaves_search_and_can_still_be_opened(store: Path) -> None:
    with writing(store, doing="a test"):
        folder = stage(store)
        with CatalogueWriter(folder / CATALOGUE) as writer, writer.transaction():
            writer.withdraw("a/ferry.md")
        catalogue = CatalogueReader(folder / CATALOGUE)
        assert catalogue.count("passages") == 0
        assert catalogue.release("a/ferry.md").withdrawn


def test_reader_notices_a_new_generation_without_a_restart(store: Path) -> None:
    reader = Store(store, notice_after=0)
    before = reader.generation()
    subprocess.run([sys.executable, "-c", WRITE_ANOTHER, str(store)], check=True, cwd=PROJECT)
    after = reader.generation()
    assert (before.number, after.number) == (1, 2)
    assert after.index.count() == 4
    assert before.catalogue.count("releases") == 1, "a question in flight keeps the generation that it began with"


WRITE_ANOTHER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from tests.archive.conftest import make_release, write_generation
    write_generation(Path(sys.argv[1]), [make_release("b/other.md")])
    """
)


def test_second_writer_is_refused_and_told_who_holds_the_store(store: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from archive.generations import writing\n"
        "with writing(Path(sys.argv[1]), doing='x'): pass"
    )
    with writing(store, doing="otr ingest"):
        said = subprocess.run(
            [sys.executable, "-c", code, str(store)], capture_output=True, text=True, check=False, cwd=PROJECT
        )
    assert said.returncode != 0
    assert re.search(rf"StoreBusyError: .*process {os.getpid()} .*otr ingest", said.stderr)


def test_killed_writer_loses_nothing_and_frees_the_store(store: Path) -> None:
    code = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from archive.generations import CATALOGUE, stage, writing
        from archive.writer import CatalogueWriter
        from tests.archive.conftest import cut, make_release
        store = Path(sys.argv[1])
        with writing(store, doing="a test"), CatalogueWriter(stage(store) / CATALOGUE) as writer:
            with writer.transaction():
                release = make_release("b/half.md")
                writer.put_release(release, cut(release), root="/archive")
            print("ready", flush=True)
            time.sleep(60)
        """
    )
    with subprocess.Popen([sys.executable, "-c", code, str(store)], stdout=subprocess.PIPE, cwd=PROJECT) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert Store(store).generation().catalogue.count("releases") == 1
    with writing(store, doing="the next"):
        catalogue = stage(store) / CATALOGUE
        with CatalogueWriter(catalogue) as writer:
            writer.finish()
        resumed = CatalogueReader(catalogue)
        assert resumed.count("releases") == 2, "the staging of the run that was cut off is gone on with"
    assert write_generation(store, []) == 2


def test_empty_store(tmp_path: Path) -> None:
    with pytest.raises(EmptyStoreError, match="otr ingest"):
        Store(tmp_path / "none")
    assert store_state(tmp_path / "none").name == "empty"


def test_states_of_a_store(tmp_path: Path) -> None:
    with writing(tmp_path, doing="a test"):
        assert store_state(tmp_path).name == "building"
    write_generation(tmp_path, [make_release()])
    assert store_state(tmp_path).name == "ready"
    (tmp_path / "CURRENT").write_text("nonsense")
    assert store_state(tmp_path).name == "failed"


@pytest.mark.parametrize("pattern", [CATALOGUE, f"{INDEX}/**/data_level0.bin", f"{INDEX}/chroma.sqlite3"])
@pytest.mark.parametrize("harm", ["flip", "delete"])
def test_damaged_file_is_named_before_it_is_opened(store: Path, pattern: str, harm: str) -> None:
    path = next(generation_folder(store, 1).glob(pattern))
    if harm == "delete":
        path.unlink()
    else:
        data = bytearray(path.read_bytes() or b"\0")
        data[len(data) // 2] ^= 0xFF
        path.write_bytes(data)
    with pytest.raises(StoreDamagedError, match=r"(is missing|is not what was published): run 'otr"):
        Store(store)


def test_index_without_its_database_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreDamagedError, match="otr rebuild"):
        VectorIndex(tmp_path)


def test_copies_of_killed_readers_go(store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("archive.vectors.gettempdir", lambda: str(tmp_path))
    abandoned, alive = tmp_path / "otr-index-999999999-a", tmp_path / f"otr-index-{os.getpid()}-b"
    abandoned.mkdir()
    alive.mkdir()
    VectorIndex(generation_folder(store, 1) / INDEX).close()
    assert (abandoned.exists(), alive.exists()) == (False, True)


def test_probe_finds_an_index_that_lacks_a_row(store: Path) -> None:
    write_generation(store, [make_release("b/other.md")])
    first, second = generation_folder(store, 1), generation_folder(store, 2)
    probe_index(second / INDEX, second / CATALOGUE)
    with pytest.raises(StoreDamagedError, match="holds 2 vectors, the catalogue 4"):
        probe_index(first / INDEX, second / CATALOGUE)


def test_opening_the_index_leaves_the_published_files_as_they_were(store: Path) -> None:
    VectorIndex(generation_folder(store, 1) / INDEX).search(np.ones(16, np.float32), limit=1)
    assert Store(store).generation().number == 1


def test_other_schema_is_refused_with_the_command(store: Path) -> None:
    path = generation_folder(store, 1) / CATALOGUE
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    with pytest.raises(SchemaError, match=r"schema 999, this program reads 2"):
        CatalogueReader(path)


def test_other_model_is_refused_with_both_names(store: Path) -> None:
    generation = Store(store).generation()
    generation.check_model("test-model", "m1")
    with pytest.raises(ModelMismatchError, match="OTR_EMBEDDING_MODEL"):
        generation.check_model("other", "m2")
    with pytest.raises(ModelMismatchError, match="--rebuild"):
        write_generation(store, [make_release("c/x.md")], model="m2")


def test_store_path_that_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(UsageError, match="give --store a folder"), writing(file, doing="x"):
        pass


def test_old_generations_go(store: Path) -> None:
    for number in range(2, 5):
        write_generation(store, [make_release(f"n/{number}.md")])
    assert current_generation(store) == 4
    assert sorted(path.name for path in store.glob("generation-*")) == ["generation-000003", "generation-000004"]
    assert not (store / BUILDING).exists()
