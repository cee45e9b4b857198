"""The word indexes that ``benchmarks.word_growth`` compares, each built of a catalogue's passages in a folder of its own."""

from __future__ import annotations

import sqlite3  # noqa: TID251 - an index outside the archive is measured beside the archive's own
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from archive import TOKENIZER, CatalogueReader, Postings, Selection, index_words, write_postings
from language import WORD, stem

ADDED = 20  # passages of the release that is added
_AT_ONCE = 1000
_EVERY = "SELECT id, folded(text), folded(context) FROM source.passage_texts"


class WordIndex(Protocol):
    """Finds passages by words."""

    def search(self, words: Sequence[str], selection: Selection, *, limit: int) -> list[int]:
        """Return the ids of the selected passages that hold any of the words, best first."""
        ...

    def add_one_release(self) -> None:
        """Take in as many passages as a release has, copies of the first ones, until they can be found."""
        ...


class Fts5:
    """SQLite's own, with the product's columns and weights; the catalogue's conditions say which passages are allowed."""

    def __init__(self, catalogue: Path, folder: Path) -> None:
        """Index all passages of the catalogue."""
        self.db = sqlite3.connect(folder / "words.sqlite")
        self.db.create_function("folded", 1, index_words, deterministic=True)
        self.db.execute("ATTACH ? AS source", (str(catalogue),))
        self.db.execute(
            f"CREATE VIRTUAL TABLE passage_index USING fts5 (text, context, content='', tokenize=\"{TOKENIZER}\")"
        )
        self.db.execute(f"INSERT INTO passage_index (rowid, text, context) {_EVERY}")
        self.db.commit()

    def search(self, words: Sequence[str], selection: Selection, *, limit: int) -> list[int]:
        """Return what is found: every matching row is scored, and looked up among the passages."""
        where, values = selection.where()
        rows = self.db.execute(
            "SELECT p.id, bm25(passage_index, 1.0, 0.5) AS score FROM passage_index"  # noqa: S608
            f" JOIN source.passages p ON p.id = passage_index.rowid WHERE passage_index MATCH ? AND {where}"
            " ORDER BY score LIMIT ?",
            [" OR ".join('"' + index_words(word).replace('"', '""') + '"' for word in words), *values, limit],
        )
        return [row[0] for row in rows] if words else []

    def add_one_release(self) -> None:
        """Insert the rows and commit."""
        highest = self.db.execute("SELECT max(id) FROM source.passages").fetchone()[0]
        rows = self.db.execute(f"{_EVERY} LIMIT {ADDED}").fetchall()
        self.db.executemany(
            "INSERT INTO passage_index (rowid, text, context) VALUES (?, ?, ?)",
            [(highest + 1 + place, text, context) for place, (_, text, context) in enumerate(rows)],
        )
        self.db.commit()


class OurPostings:
    """What the product keeps beside FTS5: drawn from it, so that building it needs it, and is not counted here."""

    def __init__(self, catalogue: Path, folder: Path) -> None:
        """Draw the postings of the catalogue's own index, in a copy of it without anything else."""
        self.reader = CatalogueReader(catalogue)
        self.db = sqlite3.connect(folder / "postings.sqlite")
        self.db.execute("ATTACH ? AS source", (str(catalogue),))
        with self.db:
            write_postings(self.db, source="source")
        read = Postings.read(self.db)
        if read is None:
            raise AssertionError("the postings were just written")
        self.postings = read

    def search(self, words: Sequence[str], selection: Selection, *, limit: int) -> list[int]:
        """Return what the product finds."""
        return [one for one, _ in self.postings.search(self.db, words, self.reader.select(selection), limit=limit)]

    def add_one_release(self) -> None:
        """Draw them all anew, as every ingest does."""
        with self.db:
            write_postings(self.db, source="source")


