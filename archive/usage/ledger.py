"""Ledger: what a language model was paid a day, and the drafts that it wrote, in one SQLite file beside the store.

Several threads and processes may share it: each takes a connection of its own, and what is spent is reserved before a call, in
one transaction, and settled after it. What a process that died has reserved stays spent.
"""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.usage.side_file import SideFile

LEDGER = "model.sqlite"
_MOST_DRAFTS = 5000
_LONGEST_DRAFT = 64 * 1024  # characters; a longer one is not worth keeping
_SCHEMA = """
CREATE TABLE IF NOT EXISTS spending (
    id INTEGER PRIMARY KEY, day TEXT NOT NULL, tokens INTEGER NOT NULL, money REAL NOT NULL, settled INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS spending_day ON spending (day);
CREATE TABLE IF NOT EXISTS drafts (key TEXT PRIMARY KEY, draft TEXT NOT NULL, used REAL NOT NULL);
CREATE INDEX IF NOT EXISTS drafts_used ON drafts (used);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Tokens and money, of one call or of a day; money in the currency of the prices that were set."""

    tokens: int = 0
    money: float = 0.0


class Ledger:
    """The file of spending and drafts. Opened, it is ready to be written; raises StoreError where it cannot be."""

    def __init__(self, path: Path) -> None:
        """Open or make the file; raises StoreDamagedError where it is no ledger."""
        self.path = path
        self._file = SideFile(path, _SCHEMA, what="the ledger", setting="OTR_MODEL_LEDGER")

    def reserve(
        self, wanted: Spent, *, tokens_a_day: int | None = None, money_a_day: float | None = None
    ) -> int | None:
        """Set aside what a call may take today (UTC); return its number, None where a cap of the day would be passed."""
        today = _today()
        with self._file.use() as db:
            db.execute("BEGIN IMMEDIATE")  # nobody else reads a sum that this call is about to raise
            spent = _sum(db, today)
            over_tokens = tokens_a_day is not None and spent.tokens + wanted.tokens > tokens_a_day
            over_money = money_a_day is not None and spent.money + wanted.money > money_a_day
            if over_tokens or over_money:
                return None
            row = (today, wanted.tokens, wanted.money)
            return db.execute("INSERT INTO spending (day, tokens, money) VALUES (?, ?, ?)", row).lastrowid

    def settle(self, number: int, spent: Spent) -> None:
        """Put what a call took in place of what was reserved for it."""
        with self._file.use() as db:
            values = (spent.tokens, spent.money, number)
            db.execute("UPDATE spending SET tokens = ?, money = ?, settled = 1 WHERE id = ?", values)

    def spent_today(self) -> Spent:
        """Return what was spent or set aside today (UTC)."""
        with self._file.read() as db:
            return _sum(db, _today())

    def read_draft(self, key: str) -> str | None:
        """Return the draft kept under a key, None where there is none."""
        with self._file.use() as db:
            row = db.execute("SELECT draft FROM drafts WHERE key = ?", (key,)).fetchone()
            if row is not None:
                db.execute("UPDATE drafts SET used = ? WHERE key = ?", (time.time(), key))
        return None if row is None else str(row[0])

    def keep_draft(self, key: str, draft: str) -> None:
        """Keep a draft under a key, and let go of those that were not used for longest where there are too many."""
        if len(draft) > _LONGEST_DRAFT:
            return
        with self._file.use() as db:
            db.execute("INSERT OR REPLACE INTO drafts (key, draft, used) VALUES (?, ?, ?)", (key, draft, time.time()))
            oldest = "SELECT key FROM drafts ORDER BY used DESC LIMIT -1 OFFSET ?"
            db.execute(f"DELETE FROM drafts WHERE key IN ({oldest})", (_MOST_DRAFTS,))


def _sum(db: sqlite3.Connection, day: str) -> Spent:
    query = "SELECT COALESCE(SUM(tokens), 0), COALESCE(SUM(money), 0.0) FROM spending WHERE day = ?"
    tokens, money = db.execute(query, (day,)).fetchone()
    return Spent(tokens=tokens, money=money)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
