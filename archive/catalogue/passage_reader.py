"""Reads the passages of a catalogue: by id, by release, by words and phrases, with their vectors and tokens."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from archive.catalogue.catalogue_file import CatalogueFile, marks
from archive.catalogue.index_words import index_words, match_words
from archive.catalogue.postings import Postings
from archive.catalogue.rows import ARITHMETIC, EMBEDDED, SEARCHED, read_kept_day, read_projection
from archive.catalogue.selection import Selection
from archive.releases import SEARCHED_VOICES, Passage, Voice
from archive.tokens import Projection
from language import stem

_COLUMNS = 'p.id, p.release_id, p.start, p."end", p.context, p.voice, p.label, p.speaker, p.date, p.kind'
_SELECTIONS_KEPT = 16  # a conversation stays with the filters that it has


class PassageReader(CatalogueFile):
    """Reads the passages of a published catalogue."""

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """Return the passages of these ids, in this order."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS}, t.text FROM passages p JOIN passage_texts t ON t.id = p.id"
            f" WHERE p.id IN ({marks(ids)})",
            list(ids),
        )
        found = {row[0]: _passage(row) for row in rows}
        return [found[passage_id] for passage_id in ids]

    def passage_ids(self, release_ids: Sequence[str]) -> NDArray[np.int64]:
        """Return the ids of all passages of these releases, ascending."""
        rows = self._db.execute(
            f"SELECT id FROM passages WHERE release_id IN ({marks(release_ids)}) ORDER BY id", list(release_ids)
        )
        return np.fromiter((row[0] for row in rows), dtype=np.int64)

    def passage_id(self, release_id: str, start: int) -> int:
        """Return the id of the passage that begins there; raises AssertionError where none does."""
        row = self._db.execute(
            "SELECT id FROM passages WHERE release_id = ? AND start = ?", (release_id, start)
        ).fetchone()
        if row is None:
            raise AssertionError(f"no passage of {release_id} begins at {start}")
        return int(row[0])

    def select(self, selection: Selection) -> NDArray[np.int64]:
        """Return the ids of the passages that a selection allows, ascending, not to be written to; the latest few are kept."""
        with self._selecting:
            if (found := self._selections.pop(selection, None)) is None:
                found = self._select(selection)
            self._selections[selection] = found  # the latest stands last
            if len(self._selections) > _SELECTIONS_KEPT:
                del self._selections[next(iter(self._selections))]
            return found

    @cached_property
    def _selecting(self) -> Lock:
        return Lock()

    @cached_property
    def _selections(self) -> dict[Selection, NDArray[np.int64]]:
        # Not functools.lru_cache over a method: that keeps the reader, and its file, for as long as nobody collects garbage.
        return {}

    def _select(self, selection: Selection) -> NDArray[np.int64]:
        where, values = selection.where()
        # As one text, which takes half as long as a row each. Sorted here: asked to, SQLite reads the whole table in its order.
        (listed,) = self._db.execute(f"SELECT group_concat(p.id) FROM passages p WHERE {where}", values).fetchone()
        ids = np.sort(np.fromstring(listed, dtype=np.int64, sep=",")) if listed else np.zeros(0, dtype=np.int64)
        ids.flags.writeable = False
        return ids

    @cached_property
    def passage_count(self) -> int:
        """How many passages there are."""
        return int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def last_day(self, selection: Selection) -> date | None:
        """Return the day of the latest release with a passage that a selection allows; None where none has a day."""
        where, values = selection.where()
        row = self._db.execute(f"SELECT max(p.date) FROM passages p WHERE {where}", values).fetchone()
        return read_kept_day(row[0])

    def passages_of(self, release_id: str, selection: Selection = Selection()) -> list[Passage]:
        """Return the passages of a release that a selection allows, in reading order."""
        where, values = selection.where()
        rows = self._db.execute(
            f"SELECT {_COLUMNS}, t.text FROM passages p JOIN passage_texts t ON t.id = p.id"
            f" WHERE p.release_id = ? AND {where} ORDER BY p.start",
            [release_id, *values],
        )
        return [_passage(row) for row in rows]

    def end_passage(
        self, release_id: str, voices: Sequence[Voice], *, speaker: str | None = None, latest: bool = False
    ) -> Passage | None:
        """Return the first passage of a release in any of these voices, or the ``latest``; of one speaker, or of anybody."""
        row = self._db.execute(
            f"SELECT {_COLUMNS}, t.text FROM passages p JOIN passage_texts t ON t.id = p.id WHERE p.release_id = ?"
            f" AND p.voice IN ({marks(voices)}) AND coalesce(?, p.speaker, '') = coalesce(p.speaker, '')"
            f" ORDER BY p.start {'DESC' if latest else 'ASC'} LIMIT 1",
            [release_id, *(voice.value for voice in voices), speaker],
        ).fetchone()
        return None if row is None else _passage(row)

    def passages_after(self, release_id: str, start: int, *, limit: int) -> list[Passage]:
        """Return the passages of a release that begin after an offset, whoever speaks, in reading order."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS}, t.text FROM passages p JOIN passage_texts t ON t.id = p.id"
            " WHERE p.release_id = ? AND p.start > ? ORDER BY p.start LIMIT ?",
            (release_id, start, limit),
        )
        return [_passage(row) for row in rows]

    def passage_before(self, release_id: str, start: int) -> Passage | None:
        """Return the last passage of a release that begins before an offset, whoever speaks; None where none does."""
        row = self._db.execute(
            f"SELECT {_COLUMNS}, t.text FROM passages p JOIN passage_texts t ON t.id = p.id"
            " WHERE p.release_id = ? AND p.start < ? ORDER BY p.start DESC LIMIT 1",
            (release_id, start),
        ).fetchone()
        return None if row is None else _passage(row)

    def search_words(self, words: Sequence[str], selection: Selection, *, limit: int) -> list[tuple[int, float]]:
        """Return (passage id, score) by BM25 of any of the words, best first; larger is better."""
        if not words:
            return []
        if self._postings is not None:
            return self._postings.search(self._db, words, self.select(selection), limit=limit)
        match = " OR ".join(match_words(word) for word in words)
        where, values = selection.where()
        rows = self._db.execute(
            "SELECT p.id, -bm25(passage_index, 1.0, 0.5) AS score FROM passage_index"
            f" JOIN passages p ON p.id = passage_index.rowid WHERE passage_index MATCH ? AND {where}"
            " ORDER BY score DESC LIMIT ?",
            [match, *values, limit],
        )
        return [(int(row[0]), float(row[1])) for row in rows]

    def score_words(self, words: Sequence[str], passages: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the BM25 of each of these passages (ids) for the words; zeros in a catalogue that has no postings yet."""
        if self._postings is None or not len(passages):
            return np.zeros(len(passages))
        return self._postings.scores(self._db, words)[passages]

    def find_phrase(self, phrase: str, *, limit: int) -> list[int]:
        """Return the ids of the passages whose text holds a phrase as the index reads it (stemmed), earliest first."""
        rows = self._db.execute(
            "SELECT p.id FROM passage_index JOIN passages p ON p.id = passage_index.rowid WHERE passage_index MATCH ?"
            " ORDER BY p.date IS NULL, p.date, p.release_id, p.start LIMIT ?",
            [f"text : {match_words(phrase)}", limit],
        )
        return [int(row[0]) for row in rows]

    def hold_words(self, words: Sequence[str], selection: Selection) -> list[int]:
        """Return the ids of the passages whose text holds all these words, stemmed, that a selection allows, earliest first."""
        where, values = selection.where()
        rows = self._db.execute(
            "SELECT p.id FROM passage_index JOIN passages p ON p.id = passage_index.rowid WHERE passage_index MATCH ?"
            f" AND {where} ORDER BY p.date IS NULL, p.date, p.release_id, p.start",
            [f"text : ({' AND '.join(match_words(word) for word in words)})", *values],
        )
        return [int(row[0]) for row in rows]

    def first_passages(self, selection: Selection) -> dict[str, int]:
        """Return the id of the first passage of each release that a selection allows, by the release's id, earliest first."""
        where, values = selection.where()
        rows = self._db.execute(
            f"SELECT p.release_id, p.id, min(p.start) FROM passages p WHERE {where} GROUP BY p.release_id"
            " ORDER BY p.date IS NULL, p.date, p.release_id",
            values,
        )
        return {str(row[0]): int(row[1]) for row in rows}

    def rank_phrases(self, phrases: Sequence[str], *, limit: int) -> list[int]:
        """Return the ids of the passages whose text holds any of the phrases, by BM25, best first."""
        if not phrases:
            return []
        match = f"text : ({' OR '.join(match_words(phrase) for phrase in phrases)})"
        rows = self._db.execute(
            "SELECT rowid FROM passage_index WHERE passage_index MATCH ? ORDER BY bm25(passage_index) LIMIT ?",
            [match, limit],
        )
        return [int(row[0]) for row in rows]

    def document_frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """Return how many passages hold each word, stemmed as the index stems it."""
        if self._postings is not None:
            return {word: self._postings.count(self._db, word) for word in words}
        query = "SELECT count(*) FROM passage_index WHERE passage_index MATCH ?"
        return {word: int(self._db.execute(query, (match_words(word),)).fetchone()[0]) for word in words}

    @cached_property
    def terms(self) -> dict[str, int]:
        """Every word of the passages and their context, stemmed as the index stems it, and how many passages hold it."""
        self._db.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab('main', 'passage_index', 'row')"
        )
        return dict(self._db.execute("SELECT term, doc FROM temp.terms").fetchall())

    def spellings(self, term: str, *, limit: int) -> Counter[str]:
        """Return how a stemmed word is written in the first ``limit`` passages that hold it, or in their context."""
        # Looked up as it is: a search would stem it once more.
        self._db.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.places USING fts5vocab('main', 'passage_index', 'instance')"
        )
        rows = self._db.execute(
            "SELECT context || ' ' || text FROM passage_texts"
            " WHERE id IN (SELECT DISTINCT doc FROM temp.places WHERE term = ? LIMIT ?)",
            [term, limit],
        )
        words = (word for (text,) in rows for word in re.findall(r"[^\W\d_]+", text))
        return Counter(word for word in words if stem(index_words(word)) == term)

    def hold_near(self, words: Sequence[str], *, within: int) -> bool:
        """Whether any passage holds all these words, stemmed, with at most ``within`` others between them."""
        near = f"NEAR({' '.join(match_words(word) for word in words)}, {within})"
        query = "SELECT 1 FROM passage_index WHERE passage_index MATCH ? LIMIT 1"
        return self._db.execute(query, (near,)).fetchone() is not None

    def vectors(self, selection: Selection = Selection()) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """Return the ids of the passages that a selection allows, ascending, and their unit vectors.

        Those are float16, of shape (passages, dimension); without a selection all passages are meant.
        """
        where, values = selection.where()
        rows = self._db.execute(
            f"SELECT p.id, e.vector FROM passages p JOIN embeddings e ON e.digest = p.embedded WHERE {where} ORDER BY p.id",
            values,
        )
        ids, read = array("q"), bytearray()
        for passage_id, vector in rows:  # one by one: a list of them all takes as much memory again
            ids.append(passage_id)
            read += vector
        matrix = np.frombuffer(read, dtype="<f2").reshape(len(ids), -1 if ids else 0)
        matrix.flags.writeable = False
        return np.array(ids, dtype=np.int64), matrix

    def embedded_digests(self, selection: Selection = Selection()) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        """Return the ids, ascending, of the passages with a vector that a selection allows, and the digests of their texts.

        Those are uint8, of shape (passages, 16).
        """
        where, values = selection.where()
        rows = self._db.execute(
            f"SELECT p.id, p.embedded FROM passages p JOIN embeddings e ON e.digest = p.embedded WHERE {where} ORDER BY p.id",
            values,
        ).fetchall()
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        return ids, np.frombuffer(b"".join(row[1] for row in rows), dtype=np.uint8).reshape(
            len(rows), -1 if rows else 16
        )

    def unembedded(self, ids: Sequence[int]) -> dict[int, tuple[bytes, str]]:
        """Return the digest, and the text to embed, of those of these passages that have no vector yet, by their ids."""
        rows = self._db.execute(
            "SELECT p.id, p.embedded, t.context || char(10) || t.text FROM passages p JOIN passage_texts t ON t.id = p.id"
            f" WHERE p.id IN ({marks(ids)}) AND NOT EXISTS (SELECT 1 FROM embeddings e WHERE e.digest = p.embedded)",
            list(ids),
        )
        return {row[0]: (row[1], row[2]) for row in rows}

    def lacks_vectors(self) -> bool:
        """Whether any passage has no vector yet: the ingest that was to embed it was cut off, or goes on."""
        return (
            self._db.execute(
                "SELECT 1 FROM passages p WHERE NOT EXISTS (SELECT 1 FROM embeddings e WHERE e.digest = p.embedded) LIMIT 1"
            ).fetchone()
            is not None
        )

    @property
    def arithmetic(self) -> str:
        """What the vectors were made with, as 'bfloat16 on cpu', '' where that was not recorded."""
        return self.fact(ARITHMETIC) or ""

    @cached_property
    def searched_by_meaning(self) -> tuple[int, int]:
        """How many passages an ordinary question searches, and how many of them have a vector: fewer while an ingest goes on."""
        facts = self.fact(SEARCHED), self.fact(EMBEDDED)
        if facts[0] is None or facts[1] is None:  # written when nothing was published before all was embedded
            ordinary = len(self.select(Selection(voices=tuple(sorted(SEARCHED_VOICES)))))
            return ordinary, ordinary
        return int(facts[0]), int(facts[1])

    @cached_property
    def _postings(self) -> Postings | None:
        """The postings; None in a catalogue that was written before there were any, until 'otr rebuild' draws them."""
        return Postings.read(self._db)

    @cached_property
    def projection(self) -> Projection | None:
        """The projection that passages' tokens were kept by, and a question's need; None in an empty archive."""
        return read_projection(self._db)

    def token_codes(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Return the kept tokens of these passages, of their context, a line break, and their text."""
        rows = self._db.execute(
            "SELECT p.id, t.codes FROM passages p JOIN token_codes t ON t.digest = p.embedded"
            f" WHERE p.id IN ({marks(ids)})",
            list(ids),
        )
        return {int(row[0]): row[1] for row in rows}


def _passage(row: tuple[int, str, int, int, str, str, str | None, str | None, str, str, str]) -> Passage:
    return Passage(
        release_id=row[1], start=row[2], end=row[3], context=row[4], voice=Voice(row[5]), label=row[6], speaker=row[7],
        date=read_kept_day(row[8]), kind=row[9], text=row[10],
    )  # fmt: skip
