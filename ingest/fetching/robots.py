"""Robots: what a host's robots.txt allows (RFC 9309), and how often it may be asked."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from protego import Protego

from ingest.fetching.addresses import AddressError, host_of, read_address
from ingest.fetching.client import NAME, Client
from ingest.fetching.limits import NotFetchedError, PrivateHostError

_READ = 512_000  # bytes; RFC 9309 asks for 500 KiB at least
_REDIRECTS = 5  # as many as RFC 9309 asks for
_MISSING = range(400, 500)
_MOVED = frozenset({301, 302, 303, 307, 308})


class Robots:
    """The rules of the hosts that were asked in this run, each fetched once."""

    def __init__(self, client: Client, folder: Path) -> None:
        """Fetch with ``client``; ``folder`` is where a response lies while it is read."""
        self._client, self._body = client, folder / "robots.part"
        self._rules: dict[str, Protego | str] = {}

    def check(self, address: str) -> None:
        """Raise NotFetchedError where the host's robots.txt keeps us out of an address, or cannot be had."""
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._fetch(origin)
        rules = self._rules[origin]
        if isinstance(rules, str):
            raise NotFetchedError(rules)
        if not rules.can_fetch(address, NAME):
            raise NotFetchedError(f"the robots.txt of {parts.netloc} keeps programs out of it")

    def _fetch(self, origin: str) -> Protego | str:
        """Return the rules of a host, or the reason why it is not asked for anything."""
        address = f"{origin}/robots.txt"
        for _ in range(_REDIRECTS + 1):
            try:
                response = self._client.get(address, into=self._body)
                if response.status not in _MOVED:
                    return self._read(origin, response.status, has_body=bool(response.digest))
                address = read_address(response.headers.get("location", ""), base=address)
            except PrivateHostError as error:
                return str(error)
            except (NotFetchedError, AddressError) as error:
                return f"the robots.txt of {host_of(origin)} could not be read, so it is left alone: {error}"
        return f"the robots.txt of {host_of(origin)} is redirected more than {_REDIRECTS} times, so it is left alone"

    def _read(self, origin: str, status: int, *, has_body: bool) -> Protego | str:
        host = host_of(origin)
        if status in _MISSING:
            return Protego.parse("")
        if status != 200:
            return f"the robots.txt of {host} answered {status}, so it is left alone: run it again later"
        text = ""
        if has_body:
            with self._body.open("rb") as file:
                text = file.read(_READ).decode("utf-8-sig", errors="replace")
        rules = Protego.parse(text)
        pause = rules.crawl_delay(NAME) or 0.0
        if pause > self._client.limits.longest_wait:
            return f"the robots.txt of {host} asks for {pause:,.0f} s between two requests: it is left alone"
        self._client.set_pause(host, pause)
        return rules
