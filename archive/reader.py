"""The catalogue's reading side: one published, unchanging file; safe to use from many threads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from archive.catalogue_file import marks
from archive.errors import UsageError
from archive.people_reader import PeopleReader
from archive.releases import OFFICIAL_VOICES, Passage, Quotation, Related, Relation, Release, Turn, Voice
from archive.rows import RELEASE_COLUMNS, read_projection, read_release_row
from archive.tokens import Projection

_ENDLESS = 2**62  # beyond the end of every text
# In whose voices written text quotes people: who asks for one of these, and for a person, means these words too.
_QUOTED_VOICES = frozenset({Voice.OFFICIAL, Voice.OFFICE, Voice.GUEST})
_QUOTES = (
    'p.label IS NULL AND EXISTS (SELECT 1 FROM quotations q WHERE q.release_id = p.release_id AND q.start < p."end"'
    ' AND q."end" > p.start AND {whose})'
)
_PASSAGE_COLUMNS = 'p.id, p.release_id, p.start, p."end", p.context, p.voice, p.label, p.speaker, p.date, p.kind'


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which passages a search may return; an empty field means no limit. Speakers match names or labels, whole.

    Speakers also match what is written, without a label, where it quotes them - the office's prose, what another signs -
    and the voice of guests where it quotes any: such a passage holds more than their words.
    """

    voices: tuple[Voice, ...] = ()
    speakers: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    kinds: tuple[str, ...] = ()

    def where(self) -> tuple[str, list[str]]:
        """Return the condition on ``passages p``, and its values."""
        conditions: list[str] = []
        values: list[str] = []
        said: list[str] = []
        if self.voices:
            said.append(f"p.voice IN ({marks(self.voices)})")
            values += [voice.value for voice in self.voices]
        if self.speakers:
            said.append(f"(p.speaker IN ({marks(self.speakers)}) OR p.label IN ({marks(self.speakers)}))")
            values += [*self.speakers, *self.speakers]
        if self.speakers and (not self.voices or not _QUOTED_VOICES.isdisjoint(self.voices)):
            quoted = _QUOTES.format(whose=f"q.speaker IN ({marks(self.speakers)})")
            conditions.append(f"({' AND '.join(said)} OR {quoted})")
            values += self.speakers
        elif Voice.GUEST in self.voices and not OFFICIAL_VOICES.issubset(self.voices) and not self.speakers:
            quoted = _QUOTES.format(whose="q.voice = 'guest'")
            conditions.append(f"({' AND '.join(said)} OR {quoted})")
        else:
            conditions += said
        if self.kinds:
            conditions.append(f"p.kind IN ({marks(self.kinds)})")
            values += self.kinds
        for sign, day in ((">=", self.since), ("<=", self.until)):
            if day:
                conditions.append(f"p.date {sign} ?")
                values.append(day.isoformat())
        return " AND ".join(conditions) or "1", values


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRelease:
    """A release as the catalogue holds it, with its version and whether it was withdrawn."""

    release: Release
    version: int
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFile:
    """The file that a release was read from: the ingested root, its SHA-256, and whether the release was withdrawn."""

    root: str
    digest: str
    withdrawn: bool


