"""Word changes: the word index kept up to date with every release that is put or withdrawn, the postings at publication.

FTS5 takes in a passage at once. The postings keep a blob a word, so that they are brought up to date once, for all that has
changed since they were drawn; what has is noted in a table that no published catalogue has.
"""

from __future__ import annotations

import sqlite3

from archive.catalogue.postings import update_postings, write_postings

# Raised when a text would be split into other words: all passages are then indexed anew.
WORDS_VERSION = "1"
_FACT = "words_version"
_NOTED = "CREATE TABLE IF NOT EXISTS word_changes (id INTEGER, gone INTEGER, text TEXT, context TEXT, PRIMARY KEY (id, gone))"
_FOLDED = (
    'SELECT {first} p.id, folded(substr(r.text, p.start + 1, p."end" - p.start)), folded(p.context)'
    " FROM passages p JOIN releases r ON r.id = p.release_id"
)
_OF_RELEASE = "SELECT id FROM passages WHERE release_id = ?"
_ANEW_FROM = 0.25  # of all passages: where more have changed, the postings are drawn anew


class WordChanges:
    """Keeps the words of one catalogue that is being written, within its writer's transactions."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Take a catalogue; one whose words were indexed otherwise is indexed anew when it is settled."""
        self._db = db
        row = db.execute("SELECT value FROM facts WHERE name = ?", (_FACT,)).fetchone()
        empty = db.execute("SELECT 1 FROM passages LIMIT 1").fetchone() is None
        self._follows = empty or (row is not None and row[0] == WORDS_VERSION)
        if empty:
            with db:
                db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (_FACT, WORDS_VERSION))

    def add(self, release_id: str) -> None:
        """Take in the passages of a release that was put."""
        if not self._follows:
            return
        self._db.execute(_NOTED)
        self._db.execute(
            f"INSERT INTO passage_index (rowid, text, context) {_FOLDED.format(first='')} WHERE p.release_id = ?",
            (release_id,),
        )
        self._db.execute(
            f"INSERT OR IGNORE INTO word_changes (id, gone) SELECT id, 0 FROM ({_OF_RELEASE})", (release_id,)
        )

    def remove(self, release_id: str) -> None:
        """Take out the passages of a release, before they are deleted."""
        if not self._follows:
            return
        self._db.execute(_NOTED)
        # An index that keeps no text must be told what it held.
        self._db.execute(
            "INSERT INTO passage_index (passage_index, rowid, text, context)"
            f" {_FOLDED.format(first=chr(39) + 'delete' + chr(39) + ',')} WHERE p.release_id = ?",
            (release_id,),
        )
        self._db.execute(
            "INSERT OR IGNORE INTO word_changes (gone, id, text, context)"
            f" {_FOLDED.format(first='1,')} WHERE p.release_id = ?"
            " AND p.id NOT IN (SELECT id FROM word_changes WHERE gone = 0)",
            (release_id,),
        )
        self._db.execute(f"DELETE FROM word_changes WHERE gone = 0 AND id IN ({_OF_RELEASE})", (release_id,))

    def settle(self, *, anew: bool = False) -> None:
        """Bring the postings up to date; ``anew``, index all words again."""
        self._db.execute(_NOTED)
        if anew or not self._follows:
            self._db.execute("INSERT INTO passage_index (passage_index) VALUES ('delete-all')")
            self._db.execute(f"INSERT INTO passage_index (rowid, text, context) {_FOLDED.format(first='')}")
            self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (_FACT, WORDS_VERSION))
            self._follows = True
            write_postings(self._db)
        elif self._changed_share() > _ANEW_FROM:
            write_postings(self._db)
        else:
            gone = self._db.execute("SELECT id, text, context FROM word_changes WHERE gone = 1").fetchall()
            new = self._db.execute(
                f"{_FOLDED.format(first='')} WHERE p.id IN (SELECT id FROM word_changes WHERE gone = 0)"
            ).fetchall()
            update_postings(self._db, gone=gone, new=new)
        self._db.execute("DELETE FROM word_changes")

    def _changed_share(self) -> float:
        """Return the share of the passages that changed; 1 where no postings were drawn yet."""
        drawn = self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'word_lengths'").fetchone()
        changed, passages = (
            self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("word_changes", "passages")
        )
        return float(changed / max(passages, 1)) if drawn else 1.0

    @staticmethod
    def forget(db: sqlite3.Connection) -> None:
        """Take out of a settled catalogue what only its writer needs."""
        db.execute("DROP TABLE IF EXISTS word_changes")
