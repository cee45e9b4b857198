"""A small archive in three states, a model that takes no time, and a picture of all that a store holds."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.generations.checks import CATALOGUE
from archive.generations.generations import generation_folder
from archive.releases import SEARCHED_VOICES
from archive.store import Store
from archive.tokens import Projection, Tokens
from retrieval import Archive

BRIEFING = """---
title: "Briefing on the {topic} by Press Secretary Ida Vale"
date: '2031-05-{day:02d}'
tags: press-briefings
source_url: https://example.org/{name}
---

MS. VALE:  Good morning.  {said}  The {topic} opens at {hour} tomorrow, and {count} people work on it.

Q    Will the {topic} be late?

MS. VALE:  It will not be late.  We have told the Harbour Office that “the {topic} comes first,” and it does.
"""
TOPICS = ["ferry", "bridge", "library", "harbour wall", "school kitchen", "water works", "tram line", "night market"]
QUESTIONS = ["When does the ferry open?", "Will the bridge be late?", "How many people work on the library?",
             "What did Ida Vale say about the tram line?", "Is the water works open at noon?"]  # fmt: skip
# What a table says beside what is in it: when it was written.
_WHEN = {"seen"}
_NOT_COMPARED = {"passage_index_data", "passage_index_idx", "passage_index_docsize", "passage_index_config", "sqlite_stat1",
                 "sqlite_stat4", "sqlite_sequence", "passage_index", "word_postings", "word_lengths"}  # fmt: skip


class QuickEmbedder:
    """A bag of hashed words: the same text has the same vector on every machine, in every batch."""

    name = "quick"
    digest = hashlib.sha256(b"quick").hexdigest()
    projection: Projection | None = None
    arithmetic = "numpy"
    width = 48

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors."""
        return np.stack([_unit(sum(map(self._vector, _words(text)), np.zeros(self.width))) for text in texts])

    def read(self, texts: Sequence[str], *, asked: bool = False) -> tuple[NDArray[np.float32], list[Tokens]]:
        """Return unit vectors, and the tokens of each text."""
        return self.embed(texts), [self._tokens(text) for text in texts]

    def _tokens(self, text: str) -> Tokens:
        found = list(re.finditer(r"\w+", text))
        return Tokens(
            starts=np.array([one.start() for one in found], dtype=np.uint16),
            ends=np.array([one.end() for one in found], dtype=np.uint16),
            vectors=np.stack([_unit(self._vector(one[0].lower())) for one in found]),
        )

    def _vector(self, word: str) -> NDArray[np.float64]:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
        return np.random.default_rng(seed).normal(size=self.width)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower()) or ["nothing"]


def _unit(vector: NDArray[Any]) -> NDArray[np.float32]:
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def write_archive(folder: Path, state: str) -> Path:
    """Make the folder hold the archive in a state: 'first', 'later' (changed, added, gone, unreadable) or 'last'."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for at, topic in enumerate(TOPICS):
        if (state, at) in {("later", 1), ("last", 2)}:
            continue  # gone
        changed = (state == "later" and at % 3 == 0) or (state == "last" and at % 3 == 1)
        _write(folder, f"{at}.md", topic, day=at + 1, hour="dusk" if changed else "dawn")
    if state == "later":
        _write(folder, "new.md", "light house", day=20, hour="midnight")
        (folder / "bad.md").write_bytes(b"---\ntitle: Bad\n---\n\nText.\n")
    if state == "last":
        _write(folder, "newer.md", "dry dock", day=21, hour="noon")
    return folder


def _write(folder: Path, name: str, topic: str, *, day: int, hour: str) -> None:
    said = " ".join(f"Part {part} of the {topic} is {hour} work, as the plan for day {day} says." for part in range(24))
    (folder / name).write_text(
        BRIEFING.format(name=name, topic=topic, day=day, hour=hour, said=said, count=day * 11), encoding="utf-8"
    )


def picture(store: Path) -> dict[str, Any]:
    """Return all that the published generation of a store holds and answers, ready to be compared."""
    opened = Store(store)
    generation = opened.generation()
    archive = Archive(opened, QuickEmbedder())
    return {
        "trouble": opened.trouble,
        "tables": tables_of(generation_folder(store, generation.number) / CATALOGUE),
        "found": _found_by_their_own_vectors(archive),
        "answers": {question: _answer(archive, question) for question in QUESTIONS},
    }


def tables_of(catalogue: Path) -> dict[str, list[str]]:
    """Return the rows of every table of a catalogue, but for numbers that only tie its tables together and times of day."""
    with closing(sqlite3.connect(f"{catalogue.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: _rows(db, name) for name in sorted(names) if name not in _NOT_COMPARED}


def _rows(db: sqlite3.Connection, table: str) -> list[str]:
    rows = db.execute(f"SELECT * FROM {table}")
    columns = [column[0] for column in rows.description]
    kept = [at for at, name in enumerate(columns) if name not in _WHEN and (table, name) != ("passages", "id")]
    return sorted(repr([_short(row[at]) for at in kept]) for row in rows)


def _short(value: object) -> object:
    return hashlib.sha256(value).hexdigest()[:12] if isinstance(value, bytes) and len(value) > 32 else value


def _found_by_their_own_vectors(archive: Archive) -> list[str]:
    generation = archive.store.generation()
    ids, vectors = generation.vectors
    found = []
    for passage_id, vector in zip(ids, vectors, strict=True):
        passage = generation.catalogue.passages([int(passage_id)])[0]
        if passage.voice in SEARCHED_VOICES:
            best = generation.index.search(vector.astype(np.float32), limit=1)
            found.append(f"{passage.release_id}:{passage.start} {bool(best) and best[0][1] > 0.99}")
    return sorted(found)


def _answer(archive: Archive, question: str) -> str:
    said = archive.ask(question).to_json()
    for varies in ("timings_ms", "store"):
        said.pop(varies, None)
    return json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
