"""Texts that are not to be kept for ever: of releases that were withdrawn, and of versions that were replaced, before a day.

What is removed is the text, with who speaks where in it. The release stays known by its id, title, day and address, and a note
says that its text was removed: what was once cited from it is told as that.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_WITHDRAWN = "withdrawn = 1 AND text != '' AND seen < :before"
# A version was replaced when the next one was seen: among the earlier versions, else the current one.
_REPLACED = """text != '' AND coalesce(
    (SELECT n.seen FROM earlier_versions n WHERE n.id = e.id AND n.version > e.version ORDER BY n.version LIMIT 1),
    (SELECT r.seen FROM releases r WHERE r.id = e.id)) < :before"""
_NOTE = "the text was removed on {day} by who keeps this archive, after it was {why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRule:
    """Which texts are to go: of releases withdrawn before a day, of versions replaced before a day; None: none of them."""

    withdrawn_before: date | None = None
    replaced_before: date | None = None

    @property
    def means_something(self) -> bool:
        """Whether it names any day."""
        return self.withdrawn_before is not None or self.replaced_before is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTexts:
    """The texts that a rule means: ids of withdrawn releases, (id, version) of replaced versions, and their characters."""

    withdrawn: tuple[str, ...] = ()
    replaced: tuple[tuple[str, int], ...] = ()
    characters: int = 0


def find_texts(catalogue: Path, rule: TextRule) -> FoundTexts:
    """Return the texts of a published catalogue that a rule means."""
    with closing(sqlite3.connect(f"{catalogue.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        return _find(db, rule)


def remove_texts(catalogue: Path, rule: TextRule, *, today: date) -> FoundTexts:
    """Remove the texts that a rule means from a staged catalogue, so that no page of the file holds them; return which."""
    with closing(sqlite3.connect(catalogue)) as db:
        with db:
            found = _find(db, rule)
            _empty_withdrawn(db, found, _NOTE.format(day=today, why="withdrawn"))
            _empty_replaced(db, found, _NOTE.format(day=today, why="replaced by another version"))
        db.execute("VACUUM")
    return found


def _find(db: sqlite3.Connection, rule: TextRule) -> FoundTexts:
    withdrawn: list[tuple[str, int]] = []
    replaced: list[tuple[str, int, int]] = []
    if rule.withdrawn_before is not None:
        before = {"before": rule.withdrawn_before.isoformat()}
        withdrawn = db.execute(
            f"SELECT id, length(text) FROM releases WHERE {_WITHDRAWN} ORDER BY id", before
        ).fetchall()
    if rule.replaced_before is not None:
        before = {"before": rule.replaced_before.isoformat()}
        query = f"SELECT id, version, length(text) FROM earlier_versions e WHERE {_REPLACED} ORDER BY id, version"
        replaced = db.execute(query, before).fetchall()
    return FoundTexts(
        withdrawn=tuple(release_id for release_id, _ in withdrawn),
        replaced=tuple((release_id, version) for release_id, version, _ in replaced),
        characters=sum(size for _, size in withdrawn) + sum(size for _, _, size in replaced),
    )


def _empty_withdrawn(db: sqlite3.Connection, found: FoundTexts, note: str) -> None:
    ids = [(release_id,) for release_id in found.withdrawn]
    db.executemany(f"UPDATE releases SET {_emptied(note)} WHERE id = ?", ids)
    for table in ("turns", "quotations", "mentions"):
        db.executemany(f"DELETE FROM {table} WHERE release_id = ?", ids)


def _empty_replaced(db: sqlite3.Connection, found: FoundTexts, note: str) -> None:
    db.executemany(f"UPDATE earlier_versions SET {_emptied(note)} WHERE id = ? AND version = ?", found.replaced)
    for table in ("earlier_turns", "earlier_quotations"):
        db.executemany(f"DELETE FROM {table} WHERE release_id = ? AND version = ?", found.replaced)


def _emptied(note: str) -> str:
    return f"text = '', pages = '', notes = trim(notes || char(10) || '{note}', char(10))"
