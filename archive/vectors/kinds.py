"""The kinds of index behind one door: where a server is given it is used, else the generation's folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.catalogue import CatalogueReader, Selection
from archive.generations import current_generation
from archive.releases import SEARCHED_VOICES
from archive.vectors.chroma_server import ChromaServer
from archive.vectors.collections import ServedCollection, build_collection, new_name, probe_collection
from archive.vectors.folder import FolderIndex, build_in_folder, probe_folder
from archive.vectors.index import Compare, Progress, Rows, VectorIndex
from archive.vectors.served import ServedIndex


def build_index(
    folder: Path,
    ids: NDArray[np.int64],
    vectors: NDArray[np.float16],
    *,
    progress: Progress,
    server: ChromaServer | None = None,
) -> None:
    """Build the index of these unit vectors: in a fresh folder, or on a server, for a generation that is staged in a store.

    Raises VectorServerError where the server fails.
    """
    if server is None:
        build_in_folder(folder, ids, vectors, progress=progress)
        return
    store = folder.parents[1]
    name = new_name(store, current_generation(store) + 1, server)
    build_collection(folder, (ids, vectors), server=server, name=name, progress=progress)


def probe_index(folder: Path, catalogue: Path, *, server: ChromaServer | None = None) -> None:
    """Check that the index is complete and finds its rows; raises StoreDamagedError, or VectorServerError."""
    built = ServedCollection.read(folder)
    if built is None:
        probe_folder(folder, catalogue)
        return
    rows = CatalogueReader(catalogue).vectors(Selection(voices=tuple(SEARCHED_VOICES)))
    probe_collection(built, rows, server=_server_of(built, server))


def open_index(
    folder: Path,
    rows: Callable[[], Rows],
    compare: Compare,
    *,
    server: ChromaServer | None = None,
) -> VectorIndex:
    """Open a published index; raises StoreDamagedError where it cannot be opened.

    ``rows`` returns the catalogue's vectors, ``compare`` searches those that the index should hold. Where no ``server`` is set,
    it is looked for where it was made.
    """
    built = ServedCollection.read(folder)
    return FolderIndex(folder) if built is None else ServedIndex(built, _server_of(built, server), rows, compare)


def _server_of(built: ServedCollection, server: ChromaServer | None) -> ChromaServer:
    return server or ChromaServer(address=built.address)
