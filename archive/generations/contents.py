"""Contents: a checksum over what a catalogue holds that cannot be made again from the rest of it: texts, who speaks, passages."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from archive.errors import StoreDamagedError
from archive.generations.checks import CATALOGUE, read_published

# Table and order. The other tables (words, vectors, tokens, people, relations) are made from these.
SOURCE_TABLES = {
    "facts": "name", "releases": "id", "files": "path", "earlier_versions": "id, version",
    "earlier_turns": "release_id, version, ordinal", "earlier_quotations": "release_id, version, start",
    "turns": "release_id, ordinal", "quotations": "release_id, start", "mentions": "release_id, name, office, place",
    "passages": "id", "quarantine": "root, path",
}  # fmt: skip


def has_its_contents(folder: Path) -> bool:
    """Whether the catalogue of a generation, whatever became of its file, holds the texts that it was published with."""
    try:
        return bool(said := read_published(folder).get("contents")) and said == checksum_contents(folder / CATALOGUE)
    except StoreDamagedError:
        return False


def checksum_contents(catalogue: Path) -> str:
    """Return the SHA-256 of the rows of the source tables; raises StoreDamagedError where they cannot all be read."""
    sums = hashlib.sha256()
    try:
        with closing(sqlite3.connect(f"{catalogue.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            db.text_factory = bytes  # a text that is no UTF-8 any more is read all the same
            for table, order in SOURCE_TABLES.items():
                sums.update(f"\n{table}\n".encode())
                for row in db.execute(f"SELECT * FROM {table} ORDER BY {order}"):
                    sums.update(repr(row).encode())
    except sqlite3.DatabaseError as error:
        raise StoreDamagedError(f"the catalogue {catalogue} cannot be read ({error}): run 'otr rebuild'") from error
    return sums.hexdigest()
