"""Collections on a Chroma server that no generation of a store names any more, and may go."""

from __future__ import annotations

import logging
from pathlib import Path

from archive.errors import StoreDamagedError
from archive.generations import BUILDING, INDEX, MENDING, SNAPSHOT
from archive.vectors.chroma_server import ChromaServer, VectorServerError
from archive.vectors.collections import ServedCollection, drop, find_unnamed, server_of

_log = logging.getLogger(__name__)


def unnamed_collections(store: Path, server: ChromaServer) -> dict[str, int]:
    """Return the store's collections on a server that none of its generations names, with how many vectors each has."""
    return find_unnamed(store, server, _named(store))


def drop_unnamed(store: Path, server: ChromaServer | None) -> None:
    """Drop what ``unnamed_collections`` returns, after a publication; where the server fails, the next one does it.

    Without a ``server`` they are looked for where they were put last: the archive may have moved away from it.
    """
    at = server_of(store, server)
    if at is None:
        return
    try:
        drop(at, unnamed_collections(store, at))
    except VectorServerError as error:
        _log.warning("collections that are not needed any more stay: %s", error)


def _named(store: Path) -> set[str]:
    named = set()
    for folder in [*store.glob("generation-*"), *(store / name for name in (BUILDING, SNAPSHOT, MENDING))]:
        try:
            built = ServedCollection.read(folder / INDEX)
        except StoreDamagedError:
            continue
        if built is not None:
            named.add(built.name)
    return named
