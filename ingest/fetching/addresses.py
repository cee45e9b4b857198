"""Addresses: one spelling for each page, so that one page is one release."""

from __future__ import annotations

import re
import socket
from ipaddress import IPv6Address
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import idna

_DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000  # characters; longer ones are made by a trap, not by a publisher
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE = _PATH_SAFE + "?"
_TRACKING = "utm_"  # parameters that say where a reader came from
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_NUMBERED = re.compile(r"(?:[^/]+/)?\d+/?")  # what page 2 of a listing adds to its address: '2', 'page/2/'


class AddressError(ValueError):
    """What was given is no address that a page can be fetched from; its message says why."""


def is_address(given: str) -> bool:
    """Say whether what was given to ingest is meant as an address, not as a path."""
    return "://" in given


def read_address(text: str, *, base: str = "") -> str:
    """Return an address in its one spelling; ``base`` is the page that a relative one stands on.

    The host is in small ASCII letters and numbers in dotted form; default ports, fragments and tracking parameters are
    dropped. Raises AddressError for other schemes, a user's name in it, and what is no address.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise AddressError(f"it has more than {_LONGEST:,} characters")
    if _UNSAFE.search(text):
        raise AddressError("it has a space, a backslash or a control character in it")
    try:
        parts = urlsplit(urljoin(base, text))
        port = parts.port
    except ValueError as error:
        raise AddressError(f"it is no address ({error})") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise AddressError(f"its scheme is {parts.scheme or 'missing'}: only http and https are fetched")
    if "@" in parts.netloc:
        raise AddressError("it has a user's name in it: what needs a login is not fetched")
    host = _read_host(parts.hostname or "")
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    path = quote(urlsplit(urljoin("http://host/", parts.path or "/")).path, safe=_PATH_SAFE)
    kept = [part for part in parts.query.split("&") if not part.lower().startswith(_TRACKING)]
    return urlunsplit((parts.scheme, host, path or "/", quote("&".join(kept), safe=_QUERY_SAFE), ""))


def try_address(text: str, base: str) -> str:
    """Return the address that stands on the page ``base``, '' where it leads to nothing that can be fetched."""
    try:
        return read_address(text, base=base) if text.strip() else ""
    except AddressError:
        return ""


def host_of(address: str) -> str:
    """Return an address's host, with its port where that is not the default one."""
    return urlsplit(address).netloc


def is_same_host(one: str, other: str) -> bool:
    """Say whether two addresses are of one host; 'www.' before a name makes no other."""
    return host_of(one).removeprefix("www.") == host_of(other).removeprefix("www.")


def is_front_page(address: str) -> bool:
    """Say whether an address is its host's first page."""
    parts = urlsplit(address)
    return parts.path == "/" and not parts.query


def is_below(address: str, listing: str) -> bool:
    """Say whether an address lies below a page's path, on the same host."""
    return is_same_host(address, listing) and urlsplit(address).path.startswith(_folder(listing)) and address != listing


def is_beside(address: str, listing: str) -> bool:
    """Say whether an address lies in the same folder as a page whose path ends in a file's name ('news/index.html')."""
    folder, _, name = urlsplit(listing).path.rpartition("/")
    inside = is_same_host(address, listing) and urlsplit(address).path.startswith(f"{folder}/")
    return "." in name and inside and urlsplit(address).path != urlsplit(listing).path


def is_page_of(address: str, listing: str) -> bool:
    """Say whether an address may be another page of a listing: it differs by numbers only ('?page=2', 'page/2/')."""
    if not is_same_host(address, listing):
        return False
    path, query = urlsplit(address).path, urlsplit(address).query
    if path == urlsplit(listing).path:
        old = set(urlsplit(listing).query.split("&"))
        new = [part for part in query.split("&") if part not in old]
        return bool(new) and all(part.partition("=")[2].isdigit() for part in new)
    rest = path.removeprefix(_folder(listing))
    return rest != path and not query and _NUMBERED.fullmatch(rest) is not None


def _folder(address: str) -> str:
    return urlsplit(address).path.rstrip("/") + "/"


def _read_host(name: str) -> str:
    """Return a host in its one spelling: IP addresses however they are written, and names in the letters of DNS."""
    if ":" in name:
        try:
            return f"[{IPv6Address(name).compressed}]"
        except ValueError as error:
            raise AddressError(f"its host {name} is no IPv6 address") from error
    name = name.rstrip(".")
    try:
        host = idna.encode(name, uts46=True).decode() if name else ""
    except idna.IDNAError as error:
        raise AddressError(f"its host {name!r} is no name of a host ({error})") from error
    if not host:
        raise AddressError("it names no host")
    if not _NUMBER.fullmatch(host.rpartition(".")[2]):
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError as error:
        raise AddressError(f"its host {name} is a number, and no IP address") from error
