"""Conversations: what was asked and answered on the page, kept for some days under an address that nobody can guess."""

from __future__ import annotations

import secrets
import time
from pathlib import Path

from archive.usage.side_file import SideFile

_ID_BYTES = 16
_SCHEMA = """
CREATE TABLE IF NOT EXISTS turns (
    conversation TEXT NOT NULL, number INTEGER NOT NULL, turn TEXT NOT NULL, kept REAL NOT NULL,
    PRIMARY KEY (conversation, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS turns_kept ON turns (kept);
"""
_DAY = 86_400.0  # seconds


class KeptConversations:
    """The file of conversations. A conversation is forgotten so many ``days`` after its last question."""

    def __init__(self, path: Path, *, days: float) -> None:
        """Open or make the file; raises StoreError where it cannot be used."""
        self.days = days
        self._file = SideFile(path, _SCHEMA, what="the file of conversations", setting="OTR_CONVERSATIONS")

    @staticmethod
    def new_id() -> str:
        """Return the address of a new conversation: 128 random bits, in 22 characters that stand in any address."""
        return secrets.token_urlsafe(_ID_BYTES)

    def keep(self, conversation: str, number: int, turn: str) -> None:
        """Keep a turn of a conversation, from 0, in place of what was kept of it; forget what has expired."""
        now = time.time()
        with self._file.use() as db:
            db.execute("INSERT OR REPLACE INTO turns VALUES (?, ?, ?, ?)", (conversation, number, turn, now))
            db.execute(
                "DELETE FROM turns WHERE conversation IN"
                " (SELECT conversation FROM turns GROUP BY conversation HAVING max(kept) < ?)",
                (now - self.days * _DAY,),
            )

    def read(self, conversation: str) -> list[str]:
        """Return the turns of a conversation, in order; [] where it is unknown or has expired."""
        with self._file.read() as db:
            rows = db.execute(
                "SELECT turn, kept FROM turns WHERE conversation = ? ORDER BY number", (conversation,)
            ).fetchall()
        fresh = max((kept for _, kept in rows), default=0.0) >= time.time() - self.days * _DAY
        return [turn for turn, _ in rows] if fresh else []

    def forget(self, conversation: str, *, since: int = 0) -> None:
        """Forget a conversation, or its turns ``since`` a number."""
        with self._file.use() as db:
            db.execute("DELETE FROM turns WHERE conversation = ? AND number >= ?", (conversation, since))
