"""Index making: the vector index of a staged catalogue, built fresh, in its folder or on a server, and then checked."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from archive.checks import CATALOGUE, INDEX
from archive.reader import CatalogueReader
from archive.releases import SEARCHED_VOICES
from archive.selection import Selection
from archive.vectors import ChromaServer, VectorServerError, build_index, probe_index


def make_index(
    folder: Path,
    *,
    begin: Callable[[str, int], None] = lambda _stage, _total: None,
    reach: Callable[[int], None] = lambda _done: None,
    server: ChromaServer | None = None,
) -> None:
    """Build the index of the catalogue in a folder, and check it; ``begin`` and ``reach`` are told how far it is.

    Raises VectorServerError where the server fails: the next run takes over what was embedded.
    """
    ids, vectors = CatalogueReader(folder / CATALOGUE).vectors(Selection(voices=tuple(SEARCHED_VOICES)))
    begin("building the index", len(ids))
    shutil.rmtree(folder / INDEX, ignore_errors=True)  # an index is only ever built in a fresh folder
    try:
        build_index(folder / INDEX, ids, vectors, progress=lambda done, _total: reach(done), server=server)
        probe_index(folder / INDEX, folder / CATALOGUE, server=server)
    except VectorServerError as error:
        raise VectorServerError(
            f"{error}. What was read and embedded is kept: run the same command again to go on"
        ) from error
