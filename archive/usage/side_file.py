"""Side file: a small SQLite file beside the store, for what is kept of the product's use and not of the archive.

Several threads and processes may share one: each use takes a connection of its own, in one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from archive.errors import StoreDamagedError, StoreError

_WAIT = 10.0  # seconds for another writer to finish


class SideFile:
    """The file: ``what`` it holds and the ``setting`` that names another place for it are told in errors."""

    def __init__(self, path: Path, schema: str, *, what: str, setting: str) -> None:
        """Open or make the file; raises StoreError where it cannot be, StoreDamagedError where it is no such file."""
        self.path, self._what, self._setting = path, what, setting
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{what} {path} cannot be made ({error}): set {setting} to a file of yours") from error
        with self.use() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(schema)
            if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise self._damaged("its pages do not hold together")

    @contextmanager
    def use(self, *, as_it_lies: bool = False) -> Iterator[sqlite3.Connection]:
        """Yield a connection in one transaction: written where all went well, undone where not.

        ``as_it_lies``, nothing is written, and what another process writes meanwhile is not seen.
        """
        address = self.path.absolute().as_uri() + ("?immutable=1" if as_it_lies else "")
        try:
            with closing(sqlite3.connect(address, timeout=_WAIT, uri=True)) as db, db:
                yield db
        except sqlite3.OperationalError as error:  # locked for long, a full disk, a folder that cannot be written
            raise StoreError(
                f"{self._what} {self.path} cannot be used ({error}): see that it can be written, or set {self._setting}"
                " to another"
            ) from error
        except sqlite3.DatabaseError as error:
            raise self._damaged(str(error)) from error

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection to read with, also on a disk that is full."""
        with self.use(as_it_lies=not self._has_room()) as db:
            yield db

    def _has_room(self) -> bool:
        """Whether SQLite can make what it needs beside the file to read it; where it cannot, nobody is writing to it either."""
        try:
            with self.use() as db:
                db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except StoreDamagedError:
            raise
        except StoreError:
            written = self.path.with_name(f"{self.path.name}-wal")
            if written.exists() and written.stat().st_size:  # it holds what the file itself does not yet
                raise
            return False
        return True

    def _damaged(self, why: str) -> StoreDamagedError:
        return StoreDamagedError(
            f"{self._what} {self.path} is damaged ({why}): move it away, and a new one is made without what it held"
        )
