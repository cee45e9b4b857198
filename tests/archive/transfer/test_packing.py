"""Exports: the same bytes whenever and wherever they are written, whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from archive.errors import EmptyStoreError, StoreDamagedError, StoreError
from archive.generations.checks import CATALOGUE
from archive.generations.generations import generation_folder
from archive.transfer import PublishedFiles, export_to_file, pack
from archive.transfer.manifest import ExportManifest, ExportNotice
from archive.transfer.packing import _is_worth_compressing
from tests.archive.conftest import make_release, write_generation
from tests.conftest import PROJECT, run_otr


def packed(store: Path) -> bytes:
    out = BytesIO()
    pack(PublishedFiles.of(store), out, name="x")
    return out.getvalue()


def test_an_export_is_the_same_bytes_in_a_file_and_in_a_stream(store: Path, tmp_path: Path) -> None:
    notice = export_to_file(PublishedFiles.of(store), tmp_path / "out" / "archive.zip")
    streamed = subprocess.run(
        [sys.executable, "-m", "otr", "export", "-", "--store", str(store)],
        check=True,
        cwd=PROJECT,
        capture_output=True,
    )
    data = (tmp_path / "out" / "archive.zip").read_bytes()
    assert data == streamed.stdout == packed(store)
    assert (notice.size, notice.generation, notice.file) == (len(data), 1, "archive.zip")
    beside = ExportNotice.read((tmp_path / "out" / "archive.zip.json").read_bytes(), source="it")
    assert beside == notice
    assert [path.name for path in (tmp_path / "out").iterdir() if path.suffix == ".part"] == []


def test_an_export_can_be_read_by_any_program_for_zip_archives(store: Path) -> None:
    with zipfile.ZipFile(BytesIO(packed(store))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        said = ExportManifest.read(archive.read(names[0]), source="it")
        published = json.loads((generation_folder(store, 1) / "manifest.json").read_text())["files"]
        assert {name: file.sha256 for name, file in said.files.items()} == published
        assert names == ["manifest.json", *sorted(published)]
        for name in published:
            assert archive.read(name) == (generation_folder(store, 1) / name).read_bytes()


def test_another_generation_is_another_content(store: Path, tmp_path: Path) -> None:
    first = export_to_file(PublishedFiles.of(store), tmp_path / "a.zip")
    again = export_to_file(PublishedFiles.of(store), tmp_path / "b.zip")
    write_generation(store, [make_release("b/other.md")])
    other = export_to_file(PublishedFiles.of(store), tmp_path / "a.zip")
    assert first.content == again.content != other.content


def test_what_is_exported_already_is_not_written_again(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    assert [run_otr("export", path, store=store).stdout.partition(":")[0] for _ in range(2)][1] == "nothing new"
    path.write_bytes(path.read_bytes()[:-1])
    assert "nothing new" not in run_otr("export", path, store=store).stdout
    write_generation(store, [make_release("b/other.md")])
    assert run_otr("export", path, store=store).stdout.startswith("generation 2 of")


@pytest.mark.parametrize(("data", "worth"), [(b"words " * 50_000, True), (b"w", False)])
def test_what_becomes_smaller_is_compressed(tmp_path: Path, data: bytes, worth: bool) -> None:
    (tmp_path / "text").write_bytes(data)
    (tmp_path / "noise").write_bytes(os.urandom(len(data)))
    assert (_is_worth_compressing(tmp_path / "text"), _is_worth_compressing(tmp_path / "noise")) == (worth, False)


def test_a_damaged_store_is_not_exported(store: Path, tmp_path: Path) -> None:
    published = PublishedFiles.of(store)
    path = generation_folder(store, 1) / CATALOGUE
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(StoreDamagedError, match="otr verify"):
        export_to_file(published, tmp_path / "x.zip")
    assert list(tmp_path.glob("x.zip*")) == []
    assert run_otr("export", tmp_path / "x.zip", store=store).returncode == 3


def test_an_empty_store_and_a_place_that_cannot_be_written_are_told(store: Path, tmp_path: Path) -> None:
    with pytest.raises(EmptyStoreError):
        PublishedFiles.of(tmp_path / "none")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        export_to_file(PublishedFiles.of(store), tmp_path / "file" / "x.zip")
