"""A staged catalogue, open to be written: its connection, transactions, and the facts about the whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from archive.catalogue.index_words import index_words
from archive.catalogue.schema import check_schema, create_tables
from archive.catalogue.word_changes import WordChanges


class StagedCatalogue:
    """A catalogue that no reader sees yet; use as a context manager."""

    def __init__(self, path: Path) -> None:
        """Open the catalogue, or make it where there is none; raises SchemaError on another schema's."""
        fresh = not path.exists()
        self._path = path
        self._db = sqlite3.connect(path.absolute().as_uri(), uri=True)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.create_function("folded", 1, index_words, deterministic=True)
        if fresh:
            create_tables(self._db)
        check_schema(self._db, path)
        self._words = WordChanges(self._db)

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file; what was not committed is dropped."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what happens inside is kept, or none."""
        with self._db:
            yield

    def fact(self, name: str) -> str | None:
        """Return a fact about the whole catalogue, or None."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def set_fact(self, name: str, value: str) -> None:
        """Write a fact about the whole catalogue."""
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
