"""Generations: what a writer prepares beside the current store, and publishes by one atomic rename.

A store folder holds ``CURRENT`` (the name of the current generation's folder), the generations, ``building`` (where the
writer works; an interrupted run leaves it there, and the next one continues from it) and ``writer.lock``.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from archive.errors import EmptyStoreError, StoreBusyError, StoreDamagedError, UsageError

_CURRENT = "CURRENT"
BUILDING = "building"
CATALOGUE = "catalogue.sqlite"
INDEX = "vectors"
_MANIFEST = "manifest.json"
_PROGRESS = "progress.json"
_HOLDER = "writer.json"
_LOCK = "writer.lock"
_KEPT_GENERATIONS = 2  # the current one, and the one that a reader may still have open


def current_generation(store: Path) -> int:
    """Return the number of the published generation, 0 where nothing was published."""
    try:
        name = (store / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return 0
    try:
        return int(name.removeprefix("generation-"))
    except ValueError as error:
        raise StoreDamagedError(
            f"{store / _CURRENT} says {name!r} where a generation's name belongs: run 'otr ingest PATH --rebuild'"
        ) from error


def generation_folder(store: Path, number: int) -> Path:
    """Return the folder of a generation."""
    return store / f"generation-{number:06d}"


@contextmanager
def writing(store: Path, *, doing: str) -> Iterator[None]:
    """Hold the store's lock for writing; raises StoreBusyError, which names the holder, where another process has it."""
    if store.exists() and not store.is_dir():
        raise UsageError(f"the store {store} is a file: give --store a folder")
    store.mkdir(parents=True, exist_ok=True)
    lock = FileLock(store / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreBusyError(
            f"the store {store} is being written by {_holder(store)}: wait until it is done, or stop it"
        ) from error
    try:
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "doing": doing, "since": _now()}
        (store / _HOLDER).write_text(json.dumps(holder), encoding="utf-8")
        yield
    finally:
        (store / _HOLDER).unlink(missing_ok=True)
        lock.release()


def is_being_written(store: Path) -> bool:
    """Whether a writer holds the store now."""
    if not (store / _LOCK).exists():
        return False
    lock = FileLock(store / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def stage(store: Path, *, purpose: Sequence[str] = (), fresh: bool = False) -> Path:
    """Return the staging folder with a copy of the current catalogue; with ``fresh``, an empty one.

    Where a run with the same ``purpose`` was interrupted, its staging folder is used again.
    """
    folder = store / BUILDING
    base = folder / "base.json"
    generation = current_generation(store)
    origin = {"generation": generation, "purpose": list(purpose)}
    if base.exists() and json.loads(base.read_text(encoding="utf-8")) == origin and not fresh:
        shutil.rmtree(folder / INDEX, ignore_errors=True)
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if generation and not fresh:
        _copy_database(generation_folder(store, generation) / CATALOGUE, folder / CATALOGUE)
    base.write_text(json.dumps(origin), encoding="utf-8")
    return folder


def publish(store: Path) -> int:
    """Checksum the staged files, make them the current generation, and return its number."""
    folder = store / BUILDING
    number = current_generation(store) + 1
    for leftover in (_PROGRESS, "base.json"):
        (folder / leftover).unlink(missing_ok=True)
    manifest = {"generation": number, "published": _now(), "files": _checksums(folder)}
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    target = generation_folder(store, number)
    shutil.rmtree(target, ignore_errors=True)  # left behind by a publication that was interrupted here
    folder.rename(target)
    pointer = store / f"{_CURRENT}.next"
    with pointer.open("w", encoding="utf-8") as file:
        file.write(f"{target.name}\n")
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(store / _CURRENT)
    _remove_old(store, number)
    return number


def check_generation(store: Path, number: int) -> Path:
    """Return a generation's folder after checking its files; raises StoreDamagedError, EmptyStoreError."""
    folder = generation_folder(store, number)
    if number == 0:
        raise EmptyStoreError(f"the store {store} is empty: run 'otr ingest PATH' with a folder of releases")
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreDamagedError(
            f"{folder} has no readable {_MANIFEST} ({error}): run 'otr ingest PATH --rebuild'"
        ) from error
    found = _checksums(folder)
    for name, expected in manifest["files"].items():
        if found.get(name) != expected:
            state = "is missing" if name not in found else "is not what was published"
            remedy = "run 'otr rebuild'" if name != CATALOGUE else "run 'otr ingest PATH --rebuild'"
            raise StoreDamagedError(f"{folder / name} {state}: {remedy}")
    return folder


def write_progress(store: Path, *, stage_name: str, done: int, total: int) -> None:
    """Record how far the writer is, for the page that waits for it."""
    path = store / BUILDING / _PROGRESS
    fresh = path.with_suffix(".next")
    fresh.write_text(
        json.dumps({"stage": stage_name, "done": done, "total": total, "at": time.time()}), encoding="utf-8"
    )
    fresh.replace(path)


def read_progress(store: Path) -> tuple[str, int, int]:
    """Return (stage, done, total) of the writer at work; an empty stage where it has recorded none yet."""
    try:
        said = json.loads((store / BUILDING / _PROGRESS).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return "", 0, 0
    return str(said["stage"]), int(said["done"]), int(said["total"])


def _checksums(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != _MANIFEST)
    return {path.relative_to(folder).as_posix(): _checksum(path) for path in files}


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy_database(source: Path, target: Path) -> None:
    with sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True) as old, sqlite3.connect(target) as new:
        old.backup(new)
    old.close()
    new.close()


def _remove_old(store: Path, number: int) -> None:
    for folder in store.glob("generation-*"):
        if int(folder.name.removeprefix("generation-")) <= number - _KEPT_GENERATIONS:
            shutil.rmtree(folder, ignore_errors=True)


def _holder(store: Path) -> str:
    try:
        said = json.loads((store / _HOLDER).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return "another process"
    return f"process {said['pid']} on {said['host']} ({said['doing']}, since {said['since']})"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
