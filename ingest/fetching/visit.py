"""Visit: one address fetched, through its redirects, each of which is checked as the address itself was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ingest.fetching.addresses import AddressError, read_address
from ingest.fetching.client import Client, Response
from ingest.fetching.limits import NotFetchedError
from ingest.fetching.robots import Robots

_MOVED = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """The answer at the end of an address's redirects; ``moved`` is whether every one of them is for good."""

    response: Response
    moved: bool


def visit(address: str, *, client: Client, robots: Robots, into: Path, headers: Mapping[str, str]) -> Visited:
    """Return what an address is answered with. Raises NotFetchedError, its message the reason.

    ``headers`` (a conditional request's) go with the first request, and with every further one.
    """
    seen = [address]
    moved = True
    while True:
        robots.check(seen[-1])
        response = client.get(seen[-1], into=into, headers=headers)
        if response.status not in _MOVED:
            return Visited(response=response, moved=moved and len(seen) > 1)
        moved = moved and response.status in _FOR_GOOD
        target = _read_target(response)
        if target in seen:
            raise NotFetchedError(f"it is redirected in a circle, by {target}")
        if len(seen) > client.limits.redirects:
            raise NotFetchedError(f"it is redirected more than {client.limits.redirects} times")
        seen.append(target)


def _read_target(response: Response) -> str:
    given = response.headers.get("location", "")
    if not given:
        raise NotFetchedError(f"it is redirected ({response.status}), and not told where to")
    try:
        target = read_address(given, base=response.address)
    except AddressError as error:
        raise NotFetchedError(f"it is redirected to {given[:200]}: {error}") from error
    if urlsplit(response.address).scheme == "https" and urlsplit(target).scheme == "http":
        raise NotFetchedError(f"it is redirected from https to {target}: not followed without encryption")
    return target
