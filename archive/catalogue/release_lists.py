"""The catalogue's lists of releases: a page of those of some kinds, days and titles, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archive.catalogue.catalogue_file import CatalogueFile, marks
from archive.catalogue.rows import read_kept_day
from language import fold_name


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRelease:
    """A current release as a list shows it; ``date`` is None where it is undated."""

    id: str
    title: str
    date: date | None
    kind: str
    office: str | None
    url: str | None
    version: int

    @classmethod
    def read(cls, row: tuple[str, str, str | None, str, str | None, str | None, int]) -> ListedRelease:
        """Return the release that a row of the catalogue holds."""
        return cls(
            id=row[0], title=row[1], date=read_kept_day(row[2]), kind=row[3], office=row[4], url=row[5], version=row[6]
        )


class ReleaseLists(CatalogueFile):
    """Reads lists of releases from one published catalogue."""

    def list_releases(
        self,
        *,
        kinds: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        title: str = "",
        offset: int = 0,
        limit: int = 50,
    ) -> tuple[list[ListedRelease], int]:
        """Return a page of the current releases, the latest first and the undated last, and how many there are in all.

        ``title`` are words that must all stand in the title, in any order; case and accents do not count. A period leaves the
        undated out.
        """
        self._db.create_function("titled", 2, _is_titled, deterministic=True)
        conditions = ["withdrawn = 0"]
        values: list[str | int] = []
        if kinds:
            conditions.append(f"kind IN ({marks(kinds)})")
            values += kinds
        for condition, day in (("date >= ?", since), ("date <= ?", until)):
            if day:
                conditions.append(condition)
                values.append(day.isoformat())
        if title.strip():
            conditions.append("titled(?, title)")
            values.append(" ".join(fold_name(title)))
        where = " AND ".join(conditions)
        total = int(self._db.execute(f"SELECT count(*) FROM releases WHERE {where}", values).fetchone()[0])
        rows = self._db.execute(
            f"SELECT id, title, date, kind, office, url, version FROM releases WHERE {where}"
            " ORDER BY date IS NULL, date DESC, id LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )
        return [ListedRelease.read(row) for row in rows], total


def _is_titled(words: str, title: str) -> bool:
    return set(words.split()) <= set(fold_name(title))
