"""Durable: what is on the disk before what: the order of fsync and rename during a publication, as the system was asked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive.generations.checks import CATALOGUE, INDEX, MANIFEST
from archive.generations.generations import BUILDING, CURRENT
from tests.archive.conftest import make_release, write_generation


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system is asked for from now on: 'sync PATH', or 'rename PATH to PATH'."""
    said: list[str] = []
    fsync, rename, replace = os.fsync, os.rename, os.replace

    def watch_fsync(handle: int) -> None:
        said.append(f"sync {Path(f'/proc/self/fd/{handle}').readlink()}")
        fsync(handle)

    def watch(name: str, do):
        def renamed(source: os.PathLike[str], target: os.PathLike[str], **given: object) -> None:
            said.append(f"rename {source} to {target}")
            do(source, target, **given)

        monkeypatch.setattr(f"os.{name}", renamed)

    monkeypatch.setattr("os.fsync", watch_fsync)
    watch("rename", rename)
    watch("replace", replace)
    return said


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="this system does not say which file a handle is of")
def test_all_of_a_generation_is_on_the_disk_before_it_is_pointed_to(tmp_path: Path, asked: list[str]) -> None:
    store = tmp_path / "store"
    write_generation(store, [make_release()])
    building, generation = store / BUILDING, store / "generation-000001"
    published = asked.index(f"rename {building} to {generation}")
    pointed = asked.index(f"rename {store / CURRENT}.next to {store / CURRENT}")
    files = [path.relative_to(generation) for path in generation.rglob("*")]
    assert {Path(CATALOGUE), Path(MANIFEST), Path(INDEX), Path(INDEX) / "chroma.sqlite3"} < set(files)
    before = asked[:published]
    for path in files:
        assert f"sync {building / path}" in before
    for folder in [path for path in files if (generation / path).is_dir()]:
        inside = [before.index(f"sync {building / path}") for path in files if path.parent == folder]
        assert before.index(f"sync {building / folder}") > max(inside, default=-1)
    assert asked[published + 1 : pointed] == [f"sync {store}", f"sync {store / CURRENT}.next"]
    assert asked[pointed + 1] == f"sync {store}"
