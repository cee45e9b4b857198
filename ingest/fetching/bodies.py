"""Bodies: what a response sends, unpacked as a stream within limits; as UTF-8 where only its server told its encoding."""

from __future__ import annotations

import codecs
import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.fetching.limits import NotFetchedError

_AT_ONCE = 1 << 16  # bytes that come out of the unpacker at a time
_EITHER = 47  # zlib's window bits for gzip and zlib, told apart by their heads
_BARE = -15  # deflate without a head, as some servers send it
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})
_OPENING = 2_048  # bytes in which a file tells its own encoding
_TOLD = (b"charset", b"encoding=", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PARAMETER = re.compile(r';\s*charset\s*=\s*"?([\w.:-]{1,40})', re.IGNORECASE)
_TEXT = re.compile(r"text/|application/(?:json|xml|[\w.-]{1,60}\+(?:json|xml))", re.IGNORECASE)
_LARGEST = 20_000_000  # bytes
_SAME = frozenset({"utf-8", "ascii"})


def unpack(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Yield the content of a response with this Content-Encoding; raises NotFetchedError where it cannot be unpacked."""
    coding = coding.strip().lower()
    if coding in {"", "identity"}:
        yield from chunks
    elif coding in _PACKED:
        yield from _inflate(chunks)
    else:
        raise NotFetchedError(f"the response is packed as {coding!r}, which was not asked for")


def limit(chunks: Iterable[bytes], largest: int) -> Iterator[bytes]:
    """Yield the chunks; raises NotFetchedError as soon as they are more than ``largest`` bytes together."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > largest:
            raise NotFetchedError(f"the response is larger than {largest:,} bytes: save it as a file and give the file")
        yield chunk


def _inflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = None
    for chunk in chunks:
        data = chunk
        while data:
            unpacker = unpacker or _begin(data)
            yield _take(unpacker, data)
            data = unpacker.unconsumed_tail
            if unpacker.eof:  # a gzip file may have several members, one after the other, and zeros to fill it up
                data, unpacker = unpacker.unused_data.lstrip(b"\0"), None
    while unpacker is not None and not unpacker.eof:  # what the last chunk left inside
        if not (rest := _take(unpacker, b"")):
            raise NotFetchedError("the packed response breaks off")
        yield rest


def _take(unpacker: zlib._Decompress, data: bytes) -> bytes:
    try:
        return unpacker.decompress(data, _AT_ONCE)
    except zlib.error as error:
        raise NotFetchedError(f"the response cannot be unpacked ({error})") from error


def _begin(data: bytes) -> zlib._Decompress:
    unpacker = zlib.decompressobj(_EITHER)
    try:
        unpacker.copy().decompress(data[:2])
    except zlib.error:
        return zlib.decompressobj(_BARE)
    return unpacker


def recode(path: Path, content_type: str) -> str:
    """Write a text anew as UTF-8 where only its Content-Type tells how it is encoded; return the file's new digest.

    Returns '' where the file stays as it is: it tells its encoding itself, or is not encoded as its server says.
    """
    told = _PARAMETER.search(content_type)
    if told is None or not _TEXT.match(content_type.strip()) or path.stat().st_size > _LARGEST:
        return ""
    data = path.read_bytes()
    if any(mark in data[:_OPENING].lower() for mark in _TOLD):
        return ""
    try:
        if codecs.lookup(told[1]).name in _SAME:
            return ""
        text = data.decode(told[1])
    except (LookupError, UnicodeError):  # no encoding of this name, or of another one: the readers find it out
        return ""
    path.write_bytes(text.encode("utf-8"))
    return hashlib.sha256(path.read_bytes()).hexdigest()
