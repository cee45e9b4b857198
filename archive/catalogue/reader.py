"""Reads a published catalogue; safe to use from many threads."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from archive.catalogue.catalogue_file import marks
from archive.catalogue.passage_reader import PassageReader
from archive.catalogue.people_reader import PeopleReader
from archive.catalogue.release_lists import ReleaseLists
from archive.catalogue.rows import RELEASE_COLUMNS, read_pages, read_release_row
from archive.catalogue.selection import Selection
from archive.catalogue.shelf import ShelfReader
from archive.errors import NotFoundError
from archive.releases import Quotation, Related, Relation, Release, Turn, Voice

_NEARLY_ALL = 0.9  # of the releases, for their language to be the archive's
_QUOTATION = 'start, "end", speaker, voice, cue, confidence'


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRelease:
    """A release as the catalogue holds it, with its version and whether it was withdrawn."""

    release: Release
    version: int
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFile:
    """A file that was read: the ingested root, its SHA-256, and how many of its items a rule left out, by the rule."""

    root: str
    digest: str
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRelease:
    """What the catalogue knows of a release's origin: its file's path, the SHA-256 of what it was made from."""

    file: str
    digest: str
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAs:
    """What a current release was read as: its form, title, day, who speaks in it, and how many turns it has."""

    id: str
    form: str
    title: str
    date: date | None
    speakers: tuple[str, ...]
    turns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseHead:
    """What a citation says of its release: title, the original's address, version, and where its pages begin, if it has any."""

    title: str
    url: str | None = None
    version: int = 1
    pages: tuple[int, ...] = ()


