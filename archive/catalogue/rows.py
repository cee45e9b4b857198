"""Rows of the catalogue that both its reader and its writer read."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from archive.releases import Release
from archive.tokens import Projection

# Facts: how many passages an ordinary question searches, and how many of them have vectors.
SEARCHED, EMBEDDED = "searched_passages", "embedded_passages"
ARITHMETIC = "arithmetic"  # a fact: what the vectors were made with, as 'bfloat16 on cpu'
RELEASE_COLUMNS = "title, date, kind, office, byline, url, digest, text, language, notes, pages"


def read_kept_day(kept: str | None) -> date | None:
    """Return the day that a column holds, None where it holds none."""
    return date.fromisoformat(kept) if kept else None


def keep_day(day: date | None) -> str | None:
    """Return a day as a column holds it."""
    return day.isoformat() if day else None


def read_pages(kept: str) -> tuple[int, ...]:
    """Return where the pages begin, as a column holds it: '0 1820 3975'."""
    return tuple(map(int, kept.split()))


def read_release_row(release_id: str, row: Sequence[Any]) -> Release:
    """Return the release that a row of RELEASE_COLUMNS holds, without turns and quotations, which are kept elsewhere."""
    title, day, kind, office, byline, url, digest, text, language, notes, pages = row
    return Release(
        id=release_id, title=title, date=read_kept_day(day), kind=kind, office=office, byline=byline, url=url,
        digest=digest, text=text, language=language, notes=tuple(notes.splitlines()),
        pages=read_pages(pages),
    )  # fmt: skip


def read_projection(db: sqlite3.Connection) -> Projection | None:
    """Return the projection of a catalogue's tokens, None where none was fitted yet."""
    row = db.execute("SELECT width, projection FROM token_projection").fetchone()
    return Projection.from_bytes(row[1], width=row[0]) if row else None
