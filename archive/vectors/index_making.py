"""Index making: the vector index of a staged catalogue, built in a fresh folder and checked in another process.

An index takes far longer to build than a changed release takes to embed. So the one of the generation before goes on serving,
as hard links to its files, until so much has changed that it is worth building anew (``IndexRows``).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from archive.catalogue import CatalogueReader, Selection
from archive.errors import StoreDamagedError, StoreError
from archive.generations import CATALOGUE, INDEX, find_damage
from archive.releases import SEARCHED_VOICES
from archive.vectors.chroma_server import ChromaServer, VectorServerError
from archive.vectors.collections import ServedCollection
from archive.vectors.index_rows import IndexRows
from archive.vectors.kinds import build_index, probe_index

MOST_BESIDE = 50_000  # vectors that are compared one by one: 8 ms
_ANEW_FROM = 0.1  # of the index: where more of it is outdated, it is built anew
_FEW = 1_000  # passages; an index of fewer is built in a second or two
_ORDINARY = Selection(voices=tuple(sorted(SEARCHED_VOICES)))


def make_index(
    folder: Path,
    *,
    before: Path | None = None,
    server: ChromaServer | None = None,
    going_on: bool = False,
    begin: Callable[[str, int], None] = lambda _stage, _total: None,
    reach: Callable[[int], None] = lambda _done: None,
) -> None:
    """Give the catalogue in a folder an index, and write down which of its passages are beside it.

    ``before`` is the folder of a published generation whose index is kept where it is not too outdated; None builds one.
    ``going_on`` says that more vectors are coming: then one is only built where too much would be compared one by one.
    ``server`` is a Chroma server that is to hold the vectors. ``begin`` and ``reach`` are told how far it is. Raises
    VectorServerError where the server fails: the staged catalogue stays, and the next run goes on with it.
    """
    ids, digests = CatalogueReader(folder / CATALOGUE).embedded_digests(_ORDINARY)
    kept = _rows_of(before) if before is not None and _is_sound(before) and _is_at(before, server) else None
    rows = IndexRows.of_none(ids) if kept is None else kept.follow(ids, digests)
    most = MOST_BESIDE if going_on else min(MOST_BESIDE, max(_FEW, int(_ANEW_FROM * len(rows.ids))))
    # A server is believed where it returns what the archive holds: its collection has nothing that is gone.
    useful = rows.outdated <= most and not (server is not None and len(rows.gone))
    if useful and (going_on or len(rows.ids)):
        if before is not None and len(rows.ids):
            link_files(before / INDEX, folder / INDEX)
    else:
        rows = IndexRows.of_all(ids, digests)
        _build(folder, server, begin=begin, reach=reach)
    rows.save(folder)


def _build(
    folder: Path, server: ChromaServer | None, *, begin: Callable[[str, int], None], reach: Callable[[int], None]
) -> None:
    ids, vectors = CatalogueReader(folder / CATALOGUE).vectors(_ORDINARY)
    begin("building the index", len(ids))
    shutil.rmtree(folder / INDEX, ignore_errors=True)  # an index is only ever built in a fresh folder
    try:
        build_index(folder / INDEX, ids, vectors, progress=lambda done, _total: reach(done), server=server)
        probe_index(folder / INDEX, folder / CATALOGUE, server=server)
    except VectorServerError as error:
        raise VectorServerError(
            f"{error}. What was read and embedded is kept: run the same command again to go on"
        ) from error


def _is_sound(folder: Path) -> bool:
    """Whether the index of a published generation is as it was published: one that is not is not handed on."""
    try:
        return not any(damaged.of_index for damaged in find_damage(folder))
    except StoreDamagedError:
        return False


def _is_at(folder: Path, server: ChromaServer | None) -> bool:
    """Whether the index of a published generation is where the next one is to be: in its folder, or on this server."""
    built = ServedCollection.read(folder / INDEX)
    return (built.address if built else None) == (server.address if server else None)


def _rows_of(folder: Path) -> IndexRows | None:
    """Return what the index of a published generation holds; None where it has none, or that cannot be told."""
    rows = IndexRows.load(folder)
    if rows is None and (folder / INDEX).is_dir():  # of a time when every index held all
        try:
            rows = IndexRows.of_all(*CatalogueReader(folder / CATALOGUE).embedded_digests(_ORDINARY))
        except StoreError:  # damaged, or of an older schema
            return None
    return rows


def link_files(source: Path, target: Path) -> None:
    """Give a folder the files of a published one, which never change: as hard links, or as copies where there are none."""
    for path in source.rglob("*"):
        place = target / path.relative_to(source)
        if path.is_dir():
            place.mkdir(parents=True, exist_ok=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, place)
        except OSError:
            shutil.copyfile(path, place)
