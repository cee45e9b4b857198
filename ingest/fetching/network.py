"""Network: the one door through which connections are opened. It checks where they lead, and how long they take.

A host's name is resolved once, and the address that was checked is the one that is connected to: a name that is answered
with another address a moment later ('DNS rebinding') gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from ingest.fetching.limits import PrivateHostError

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_DAY = 86_400.0  # seconds; until a request is given its own time
Resolver = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, in the order in which they are to be tried; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def name_private(text: str) -> str:
    """Return what kind of private address an IP address is ('a loopback address'), '' where it is a public one."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return name_private(str(inner))
    kinds = {
        "an unspecified address": address.is_unspecified, "a loopback address": address.is_loopback,
        "a link-local address": address.is_link_local, "a multicast address": address.is_multicast,
        "a reserved address": address.is_reserved, "a private address": not address.is_global,
    }  # fmt: skip
    return next((kind for kind, holds in kinds.items() if holds), "")


class CheckedNetwork(httpcore.NetworkBackend):
    """Opens connections to public addresses only, unless private ones are allowed, and ends what takes too long."""

    def __init__(self, *, allow_private: bool = False, resolver: Resolver = resolve) -> None:
        """Prepare; ``resolver`` is the system's, unless a test gives another."""
        self._allow_private, self._resolve = allow_private, resolver
        self._network = httpcore.SyncBackend()
        self._deadline = time.monotonic() + _DAY

    def allow(self, seconds: float) -> None:
        """Give the next request so many seconds in all, whatever it does."""
        self._deadline = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """Return how long one operation may take; raises ReadTimeout where the request's time is used up."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the response takes too long")
        return left if timeout is None else min(left, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of a host's addresses that answers; raises PrivateHostError where one is private."""
        try:
            addresses = self._resolve(host.strip("[]"), port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no host of the name {host} is known") from error
        if not self._allow_private:
            for address in addresses:
                if kind := name_private(address):
                    raise PrivateHostError(
                        f"{host} leads to {kind} ({address}): --allow-private fetches from your own network"
                    )
        failure: Exception = httpcore.ConnectError(f"no host of the name {host} is known")
        for address in addresses:
            try:
                stream = self._network.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self)
        raise failure


class _TimedStream(httpcore.NetworkStream):
    """A connection that every operation of is counted against the request's time."""

    def __init__(self, stream: httpcore.NetworkStream, network: CheckedNetwork) -> None:
        self._stream, self._network = stream, network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._network.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._network.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._network.left(timeout))
        return _TimedStream(stream, self._network)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
