"""Generations: what a writer prepares beside the current store, and publishes by one atomic rename.

A store folder holds ``CURRENT`` (the name of the current generation's folder), the generations, ``building`` (where the
writer works), ``interrupted`` (the catalogue of a run that was cut off, whose vectors the next one takes over) and the lock.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from archive.errors import EmptyStoreError, StoreDamagedError
from archive.generations.checks import BASE, CATALOGUE, MANIFEST, PROGRESS, check_files, write_manifest
from archive.generations.contents import checksum_contents
from archive.generations.durable import replace_durably, sync, sync_tree
from archive.generations.locks import locked, unused

CURRENT = "CURRENT"
BUILDING = "building"
INTERRUPTED = "interrupted"
SNAPSHOT = "snapshot"  # a state of what is being built, on its way to be published
MENDING = "mending"  # the index of a generation that is made again
_REMOVED = "removed"
_STAND_INS = 1  # earlier generations that are kept, beside those that somebody reads
_NAME = re.compile(r"generation-(\d{6,})")


def current_generation(store: Path) -> int:
    """Return the number of the published generation, 0 where nothing was published.

    Where ``CURRENT`` is missing or torn it is the latest that is there. Raises StoreDamagedError where none is.
    """
    try:
        text = (store / CURRENT).read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        text = str(error)
    number = _read_pointer(text)
    if number and generation_folder(store, number).is_dir():
        return number
    latest = max(published_generations(store), default=0)
    if text and not latest:
        raise StoreDamagedError(
            f"{store / CURRENT} says {text.strip()!r}, and there is no generation beside it: run 'otr ingest PATH --rebuild'"
        )
    return latest


def generation_folder(store: Path, number: int) -> Path:
    """Return the folder of a generation."""
    return store / f"generation-{number:06d}"


def published_generations(store: Path) -> list[int]:
    """Return the numbers of the generations that are there with their manifest, the latest first."""
    return sorted((number for number, folder in _folders(store) if (folder / MANIFEST).is_file()), reverse=True)


def whole_generation(store: Path) -> int:
    """Return the current generation, or where its catalogue is damaged the latest before it whose catalogue is whole.

    0 where nothing was published; raises StoreDamagedError, on the current one, where none is whole.
    """
    number = current_generation(store)
    if not number:
        return 0
    try:
        check_files(generation_folder(store, number), index=False)
    except StoreDamagedError:
        for earlier in published_generations(store):
            if earlier < number and _is_whole(generation_folder(store, earlier)):
                return earlier
        raise
    return number


@contextmanager
def writing(store: Path, *, doing: str) -> Iterator[None]:
    """Hold the store for writing, as ``locked`` does and with its errors; what a writer was cut off in is brought to its end."""
    with locked(store, doing=doing):
        _finish_publication(store)
        yield


def stage(store: Path, *, purpose: Sequence[str] = (), fresh: bool = False) -> Path:
    """Return an empty staging folder with a copy of the catalogue that is read now; with ``fresh``, without one.

    What a run that was cut off had embedded is kept beside it (``interrupted_catalogue``): the rest of it is not gone on with,
    so that what comes out does not depend on where it was cut off. ``purpose`` is written down for whoever looks.
    """
    _put_interrupted_aside(store)
    for leftover in (SNAPSHOT, MENDING):
        shutil.rmtree(store / leftover, ignore_errors=True)
    folder = store / BUILDING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    generation = 0 if fresh else whole_generation(store)
    if generation:
        _copy_database(generation_folder(store, generation) / CATALOGUE, folder / CATALOGUE)
    (folder / BASE).write_text(json.dumps({"generation": generation, "purpose": list(purpose)}), encoding="utf-8")
    return folder


def stage_snapshot(store: Path) -> Path:
    """Return an empty folder beside the staging folder, for a state of it that is published while its writer goes on."""
    folder = store / SNAPSHOT
    shutil.rmtree(folder, ignore_errors=True)  # left behind by a run that was cut off
    folder.mkdir()
    shutil.copyfile(store / BUILDING / BASE, folder / BASE)
    return folder


def publish_snapshot(store: Path) -> int:
    """Make what lies in the snapshot's folder the current generation, which the staging folder now follows; return its number."""
    number = publish(store, folder=store / SNAPSHOT, keep_interrupted=True)
    base = store / BUILDING / BASE
    said = json.loads(base.read_text(encoding="utf-8"))
    replace_durably(base, json.dumps({**said, "generation": number}))
    return number


def interrupted_catalogue(store: Path) -> Path | None:
    """Return the catalogue of a run that was cut off, None where there is none."""
    path = store / INTERRUPTED / CATALOGUE
    return path if path.is_file() else None


def forget_interrupted(store: Path) -> None:
    """Remove what is kept of a run that was cut off: all that it had embedded was taken over."""
    shutil.rmtree(store / INTERRUPTED, ignore_errors=True)


