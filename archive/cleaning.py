"""Cleaning: what may go from a store, and what it takes. Nothing that a reader holds or a writer works on is touched."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from archive.errors import EmptyStoreError
from archive.generations import (
    BUILDING,
    CATALOGUE,
    INTERRUPTED,
    MANIFEST,
    MENDING,
    SNAPSHOT,
    current_generation,
    generation_folder,
    is_being_written,
    publish,
    published_generations,
    remove_old,
    stage,
    unused,
    writing,
)
from archive.transfer import partial_files
from archive.vectors import ChromaServer, abandoned_copies, drop, make_index, server_of, unnamed_collections
from archive.withdrawn_texts import FoundTexts, TextRule, find_texts, remove_texts

ABANDONED = 86_400.0  # seconds: what a run that was cut off left is kept so long, for the next one to go on from


@dataclass(frozen=True, slots=True, kw_only=True)
class Waste:
    """Something that may go: what it is, in words, and how many bytes it takes."""

    what: str
    size: int
    remove: Callable[[], None]


def find_waste(
    store: Path, server: ChromaServer | None, *, stand_ins: bool = False, worked_on: bool = False
) -> list[Waste]:
    """Return what may go from a store, and from the machine's temporary files, of its readers that died.

    ``stand_ins``: also the generation that stands in for the current one if that is damaged; ``worked_on``: another process
    writes the store, and what it works on is no waste. Raises VectorServerError where the
    server cannot be asked.
    """
    found = [*_generations(store, stand_ins=stand_ins), *([] if worked_on else _left_behind(store))]
    found += [_folder(copy, f"copy of an index that a reader left, {copy}") for copy in abandoned_copies()]
    if (at := server_of(store, server)) is not None:
        for name, count in unnamed_collections(store, at).items():
            told = f"collection {name} on {at.address}, {count:,} vectors"
            found.append(Waste(what=told, size=0, remove=partial(drop, at, [name])))
    return found


def survey(store: Path, server: ChromaServer | None, rule: TextRule) -> tuple[FoundTexts, list[Waste]]:
    """Return the texts that a rule means, and all that may go; nothing is removed. Raises EmptyStoreError."""
    if not current_generation(store):
        raise EmptyStoreError(f"the store {store} is empty: there is nothing to remove")
    texts = texts_meant(store, rule)
    return texts, find_waste(store, server, stand_ins=bool(texts.characters), worked_on=is_being_written(store))


def clean(
    store: Path, server: ChromaServer | None, rule: TextRule, *, today: date
) -> tuple[FoundTexts, list[Waste], list[int]]:
    """Remove the texts that a rule means, then all that may go; return what went, and the generations that still have the texts.

    Where texts go, no earlier generation that no reader holds stays: it would have them. Raises StoreBusyError beside a writer.
    """
    with writing(store, doing="otr gc"):
        texts = _clean_texts(store, server, rule, today=today) if rule.means_something else FoundTexts()
        gone = find_waste(store, server, stand_ins=bool(texts.characters))
        for waste in gone:
            waste.remove()
        current = current_generation(store)
        held = [number for number in published_generations(store) if number < current] if texts.characters else []
        return texts, gone, held


def texts_meant(store: Path, rule: TextRule) -> FoundTexts:
    """Return the texts of the published catalogue that a rule means."""
    return find_texts(generation_folder(store, current_generation(store)) / CATALOGUE, rule)


def _clean_texts(store: Path, server: ChromaServer | None, rule: TextRule, *, today: date) -> FoundTexts:
    found = texts_meant(store, rule)
    if not found.characters:
        return found
    before = generation_folder(store, current_generation(store))
    folder = stage(store, purpose=["remove withdrawn texts"])
    removed = remove_texts(folder / CATALOGUE, rule, today=today)
    make_index(folder, before=before, server=server)
    publish(store)
    return removed


def _generations(store: Path, *, stand_ins: bool) -> Iterator[Waste]:
    current = current_generation(store)
    earlier = [number for number in published_generations(store) if number < current]
    for number in earlier if stand_ins else earlier[1:]:
        folder = generation_folder(store, number)
        with unused(folder / MANIFEST) as free:
            if free:
                yield Waste(
                    what=f"generation {number}",
                    size=_size(folder),
                    remove=lambda: _remove_generations(store, stand_ins),
                )


def _remove_generations(store: Path, stand_ins: bool) -> None:
    remove_old(store, stand_ins=0 if stand_ins else 1)


def _left_behind(store: Path) -> Iterator[Waste]:
    """Yield what runs left that were cut off a day ago or earlier."""
    for folder in (store / name for name in (BUILDING, INTERRUPTED, SNAPSHOT, MENDING)):
        if folder.is_dir() and _is_old(folder):
            yield _folder(folder, f"{folder.name}, which a run that was cut off left")
    for path in partial_files(store):
        if _is_old(path):
            yield Waste(what=f"{path.name}, fetched in part", size=path.stat().st_size, remove=path.unlink)


def _is_old(path: Path) -> bool:
    newest = max(one.stat().st_mtime for one in (path, *path.rglob("*")))
    return time.time() - newest > ABANDONED


def _folder(folder: Path, what: str) -> Waste:
    return Waste(what=what, size=_size(folder), remove=lambda: shutil.rmtree(folder, ignore_errors=True))


def _size(folder: Path) -> int:
    """Return how many bytes removing a folder frees: a file that another name leads to frees none."""
    files = (path.stat() for path in folder.rglob("*") if path.is_file())
    return sum(said.st_size for said in files if said.st_nlink == 1)
