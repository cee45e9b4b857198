"""The report of an ingest: what was done with each item, in counts that add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What an ingest did, in items: a file that is one release, or each of those in a file of many.

    ``read`` = added + updated + unchanged + quarantined; ``excluded`` files were not read, ``left_out`` counts what a rule
    left out of those that were ('a draft'). ``unfetched`` are addresses that could not be fetched, with the reason: what they
    held before is kept; ``waiting`` is how many are left for another run. ``notes`` counts the archive's releases of each
    remark on how they were read.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    quarantined: tuple[tuple[str, str], ...] = ()
    excluded: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    unfetched: tuple[tuple[str, str], ...] = ()
    waiting: int = 0
    passages: int = 0
    releases: int = 0
    generation: int = 0
    seconds: float = 0.0
    notes: Mapping[str, int] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """How many items were looked at."""
        return self.added + self.updated + self.unchanged + len(self.quarantined)

    @property
    def is_in_vain(self) -> bool:
        """Whether all that was looked at was set aside."""
        return self.read > 0 and self.read == len(self.quarantined)

    @property
    def nothing_fetched(self) -> bool:
        """Whether addresses were given, and nothing came of them or of anything else."""
        return bool(self.unfetched) and not self.read

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        return {
            "read": self.read, "added": self.added, "updated": self.updated, "unchanged": self.unchanged,
            "removed": self.removed, "quarantined": [{"path": p, "reason": r} for p, r in self.quarantined],
            "excluded": list(self.excluded),
            "unfetched": [{"address": a, "reason": r} for a, r in self.unfetched], "waiting": self.waiting,
            "left_out": dict(self.left_out), "releases": self.releases, "passages": self.passages,
            "generation": self.generation, "seconds": round(self.seconds, 1), "notes": dict(self.notes),
        }  # fmt: skip
