"""The shelf: where every current release stands, in order of day, with its kind and who speaks in it; what browsing counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from archive.catalogue.catalogue_file import CatalogueFile, marks
from archive.catalogue.index_words import match_words
from archive.catalogue.postings import split_terms
from archive.catalogue.release_lists import ListedRelease
from archive.releases import Voice
from language import WORD, stem

SPEAKING_VOICES = (Voice.OFFICIAL, Voice.GUEST)  # of who is heard by name
NOWHERE = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shelf:
    """The current releases, the latest first and those of no day last; arrays run along them, by place on the shelf.

    ``days`` are ordinals, 0 for none; ``kind_of`` are places in ``kinds``. ``heard`` has a column for each person who speaks in
    a release: the place of the release, and that of the name in ``speakers``. ``titles`` are stemmed, a space at each end;
    ``place_of_passage`` is, by a passage's id, the place of its release, NOWHERE for one that was withdrawn.
    """

    ids: tuple[str, ...]
    days: NDArray[np.int64]
    kinds: tuple[str, ...]
    kind_of: NDArray[np.int64]
    speakers: tuple[str, ...]
    heard: NDArray[np.int64]
    titles: tuple[str, ...]
    place_of_passage: NDArray[np.int64]

    def day_at(self, place: int) -> date | None:
        """Return the day of the release at a place."""
        return date.fromordinal(int(self.days[place])) if self.days[place] else None

    def heard_at(self, speaker: str) -> NDArray[np.int64]:
        """Return the places of the releases in which somebody speaks, the latest first."""
        if speaker not in self.speakers:
            return np.zeros(0, dtype=np.int64)
        return np.sort(self.heard[0, self.heard[1] == self.speakers.index(speaker)])


class ShelfReader(CatalogueFile):
    """Reads the shelf of one published catalogue, and which passages hold some words."""

    @cached_property
    def shelf(self) -> Shelf:
        """The shelf, read once."""
        rows = self._db.execute(
            "SELECT id, date, kind, title FROM releases WHERE withdrawn = 0 ORDER BY date IS NULL, date DESC, id"
        ).fetchall()
        ids = tuple(row[0] for row in rows)
        place_of = {release_id: place for place, release_id in enumerate(ids)}
        kinds = tuple(sorted({row[2] for row in rows}))
        speakers, heard = self._read_heard(place_of)
        return Shelf(
            ids=ids,
            days=np.array([date.fromisoformat(row[1]).toordinal() if row[1] else 0 for row in rows], dtype=np.int64),
            kinds=kinds,
            kind_of=np.array([kinds.index(row[2]) for row in rows], dtype=np.int64),
            speakers=speakers,
            heard=heard,
            titles=tuple(stem_phrase(row[3]) for row in rows),
            place_of_passage=self._place_passages(place_of),
        )

    def _read_heard(self, place_of: dict[str, int]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
        rows = self._db.execute(
            "SELECT DISTINCT release_id, speaker FROM turns WHERE speaker IS NOT NULL AND voice IN (?, ?)",
            [voice.value for voice in SPEAKING_VOICES],
        ).fetchall()
        names = tuple(sorted({row[1] for row in rows}))
        code_of = {name: code for code, name in enumerate(names)}
        pairs = [(place_of[row[0]], code_of[row[1]]) for row in rows if row[0] in place_of]
        return names, np.array(pairs, dtype=np.int64).reshape(-1, 2).T

    def _place_passages(self, place_of: dict[str, int]) -> NDArray[np.int64]:
        rows = self._db.execute("SELECT id, release_id FROM passages INDEXED BY passages_by_release").fetchall()
        places = np.full(max((row[0] for row in rows), default=0) + 1, NOWHERE, dtype=np.int64)
        for passage_id, release_id in rows:
            places[passage_id] = place_of.get(release_id, NOWHERE)
        return places

    def holding_passages(self, phrases: Sequence[str]) -> NDArray[np.int64]:
        """Return the ids of the passages that hold all phrases, stemmed, in their text or in their context, ascending."""
        query = _all_of(phrases)
        rows = self._db.execute("SELECT rowid FROM passage_index WHERE passage_index MATCH ?", [query]) if query else ()
        return np.fromiter((row[0] for row in rows), dtype=np.int64)

    def listed(self, ids: Sequence[str]) -> list[ListedRelease]:
        """Return these releases as a list shows them, in this order."""
        rows = self._db.execute(
            f"SELECT id, title, date, kind, office, url, version FROM releases WHERE id IN ({marks(ids)})", list(ids)
        )
        found = {row[0]: ListedRelease.read(row) for row in rows}
        return [found[release_id] for release_id in ids]

    def heard_most(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return who speaks in each of these releases, most turns first."""
        rows = self._db.execute(
            f"SELECT release_id, speaker FROM turns WHERE release_id IN ({marks(ids)}) AND speaker IS NOT NULL"
            f" AND voice IN ({marks(SPEAKING_VOICES)}) GROUP BY 1, 2 ORDER BY 1, count(*) DESC, 2",
            [*ids, *(voice.value for voice in SPEAKING_VOICES)],
        )
        found: dict[str, tuple[str, ...]] = {}
        for release_id, speaker in rows:
            found[release_id] = (*found.get(release_id, ()), speaker)
        return found


def stem_phrase(text: str) -> str:
    """Return a text's words, stemmed, with a space at each end, so that one phrase can be looked for in another."""
    return f" {' '.join(map(stem, WORD.findall(text)))} "


def _all_of(phrases: Sequence[str]) -> str:
    """Return the search for all phrases; what the index makes no word of ('--') is left out."""
    return " AND ".join(match_words(phrase) for phrase in phrases if split_terms(phrase))
