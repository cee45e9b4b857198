"""Progress of an ingest: a bar with rate and remaining time on a terminal, plain lines elsewhere, a file for the page."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from archive import write_progress

PLAIN_EVERY = 5.0  # seconds between two plain lines
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


class PlainProgress:
    """Lines on stderr, for logs and pipes."""

    def __init__(self) -> None:
        """Begin with no stage."""
        self._stage, self._total, self._began, self._said = "", 0, 0.0, 0.0

    def begin(self, stage: str, total: int) -> None:
        """Say that a stage begins."""
        self._stage, self._total, self._began = stage, total, time.monotonic()
        self._said = self._began
        print(f"{stage}: {total:,}", file=sys.stderr, flush=True)

    def reach(self, done: int) -> None:
        """Say how far, every few seconds."""
        now = time.monotonic()
        if done >= self._total or now - self._said < PLAIN_EVERY:
            return
        self._said = now
        rate = done / max(now - self._began, 1e-9)
        left = (self._total - done) / max(rate, 1e-9)
        print(
            f"{self._stage}: {done:,} of {self._total:,}, {rate:.0f}/s, {left:.0f} s left", file=sys.stderr, flush=True
        )


class BarProgress:
    """A bar on the terminal, by rich; use as a context manager."""

    def __init__(self) -> None:
        """Make the bar, without showing it."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Bars

        self._bars = Bars(
            TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(), console=Console(stderr=True),
        )  # fmt: skip
        self._task = self._bars.add_task("", visible=False, rate="")
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        """Show the bar."""
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the last state of the bar standing."""
        self._bars.stop()

    def begin(self, stage: str, total: int) -> None:
        """Begin a new bar below the last one."""
        self._began = time.monotonic()
        self._task = self._bars.add_task(stage, total=total, rate="")

    def reach(self, done: int) -> None:
        """Move the bar."""
        rate = done / max(time.monotonic() - self._began, 1e-9)
        self._bars.update(self._task, completed=done, rate=f"{rate:,.0f}/s")
