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
_COUNTED = re.compile(r"(?P<list>/.*[^/])/(?P<number>[0-9]{1,6})/?")
_FIRST_NUMBERS = (1, 2)  # of the page after a listing's first, whose address has no number


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
    """Say whether an address may be another page of a listing.

    Its query differs in numbers only ('?page=2', '?start=20'), or its path counts on by one ('page/2/', then 'page/3/').
    """
    if not is_same_host(address, listing):
        return False
    path, old_path = urlsplit(address).path, urlsplit(listing).path
    if path == old_path:
        old = set(urlsplit(listing).query.split("&"))
        new = [part for part in urlsplit(address).query.split("&") if part not in old]
        return bool(new) and all(part.partition("=")[2].isdigit() for part in new)
    if not (match := _COUNTED.fullmatch(path)):
        return False
    before = _COUNTED.fullmatch(old_path)
    if before and before["list"] == match["list"]:
        return int(match["number"]) == int(before["number"]) + 1
    return match["list"].rpartition("/")[0] + "/" == _folder(listing) and int(match["number"]) in _FIRST_NUMBERS


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