class CatalogueReader(PassageReader, PeopleReader, ReleaseLists, ShelfReader):
    """Reads a published catalogue: releases, passages, vectors, and who speaks. Each thread has its own connection."""

    def release(self, release_id: str, *, bare: bool = False) -> KeptRelease:
        """Return a release with its turns and quotations; ``bare``, without them, is quicker.

        Raises NotFoundError where there is none of that id.
        """
        row = self._db.execute(
            f"SELECT {RELEASE_COLUMNS}, version, withdrawn FROM releases WHERE id = ?", (release_id,)
        ).fetchone()
        if row is None:
            raise NotFoundError(f"no release {release_id!r} in this archive: see 'otr status' for what it holds")
        *held, version, withdrawn = row
        release = read_release_row(release_id, held)
        if not bare:
            release = self._with_voices(release)
        return KeptRelease(release=release, version=version, withdrawn=bool(withdrawn))

    def _with_voices(self, release: Release, version: int | None = None) -> Release:
        """Return a release with its turns and quotations: those of an earlier version, or the current ones."""
        earlier, key = ("earlier_", " AND version = ?") if version is not None else ("", "")
        of = [release.id, *([version] if version is not None else [])]
        turns = self._db.execute(
            f'SELECT start, said, "end", voice, label, speaker FROM {earlier}turns WHERE release_id = ?{key} ORDER BY ordinal',
            of,
        )
        quotations = self._db.execute(
            f"SELECT {_QUOTATION} FROM {earlier}quotations WHERE release_id = ?{key} ORDER BY start", of
        )
        return replace(
            release,
            turns=tuple(
                Turn(start=t[0], said=t[1], end=t[2], voice=Voice(t[3]), label=t[4], speaker=t[5]) for t in turns
            ),
            quotations=tuple(map(_read_quotation, quotations)),
        )

    def quotations_within(self, release_id: str, start: int, end: int) -> list[Quotation]:
        """Return the quotations of a release that share a character with ``[start:end]``, in reading order."""
        rows = self._db.execute(
            f'SELECT {_QUOTATION} FROM quotations WHERE release_id = ? AND start < ? AND "end" > ? ORDER BY start',
            (release_id, end, start),
        )
        return list(map(_read_quotation, rows))

    def texts(self, release_ids: Iterable[str]) -> dict[str, str]:
        """Return the canonical text of each release, without its turns."""
        wanted = sorted(set(release_ids))
        return dict(self._db.execute(f"SELECT id, text FROM releases WHERE id IN ({marks(wanted)})", wanted).fetchall())

    def heads(self, release_ids: Iterable[str]) -> dict[str, ReleaseHead]:
        """Return what a citation says of each release."""
        wanted = sorted(set(release_ids))
        rows = self._db.execute(
            f"SELECT id, title, url, version, pages FROM releases WHERE id IN ({marks(wanted)})", wanted
        )
        return {row[0]: ReleaseHead(title=row[1], url=row[2], version=row[3], pages=read_pages(row[4])) for row in rows}

    def unindexed_turns(self) -> list[tuple[str, int, int]]:
        """Return (release id, start, end) of what no passage holds: furniture, and all of withdrawn releases."""
        rows = self._db.execute(
            'SELECT t.release_id, t.said, t."end" FROM turns t JOIN releases r ON r.id = t.release_id'
            " WHERE t.voice = 'furniture' OR r.withdrawn = 1 ORDER BY r.date IS NULL, r.date, r.id, t.ordinal"
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
        """Return an earlier version of a release, with its turns and quotations; raises NotFoundError where there is none."""
        row = self._db.execute(
            f"SELECT {RELEASE_COLUMNS} FROM earlier_versions WHERE id = ? AND version = ?",
            (release_id, version),
        ).fetchone()
        if row is None:
            raise NotFoundError(f"no version {version} of the release {release_id!r} in this archive")
        return self._with_voices(read_release_row(release_id, row), version)

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

    def known_files(self) -> dict[str, KnownFile]:
        """Return what the catalogue knows of every file that is there, by its path."""
        rows = self._db.execute("SELECT path, root, digest, left_out FROM files")
        return {row[0]: KnownFile(root=row[1], digest=row[2], left_out=json.loads(row[3])) for row in rows}

    def known_releases(self) -> dict[str, KnownRelease]:
        """Return where every release comes from, by its id."""
        rows = self._db.execute("SELECT id, file, digest, withdrawn FROM releases")
        return {row[0]: KnownRelease(file=row[1], digest=row[2], withdrawn=bool(row[3])) for row in rows}

    def quarantined_of_files(self) -> dict[str, dict[str, str]]:
        """Return why each item is quarantined, by its path, of every file by the file's path."""
        found: dict[str, dict[str, str]] = {}
        for file, path, reason in self._db.execute("SELECT file, path, reason FROM quarantine ORDER BY file, path"):
            found.setdefault(file, {})[path] = reason
        return found

    def readings(self) -> list[ReadAs]:
        """Return what every current release was read as, in the order of their ids."""
        rows = self._db.execute(
            "SELECT r.id, r.form, r.title, r.date, (SELECT count(*) FROM turns t WHERE t.release_id = r.id),"
            " (SELECT group_concat(speaker, char(10)) FROM (SELECT DISTINCT coalesce(speaker, label) AS speaker"
            "  FROM turns t WHERE t.release_id = r.id AND voice NOT IN ('furniture', 'caption')"
            "  AND coalesce(speaker, label) IS NOT NULL ORDER BY ordinal))"
            " FROM releases r WHERE withdrawn = 0 ORDER BY r.id"
        )
        return [
            ReadAs(id=row[0], form=row[1], title=row[2], date=date.fromisoformat(row[3]) if row[3] else None,
                   turns=row[4], speakers=tuple((row[5] or "").splitlines()))
            for row in rows
        ]  # fmt: skip

    def quarantined(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Return (digest, reason) of every quarantined file, by (root, path)."""
        rows = self._db.execute("SELECT root, path, digest, reason FROM quarantine ORDER BY root, path")
        return {(row[0], row[1]): (row[2], row[3]) for row in rows}

    @cached_property
    def kinds(self) -> Mapping[str, int]:
        """How many current releases there are of each kind, most first."""
        rows = self._db.execute("SELECT kind, count(*) FROM releases WHERE withdrawn = 0 GROUP BY 1 ORDER BY 2 DESC, 1")
        return {str(row[0]): int(row[1]) for row in rows}

    def count_notes(self) -> dict[str, int]:
        """Return how many current releases have each remark on how they were read, most first."""
        rows = self._db.execute("SELECT notes FROM releases WHERE withdrawn = 0 AND notes <> ''")
        return dict(Counter(note for (notes,) in rows for note in notes.splitlines()).most_common())

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the current releases, by their primary tags, that of most first; without those that are not known."""
        rows = self._db.execute(
            "SELECT language FROM releases WHERE withdrawn = 0 AND language IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"
        )
        return tuple(row[0] for row in rows)

    @cached_property
    def main_language(self) -> str:
        """The language of nearly all current releases, '' where they are in several or it is not known."""
        rows = self._db.execute(
            "SELECT language, count(*) FROM releases WHERE withdrawn = 0 GROUP BY 1 ORDER BY 2 DESC"
        )
        counted = rows.fetchall()
        total = sum(count for _, count in counted)
        return str(counted[0][0]) if counted and counted[0][0] and counted[0][1] >= _NEARLY_ALL * total else ""

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """The days of the earliest and the latest current release, None where none has a date."""
        first, last = self._db.execute("SELECT min(date), max(date) FROM releases WHERE withdrawn = 0").fetchone()
        return (date.fromisoformat(first), date.fromisoformat(last)) if first else None

    def undated_releases(self) -> list[str]:
        """Return the ids of the current releases that have no date."""
        rows = self._db.execute("SELECT id FROM releases WHERE withdrawn = 0 AND date IS NULL ORDER BY id")
        return [row[0] for row in rows]

    def count_undated(self, selection: Selection) -> int:
        """Return how many releases without a date have a passage that a selection would allow but for its period."""
        where, values = replace(selection, since=None, until=None).where()
        row = self._db.execute(
            f"SELECT count(DISTINCT p.release_id) FROM passages p WHERE p.date IS NULL AND {where}", values
        ).fetchone()
        return int(row[0])

    def unsure_releases(self) -> list[tuple[str, str]]:
        """Return (id, title) of the current releases in which it is not known who speaks, or for whom, somewhere."""
        rows = self._db.execute(
            "SELECT id, title FROM releases r WHERE withdrawn = 0 AND EXISTS"
            " (SELECT 1 FROM turns t WHERE t.release_id = r.id AND t.voice = ?) ORDER BY date IS NULL, date, id",
            (Voice.UNKNOWN.value,),
        )
        return [(row[0], row[1]) for row in rows]

    def titles_by_kind(self) -> list[tuple[str, str]]:
        """Return (kind, title) of every current release."""
        rows = self._db.execute("SELECT kind, title FROM releases WHERE withdrawn = 0 ORDER BY date IS NULL, date, id")
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


def _read_quotation(row: tuple[int, int, str | None, str, str, float]) -> Quotation:
    return Quotation(start=row[0], end=row[1], speaker=row[2], voice=Voice(row[3]), cue=row[4], confidence=row[5])
