"""Text marks: what is known of a release's text for comparing it with others, kept so that no text is read again for it.

They are in a table that a catalogue of before has not; it is made, and filled, by the next ingest.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from archive.releases import Release

_TABLE = (
    "CREATE TABLE IF NOT EXISTS text_marks"
    " (version TEXT NOT NULL, text BLOB PRIMARY KEY, signature BLOB NOT NULL, refers INTEGER NOT NULL) WITHOUT ROWID"
)
# Raised when the same text would get other marks.
_VERSION = "1"


@dataclass(frozen=True, slots=True)
class TextMarks:
    """What tells which texts may be like one, b'' for a text of few words, and whether it says that it amends another."""

    signature: bytes
    refers: bool


def text_digest(release: Release) -> bytes:
    """Return what a release's marks are known by: a digest of its title and its text."""
    return hashlib.blake2b(f"{release.title}\n{release.text}".encode(), digest_size=16).digest()


def read_text_marks(db: sqlite3.Connection) -> dict[bytes, TextMarks]:
    """Return the marks that a catalogue has, by the digests of the texts."""
    db.execute(_TABLE)
    rows = db.execute("SELECT text, signature, refers FROM text_marks WHERE version = ?", (_VERSION,))
    return {row[0]: TextMarks(row[1], bool(row[2])) for row in rows}


def put_text_marks(db: sqlite3.Connection, marks: Mapping[bytes, TextMarks]) -> None:
    """Keep these marks, and no others."""
    kept = read_text_marks(db)
    if kept.keys() == marks.keys():
        return
    db.execute("DELETE FROM text_marks")
    db.executemany(
        "INSERT INTO text_marks VALUES (?, ?, ?, ?)",
        [(_VERSION, digest, one.signature, one.refers) for digest, one in sorted(marks.items())],
    )
