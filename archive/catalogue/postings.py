"""Postings: which passages hold each word of the index, and how often, kept so that a ranking by BM25 is a few array sums.

SQLite's FTS5 scores one matching row after another, and so takes longer with every passage that is added; it still finds
phrases. What is kept here is drawn from it: the passages of each of its terms, and how much the term counts in each, in half
units (one in the context is worth half of one in the text), as one blob a term; and how many terms each passage has. BM25 is a
sum over words, so the scores are FTS5's own, to the last digit (k1 1.2, b .75; its source, ``fts5_aux.c``).
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from archive.catalogue.index_words import index_words, match_words

TOKENIZER = "porter unicode61 remove_diacritics 2"
_K1, _B = 1.2, 0.75
_LEAST_RARITY = 1e-6  # of a word that half of the passages hold, or more
_TEXT, _CONTEXT = 2, 1  # half units
_TABLES = {"word_postings": "term TEXT PRIMARY KEY, passages BLOB, counts BLOB", "word_lengths": "lengths BLOB"}
_Words = tuple[int, str, str]  # a passage's id, its text and its context, folded
_Place = tuple[str, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
_MOST = 255  # half units of one term in one passage: more are not told apart


def write_postings(db: sqlite3.Connection, *, source: str = "main") -> None:
    """Draw the postings anew from the ``passage_index`` of a database, within the transaction that is open."""
    for table, columns in _TABLES.items():
        db.execute(f"DROP TABLE IF EXISTS {table}")
        db.execute(f"CREATE TABLE {table} ({columns})")
    lengths = np.zeros(_count_ids(db, source), dtype=np.int64)
    for term, passages, counts, said in _read_words(db, source, "passage_index"):
        lengths[passages] += said
        _put(db, term, passages, counts)
    db.execute("INSERT INTO word_lengths VALUES (?)", (lengths.astype("<u4").tobytes(),))


def update_postings(db: sqlite3.Connection, *, gone: Sequence[_Words], new: Sequence[_Words]) -> None:
    """Take passages out of the postings, then put others in, within the transaction that is open.

    Each is (id, text, context), folded as the index has it; the words of ``gone`` are what they were when they were put in.
    """
    if not gone and not new:
        return
    kept = np.frombuffer(db.execute("SELECT lengths FROM word_lengths").fetchone()[0], dtype="<u4")
    lengths = np.zeros(max(_count_ids(db, "main"), len(kept)), dtype=np.int64)
    lengths[: len(kept)] = kept
    without = np.unique(np.array([row[0] for row in gone], dtype=np.int64))
    lengths[without] = 0
    fewer = {term for term, *_ in _words_of(db, gone)}
    more = {}
    for term, passages, counts, said in _words_of(db, new):
        lengths[passages] += said
        more[term] = passages, counts
    nothing = np.zeros(0, dtype=np.int64)
    for term in sorted(fewer | more.keys()):
        passages, counts = _read_kept(db, term)
        stay = ~np.isin(passages, without)
        added, their = more.get(term, (nothing, nothing))
        passages, counts = np.concatenate([passages[stay], added]), np.concatenate([counts[stay], their])
        order = np.argsort(passages, kind="stable")
        _put(db, term, passages[order], counts[order])
    lengths = lengths[: _count_ids(db, "main")]
    db.execute("UPDATE word_lengths SET lengths = ?", (lengths.astype("<u4").tobytes(),))


def _count_ids(db: sqlite3.Connection, source: str) -> int:
    """Return how many ids passages have, from 0 to the largest."""
    return int(db.execute(f"SELECT max(id) FROM {source}.passages").fetchone()[0] or 0) + 1


def _put(db: sqlite3.Connection, term: str, passages: NDArray[np.int64], counts: NDArray[np.int64]) -> None:
    if not len(passages):
        db.execute("DELETE FROM word_postings WHERE term = ?", (term,))
        return
    db.execute(
        "INSERT OR REPLACE INTO word_postings VALUES (?, ?, ?)",
        (term, passages.astype("<u4").tobytes(), np.minimum(counts, _MOST).astype(np.uint8).tobytes()),
    )


def _read_kept(db: sqlite3.Connection, term: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    row = db.execute("SELECT passages, counts FROM word_postings WHERE term = ?", (term,)).fetchone() or (b"", b"")
    return np.frombuffer(row[0], dtype="<u4").astype(np.int64), np.frombuffer(row[1], dtype=np.uint8).astype(np.int64)


def _words_of(db: sqlite3.Connection, rows: Sequence[_Words]) -> Iterator[_Place]:
    """Yield the words of some passages as ``_read_words`` does of an index."""
    db.execute(f"CREATE VIRTUAL TABLE temp.some_words USING fts5 (text, context, content='', tokenize=\"{TOKENIZER}\")")
    db.executemany("INSERT INTO temp.some_words (rowid, text, context) VALUES (?, ?, ?)", rows)
    yield from _read_words(db, "temp", "some_words")
    db.execute("DROP TABLE temp.some_words")


def _read_words(db: sqlite3.Connection, source: str, index: str) -> Iterator[_Place]:
    """Yield each term of an index, with its passages: ids, ascending, what it counts in each, and how often it stands there."""
    for name, kind in (("words_of_index", "row"), ("places_of_index", "instance")):
        db.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab({source}, {index}, {kind})")
    for (term,) in db.execute("SELECT term FROM words_of_index").fetchall():
        yield (term, *_read_places(db, term))
    for name in ("words_of_index", "places_of_index"):
        db.execute(f"DROP TABLE temp.{name}")


def _read_places(db: sqlite3.Connection, term: str) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the passages that hold a term, ascending, what it counts in each, in half units, and how often it stands there."""
    listed = db.execute(
        "SELECT group_concat(doc * 2 + (col = 'text'), ' ') FROM places_of_index WHERE term = ?", (term,)
    ).fetchone()[0]
    places = np.sort(np.fromstring(listed, dtype=np.int64, sep=" "))
    passages, first = np.unique(places >> 1, return_index=True)
    worth = np.where(places & 1, _TEXT, _CONTEXT)
    return passages, np.add.reduceat(worth, first), np.diff(np.append(first, len(places)))


