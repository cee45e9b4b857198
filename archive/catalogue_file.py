"""A catalogue's file, opened for reading: a connection for each thread, and the facts about the whole catalogue."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

from archive.schema import check_schema


class CatalogueFile:
    """One published catalogue, which never changes. Every thread gets a connection of its own."""

    def __init__(self, path: Path) -> None:
        """Open the file read only; raises SchemaError where another schema wrote it."""
        self._path = path
        self._connections = threading.local()
        check_schema(self._db, path)

    @property
    def _db(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._connections, "db", None)
        if found is None:
            # A published catalogue never changes: without locks and change checks it reads faster.
            found = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
            self._connections.db = found
        return found

    def fact(self, name: str) -> str | None:
        """Return a fact about the whole catalogue, or None."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None


def marks(values: Sequence[object]) -> str:
    """Return as many of SQLite's question marks as there are values."""
    return ", ".join("?" * len(values))
