"""A full disk, really: a clear error, the old generation still read, and after room is made the next run goes on."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from archive.errors import StoreError
from archive.ledger import Ledger, Spent
from archive.space import telling_of_space
from archive.store import Store
from tests.archive.conftest import TEXT, make_release, write_generation
from tests.faults.disks import on_a_small_disk

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


def test_side_files_on_a_full_disk(tmp_path: Path) -> None:
    with on_a_small_disk(tmp_path / "disk", megabytes=2) as disk:
        ledger = Ledger(disk.folder / "model.sqlite")
        ballast = disk.fill()
        with pytest.raises(StoreError, match=r"the ledger .* cannot be used \(.*OTR_MODEL_LEDGER"):
            _keep_many(ledger)
        ballast.unlink()
        ledger.reserve(Spent(tokens=1))
        assert ledger.spent_today() == Spent(tokens=1)


def _keep_many(ledger: Ledger) -> None:
    for _ in range(1000):
        ledger.keep_draft(os.urandom(8).hex(), "x" * 10_000)


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
