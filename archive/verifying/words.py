"""Words: the word index and the postings against the texts, by making both again beside the catalogue, in a file of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from archive.catalogue import TOKENIZER, index_words, write_postings
from archive.verifying.findings import Finding, find

_POSTINGS = ("word_postings", "word_lengths")
# Where a word stands, summed up: two indexes of the same words have the same sum for each.
_PLACES = "sum((doc * 2654435761 + offset * 40503 + (col = 'text') * 97) % 1000003)"


def verify_words(catalogue: Path) -> list[Finding]:
    """Return the words whose passages are other in the index, or in the postings, than in the texts."""
    with TemporaryDirectory(prefix="otr-verify-") as folder, closing(_made_again(Path(folder), catalogue)) as db:
        found = find(
            "word-index", "words are indexed otherwise than they stand in the texts: questions by words miss them",
            _unlike(db, "SELECT term, count(*), {places} FROM {index} GROUP BY term"),
        )  # fmt: skip
        for table in _POSTINGS:
            if db.execute("SELECT 1 FROM kept.sqlite_master WHERE name = ?", (table,)).fetchone():
                found += find(
                    table.replace("_", "-"), "words count otherwise than they stand in the texts: answers are ranked wrongly",
                    _unlike_rows(db, table),
                )  # fmt: skip
    return found


def _made_again(folder: Path, catalogue: Path) -> sqlite3.Connection:
    """Return a database with a word index made from the texts of a catalogue, which is attached to it as ``kept``."""
    db = sqlite3.connect((folder / "words.sqlite").as_uri(), uri=True)
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("ATTACH ? AS kept", (f"{catalogue.absolute().as_uri()}?mode=ro&immutable=1",))
    db.create_function("folded", 1, index_words, deterministic=True)
    db.execute(f"CREATE VIRTUAL TABLE passage_index USING fts5 (text, context, content='', tokenize=\"{TOKENIZER}\")")
    db.execute("CREATE TABLE passages (id INTEGER PRIMARY KEY)")
    for table in _POSTINGS:  # named without its database, a table is looked for here first
        db.execute(f"CREATE TABLE {table} (placeholder)")
    with db:
        db.execute("INSERT INTO passages SELECT id FROM kept.passages")
        db.execute(
            "INSERT INTO passage_index (rowid, text, context) SELECT id, folded(text), folded(context) FROM kept.passage_texts"
        )
        write_postings(db)
    for schema, name in (("main", "made"), ("kept", "found")):
        db.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab({schema}, passage_index, instance)")
    return db


def _unlike(db: sqlite3.Connection, query: str) -> list[str]:
    made, found = (
        {row[0]: row[1:] for row in db.execute(query.format(places=_PLACES, index=f"temp.{name}"))}
        for name in ("made", "found")
    )
    return sorted(term for term in made.keys() | found.keys() if made.get(term) != found.get(term))


def _unlike_rows(db: sqlite3.Connection, table: str) -> list[str]:
    made, found = ({row[0]: row[1:] for row in _rows(db, schema, table)} for schema in ("main", "kept"))
    return sorted(str(name) for name in made.keys() | found.keys() if made.get(name) != found.get(name))


def _rows(db: sqlite3.Connection, schema: str, table: str) -> Iterator[tuple[Any, ...]]:
    """Yield (name, what is kept of it) of each row that says anything; ids that are not used any more say nothing."""
    if table == "word_lengths":
        yield from (
            (table, lengths.rstrip(b"\0")) for (lengths,) in db.execute(f"SELECT lengths FROM {schema}.{table}")
        )
    else:
        yield from db.execute(f"SELECT term, passages, counts FROM {schema}.{table} WHERE length(passages)")
