"""Locks: a second writer is refused and told by whom, a dead writer's lock is free, and a reader needs no right to write."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive.errors import StoreBusyError, StoreError
from archive.generations.generations import writing
from archive.generations.locks import is_being_written
from archive.store import Store, store_state
from tests.archive.conftest import make_release, write_generation
from tests.faults.disks import on_a_small_disk

PROJECT = Path(__file__).parents[2]
WRITE = """
import sys, time; from pathlib import Path; from archive.generations import writing
with writing(Path(sys.argv[1]), doing="otr ingest"):
    print("writing", flush=True); time.sleep(600)
"""


def test_second_writer_is_told_who_writes_and_since_when_and_a_dead_one_is_no_hindrance(store: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITE, str(store)], stdout=subprocess.PIPE, text=True, cwd=PROJECT
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        said = (
            rf"process {writer.pid} on .* \(otr ingest, since \d{{4}}-\d\d-\d\dT[\d:]+\+00:00\): wait until it is done"
        )
        with pytest.raises(StoreBusyError, match=said), writing(store, doing="another"):
            pass
        assert is_being_written(store)
        assert store_state(store).name == "ready"
        writer.send_signal(signal.SIGKILL)
    assert not is_being_written(store)
    assert write_generation(store, [make_release("b/after.md")]) == 2


@pytest.mark.parametrize(
    "said", ["", "{", '{"pid": 1}', "[]", '{"pid": 999999999, "host": "elsewhere", "doing": "x", "since": "y"}']
)
def test_what_a_writer_left_behind_is_no_hindrance(store: Path, said: str) -> None:
    (store / "writer.json").write_text(said)
    assert write_generation(store, [make_release("b/after.md")]) == 2
    with writing(store, doing="one"):
        (store / "writer.json").write_text(said)
        with (
            pytest.raises(StoreBusyError, match=r"another process|process 999999999 on elsewhere"),
            writing(store, doing="two"),
        ):
            pass


def test_a_reader_that_looks_does_not_keep_a_writer_out(store: Path) -> None:
    for _ in range(20):
        with writing(store, doing="one"):
            assert is_being_written(store)
        assert not is_being_written(store)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_folder_that_takes_no_locks_is_refused_for_writing(
    store: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", refuse)
    with pytest.raises(StoreError, match=r"cannot be locked .*NFS"), writing(store, doing="one"):
        pass
    assert Store(store).generation().index.count() == 2, "it is read all the same"


def test_a_store_on_a_disk_that_cannot_be_written_is_read(store: Path, tmp_path: Path) -> None:
    with on_a_small_disk(tmp_path / "disk", megabytes=32) as disk:
        write_generation(disk.folder / "store", [make_release()])
        disk.make_read_only()
        kept = disk.folder / "store"
        assert store_state(kept).name == "ready"
        assert not is_being_written(kept)
        assert Store(kept).generation().index.count() == 2
        with (
            pytest.raises(StoreError, match=re.escape(f"the store {kept} cannot be written")),
            writing(kept, doing="x"),
        ):
            pass
