"""Unpacking: gzip and deflate as a stream, so that a small response cannot become a huge one."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from ingest.fetching.limits import NotFetchedError

_AT_ONCE = 1 << 16  # bytes that come out of the unpacker at a time
_EITHER = 47  # zlib's window bits for gzip and zlib, told apart by their heads
_BARE = -15  # deflate without a head, as some servers send it
PACKED = frozenset({"gzip", "x-gzip", "deflate"})


def unpack(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Yield the content of a response with this Content-Encoding; raises NotFetchedError where it cannot be unpacked."""
    coding = coding.strip().lower()
    if coding in {"", "identity"}:
        yield from chunks
    elif coding in PACKED:
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
