"""A full disk, really: a clear error, the old generation still read, and after room is made the next run goes on."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from archive.errors import StoreError
from archive.generations.space import telling_of_space
from archive.store import Store
from ingest.build import ingest
from ingest.progress import SilentProgress
from tests.archive.conftest import TEXT, make_release, write_generation
from tests.faults.disks import on_a_small_disk
from tests.faults.small_archive import QuickEmbedder, picture, write_archive

MANY = [make_release(f"m/{n}.md", text=TEXT.replace("dawn", f"hour {n} " + "and a half " * 400)) for n in range(40)]


@pytest.mark.parametrize(
    "room", [0, 4096, 60_000, 300_000, 700_000]
)  # bytes that are left: it runs out at another step each
def test_a_full_disk_is_told_and_the_old_generation_is_read(tmp_path: Path, room: int) -> None:
    with on_a_small_disk(tmp_path / "disk", megabytes=24) as disk:
        store = disk.folder / "store"
        write_generation(store, [make_release()])
        ballast = disk.fill(leave=room)
        with pytest.raises(StoreError, match=rf"{store}.*(room|free)") as told:
            write_generation(store, MANY)
        assert told.value.exit_code == 3
        assert Store(store).generation().catalogue.count("releases") == 1
        ballast.unlink()
        assert write_generation(store, MANY) == 2
        assert Store(store).generation().catalogue.count("releases") == 41


LIMITED = """
import resource, sys; from pathlib import Path
from archive.errors import OnTheRecordError
from ingest.build import ingest
from ingest.progress import SilentProgress
from tests.faults.small_archive import QuickEmbedder
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    ingest([sys.argv[1]], store=Path(sys.argv[2]), embedder=QuickEmbedder(), progress=SilentProgress())
except OnTheRecordError as error:
    print(error); sys.exit(error.exit_code)
"""


@pytest.mark.parametrize("largest", [20_000, 150_000])  # bytes of a file: it ends in the catalogue, or in the index
def test_an_ingest_that_may_write_no_more_is_told_and_the_next_one_makes_what_a_clean_one_does(
    tmp_path: Path, largest: int
) -> None:
    def run(state: str, store: Path) -> None:
        archive = write_archive(tmp_path / "archive", state)
        ingest([str(archive)], store=store, embedder=QuickEmbedder(), progress=SilentProgress())

    store, clean = tmp_path / "store", tmp_path / "clean"
    run("first", store)
    run("first", clean)
    before = picture(store)
    archive = write_archive(tmp_path / "archive", "later")
    said = subprocess.run(
        [sys.executable, "-c", LIMITED, str(archive), str(store), str(largest)],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert said.returncode == 3, said.stderr
    assert str(store) in said.stdout
    assert "run the same command again" in said.stdout
    assert picture(store) == before
    run("later", store)
    run("later", clean)
    assert picture(store) == picture(clean)


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.ENOSPC, "there is no room"), (errno.EDQUOT, "there is no room"), (errno.EFBIG, "there is no room"),
     (errno.EROFS, "cannot be written"), (errno.EACCES, "cannot be written"), (errno.EIO, "see to the disk")],
)  # fmt: skip
def test_what_the_system_says_is_told_with_the_folder(tmp_path: Path, number: int, told: str) -> None:
    with pytest.raises(StoreError, match=told) as error, telling_of_space(tmp_path):
        raise OSError(number, os.strerror(number))
    assert str(tmp_path) in str(error.value)


def test_other_errors_are_not_taken_for_a_full_disk(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), telling_of_space(tmp_path):
        (tmp_path / "none").read_text()
    with pytest.raises(sqlite3.OperationalError), telling_of_space(tmp_path):
        sqlite3.connect(":memory:").execute("SELECT nothing FROM nowhere")