def publish(store: Path, *, folder: Path | None = None, keep_interrupted: bool = False, at_least: int = 1) -> int:
    """Checksum the staged files, make them the current generation, and return its number, which is ``at_least`` this.

    ``keep_interrupted`` is for a writer that did not take over what one that was cut off had embedded.
    All is on the disk before ``CURRENT`` is moved, and ``CURRENT`` before this returns (docs/reliability.md says why).
    """
    folder = folder or store / BUILDING
    number = max(*published_generations(store), current_generation(store), at_least - 1) + 1
    base = _read_base(folder)
    write_manifest(folder, number, _now(), contents=checksum_contents(folder / CATALOGUE))
    sync_tree(folder)
    target = generation_folder(store, number)
    shutil.rmtree(target, ignore_errors=True)  # left behind by a publication that was interrupted here
    folder.rename(target)
    sync(store)
    _point_to(store, number)
    for leftover in (PROGRESS, BASE):
        (target / leftover).unlink(missing_ok=True)
    if not keep_interrupted:
        forget_interrupted(store)
    remove_old(store, whole=base)
    return number


def _finish_publication(store: Path) -> None:
    """Move ``CURRENT`` to a generation whose writer was cut off between the last rename and that.

    A pointer without a checksum was written by hand, and stays: whoever wrote it wants an earlier one.
    """
    latest, said = max(published_generations(store), default=0), _read_text(store / CURRENT)
    if not latest or _read_pointer(said) == latest or (_read_pointer(said) and len(said.splitlines()) == 1):
        return
    if _is_whole(generation_folder(store, latest)):
        _point_to(store, latest)


def check_generation(store: Path, number: int, *, index: bool = True) -> Path:
    """Return a generation's folder after checking its files, those of the index only with ``index``.

    Raises StoreDamagedError, EmptyStoreError.
    """
    if number == 0:
        raise EmptyStoreError(f"the store {store} is empty: run 'otr ingest PATH' with a folder of releases")
    return check_files(generation_folder(store, number), index=index)


def remove_old(store: Path, *, whole: int = 0, stand_ins: int = _STAND_INS) -> list[int]:
    """Remove the earlier generations that no reader holds but one, which stands in for a damaged one; return their numbers.

    That one is the generation before the current one, or ``whole``, where its number is known to be of one that is;
    ``stand_ins`` 0 keeps none.
    """
    current = current_generation(store)
    earlier = [number for number in published_generations(store) if number < current]
    kept = [whole] if whole in earlier else earlier[:stand_ins]
    gone: list[int] = []
    for number, folder in _folders(store):
        if number >= current or number in kept:
            continue
        with unused(folder / MANIFEST) as free:
            if free:
                # Renamed first: a removal that is cut off leaves no half of a generation under its name.
                leaving = store / f"{_REMOVED}-{folder.name}"
                shutil.rmtree(leaving, ignore_errors=True)
                folder.rename(leaving)
                gone.append(number)
    for leaving in store.glob(f"{_REMOVED}-*"):
        shutil.rmtree(leaving, ignore_errors=True)
    return gone


def write_progress(store: Path, *, stage_name: str, done: int, total: int) -> None:
    """Record how far the writer is, for the page that waits for it."""
    path = store / BUILDING / PROGRESS
    fresh = path.with_suffix(".next")
    fresh.write_text(
        json.dumps({"stage": stage_name, "done": done, "total": total, "at": time.time()}), encoding="utf-8"
    )
    fresh.replace(path)


def read_progress(store: Path) -> tuple[str, int, int]:
    """Return (stage, done, total) of the writer at work; an empty stage where it has recorded none yet."""
    try:
        said = json.loads((store / BUILDING / PROGRESS).read_text(encoding="utf-8"))
        return str(said["stage"]), int(said["done"]), int(said["total"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", 0, 0


def _read_base(folder: Path) -> int:
    """Return the generation that a staging folder was copied from, which was checked then; 0 for none."""
    try:
        return int(json.loads((folder / BASE).read_text(encoding="utf-8"))["generation"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _folders(store: Path) -> list[tuple[int, Path]]:
    """Return (number, folder) of every generation that is there, whole or not."""
    if not store.is_dir():
        return []
    named = ((_NAME.fullmatch(folder.name), folder) for folder in store.iterdir())
    return [(int(name[1]), folder) for name, folder in named if name]


def _is_whole(folder: Path) -> bool:
    try:
        check_files(folder, index=False)
    except StoreDamagedError:
        return False
    return True


def _point_to(store: Path, number: int) -> None:
    name = generation_folder(store, number).name
    replace_durably(store / CURRENT, f"{name}\n{_sum(name)}\n")


def _read_pointer(text: str) -> int:
    """Return the generation that ``CURRENT`` names, 0 where it is torn; one line alone, without its checksum, is believed."""
    lines = text.splitlines()
    name = _NAME.fullmatch(lines[0].strip()) if lines else None
    if name is None or (len(lines) > 1 and lines[1] != _sum(name[0])):
        return 0
    return int(name[1])


def _sum(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _put_interrupted_aside(store: Path) -> None:
    """Keep what a run that was cut off had embedded: its catalogue, unless an earlier one that was cut off has more."""
    staged, kept = store / BUILDING, store / INTERRUPTED
    if not (staged / CATALOGUE).is_file():
        return
    if _count_embeddings(staged / CATALOGUE) < max(1, _count_embeddings(kept / CATALOGUE)):
        return
    shutil.rmtree(kept, ignore_errors=True)
    staged.rename(kept)


def _count_embeddings(path: Path) -> int:
    if not path.is_file():
        return 0
    try:
        with closing(sqlite3.connect(path)) as db:
            return int(db.execute("SELECT count(*) FROM embeddings").fetchone()[0])
    except sqlite3.DatabaseError:  # cut off before its tables stood, or damaged: there is nothing to take over
        return 0


def _copy_database(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
