"""Progress of an ingest: what a writer tells as it goes, and the file that the page reads while it waits."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Protocol

from archive import write_progress

FILE_EVERY = 0.5  # seconds between two writings of the file that the page reads


class Progress(Protocol):
    """Told by the writer what it does and how far it is."""

    def begin(self, stage: str, total: int) -> None:
        """A stage of ``total`` units begins."""
        ...

    def reach(self, done: int) -> None:
        """So many units of the stage are done."""
        ...


class SilentProgress:
    """Says nothing: for tests and for callers that show nothing."""

    def begin(self, stage: str, total: int) -> None:
        """Say nothing."""

    def reach(self, done: int) -> None:
        """Say nothing."""


class StoreProgress:
    """Passes on what it is told, and writes it beside the staged store for the page that waits."""

    def __init__(self, store: Path, shown: Progress) -> None:
        """Write for ``store``; show on ``shown``."""
        self._store, self._shown = store, shown
        self._stage, self._total, self._written = "", 0, 0.0

    def begin(self, stage: str, total: int) -> None:
        """Begin a stage."""
        self._stage, self._total = stage, total
        self._shown.begin(stage, total)
        self._write(0)

    def reach(self, done: int) -> None:
        """Pass on, and write now and then."""
        self._shown.reach(done)
        if time.monotonic() - self._written > FILE_EVERY or done == self._total:
            self._write(done)

    def _write(self, done: int) -> None:
        self._written = time.monotonic()
        write_progress(self._store, stage_name=self._stage, done=done, total=self._total)
