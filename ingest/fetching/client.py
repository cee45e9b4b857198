"""Client: one request to one host, at a polite pace, tried again where the host asks for it, and cut off at its limits."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path
from typing import Self

import httpcore

from ingest.fetching.addresses import host_of
from ingest.fetching.bodies import limit, unpack
from ingest.fetching.limits import FetchLimits, HostAtRestError, NotFetchedError
from ingest.fetching.network import CheckedNetwork

NAME = "OnTheRecord"  # as robots.txt files call us
_BUSY = frozenset({429, 503})
_NO_TEXT = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript")
_FAILURES_BORNE = 3  # one after the other, of one host


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What one request was answered with. The body lies in the file that was given; ``digest`` is its SHA-256.

    ``digest`` is '' where there is no body: any status but 200, and a type that cannot hold text.
    """

    address: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""

    @property
    def content_type(self) -> str:
        """The media type alone, in small letters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def has_no_text(self) -> bool:
        """Whether the media type says that it is a picture, a sound, a font or a program."""
        return self.content_type.startswith(_NO_TEXT)


class Client:
    """Sends requests, one at a time. Use it as a context manager."""

    def __init__(
        self,
        limits: FetchLimits,
        *,
        network: CheckedNetwork | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Prepare; ``network`` and ``sleep`` are the real ones, unless a test gives others."""
        self.limits = limits
        self._network = network or CheckedNetwork(allow_private=limits.allow_private)
        self._pool = httpcore.ConnectionPool(network_backend=self._network, max_keepalive_connections=4)
        self._sleep = sleep
        self._asked: dict[str, float] = {}
        self._pauses: dict[str, float] = {}
        self._failures: Counter[str] = Counter()
        self._at_rest: dict[str, str] = {}

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections."""
        self._pool.close()

    def set_pause(self, host: str, seconds: float) -> None:
        """Ask a host no more often than its robots.txt allows."""
        self._pauses[host] = max(seconds, self.limits.pause)

    def get(self, address: str, *, into: Path, headers: Mapping[str, str] | None = None) -> Response:
        """Return the answer to one request, its body in the file ``into``; a redirect is not followed.

        Raises NotFetchedError where there is no answer or it goes beyond a limit, HostAtRestError where its host is left alone.
        """
        host = host_of(address)
        for attempt in range(self.limits.retries + 1):
            if reason := self._at_rest.get(host):
                raise HostAtRestError(reason)
            self._keep_pace(host)
            response = self._try(address, host, into, headers or {}, last=attempt == self.limits.retries)
            if response is not None and response.status not in _BUSY:
                return response
            wait = self.limits.backoff * 2**attempt
            if response is not None:
                wait = _read_wait(response.headers.get("retry-after", ""), otherwise=wait)
            if wait > self.limits.longest_wait:
                raise self._rest(host, f"{host} asks to be left alone for {wait:,.0f} s: run it again after that")
            if attempt < self.limits.retries:
                self._sleep(wait)
        raise self._rest(host, f"{host} is busy and asks to be left alone: run it again later")

    def _try(self, address: str, host: str, into: Path, headers: Mapping[str, str], *, last: bool) -> Response | None:
        """Return the answer to one attempt, None where the connection failed and another attempt may help."""
        self._network.allow(self.limits.total)
        try:
            response = self._send(address, into, headers)
        except httpcore.TimeoutException as error:
            self._count_failure(host, f"{host} took too long to answer")
            raise NotFetchedError(f"it took too long to answer ({_describe(error)})") from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            if not last:
                return None
            self._count_failure(host, f"{host} could not be reached ({_describe(error)})")
            raise NotFetchedError(f"the connection failed ({_describe(error)})") from error
        self._failures[host] = 0
        return response

    def _send(self, address: str, into: Path, headers: Mapping[str, str]) -> Response:
        sent = {
            "Host": host_of(address), "User-Agent": f"{NAME}/{version('on-the-record')}",
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Encoding": "gzip, deflate", **headers,
        }  # fmt: skip
        times = {"connect": self.limits.connect, "read": self.limits.read, "write": self.limits.read}
        lines = [(name.encode(), value.encode("latin-1")) for name, value in sent.items()]
        with self._pool.stream("GET", address, headers=lines, extensions={"timeout": times}) as answer:
            got = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
            response = Response(address=address, status=answer.status, headers=got)
            if answer.status != 200 or response.has_no_text:
                return response
            digest = hashlib.sha256()
            chunks = unpack(limit(answer.iter_stream(), self.limits.largest), got.get("content-encoding", ""))
            with into.open("wb") as file:
                for chunk in limit(chunks, self.limits.largest):
                    digest.update(chunk)
                    file.write(chunk)
        return Response(address=address, status=200, headers=got, digest=digest.hexdigest())

    def _keep_pace(self, host: str) -> None:
        wait = self._asked.get(host, 0.0) + self._pauses.get(host, self.limits.pause) - time.monotonic()
        if host in self._asked and wait > 0:
            self._sleep(wait)
        self._asked[host] = time.monotonic()

    def _count_failure(self, host: str, reason: str) -> None:
        self._failures[host] += 1
        if self._failures[host] >= _FAILURES_BORNE:
            self._rest(host, f"{reason}, {_FAILURES_BORNE} times in a row: run it again later")

    def _rest(self, host: str, reason: str) -> HostAtRestError:
        self._at_rest[host] = reason
        return HostAtRestError(reason)


def _read_wait(text: str, *, otherwise: float) -> float:
    """Return the seconds that a Retry-After asks for: a number, or a time (RFC 9110, 10.2.3)."""
    if text.strip().isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # neither, or a time that no calendar has
        return otherwise
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _describe(error: Exception) -> str:
    return str(error) or type(error).__name__
