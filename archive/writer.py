"""Writes a catalogue: one process at a time, on a staged copy that no reader sees."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copyfile
from typing import Self

import numpy as np
from numpy.typing import NDArray

from archive.catalogue_file import marks
from archive.errors import ModelMismatchError
from archive.index_words import index_words
from archive.people import Appearance, DatedMention, Mention, Person
from archive.people_tables import put_mentions, put_people, put_speakers, read_appearances, read_mentions
from archive.releases import SEARCHED_VOICES, Passage, Related, Release, Voice
from archive.rows import (
    ARITHMETIC,
    EMBEDDED,
    RELEASE_COLUMNS,
    SEARCHED,
    keep_day,
    read_kept_day,
    read_projection,
    read_release_row,
)
from archive.schema import check_schema, create_tables
from archive.text_marks import TextMarks, put_text_marks, read_text_marks
from archive.tokens import Projection
from archive.vector_checks import broken_vectors
from archive.word_changes import WordChanges

# SQLite's names for a file that is damaged, or was cut off before its tables stood.
_SQLITE_UNREADABLE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_CANTOPEN", "SQLITE_ERROR")

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


class CatalogueWriter:
    """Puts releases, passages and vectors into a catalogue file; use as a context manager."""

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

    def set_model(self, name: str, digest: str) -> None:
        """Bind the catalogue to an embedding model; raises ModelMismatchError where it holds another's vectors."""
        known = self.fact("embedding_digest")
        if known not in (None, digest):
            raise ModelMismatchError(
                f"the store was embedded with {self.fact('embedding_model')!r} ({known[:12]}), the model that is set is"
                f" {name!r} ({digest[:12]}): set OTR_EMBEDDING_MODEL back, or run 'otr ingest PATH --rebuild'"
            )
        with self.transaction():
            self.set_fact("embedding_model", name)
            self.set_fact("embedding_digest", digest)

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

    def evidence_of_people(self) -> tuple[list[Appearance], list[DatedMention], dict[str, str]]:
        """Return what the current releases say of people.

        That is who speaks in each, the names with an office that it prints, and the releases' titles by id.
        """
        titles = dict(self._db.execute("SELECT id, title FROM releases WHERE withdrawn = 0").fetchall())
        return read_appearances(self._db), read_mentions(self._db), titles

    def quoted_speakers(self) -> list[tuple[str, date | None]]:
        """Return (speaker, day) of the current quotations whose releases alone do not show that an official is quoted."""
        rows = self._db.execute(
            "SELECT DISTINCT q.speaker, r.date FROM quotations q JOIN releases r ON r.id = q.release_id"
            " WHERE q.read_voice IN (?, ?) AND q.speaker IS NOT NULL ORDER BY 1, 2",
            (Voice.UNKNOWN.value, Voice.GUEST.value),
        )
        return [(row[0], read_kept_day(row[1])) for row in rows]

    def put_quoted_voices(self, voices: Mapping[tuple[str, date | None], Voice]) -> None:
        """Write the voice of each of the quotations that ``quoted_speakers`` returned."""
        wanted = {(speaker, keep_day(day)): voice.value for (speaker, day), voice in voices.items()}
        rows = self._db.execute(
            "SELECT q.release_id, q.start, q.speaker, r.date, q.voice FROM quotations q JOIN releases r ON r.id = q.release_id"
            " WHERE q.read_voice IN (?, ?)",
            (Voice.UNKNOWN.value, Voice.GUEST.value),
        )
        changed = [(wanted.get(row[2:4], row[4]), *row[:2]) for row in rows if wanted.get(row[2:4], row[4]) != row[4]]
        self._db.executemany("UPDATE quotations SET voice = ? WHERE release_id = ? AND start = ?", changed)

    def put_people(self, people: Sequence[Person], speakers: Mapping[Appearance, tuple[str | None, Voice]]) -> int:
        """Write the people, and who speaks in which appearance in what voice; return how many turns changed."""
        put_people(self._db, people)
        return put_speakers(self._db, speakers)

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

    def missing_embeddings(self) -> list[bytes]:
        """Return the digest of every distinct text that has no vector or no token codes yet, of the newest releases first."""
        rows = self._db.execute(
            "SELECT embedded FROM passages WHERE embedded NOT IN (SELECT digest FROM embeddings)"
            " OR embedded NOT IN (SELECT digest FROM token_codes)"
            " GROUP BY embedded ORDER BY max(date) IS NULL, max(date) DESC, max(id)"
        )
        return [digest for (digest,) in rows]

    def texts_to_embed(self, digests: Sequence[bytes]) -> list[tuple[bytes, str]]:
        """Return (digest, text) of these texts, shortest first: texts of like length share a batch with little padding."""
        rows = self._db.execute(
            "SELECT p.embedded, min(t.context || char(10) || t.text) FROM passages p JOIN passage_texts t ON t.id = p.id"
            f" WHERE p.embedded IN ({marks(digests)}) GROUP BY p.embedded",
            list(digests),
        ).fetchall()
        return sorted(rows, key=lambda row: len(row[1]))

    def adopt_embeddings(self, catalogue: Path) -> int:
        """Take over another catalogue's vectors where the same model made them; return how many.

        Its other tables are not read, so it may have another schema; of one that cannot be read nothing is taken over.
        ``finish`` drops the vectors that no passage has.
        """
        try:
            self._db.execute("ATTACH ? AS other", (f"{catalogue.absolute().as_uri()}?mode=ro&immutable=1",))
        except sqlite3.DatabaseError:
            return 0
        try:
            row = self._db.execute("SELECT value FROM other.facts WHERE name = 'embedding_digest'").fetchone()
            if row is None or row[0] != self.fact("embedding_digest"):
                return 0
            with self.transaction():
                return self._adopt_from_other()
        except sqlite3.DatabaseError as error:
            if (getattr(error, "sqlite_errorname", None) or "").startswith(_SQLITE_UNREADABLE):
                return 0
            raise
        finally:
            self._db.execute("DETACH other")

    def _adopt_from_other(self) -> int:
        names = {name for (name,) in self._db.execute("SELECT name FROM other.sqlite_master WHERE type = 'table'")}
        if "token_codes" in names:
            if self.projection() is None:
                self._db.execute("INSERT INTO token_projection SELECT * FROM other.token_projection")
            alike = "SELECT 1 FROM token_projection t JOIN other.token_projection o USING (width, projection)"
            if self._db.execute(alike).fetchone():
                self._db.execute("INSERT OR IGNORE INTO token_codes SELECT * FROM other.token_codes")
        row = self._db.execute("SELECT value FROM other.facts WHERE name = ?", (ARITHMETIC,)).fetchone()
        for arithmetic in row[0].split(", ") if row else ():
            self.note_arithmetic(arithmetic)
        return self._db.execute("INSERT OR IGNORE INTO embeddings SELECT * FROM other.embeddings").rowcount

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

    def projection(self) -> Projection | None:
        """Return the projection of this catalogue's tokens, None where none was fitted yet."""
        return read_projection(self._db)

    def set_projection(self, projection: Projection) -> None:
        """Keep the projection of this catalogue's tokens, for good."""
        with self.transaction():
            values = (projection.matrix.shape[0], projection.to_bytes())
            self._db.execute("INSERT INTO token_projection VALUES (?, ?)", values)

    def put_embeddings(self, digests: Sequence[bytes], vectors: NDArray[np.float32], codes: Sequence[bytes]) -> None:
        """Keep the vector and the token codes of each text; vectors has shape (len(digests), dimension)."""
        rows = zip(digests, vectors.astype("<f2"), strict=True)
        with self.transaction():
            self._db.executemany("INSERT OR REPLACE INTO embeddings VALUES (?, ?)", [(d, v.tobytes()) for d, v in rows])
            kept = zip(digests, codes, strict=True)
            self._db.executemany("INSERT OR REPLACE INTO token_codes VALUES (?, ?)", list(kept))

    def note_arithmetic(self, arithmetic: str) -> None:
        """Record that some of the vectors were made with this device and number format, in words."""
        known = {*filter(None, (self.fact(ARITHMETIC) or "").split(", ")), arithmetic}
        self.set_fact(ARITHMETIC, ", ".join(sorted(known)))

    def current_releases(self) -> Iterator[Release]:
        """Yield the releases that are not withdrawn, earliest first, undated ones last, without their turns."""
        rows = self._db.execute(
            f"SELECT id, {RELEASE_COLUMNS} FROM releases WHERE withdrawn = 0 ORDER BY date IS NULL, date, id"
        )
        yield from (read_release_row(release_id, held) for release_id, *held in rows)

    def text_marks(self) -> dict[bytes, TextMarks]:
        """Return what is known of texts for comparing them, by their digests (``text_digest``)."""
        return read_text_marks(self._db)

    def put_text_marks(self, marks: Mapping[bytes, TextMarks]) -> None:
        """Keep these marks of texts, and no others."""
        put_text_marks(self._db, marks)

    def replace_related(self, related: Sequence[Related]) -> None:
        """Replace all relations of the catalogue by these."""
        self._db.execute("DELETE FROM related")
        self._db.executemany(
            "INSERT INTO related VALUES (?, ?, ?, ?)",
            [(pair.release_id, pair.other_id, pair.relation.value, pair.similarity) for pair in related],
        )

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

    def count_embedded(self) -> tuple[int, int]:
        """Return how many passages an ordinary question searches, and how many of them have vectors."""
        row = self._db.execute(
            f"SELECT count(*), count(e.digest) FROM passages p LEFT JOIN embeddings e ON e.digest = p.embedded"
            f" WHERE p.voice IN ({marks(tuple(SEARCHED_VOICES))})",
            sorted(SEARCHED_VOICES),
        ).fetchone()
        return int(row[0]), int(row[1])

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
