"""Across releases: what is found by looking at all of them together, people, voices and relations, is written here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from archive.catalogue.people_tables import put_people, put_speakers, read_appearances, read_mentions
from archive.catalogue.rows import RELEASE_COLUMNS, keep_day, read_kept_day, read_release_row
from archive.catalogue.staged_catalogue import StagedCatalogue
from archive.catalogue.text_marks import TextMarks, put_text_marks, read_text_marks
from archive.people import Appearance, DatedMention, Person
from archive.releases import Related, Release, Voice


class AcrossReleases(StagedCatalogue):
    """Reads what the releases alone say, and writes what follows from all of them."""

    def current_releases(self) -> Iterator[Release]:
        """Yield the releases that are not withdrawn, earliest first, undated ones last, without their turns."""
        rows = self._db.execute(
            f"SELECT id, {RELEASE_COLUMNS} FROM releases WHERE withdrawn = 0 ORDER BY date IS NULL, date, id"
        )
        yield from (read_release_row(release_id, held) for release_id, *held in rows)

    def evidence_of_people(self) -> tuple[list[Appearance], list[DatedMention], dict[str, str]]:
        """Return what the current releases say of people.

        That is who speaks in each, the names with an office that it prints, and the releases' titles by id.
        """
        titles = dict(self._db.execute("SELECT id, title FROM releases WHERE withdrawn = 0").fetchall())
        return read_appearances(self._db), read_mentions(self._db), titles

    def put_people(self, people: Sequence[Person], speakers: Mapping[Appearance, tuple[str | None, Voice]]) -> int:
        """Write the people, and who speaks in which appearance in what voice; return how many turns changed."""
        put_people(self._db, people)
        return put_speakers(self._db, speakers)

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