class Tantivy:
    """Tantivy (MIT), with its own English stemmer; the voices and the speaker are terms that a passage must hold."""

    def __init__(self, catalogue: Path, folder: Path) -> None:
        """Index all passages of the catalogue."""
        import tantivy

        self.tantivy = tantivy
        schema = tantivy.SchemaBuilder().add_integer_field("id", stored=True, indexed=True)
        for name in ("text", "context"):
            schema = schema.add_text_field(name, tokenizer_name="en_stem")
        for name in ("voice", "speaker"):
            schema = schema.add_text_field(name, tokenizer_name="raw")
        self.index = tantivy.Index(schema.build(), path=str(folder))
        self.writer = self.index.writer(heap_size=128_000_000, num_threads=1)
        self.first: list[tuple[Any, ...]] = []
        for row in _read(catalogue):
            self.first += [row] if len(self.first) < ADDED else []
            self._add(row)
        self._commit()

    def search(self, words: Sequence[str], selection: Selection, *, limit: int) -> list[int]:
        """Return what is found: the best hundred by BM25, most of the others never scored (block-max WAND)."""
        if not words:
            return []
        query, must = self.tantivy.Query, self.tantivy.Occur.Must
        said, _ = self.index.parse_query_lenient(
            " ".join(f'"{index_words(word)}"' if "-" in word else index_words(word) for word in words),
            ["text", "context"],
            field_boosts={"context": 0.5},
        )
        parts = [(must, said)]
        for name, values in (("voice", [one.value for one in selection.voices]), ("speaker", list(selection.speakers))):
            if values:
                allowed = query.term_set_query(self.index.schema, name, values)
                parts.append((must, query.const_score_query(allowed, 0.0)))
        searcher = self.index.searcher()
        hits = searcher.search(query.boolean_query(parts), limit, count=False).hits
        return [searcher.doc(address)["id"][0] for _, address in hits]

    def add_one_release(self) -> None:
        """Add the documents and commit."""
        for row in self.first:
            self._add((row[0] + 10**9, *row[1:]))
        self._commit()

    def _add(self, row: tuple[Any, ...]) -> None:
        number, text, context, voice, speaker = row
        self.writer.add_document(
            self.tantivy.Document(id=number, text=text, context=context, voice=voice, speaker=speaker or "")
        )

    def _commit(self) -> None:
        self.writer.commit()
        self.index.reload()


class Bm25s:
    """bm25s (MIT), over stems in one field, its arrays in memory; a mask says which passages are allowed."""

    def __init__(self, catalogue: Path, folder: Path) -> None:
        """Index all passages of the catalogue, and save what was made."""
        import bm25s

        self.reader = CatalogueReader(catalogue)
        self.model, self.make = bm25s.BM25(), bm25s.BM25
        self.ids, self.stems = [], []
        for number, text, context, _, _ in _read(catalogue):
            self.ids.append(number)
            self.stems.append([stem(word) for word in WORD.findall(f"{context} {text}")])
        self.model.index(self.stems, show_progress=False)
        self.model.save(str(folder))
        self.places = np.array(self.ids)

    def search(self, words: Sequence[str], selection: Selection, *, limit: int) -> list[int]:
        """Return what is found: all passages are scored in arrays."""
        known = [one for one in map(stem, words) if one in self.model.vocab_dict]
        if not known:
            return []
        mask = np.isin(self.places, self.reader.select(selection), assume_unique=True).astype(np.float32)
        found, scores = self.model.retrieve([known], k=min(limit, len(self.ids)), weight_mask=mask, show_progress=False)
        return [self.ids[row] for row, score in zip(found[0], scores[0], strict=True) if score > 0]

    def add_one_release(self) -> None:
        """Index all anew: it has no other way."""
        fresh = self.make()
        fresh.index([*self.stems, *self.stems[:ADDED]], show_progress=False)


INDEXES: dict[str, Callable[[Path, Path], WordIndex]] = {
    "FTS5": Fts5, "postings": OurPostings, "tantivy": Tantivy, "bm25s": Bm25s,
}  # fmt: skip


def _read(catalogue: Path) -> Iterator[tuple[int, str, str, str, str | None]]:
    """Yield (id, text, context, voice, speaker) of all passages, folded as they are for the product's index."""
    reader = CatalogueReader(catalogue)
    ids = iter(reader.select(Selection()).tolist())
    while batch := list(islice(ids, _AT_ONCE)):
        for number, one in zip(batch, reader.passages(batch), strict=True):
            yield number, index_words(one.text), index_words(one.context), one.voice.value, one.speaker
