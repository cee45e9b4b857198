"""A catalogue's file, opened for reading: a connection for each thread, and the facts about the whole catalogue."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from archive.catalogue.schema import check_schema
from archive.errors import StoreDamagedError


class CatalogueFile:
    """One published catalogue, which never changes. Every thread gets a connection of its own."""

    def __init__(self, path: Path, *, held: object = None) -> None:
        """Open the file read only; raises SchemaError where another schema wrote it.

        ``held`` is kept as long as this is: a lock, so that the file is not removed.
        """
        self._path, self._held = path, held
        self._connections = threading.local()
        self._failures: list[str] = []
        check_schema(self._db, path)

    @property
    def failures(self) -> int:
        """How often the file could not be read since it was opened."""
        return len(self._failures)

    @property
    def _db(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._connections, "db", None)
        if found is None:
            # A published catalogue never changes: without locks and change checks it reads faster.
            address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            with telling_of_damage(self._path, self._failures):
                found = sqlite3.connect(address, uri=True, factory=_connection_for(self._path, self._failures))
            self._connections.db = found
        return found

    def fact(self, name: str) -> str | None:
        """Return a fact about the whole catalogue, or None."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    @property
    def schema_version(self) -> int:
        """The version of the schema that wrote it."""
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def telling_of_damage(path: Path, failures: list[str]) -> Iterator[None]:
    """Raise StoreDamagedError, and note it, where SQLite cannot read the file."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR:
            raise  # a fault of the question, not of the file
        failures.append(str(error))
        raise StoreDamagedError(f"the catalogue {path} cannot be read ({error}): run 'otr verify'") from error


def _connection_for(path: Path, failures: list[str]) -> type[sqlite3.Connection]:
    """Return a kind of connection whose ``execute``, and what it returns, tell of damage in words of the store."""

    class TellingCursor(sqlite3.Cursor):
        def execute(self, *given: Any) -> Self:
            with telling_of_damage(path, failures):
                return super().execute(*given)

        def fetchone(self) -> Any:
            with telling_of_damage(path, failures):
                return super().fetchone()

        def fetchall(self) -> list[Any]:
            with telling_of_damage(path, failures):
                return super().fetchall()

        def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
            step = super().__next__
            with telling_of_damage(path, failures):
                while True:
                    try:
                        row = step()
                    except StopIteration:
                        return
                    yield row

    class TellingConnection(sqlite3.Connection):
        def cursor(self, *_: Any) -> TellingCursor:  # type: ignore[override]
            return TellingCursor(self)

        def execute(self, *given: Any) -> TellingCursor:
            return self.cursor().execute(*given)

    return TellingConnection


def marks(values: Sequence[object]) -> str:
    """Return as many of SQLite's question marks as there are values."""
    return ", ".join("?" * len(values))
