"""Timing: milliseconds a stage."""

from __future__ import annotations

import time


class Clock:
    """Measures stages one after another."""

    def __init__(self) -> None:
        self.times: dict[str, float] = {}
        self._last = time.perf_counter()

    def stop(self, stage: str) -> None:
        """Give a stage the milliseconds since the last stop."""
        now = time.perf_counter()
        self.times[stage] = (now - self._last) * 1000
        self._last = now
