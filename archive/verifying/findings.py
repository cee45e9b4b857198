"""What a verification finds: the kind, how often, some examples, and what mends it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_EXAMPLES = 5


class Remedy(StrEnum):
    """What mends a finding."""

    REBUILD = "otr rebuild"  # the texts are whole, and all else is made from them
    GO_ON = "otr rebuild, or 'otr ingest PATH' again where one was cut off"
    INGEST = "otr ingest PATH --rebuild"  # a text is not as it was


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it should be: ``kind`` names it for programs, ``told`` says it, ``count`` how often."""

    kind: str
    told: str
    count: int
    examples: tuple[str, ...]
    remedy: Remedy

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON-ready values."""
        return {"kind": self.kind, "told": self.told, "count": self.count, "examples": list(self.examples),
                "remedy": self.remedy.value}  # fmt: skip


def find(kind: str, told: str, found: Iterable[object], *, remedy: Remedy = Remedy.REBUILD) -> list[Finding]:
    """Return one finding over all that was found, or none."""
    all_of_it = [str(one) for one in found]
    if not all_of_it:
        return []
    return [Finding(kind=kind, told=told, count=len(all_of_it), examples=tuple(all_of_it[:_EXAMPLES]), remedy=remedy)]


def find_rows(
    db: sqlite3.Connection, kind: str, told: str, query: str, *, remedy: Remedy = Remedy.REBUILD
) -> list[Finding]:
    """Return one finding over the rows of a query, each told by its columns, or none."""
    return find(kind, told, (" ".join(map(str, row)) for row in db.execute(query)), remedy=remedy)
