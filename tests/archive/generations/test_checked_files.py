"""A large file that was read once is not read again until it is written; any write is seen, and all is read where it is asked."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from archive.generations import checked_files
from archive.generations.checked_files import CHECKED
from archive.generations.checks import CATALOGUE, find_damage


@pytest.fixture
def folder(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A generation whose files all count as large, and as left alone for long."""
    monkeypatch.setattr(checked_files, "_LARGE", 0)
    monkeypatch.setattr(checked_files, "_AT_REST", -1.0)
    return store / "generation-000001"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read."""
    names: list[str] = []
    real = checked_files.read_checksum

    def note(path: Path) -> str:
        names.append(path.name)
        return real(path)

    monkeypatch.setattr(checked_files, "read_checksum", note)
    return names


def test_a_file_is_read_once(folder: Path, read: list[str]) -> None:
    assert find_damage(folder) == []
    assert CATALOGUE in read
    read.clear()
    assert find_damage(folder) == []
    assert read == []
    assert find_damage(folder, anew=True) == []
    assert CATALOGUE in read


def test_a_write_is_seen_though_size_and_day_are_as_before(folder: Path) -> None:
    assert find_damage(folder) == []
    path = folder / CATALOGUE
    before = path.stat()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [one.name for one in find_damage(folder)] == [CATALOGUE]
    assert [one.name for one in find_damage(folder)] == [CATALOGUE], "what is damaged is not believed the next time"


@pytest.mark.parametrize("said", ["", "[]", '{"generation-000001/catalogue.sqlite": "torn"}'])
def test_what_cannot_be_read_of_it_is_nothing(folder: Path, said: str, read: list[str]) -> None:
    (folder.parent / CHECKED).write_text(said, encoding="utf-8")
    assert find_damage(folder) == []
    assert CATALOGUE in read


def test_a_copied_store_is_read_itself(folder: Path, tmp_path: Path, read: list[str]) -> None:
    assert find_damage(folder) == []
    shutil.copytree(folder.parent, tmp_path / "copy")
    read.clear()
    assert find_damage(tmp_path / "copy" / folder.name) == []
    assert CATALOGUE in read


def test_a_file_that_was_only_just_written_is_not_believed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    """A write of the same moment would leave the same times."""
    monkeypatch.setattr(checked_files, "_AT_REST", 1e9)
    assert find_damage(folder) == []
    read.clear()
    assert find_damage(folder) == []
    assert CATALOGUE in read
