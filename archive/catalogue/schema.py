"""The catalogue's tables, and the version that says which tables a file has.

The catalogue is one SQLite file and the source of truth: everything else in a store can be made again from it.
"""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from archive.catalogue.postings import TOKENIZER
from archive.errors import SchemaError

SCHEMA_VERSION = 4
_ROOTS_SAID = 5

_TABLES = f"""
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE releases (
    id TEXT PRIMARY KEY, root TEXT NOT NULL, version INTEGER NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL, date TEXT, kind TEXT NOT NULL, office TEXT, byline TEXT, url TEXT,  -- no date where none is given
    digest TEXT NOT NULL, text TEXT NOT NULL, seen TEXT NOT NULL,
    language TEXT,  -- the primary tag of its language ('es'), where it could be told
    notes TEXT NOT NULL DEFAULT '',  -- on how the file was read, one a line
    pages TEXT NOT NULL DEFAULT '',  -- the offsets at which the pages of a paged file begin: '0 1820 3975'
    file TEXT NOT NULL, form TEXT NOT NULL  -- the file's path below the root, and what it was read as ('an RSS feed')
);
CREATE INDEX releases_by_file ON releases (file);

-- Every file that was read, whatever came of it; 'left_out' counts what a rule left out of it, as JSON.
CREATE TABLE files (
    path TEXT PRIMARY KEY, root TEXT NOT NULL, digest TEXT NOT NULL, left_out TEXT NOT NULL DEFAULT '{{}}'
) WITHOUT ROWID;

-- Versions that were replaced or withdrawn, kept whole, so that nothing that was once cited is lost.
CREATE TABLE earlier_versions (
    id TEXT NOT NULL, version INTEGER NOT NULL, title TEXT NOT NULL, date TEXT, kind TEXT NOT NULL,
    office TEXT, byline TEXT, url TEXT, digest TEXT NOT NULL, text TEXT NOT NULL, seen TEXT NOT NULL,
    language TEXT, notes TEXT NOT NULL DEFAULT '', pages TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (id, version)
);
CREATE TABLE earlier_turns (
    release_id TEXT NOT NULL, version INTEGER NOT NULL, ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL, said INTEGER NOT NULL, "end" INTEGER NOT NULL, voice TEXT NOT NULL, label TEXT, speaker TEXT,
    PRIMARY KEY (release_id, version, ordinal)
) WITHOUT ROWID;
CREATE TABLE earlier_quotations (
    release_id TEXT NOT NULL, version INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    speaker TEXT, voice TEXT NOT NULL, cue TEXT NOT NULL, confidence REAL NOT NULL, PRIMARY KEY (release_id, version, start)
) WITHOUT ROWID;

CREATE TABLE turns (
    release_id TEXT NOT NULL REFERENCES releases (id), ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL, said INTEGER NOT NULL, "end" INTEGER NOT NULL,
    voice TEXT NOT NULL, label TEXT, speaker TEXT,
    read_voice TEXT NOT NULL, read_speaker TEXT,  -- what the release alone says; voice and speaker are the archive's
    PRIMARY KEY (release_id, ordinal)
) WITHOUT ROWID;

-- Names with an office that a release's title or text prints ('Press Secretary', 'Ruth Orr'): what people are made from.
CREATE TABLE mentions (
    release_id TEXT NOT NULL REFERENCES releases (id), name TEXT NOT NULL, office TEXT NOT NULL, place TEXT NOT NULL,
    count INTEGER NOT NULL, PRIMARY KEY (release_id, name, office, place)
) WITHOUT ROWID;

-- People, made from turns and mentions at the end of every ingest; 'official' and 'guest' count turns. Days are NULL where
-- only undated releases hear a person, or print an office.
CREATE TABLE people (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, first TEXT, last TEXT, releases INTEGER NOT NULL,
    official INTEGER NOT NULL, guest INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE person_names (
    person_id TEXT NOT NULL REFERENCES people (id), name TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (person_id, name)
) WITHOUT ROWID;
CREATE TABLE offices (
    person_id TEXT NOT NULL REFERENCES people (id), name TEXT NOT NULL, first TEXT, last TEXT,
    count INTEGER NOT NULL, PRIMARY KEY (person_id, name)
) WITHOUT ROWID;

-- The quotations inside written releases' own prose, in reading order.
CREATE TABLE quotations (
    release_id TEXT NOT NULL REFERENCES releases (id), start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    speaker TEXT, voice TEXT NOT NULL, cue TEXT NOT NULL, confidence REAL NOT NULL,
    read_voice TEXT NOT NULL,  -- as the release alone reads it; voice is what the whole archive says
    PRIMARY KEY (release_id, start)
) WITHOUT ROWID;

CREATE TABLE passages (
    id INTEGER PRIMARY KEY, release_id TEXT NOT NULL REFERENCES releases (id),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, context TEXT NOT NULL, voice TEXT NOT NULL,
    label TEXT, speaker TEXT, date TEXT, kind TEXT NOT NULL, embedded BLOB NOT NULL
);
CREATE INDEX passages_by_release ON passages (release_id, start);
CREATE INDEX passages_by_embedded ON passages (embedded);

-- A vector for each distinct text: float16, little endian. Kept when a release changes, so that equal text is not embedded again.
CREATE TABLE embeddings (digest BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;

-- Releases with the same text, near-identical ones, and amendments: each pair both ways, found again by every ingest.
CREATE TABLE related (
    release_id TEXT NOT NULL, other_id TEXT NOT NULL, relation TEXT NOT NULL, similarity REAL NOT NULL,
    PRIMARY KEY (release_id, other_id)
) WITHOUT ROWID;

-- The tokens of each such text for late interaction (archive/tokens.py), and the projection they are kept by: one row.
CREATE TABLE token_codes (digest BLOB PRIMARY KEY, codes BLOB NOT NULL);
CREATE TABLE token_projection (width INTEGER NOT NULL, projection BLOB NOT NULL);

CREATE TABLE quarantine (path TEXT NOT NULL, root TEXT NOT NULL, digest TEXT NOT NULL, reason TEXT NOT NULL, seen TEXT NOT NULL,
    file TEXT NOT NULL, PRIMARY KEY (root, path)) WITHOUT ROWID;
CREATE INDEX quarantine_by_file ON quarantine (file);

CREATE VIEW passage_texts AS
    SELECT p.id AS id, substr(r.text, p.start + 1, p."end" - p.start) AS text, p.context AS context
    FROM passages p JOIN releases r ON r.id = p.release_id;

-- The words of passages, folded (``index_words``); it keeps none of the text itself.
CREATE VIRTUAL TABLE passage_index USING fts5 (
    text, context, content='', tokenize="{TOKENIZER}"
);
"""


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of an empty catalogue, and write its schema's version into it."""
    connection.executescript(_TABLES)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Raise SchemaError, with the command to run, where the catalogue has another schema than this program.

    The tables count, beside their version: they have changed under one number before.
    """
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > SCHEMA_VERSION:
        raise SchemaError(
            f"the store's catalogue {path} has schema {found}, this program reads {SCHEMA_VERSION}: update On the Record"
        )
    missing = _needed_columns() - _columns(connection)
    if found < SCHEMA_VERSION or missing:
        without = f" without {', '.join(sorted(missing))}" if found == SCHEMA_VERSION else ""
        raise SchemaError(
            f"the store's catalogue {path} has schema {found}{without}, this program reads {SCHEMA_VERSION}: run"
            f" 'otr ingest {_say_roots(connection)} --rebuild' to make it again; what is embedded already is taken over"
        )


@cache
def _needed_columns() -> frozenset[str]:
    with closing(sqlite3.connect(":memory:")) as db:
        create_tables(db)
        return frozenset(_columns(db))


def _columns(connection: sqlite3.Connection) -> set[str]:
    """Return every column of a catalogue's tables, as 'table.column', with ' or nothing' where it may be empty."""
    return {
        f"{table}.{column}{'' if strict else ' or nothing'}"
        for table, column, strict in connection.execute(
            'SELECT t.name, c.name, c."notnull" OR c.pk FROM sqlite_master t, pragma_table_info(t.name) c'
            " WHERE t.type = 'table'"
            " AND t.name NOT LIKE 'passage\\_index%' ESCAPE '\\' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        )
    }


def _say_roots(connection: sqlite3.Connection) -> str:
    """Return the folders that a catalogue was made from, as a command takes them; 'PATH' where it does not say."""
    try:
        roots = connection.execute("SELECT DISTINCT root FROM releases ORDER BY root").fetchall()
    except sqlite3.OperationalError:  # a table of long ago, or none
        roots = []
    return " ".join(shlex.quote(str(root)) for (root,) in roots[:_ROOTS_SAID]) or "PATH"
