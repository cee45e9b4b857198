"""Limits: how far, how fast and how much is fetched, and the error of what is not."""

from __future__ import annotations

from dataclasses import dataclass

from archive import OnTheRecordError


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """How far and how politely a run goes. Times are in seconds, sizes in bytes.

    ``pages`` are requests a run; ``pause`` lies between two requests to one host, more where its robots.txt asks for it.
    ``total`` is for one response from the first byte sent to the last one read. ``largest`` is a response when unpacked.
    ``longest_wait`` is how long a host may ask to be left alone before it is left for this run. What was checked less than
    ``fresh`` ago is not asked for again.
    """

    pages: int = 500
    pause: float = 1.0
    allow_private: bool = False
    connect: float = 10.0
    read: float = 20.0
    total: float = 180.0
    largest: int = 100_000_000
    redirects: int = 5
    retries: int = 2
    backoff: float = 2.0
    longest_wait: float = 60.0
    fresh: float = 0.0


class NotFetchedError(OnTheRecordError):
    """An address was not fetched; the message is the reason."""


class PrivateHostError(NotFetchedError):
    """A host is on a private network."""


class HostAtRestError(NotFetchedError):
    """A host is left alone for the rest of this run."""