class Postings:
    """Reads the postings of a published catalogue, each call with the connection of its thread."""

    def __init__(self, lengths: NDArray[np.uint32], passages: int) -> None:
        """Take how many terms each passage has, by its id, and how many passages there are."""
        mean = float(lengths.sum(dtype=np.int64)) / max(passages, 1)
        self._passages = passages
        self._dampened = _K1 * (1 - _B + _B * lengths.astype(np.float64) / max(mean, 1e-9))

    @classmethod
    def read(cls, db: sqlite3.Connection) -> Postings | None:
        """Return the catalogue's postings; None where it was written before there were any."""
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'word_lengths'").fetchone():
            return None
        row = db.execute("SELECT lengths FROM word_lengths").fetchone()
        passages = db.execute("SELECT count(*) FROM passages").fetchone()[0]
        return None if row is None else cls(np.frombuffer(row[0], dtype="<u4"), int(passages))

    def count(self, db: sqlite3.Connection, word: str) -> int:
        """Return how many passages hold a word, stemmed as the index stems it."""
        terms = split_terms(word)
        if len(terms) > 1:
            return len(_find_phrase(db, word))
        row = db.execute("SELECT length(counts) FROM word_postings WHERE term = ?", terms).fetchone() if terms else None
        return int(row[0]) if row else 0

    def search(
        self, db: sqlite3.Connection, words: Sequence[str], allowed: NDArray[np.int64], *, limit: int
    ) -> list[tuple[int, float]]:
        """Return (passage id, BM25) of those among the ``allowed`` ids that hold any of the words, best first."""
        given = self.scores(db, words)[allowed]
        held = np.flatnonzero(given)
        if len(held) > limit:
            least = np.partition(given[held], len(held) - limit)[len(held) - limit]
            held = held[given[held] >= least]
        best = held[np.argsort(-given[held], kind="stable")][:limit]
        return [(int(allowed[row]), float(given[row])) for row in best]

    def scores(self, db: sqlite3.Connection, words: Sequence[str]) -> NDArray[np.float64]:
        """Return the BM25 of every passage, by its id."""
        scores = np.zeros(len(self._dampened))
        for word in words:
            passages, part = self._score(db, word)
            scores[passages] += part
        return scores

    def _score(self, db: sqlite3.Connection, word: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the passages that hold a word, and what it adds to the score of each."""
        terms = split_terms(word)
        if len(terms) > 1:
            found = _find_phrase(db, word)
            return np.array([row[0] for row in found], dtype=np.int64), np.array([row[1] for row in found])
        row = (
            db.execute("SELECT passages, counts FROM word_postings WHERE term = ?", terms).fetchone() if terms else None
        )
        if row is None:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        passages = np.frombuffer(row[0], dtype="<u4").astype(np.int64)
        counts = np.frombuffer(row[1], dtype=np.uint8) / 2
        rarity = math.log((self._passages - len(passages) + 0.5) / (len(passages) + 0.5))
        rarity = rarity if rarity > 0 else _LEAST_RARITY
        return passages, rarity * ((counts * (_K1 + 1)) / (counts + self._dampened[passages]))


@lru_cache(maxsize=4096)
def split_terms(word: str) -> tuple[str, ...]:
    """Return the terms that the index makes of a word: one, or several where it is read as a phrase ('covid-19')."""
    with _TOKENIZING:
        _TOKENIZER_DB.execute("INSERT INTO words (word) VALUES (?)", (index_words(word),))
        terms = _TOKENIZER_DB.execute("SELECT term FROM terms ORDER BY offset").fetchall()
        _TOKENIZER_DB.execute("DELETE FROM words")
    return tuple(term for (term,) in terms)


def _find_phrase(db: sqlite3.Connection, word: str) -> list[tuple[int, float]]:
    quoted = match_words(word)
    return db.execute(
        "SELECT rowid, -bm25(passage_index, 1.0, 0.5) FROM passage_index WHERE passage_index MATCH ?", (quoted,)
    ).fetchall()


_TOKENIZING = Lock()
_TOKENIZER_DB = sqlite3.connect(":memory:", check_same_thread=False)
_TOKENIZER_DB.executescript(
    f'CREATE VIRTUAL TABLE words USING fts5 (word, tokenize="{TOKENIZER}");'
    "CREATE VIRTUAL TABLE terms USING fts5vocab (words, instance);"
)
