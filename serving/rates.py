"""Rates: how many requests a minute each caller may make, told in every response.

The headers are those of the IETF draft 'RateLimit header fields for HTTP' (draft-ietf-httpapi-ratelimit-headers): the policy,
what is left of it, and in how many seconds all of it is there again.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_WINDOW = 60  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What a caller has left: whether this request is allowed, the headers that say so, seconds until there is more."""

    allowed: bool
    headers: dict[str, str]
    seconds: int


class Rates:
    """Counts requests in a window that moves; kept in memory, as there is one process."""

    def __init__(self, per_minute: int) -> None:
        """``per_minute`` 0 allows any number."""
        self.per_minute = per_minute
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._item = RateLimitItemPerMinute(max(1, per_minute))

    def take(self, caller: str) -> Allowance:
        """Count a request of a caller."""
        if not self.per_minute:
            return Allowance(allowed=True, headers={}, seconds=0)
        allowed = self._limiter.hit(self._item, caller)
        window = self._limiter.get_window_stats(self._item, caller)
        seconds = min(_WINDOW, max(1, math.ceil(window.reset_time - time.time())))
        headers = {
            "RateLimit-Policy": f'"minute";q={self.per_minute};w={_WINDOW}',
            "RateLimit": f'"minute";r={max(0, window.remaining)};t={seconds}',
        }
        return Allowance(
            allowed=allowed, headers=headers if allowed else {**headers, "Retry-After": str(seconds)}, seconds=seconds
        )
