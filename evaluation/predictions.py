"""Predictions: what a program answered, a JSON object on each line, in the form of the machine interface.

Only what is judged is read: a peer's predictions need hold no more than ``id``, ``answered``, ``text`` and ``retrieved``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from retrieval import StatementKind, UsageError

COMPOSED = StatementKind.COMPOSED.value


class _Read(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class PredictedCitation(_Read):
    """A citation, as far as it is judged. ``start`` and ``end`` are None where a program gives no offsets."""

    release_id: str
    quote: str = ""
    speaker: str | None = None
    speaker_label: str | None = None
    voice: str | None = None
    date: str | None = None
    title: str | None = None
    start: int | None = None
    end: int | None = None


class PredictedStatement(_Read):
    """A statement, as far as it is judged: the numbers of its citations, from 1, and whether a model worded it."""

    citations: tuple[int, ...] = ()
    kind: str = "quoted"


class PredictedPassage(_Read):
    """A ranked passage, best first in its list."""

    release_id: str
    text: str
    start: int | None = None
    end: int | None = None


class PredictedMatch(_Read):
    """A place that a quote check found."""

    release_id: str
    quote: str = ""
    speaker: str | None = None


class Prediction(_Read):
    """One answer, or one quote check (``verdict``, ``matches``).

    ``unverified`` is how many of the sentences that a model worded did not pass when they were verified once more.
    """

    id: str
    question: str = ""
    resolved_question: str = ""
    status: str = ""
    answered: bool = False
    text: str = ""
    statements: tuple[PredictedStatement, ...] = ()
    citations: tuple[PredictedCitation, ...] = ()
    model: dict[str, Any] | None = None
    unverified: int = 0
    retrieved: tuple[PredictedPassage, ...] = ()
    filters: dict[str, Any] = Field(default_factory=dict)
    confidence: float | None = None
    timings_ms: dict[str, float] = Field(default_factory=dict)
    verdict: str | None = None
    speaker: str | None = None
    matches: tuple[PredictedMatch, ...] = ()

    @property
    def quoted(self) -> tuple[PredictedCitation, ...]:
        """The citations that are given as quotations, not only as what a model's sentence rests on."""
        composed = {n for one in self.statements if one.kind == COMPOSED for n in one.citations}
        quoted = {n for one in self.statements if one.kind != COMPOSED for n in one.citations}
        return tuple(one for n, one in enumerate(self.citations, 1) if n in quoted or n not in composed)

    @property
    def composed(self) -> int:
        """How many sentences a model worded."""
        return sum(one.kind == COMPOSED for one in self.statements)


def read_predictions(path: Path) -> dict[str, Prediction]:
    """Return the predictions of a file by their id; raises UsageError that names the bad line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"the predictions {path} cannot be read ({error.strerror})") from error
    found: dict[str, Prediction] = {}
    for number, line in enumerate(lines, 1):
        try:
            prediction = Prediction.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "the whole line"
            raise UsageError(f"{path}, line {number}, {place}: {first['msg']}") from error
        found[prediction.id] = prediction
    return found


def write_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Write a JSON object on each line, all of them or none."""
    fresh = path.with_name(f"{path.name}.next")
    with fresh.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    fresh.replace(path)