class CatalogueReader(PeopleReader):
    """Reads one published catalogue: releases, passages, vectors, and who speaks. Every thread gets a connection of its own."""

    def release(self, release_id: str, *, bare: bool = False) -> KeptRelease:
        """Return a release with its turns and quotations, or ``bare`` of them, which is quicker.

        Raises UsageError where there is none of that id.
        """
        row = self._db.execute(
            f"SELECT {RELEASE_COLUMNS}, version, withdrawn FROM releases WHERE id = ?", (release_id,)
        ).fetchone()
        if row is None:
            raise UsageError(f"no release {release_id!r} in this archive: see 'otr status' for what it holds")
        *held, version, withdrawn = row
        release = read_release_row(release_id, held)
        if not bare:
            quotations = tuple(self.quotations_of(release_id))
            release = replace(release, turns=self._turns_of(release_id), quotations=quotations)
        return KeptRelease(release=release, version=version, withdrawn=bool(withdrawn))

    def _turns_of(self, release_id: str) -> tuple[Turn, ...]:
        rows = self._db.execute(
            'SELECT start, said, "end", voice, label, speaker FROM turns WHERE release_id = ? ORDER BY ordinal',
            (release_id,),
        )
        return tuple(Turn(start=t[0], said=t[1], end=t[2], voice=Voice(t[3]), label=t[4], speaker=t[5]) for t in rows)

    def quotations_of(self, release_id: str) -> list[Quotation]:
        """Return the quotations in what a release writes, in reading order."""
        return self.quotations_within(release_id, 0, _ENDLESS)

    def quotations_within(self, release_id: str, start: int, end: int) -> list[Quotation]:
        """Return the quotations of a release that share a character with ``[start:end]``, in reading order."""
        rows = self._db.execute(
            'SELECT start, "end", speaker, voice, cue, confidence FROM quotations'
            ' WHERE release_id = ? AND start < ? AND "end" > ? ORDER BY start',
            (release_id, end, start),
        )
        return [
            Quotation(start=row[0], end=row[1], speaker=row[2], voice=Voice(row[3]), cue=row[4], confidence=row[5])
            for row in rows
        ]

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """Return the passages of these ids, in this order."""
        rows = self._db.execute(
            f"SELECT {_PASSAGE_COLUMNS}, t.text FROM passages p JOIN passage_texts t ON t.id = p.id"
            f" WHERE p.id IN ({marks(ids)})",
            list(ids),
        )
        found = {row[0]: _passage(row) for row in rows}
        return [found[passage_id] for passage_id in ids]

    def texts(self, release_ids: Iterable[str]) -> dict[str, str]:
        """Return the canonical text of each release, without its turns."""
        wanted = sorted(set(release_ids))
        return dict(self._db.execute(f"SELECT id, text FROM releases WHERE id IN ({marks(wanted)})", wanted).fetchall())

    def titles(self, release_ids: Iterable[str]) -> dict[str, tuple[str, str | None]]:
        """Return title and address of each release."""
        wanted = sorted(set(release_ids))
        rows = self._db.execute(f"SELECT id, title, url FROM releases WHERE id IN ({marks(wanted)})", wanted)
        return {row[0]: (row[1], row[2]) for row in rows}

    def select(self, selection: Selection) -> NDArray[np.int64]:
        """Return the ids of the passages that a selection allows, ascending."""
        where, values = selection.where()
        rows = self._db.execute(f"SELECT p.id FROM passages p WHERE {where} ORDER BY p.id", values).fetchall()
        return np.array([row[0] for row in rows], dtype=np.int64)

    def passages_of(self, release_id: str, selection: Selection = Selection()) -> list[Passage]:
        """Return the passages of a release that a selection allows, in reading order."""
        where, values = selection.where()
        rows = self._db.execute(
            f"SELECT {_PASSAGE_COLUMNS}, t.text FROM passages p JOIN passage_texts t ON t.id = p.id"
            f" WHERE p.release_id = ? AND {where} ORDER BY p.start",
            [release_id, *values],
        )
        return [_passage(row) for row in rows]

    def passages_after(self, release_id: str, start: int, *, limit: int) -> list[Passage]:
        """Return the passages of a release that begin after an offset, whoever speaks, in reading order."""
        rows = self._db.execute(
            f"SELECT {_PASSAGE_COLUMNS}, t.text FROM passages p JOIN passage_texts t ON t.id = p.id"
            " WHERE p.release_id = ? AND p.start > ? ORDER BY p.start LIMIT ?",
            (release_id, start, limit),
        )
        return [_passage(row) for row in rows]

    def passage_before(self, release_id: str, start: int) -> Passage | None:
        """Return the last passage of a release that begins before an offset, whoever speaks; None where none does."""
        row = self._db.execute(
            f"SELECT {_PASSAGE_COLUMNS}, t.text FROM passages p JOIN passage_texts t ON t.id = p.id"
            " WHERE p.release_id = ? AND p.start < ? ORDER BY p.start DESC LIMIT 1",
            (release_id, start),
        ).fetchone()
        return None if row is None else _passage(row)

    def search_words(self, words: Sequence[str], selection: Selection, *, limit: int) -> list[tuple[int, float]]:
        """Return (passage id, score) by BM25 of any of the words, best first; larger is better (SQLite FTS5)."""
        if not words:
            return []
        match = " OR ".join(_quoted(word) for word in words)
        where, values = selection.where()
        rows = self._db.execute(
            "SELECT p.id, -bm25(passage_index, 1.0, 0.5) AS score FROM passage_index"
            f" JOIN passages p ON p.id = passage_index.rowid WHERE passage_index MATCH ? AND {where}"
            " ORDER BY score DESC LIMIT ?",
            [match, *values, limit],
        )
        return [(int(row[0]), float(row[1])) for row in rows]

    def find_phrase(self, phrase: str, *, limit: int) -> list[int]:
        """Return the ids of the passages whose text holds a phrase as the index reads it (stemmed), earliest first."""
        rows = self._db.execute(
            "SELECT p.id FROM passage_index JOIN passages p ON p.id = passage_index.rowid WHERE passage_index MATCH ?"
            " ORDER BY p.date, p.release_id, p.start LIMIT ?",
            [f"text : {_quoted(phrase)}", limit],
        )
        return [int(row[0]) for row in rows]

    def rank_phrases(self, phrases: Sequence[str], *, limit: int) -> list[int]:
        """Return the ids of the passages whose text holds any of the phrases, by BM25, best first."""
        if not phrases:
            return []
        match = f"text : ({' OR '.join(_quoted(phrase) for phrase in phrases)})"
        rows = self._db.execute(
            "SELECT rowid FROM passage_index WHERE passage_index MATCH ? ORDER BY bm25(passage_index) LIMIT ?",
            [match, limit],
        )
        return [int(row[0]) for row in rows]

    def unindexed_turns(self) -> list[tuple[str, int, int]]:
        """Return (release id, start, end) of what no passage holds: furniture, and all of withdrawn releases."""
        rows = self._db.execute(
            'SELECT t.release_id, t.said, t."end" FROM turns t JOIN releases r ON r.id = t.release_id'
            " WHERE t.voice = 'furniture' OR r.withdrawn = 1 ORDER BY r.date, r.id, t.ordinal"
        )
        return [(row[0], row[1], row[2]) for row in rows if row[2] > row[1]]

    def earlier_texts(self, release_id: str | None = None) -> list[tuple[str, int, str]]:
        """Return (release id, version, text) of the versions that were replaced, of one release or of all, oldest first."""
        rows = self._db.execute(
            "SELECT id, version, text FROM earlier_versions WHERE ? IS NULL OR id = ? ORDER BY id, version",
            (release_id, release_id),
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def earlier_version(self, release_id: str, version: int) -> Release:
        """Return an earlier version of a release, without turns (they are not kept); raises UsageError where there is none."""
        row = self._db.execute(
            f"SELECT {RELEASE_COLUMNS} FROM earlier_versions WHERE id = ? AND version = ?",
            (release_id, version),
        ).fetchone()
        if row is None:
            raise UsageError(f"no version {version} of the release {release_id!r} in this archive")
        return read_release_row(release_id, row)

    def related(self, release_id: str) -> list[Related]:
        """Return the releases that this one is related to: amendments first, then the same text, then the most similar."""
        return self.related_among([release_id])

    def related_among(self, release_ids: Iterable[str]) -> list[Related]:
        """Return what any of these releases is related to, in the order of ``related``."""
        wanted = sorted(set(release_ids))
        rows = self._db.execute(
            "SELECT release_id, other_id, relation, similarity FROM related WHERE release_id IN ("
            f"{marks(wanted)}) ORDER BY release_id, relation = 'near-identical', relation = 'same-text',"
            " similarity DESC, other_id",
            wanted,
        )
        return [
            Related(release_id=row[0], other_id=row[1], relation=Relation(row[2]), similarity=row[3]) for row in rows
        ]

    def document_frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """Return how many passages hold each word, stemmed as the index stems it."""
        query = "SELECT count(*) FROM passage_index WHERE passage_index MATCH ?"
        return {word: int(self._db.execute(query, (_quoted(word),)).fetchone()[0]) for word in words}

    def hold_near(self, words: Sequence[str], *, within: int) -> bool:
        """Whether any passage holds all these words, stemmed, with at most ``within`` others between them."""
        near = f"NEAR({' '.join(_quoted(word) for word in words)}, {within})"
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
        ).fetchall()
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        width = len(rows[0][1]) // 2 if rows else 0
        matrix = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f2").reshape(len(rows), width)
        return ids, matrix

    @cached_property
    def projection(self) -> Projection | None:
        """What a question's tokens must be projected by to compare them with the passages'; None in an empty archive."""
        return read_projection(self._db)

    def token_codes(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Return the kept tokens of these passages, of their context, a line break, and their text."""
        rows = self._db.execute(
            "SELECT p.id, t.codes FROM passages p JOIN token_codes t ON t.digest = p.embedded"
            f" WHERE p.id IN ({marks(ids)})",
            list(ids),
        )
        return {int(row[0]): row[1] for row in rows}

    def passage_id(self, release_id: str, start: int) -> int:
        """Return the id of the passage that begins there; raises AssertionError where none does."""
        row = self._db.execute(
            "SELECT id FROM passages WHERE release_id = ? AND start = ?", (release_id, start)
        ).fetchone()
        if row is None:
            raise AssertionError(f"no passage of {release_id} begins at {start}")
        return int(row[0])

    def known_files(self) -> dict[str, KnownFile]:
        """Return what the catalogue knows of every release's file, by the release's id."""
        rows = self._db.execute("SELECT id, root, digest, withdrawn FROM releases")
        return {row[0]: KnownFile(root=row[1], digest=row[2], withdrawn=bool(row[3])) for row in rows}

    def quarantined(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Return (digest, reason) of every quarantined file, by (root, path)."""
        rows = self._db.execute("SELECT root, path, digest, reason FROM quarantine ORDER BY root, path")
        return {(row[0], row[1]): (row[2], row[3]) for row in rows}

    def count_kinds(self) -> dict[str, int]:
        """Return how many current releases there are of each kind, most first."""
        rows = self._db.execute("SELECT kind, count(*) FROM releases WHERE withdrawn = 0 GROUP BY 1 ORDER BY 2 DESC, 1")
        return {str(row[0]): int(row[1]) for row in rows}

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """The days of the earliest and the latest current release, None where there is none."""
        first, last = self._db.execute("SELECT min(date), max(date) FROM releases WHERE withdrawn = 0").fetchone()
        return (date.fromisoformat(first), date.fromisoformat(last)) if first else None

    def titles_by_kind(self) -> list[tuple[str, str]]:
        """Return (kind, title) of every current release."""
        rows = self._db.execute("SELECT kind, title FROM releases WHERE withdrawn = 0 ORDER BY date, id")
        return [(row[0], row[1]) for row in rows]

    def latest_by_kind(self, voices: Sequence[Voice], *, limit: int) -> list[tuple[str, str | None]]:
        """Return (title, its only speaker or None) of the latest releases, taking one of each kind in turn."""
        rows = self._db.execute(
            "SELECT r.title, (SELECT min(t.speaker) FROM turns t WHERE t.release_id = r.id HAVING count(DISTINCT t.speaker) = 1),"
            " row_number() OVER (PARTITION BY r.kind ORDER BY r.date DESC, r.id) AS place"
            f" FROM releases r WHERE r.withdrawn = 0 AND EXISTS (SELECT 1 FROM passages p WHERE p.release_id = r.id"
            f" AND p.voice IN ({marks(voices)})) ORDER BY place, r.date DESC, r.id LIMIT ?",
            [*(voice.value for voice in voices), limit],
        )
        return [(row[0], row[1]) for row in rows]

    def count(self, table: str, *, where: str = "1") -> int:
        """Return how many rows a table has."""
        return int(self._db.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])


def _quoted(word: str) -> str:
    """Return a word as an FTS5 string, so that nothing in it is taken for an operator."""
    return '"' + word.replace('"', '""') + '"'


def _passage(row: tuple[int, str, int, int, str, str, str | None, str | None, str, str, str]) -> Passage:
    return Passage(
        release_id=row[1], start=row[2], end=row[3], context=row[4], voice=Voice(row[5]), label=row[6], speaker=row[7],
        date=date.fromisoformat(row[8]), kind=row[9], text=row[10],
    )  # fmt: skip
