"""Writes the vectors and tokens of a catalogue's texts: which are missing, and those that another catalogue has."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.catalogue.catalogue_file import marks
from archive.catalogue.rows import ARITHMETIC, read_projection
from archive.catalogue.staged_catalogue import StagedCatalogue
from archive.errors import ModelMismatchError
from archive.releases import SEARCHED_VOICES
from archive.tokens import Projection

# SQLite's names for a file that is damaged, or was cut off before its tables stood.
_SQLITE_UNREADABLE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_CANTOPEN", "SQLITE_ERROR")


class EmbeddingWriter(StagedCatalogue):
    """Keeps vectors and tokens, once for each text."""

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

    def count_embedded(self) -> tuple[int, int]:
        """Return how many passages an ordinary question searches, and how many of them have vectors."""
        row = self._db.execute(
            f"SELECT count(*), count(e.digest) FROM passages p LEFT JOIN embeddings e ON e.digest = p.embedded"
            f" WHERE p.voice IN ({marks(tuple(SEARCHED_VOICES))})",
            sorted(SEARCHED_VOICES),
        ).fetchone()
        return int(row[0]), int(row[1])
