"""Generations: one writer at a time, staging that is gone on with or thrown away, and files that are what was published."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from archive.catalogue.reader import CatalogueReader
from archive.catalogue.writer import CatalogueWriter
from archive.errors import EmptyStoreError, StoreDamagedError, UsageError
from archive.generations.checks import BASE, CATALOGUE, INDEX, MANIFEST, PROGRESS
from archive.generations.generations import (
    BUILDING,
    CURRENT,
    check_generation,
    current_generation,
    generation_folder,
    interrupted_catalogue,
    publish,
    read_progress,
    stage,
    write_progress,
    writing,
)
from archive.generations.locks import is_being_written
from archive.store import Store
from tests.archive.conftest import TEXT, fill, make_release, write_generation

PROJECT = Path(__file__).parents[3]


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
        from archive.catalogue import CatalogueWriter
        from archive.generations import CATALOGUE, stage, writing
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
        assert CatalogueReader(catalogue).count("releases") == 1, "what comes out does not depend on what was cut off"
        cut_off = interrupted_catalogue(store)
        assert cut_off is not None
        assert CatalogueReader(cut_off).count("embeddings") == 3, "what it had embedded is there to be taken over"
    assert write_generation(store, []) == 2


def test_whether_a_store_is_being_written(tmp_path: Path) -> None:
    assert not is_being_written(tmp_path)
    with writing(tmp_path, doing="a test"):
        assert is_being_written(tmp_path)
    assert not is_being_written(tmp_path)


@pytest.mark.parametrize("fresh", [False, True])
def test_nothing_of_a_run_that_was_cut_off_is_gone_on_with_but_its_vectors(store: Path, fresh: bool) -> None:
    folder = stage(store, purpose=["/one"])
    (folder / "half.txt").write_text("half")
    (folder / INDEX).mkdir()
    again = stage(store, purpose=["/one"], fresh=fresh)
    assert {path.name for path in again.iterdir()} == {BASE, *([] if fresh else [CATALOGUE])}
    assert interrupted_catalogue(store) is not None


def test_the_run_that_had_embedded_most_before_it_was_cut_off_counts(store: Path) -> None:
    with CatalogueWriter(stage(store) / CATALOGUE) as writer:
        fill(writer, [make_release("b/more.md", text=TEXT.replace("dawn", "noon"))])
    stage(store)
    stage(store)
    cut_off = interrupted_catalogue(store)
    assert cut_off is not None
    assert CatalogueReader(cut_off).count("embeddings") == 6
    (stage(store) / CATALOGUE).write_bytes(b"no database")
    stage(store)
    assert interrupted_catalogue(store) == cut_off


def test_what_is_published_is_listed_whole_and_is_no_longer_staged(tmp_path: Path) -> None:
    folder = stage(tmp_path)
    with CatalogueWriter(folder / CATALOGUE) as writer:
        writer.finish()
    (folder / INDEX).mkdir()
    (folder / INDEX / "rows").write_bytes(b"numbers")
    write_progress(tmp_path, stage_name="embedding passages", done=1, total=2)
    assert publish(tmp_path) == current_generation(tmp_path) == 1
    manifest = json.loads((check_generation(tmp_path, 1) / MANIFEST).read_text())
    assert (manifest["generation"], set(manifest["files"])) == (1, {CATALOGUE, f"{INDEX}/rows"})
    assert not (tmp_path / BUILDING).exists()


def test_publication_that_was_cut_off_before_its_rename_is_published_over(tmp_path: Path) -> None:
    with CatalogueWriter(stage(tmp_path) / CATALOGUE) as writer:
        writer.finish()
    leftover = generation_folder(tmp_path, 1)
    leftover.mkdir()
    (leftover / CATALOGUE).write_bytes(b"half")
    assert current_generation(tmp_path) == 0
    publish(tmp_path)
    assert (check_generation(tmp_path, 1) / CATALOGUE).read_bytes() != b"half"


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
    with pytest.raises(StoreDamagedError, match=r"(is missing|is not what was published): run 'otr rebuild'"):
        check_generation(store, 1)


@pytest.mark.parametrize("manifest", [None, "{", ""])
def test_generation_without_a_manifest_is_damaged(store: Path, manifest: str | None) -> None:
    path = generation_folder(store, 1) / MANIFEST
    path.unlink()
    if manifest is not None:
        path.write_text(manifest)
    with pytest.raises(StoreDamagedError, match=rf"no readable {MANIFEST} .*otr rebuild"):
        check_generation(store, 1)


def test_no_generation_is_an_empty_store(tmp_path: Path) -> None:
    assert current_generation(tmp_path / "none") == 0
    with pytest.raises(EmptyStoreError, match="run 'otr ingest PATH'"):
        check_generation(tmp_path / "none", 0)


@pytest.mark.parametrize(
    "said", ["nonsense", "", None, "generation-000009\n", "generation-000002\n0123456789abcdef\n", b"\xff\xfe"]
)
def test_the_latest_generation_counts_where_the_pointer_is_torn(store: Path, said: str | bytes | None) -> None:
    write_generation(store, [make_release("b/other.md")])
    (store / CURRENT).unlink()
    if said is not None:
        (store / CURRENT).write_bytes(said if isinstance(said, bytes) else said.encode())
    assert current_generation(store) == 2
    assert write_generation(store, [make_release("c/other.md")]) == 3


def test_pointer_to_nothing_is_damaged(store: Path) -> None:
    shutil.rmtree(generation_folder(store, 1))
    with pytest.raises(StoreDamagedError, match=r"CURRENT says 'generation-000001.*--rebuild"):
        current_generation(store)


def test_pointer_that_somebody_wrote_by_hand_is_believed(store: Path) -> None:
    write_generation(store, [make_release("b/other.md")])
    (store / CURRENT).write_text("generation-000001\n")
    assert current_generation(store) == 1


@pytest.mark.parametrize("torn", [None, "", '{"stage": "emb'])
def test_progress_comes_back_or_is_not_known(tmp_path: Path, torn: str | None) -> None:
    stage(tmp_path)
    assert read_progress(tmp_path) == ("", 0, 0)
    write_progress(tmp_path, stage_name="embedding passages", done=3, total=9)
    assert read_progress(tmp_path) == ("embedding passages", 3, 9)
    if torn is not None:
        (tmp_path / BUILDING / PROGRESS).write_text(torn)
        assert read_progress(tmp_path) == ("", 0, 0)


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
