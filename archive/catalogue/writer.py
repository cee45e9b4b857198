"""Writes a catalogue: one process at a time, on a staged copy that no reader sees."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

from archive.catalogue.across_releases import AcrossReleases
from archive.catalogue.embedding_writer import EmbeddingWriter
from archive.catalogue.people_tables import put_mentions
from archive.catalogue.rows import EMBEDDED, RELEASE_COLUMNS, SEARCHED, keep_day
from archive.catalogue.vector_checks import broken_vectors
from archive.catalogue.word_changes import WordChanges
from archive.people import Mention
from archive.releases import Passage, Release

_CANNOT_BE = [
    *(f"DELETE FROM {table} WHERE release_id NOT IN (SELECT id FROM releases)" for table in ("turns", "quotations", "mentions")),
    *(f"DELETE FROM {table} WHERE person_id NOT IN (SELECT id FROM people)" for table in ("person_names", "offices")),
    "DELETE FROM passages WHERE release_id NOT IN (SELECT id FROM releases WHERE withdrawn = 0)",
    "DELETE FROM passages WHERE id NOT IN (SELECT min(id) FROM passages GROUP BY release_id, start)",
    "DELETE FROM related WHERE release_id NOT IN (SELECT id FROM releases WHERE withdrawn = 0)"
    " OR other_id NOT IN (SELECT id FROM releases WHERE withdrawn = 0)",
    "UPDATE passages SET (date, kind) = (SELECT r.date, r.kind FROM releases r WHERE r.id = release_id)"
    " WHERE EXISTS (SELECT 1 FROM releases r WHERE r.id = release_id"
    " AND (r.date IS NOT passages.date OR r.kind <> passages.kind))",
]  # fmt: skip

# What a selection looks at: an index that holds it all is a fraction of the table, and answers a period by itself.
_SELECTED_BY = (
    "CREATE INDEX IF NOT EXISTS passages_by_selection"
    ' ON passages (voice, date, kind, speaker, label, release_id, start, "end")'
)


class CatalogueWriter(EmbeddingWriter, AcrossReleases):
    """Puts releases, passages and vectors into a catalogue file; use as a context manager."""

    def put_release(
        self,
        release: Release,
        passages: Sequence[Passage],
        *,
        root: str,
        mentions: Sequence[Mention] = (),
        file: str = "",
        form: str = "",
    ) -> None:
        """Add a release, or replace it by a new version; the old one is kept among the earlier versions.

        ``file`` is the path of the file that it was read from, where that is not its id, ``form`` what it was read as.
        """
        version = self._keep_earlier(release)
        self._drop(release.id)
        self._db.execute(
            f"INSERT INTO releases (id, root, version, seen, file, form, {RELEASE_COLUMNS})"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (release.id, root, version, _now(), file or release.id, form,
             release.title, keep_day(release.date), release.kind, release.office,
             release.byline, release.url, release.digest, release.text, release.language, "\n".join(release.notes),
             " ".join(map(str, release.pages))),
        )  # fmt: skip
        self._db.executemany(
            "INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (release.id, i, t.start, t.said, t.end, t.voice.value, t.label, t.speaker, t.voice.value, t.speaker)
                for i, t in enumerate(release.turns)
            ],
        )
        self._db.executemany(
            "INSERT INTO quotations VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (release.id, q.start, q.end, q.speaker, q.voice.value, q.cue, q.confidence, q.voice.value)
                for q in release.quotations
            ],
        )
        self._put_passages(passages)
        self._words.add(release.id)
        put_mentions(self._db, release.id, mentions)
        self.release_from_quarantine(release.id, root=root)

    def withdraw(self, release_id: str) -> None:
        """Take a release out of search; its text stays, so that what was cited from it can still be opened."""
        self._words.remove(release_id)
        self._db.execute("UPDATE releases SET withdrawn = 1, seen = ? WHERE id = ?", (_now(), release_id))
        self._db.execute("DELETE FROM passages WHERE release_id = ?", (release_id,))

    def put_file(self, path: str, *, root: str, digest: str, left_out: Mapping[str, int]) -> None:
        """Record that a file was read, and how much of it a rule left out, by the rule."""
        self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (path, root, digest, json.dumps(left_out)))

    def withdraw_items(self, file: str, *, but: Collection[str]) -> int:
        """Withdraw the releases of a file that are not among these ids; return how many."""
        rows = self._db.execute("SELECT id FROM releases WHERE file = ? AND withdrawn = 0", (file,)).fetchall()
        gone = [release_id for (release_id,) in rows if release_id not in but]
        for release_id in gone:
            self.withdraw(release_id)
        return len(gone)

    def forget_file(self, path: str) -> int:
        """Record that a file is gone: its releases are withdrawn; return how many."""
        self._db.execute("DELETE FROM files WHERE path = ?", (path,))
        self.release_files_from_quarantine([path])
        return self.withdraw_items(path, but=())

    def move_root(self, moved: Sequence[tuple[str, str]]) -> None:
        """Record for each (root, path of a file) that the file now lies in that folder."""
        for table, column in (("releases", "file"), ("files", "path"), ("quarantine", "file")):
            self._db.executemany(f"UPDATE {table} SET root = ? WHERE {column} = ?", moved)

    def quarantine(self, path: str, *, root: str, digest: str, reason: str, file: str = "") -> None:
        """Record why a file, or an item of one (``file``), was not ingested."""
        self._db.execute(
            "INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?, ?, ?)",
            (path, root, digest, reason, _now(), file or path),
        )

    def release_files_from_quarantine(self, files: Iterable[str]) -> None:
        """Forget all that was quarantined of these files: they are read anew."""
        self._db.executemany("DELETE FROM quarantine WHERE file = ?", ((file,) for file in files))

    def release_from_quarantine(self, path: str, *, root: str) -> None:
        """Forget that a file was quarantined: it was read, or is gone."""
        self._db.execute("DELETE FROM quarantine WHERE path = ? AND root = ?", (path, root))

    def take_over(self, catalogue: Path, tables: Iterable[str]) -> None:
        """Take over the rows of these tables from another catalogue of the same schema, whose file may be damaged elsewhere."""
        self._db.execute("ATTACH ? AS other", (f"{catalogue.absolute().as_uri()}?mode=ro&immutable=1",))
        try:
            with self.transaction():
                for table in tables:
                    self._db.execute(f"DELETE FROM {table}")
                    self._db.execute(f"INSERT INTO {table} SELECT * FROM other.{table}")
        finally:
            self._db.execute("DETACH other")

    def drop_what_cannot_be(self) -> int:
        """Delete the rows that belong to nothing, passages that stand twice or are of withdrawn releases, and broken vectors.

        Return how many.
        """
        dropped = 0
        with self.transaction():
            for statement in _CANNOT_BE:
                dropped += self._db.execute(statement).rowcount
            broken = [(bytes.fromhex(digest),) for digest in broken_vectors(self._db)]
            dropped += self._db.executemany("DELETE FROM embeddings WHERE digest = ?", broken).rowcount if broken else 0
        return dropped

    def settle(self, *, anew: bool = False) -> None:
        """Make the catalogue as it stands fit to be searched: its words, and how much of it has vectors.

        ``anew`` indexes all words again, whatever was done before.
        """
        with self.transaction():
            self._words.settle(anew=anew)
            self._db.execute(_SELECTED_BY)
            searched, embedded = self.count_embedded()
            self.set_fact(SEARCHED, str(searched))
            self.set_fact(EMBEDDED, str(embedded))

    def copy_to(self, path: Path) -> None:
        """Write the catalogue as it was last settled to a file that can be published, and go on."""
        self._db.commit()
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        copyfile(self._path, path)
        with closing(sqlite3.connect(path)) as copy:
            _close_up(copy)

    def finish(self, *, anew: bool = False) -> None:
        """Make the catalogue ready to be published: settle it, drop orphaned vectors, fold the log into one file."""
        with self.transaction():
            for table in ("embeddings", "token_codes"):
                self._db.execute(f"DELETE FROM {table} WHERE digest NOT IN (SELECT embedded FROM passages)")
        self.settle(anew=anew)
        _close_up(self._db)

    def _put_passages(self, passages: Sequence[Passage]) -> None:
        self._db.executemany(
            "INSERT INTO passages (release_id, start, \"end\", context, voice, label, speaker, date, kind, embedded)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(p.release_id, p.start, p.end, p.context, p.voice.value, p.label, p.speaker, keep_day(p.date), p.kind,
              embedded_digest(p)) for p in passages],
        )  # fmt: skip

    def _keep_earlier(self, release: Release) -> int:
        """Copy what a release replaces to the earlier versions, with who speaks in it; return the new version's number.

        The same file, read as the same text, is the same version.
        """
        row = self._db.execute("SELECT version, digest, text FROM releases WHERE id = ?", (release.id,)).fetchone()
        if row is None:
            return 1
        if (row[1], row[2]) == (release.digest, release.text):
            return int(row[0])
        self._db.execute(
            f"INSERT INTO earlier_versions (id, version, seen, {RELEASE_COLUMNS})"
            f" SELECT id, version, seen, {RELEASE_COLUMNS} FROM releases WHERE id = ?",
            (release.id,),
        )
        for table, columns in (
            ("turns", 'ordinal, start, said, "end", voice, label, speaker'),
            ("quotations", 'start, "end", speaker, voice, cue, confidence'),
        ):
            self._db.execute(
                f"INSERT INTO earlier_{table} (release_id, version, {columns})"
                f" SELECT release_id, ?, {columns} FROM {table} WHERE release_id = ?",
                (row[0], release.id),
            )
        return int(row[0]) + 1

    def _drop(self, release_id: str) -> None:
        self._words.remove(release_id)
        for table, column in (
            ("passages", "release_id"),
            ("mentions", "release_id"),
            ("turns", "release_id"),
            ("quotations", "release_id"),
            ("releases", "id"),
        ):
            self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (release_id,))


def _close_up(db: sqlite3.Connection) -> None:
    """Leave a settled catalogue as readers need it: one file, without what only its writer needs."""
    with db:
        WordChanges.forget(db)
    db.execute("ANALYZE")
    db.commit()
    db.execute("PRAGMA journal_mode = DELETE")


def embedded_digest(passage: Passage) -> bytes:
    """Return the first 16 bytes of the SHA-256 of what is embedded for a passage: its context and its text."""
    return hashlib.sha256(f"{passage.context}\n{passage.text}".encode()).digest()[:16]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
