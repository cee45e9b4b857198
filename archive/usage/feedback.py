"""Feedback: whether an answer was useful to whoever asked, with its receipt; kept beside the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from archive.settings import Settings
from archive.usage.side_file import SideFile

LONGEST_COMMENT = 2000
_SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback (
    id TEXT PRIMARY KEY, useful INTEGER NOT NULL, reason TEXT NOT NULL, comment TEXT NOT NULL, receipt TEXT NOT NULL,
    given TEXT NOT NULL
) WITHOUT ROWID;
"""


class FeedbackReason(StrEnum):
    """Why an answer was not useful."""

    WRONG = "wrong"
    OFF_TOPIC = "does-not-answer"
    WRONG_SOURCE = "wrong-speaker-or-date"
    SHOULD_ANSWER = "should-have-answered"
    OTHER = "something-else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What somebody thinks of an answer: ``id`` is the answer's, ``receipt`` the answer written down (JSON), ``given`` when, UTC.

    ``reason`` is None for a useful answer, and where none was given.
    """

    id: str
    useful: bool
    receipt: str
    given: datetime
    reason: FeedbackReason | None = None
    comment: str = ""


def feedback_file(store: Path, settings: Settings) -> Path:
    """Return where the feedback on answers from a store is kept: where the settings say, else beside it."""
    return settings.feedback or store / "feedback.sqlite"


class KeptFeedback:
    """The file of feedback: one for each answer, the last that was given."""

    def __init__(self, path: Path) -> None:
        """Open or make the file; raises StoreError where it cannot be used."""
        self._file = SideFile(path, _SCHEMA, what="the file of feedback", setting="OTR_FEEDBACK")

    def keep(
        self, answer: str, *, useful: bool, receipt: str, reason: FeedbackReason | None = None, comment: str = ""
    ) -> Feedback:
        """Keep what is thought of the answer of this id, in place of what was thought of it before."""
        given = Feedback(
            id=answer, useful=useful, receipt=receipt, given=datetime.now(UTC), reason=None if useful else reason,
            comment=comment.strip()[:LONGEST_COMMENT],
        )  # fmt: skip
        row = (given.id, given.useful, given.reason or "", given.comment, given.receipt, given.given.isoformat())
        with self._file.use() as db:
            db.execute("INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?)", row)
        return given

    def read(self, answer: str) -> Feedback | None:
        """Return what is thought of the answer of this id, None where nobody said."""
        return next(iter(self._select("WHERE id = ?", answer)), None)

    def read_all(self) -> list[Feedback]:
        """Return all that was given, the earliest first."""
        return self._select("ORDER BY given, id")

    def forget(self, answer: str) -> None:
        """Forget what is thought of the answer of this id."""
        with self._file.use() as db:
            db.execute("DELETE FROM feedback WHERE id = ?", (answer,))

    def _select(self, how: str, *values: str) -> list[Feedback]:
        with self._file.read() as db:
            rows = db.execute(f"SELECT id, useful, reason, comment, receipt, given FROM feedback {how}", values)
            return [
                Feedback(
                    id=row[0], useful=bool(row[1]), reason=FeedbackReason(row[2]) if row[2] else None, comment=row[3],
                    receipt=row[4], given=datetime.fromisoformat(row[5]),
                )
                for row in rows
            ]  # fmt: skip
