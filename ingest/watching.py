"""Watching: an ingest whenever a folder has changed, and of addresses at an interval."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from archive import OnTheRecordError, UsageError
from ingest.fetching import is_address
from ingest.report import IngestReport

SHORTEST = 60.0  # seconds between two rounds over the same addresses
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_INTERVAL = re.compile(r"(\d{1,6})\s*([smhd])")

# The files below a path: where each is, how large, and when it was changed last.
State = frozenset[tuple[str, int, int]]


def parse_interval(option: str, text: str) -> float:
    """Return an interval ('15m', '2h', '1d') in seconds; raises UsageError for what is none, or less than a minute."""
    match = _INTERVAL.fullmatch(text.strip().lower())
    seconds = int(match[1]) * _SECONDS[match[2]] if match else 0.0
    if seconds < SHORTEST:
        raise UsageError(f"{option} is {text!r}: give a number and a unit, of a minute at least: 15m, 2h or 1d")
    return float(seconds)


def refuse_own_store(paths: Sequence[str], store: Path) -> None:
    """Raise UsageError where the store lies in a folder to watch: every ingest would change it."""
    for path in paths:
        folder = Path(path).expanduser().resolve()
        if not is_address(path) and folder in (store.resolve(), *store.resolve().parents):
            raise UsageError(f"the store {store} lies in {path}, which is to be watched: give --store another folder")


@dataclass(kw_only=True)
class Watch:
    """Watches paths and addresses. ``ingest`` brings the store up to date with those that it is given.

    ``every`` is the interval for addresses, and after a failure for folders; ``look`` is that between two looks at the
    folders, in seconds. ``tell`` gets one line a round, ``complain`` what went wrong in one, each trouble once.
    """

    paths: Sequence[str]
    every: float
    ingest: Callable[[list[str]], IngestReport]
    tell: Callable[[str], None]
    complain: Callable[[str], None]
    look: float = 2.0
    sleep: Callable[[float], None] = time.sleep
    _taken: dict[str, State] = field(default_factory=dict)
    _due: dict[str, float] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def run(self, *, rounds: int | None = None) -> IngestReport | None:
        """Go on until it is stopped, or for so many rounds; return the last round's report, None where it failed.

        A round is an ingest of all that has changed or is due. Raises UsageError where a path is wrong from the start.
        """
        seen: dict[str, State] = {}
        done, report = 0, None
        while rounds is None or done < rounds:
            now = {path: state_of(path) for path in self.paths if not is_address(path)}
            # A file that is still being copied changes from one look to the next: it is taken when it has come to rest.
            changed = [
                path for path, state in now.items() if path not in seen or state == seen[path] != self._taken.get(path)
            ]
            due = [path for path in self.paths if (is_address(path) or path in changed) and self._is_due(path)]
            seen = now
            if due:
                report = self._round(due, now, first=done == 0)
                done += 1
            if rounds is None or done < rounds:
                self.sleep(self.look)
        return report

    def _is_due(self, path: str) -> bool:
        return time.monotonic() >= self._due.get(path, 0.0)

    def _round(self, due: list[str], states: dict[str, State], *, first: bool) -> IngestReport | None:
        try:
            report = self.ingest(due)
        except (OnTheRecordError, OSError) as error:
            if first and isinstance(error, UsageError):
                raise
            self.complain(f"{_now()} this round failed, the next one tries again: {error}")
            self._due.update(dict.fromkeys(due, time.monotonic() + self.every))
            return None
        self.tell(f"{_now()} {describe_round(report)}")
        troubles = {f"{path}: {reason}" for path, reason in (*report.unfetched, *report.quarantined)}
        for trouble in sorted(troubles - self._told):
            self.complain(trouble)
        self._told |= troubles
        for path in due:
            if is_address(path):
                self._due[path] = time.monotonic() + self.every
            else:
                self._taken[path] = states[path]
        return report


def state_of(path: str) -> State:
    """Return the files below a path as they are now; nothing where it is not there."""
    root = Path(path).expanduser()
    if not root.is_dir():
        return frozenset(_state_of_files([root]))
    found: list[Path] = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(folder) / name for name in names]
    return frozenset(_state_of_files(found))


def _state_of_files(paths: Sequence[Path]) -> list[tuple[str, int, int]]:
    states = []
    for path in paths:
        try:
            stat = path.stat()
        except OSError:  # gone between the two looks, or a link to nowhere: the ingest tells of it
            continue
        states.append((str(path), stat.st_size, stat.st_mtime_ns))
    return states


def describe_round(report: IngestReport) -> str:
    """Return what a round did, in one line."""
    failed = f", {len(report.unfetched):,} not fetched" if report.unfetched else ""
    waiting = f", {report.waiting:,} waiting" if report.waiting else ""
    return (
        f"read {report.read:,}: {report.added:,} added, {report.updated:,} updated, {report.removed:,} removed,"
        f" {len(report.quarantined):,} quarantined{failed}{waiting}; generation {report.generation}"
    )


def _now() -> str:
    return datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
