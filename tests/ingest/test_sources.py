"""Sources: which files below a path are read, what their ids are, and what is left out and why."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from archive.errors import UsageError
from ingest.sources import find_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Releases, hidden files, and a people.toml at the top and one further down."""
    for name in ("b/two.md", "a/one.md", "a/.hidden/no.md", "a/.DS_Store", "people.toml", "a/people.toml"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "in"


def test_a_folder_is_read_in_order_without_what_is_hidden(folder: Path) -> None:
    source = find_files(str(folder))
    assert [file.id for file in source.files] == ["a/one.md", "a/people.toml", "b/two.md"]
    assert sorted(source.excluded) == ["a/.DS_Store", "people.toml"]
    assert (source.whole, source.root, source.unreadable) == (True, str(folder), {})
    assert source.files[0].path.read_text() == "a/one.md"
    assert source.files[0].digest == hashlib.sha256(b"a/one.md").hexdigest()


@pytest.mark.parametrize(
    ("known", "release_id"),
    [
        ((), "one.md"),
        (("in",), "a/one.md"),  # the folder was ingested before: the file keeps the id that it has there
        (("in/a",), "one.md"),
        (("in/b",), "one.md"),
    ],
)
def test_one_file_has_the_id_that_it_has_in_its_folder(folder: Path, known: tuple[str, ...], release_id: str) -> None:
    roots = {str(folder.parent / one) for one in known}
    source = find_files(str(folder / "a" / "one.md"), known_roots=roots)
    assert [file.id for file in source.files] == [release_id]
    assert not source.whole, "its neighbours are not gone"
    assert Path(source.root) / release_id == folder / "a" / "one.md"


def test_what_cannot_be_opened_is_told_by_name(folder: Path) -> None:
    (folder / "a" / "gone.md").symlink_to(folder / "nowhere")
    source = find_files(str(folder))
    assert set(source.unreadable) == {"a/gone.md"}
    assert "No such file" in source.unreadable["a/gone.md"]
    assert len(source.files) == 3


def test_what_is_neither_file_nor_folder_is_refused() -> None:
    with pytest.raises(UsageError, match="no file or folder no/such/folder"):
        find_files("no/such/folder")


def test_a_relative_path_has_the_same_root(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    assert find_files("in") == find_files(str(folder))
