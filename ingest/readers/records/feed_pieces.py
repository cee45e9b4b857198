"""Feed pieces: a feed or an export cut at its entries, as a stream of bytes, so that its size does not matter.

Nothing is parsed here but where an entry begins and ends; each piece is made a small feed of its own, below the feed's own
root element (its names of namespaces, its base address). What a document type declares is left out: no entity of it counts.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from archive import UnreadableError
from ingest.readers.encodings import decode
from ingest.readers.reader import LARGEST_ITEM, InputFile

_CHUNK = 1 << 20
_OVERLAP = 64  # bytes; longer than any token that is looked for
_DECLARATION = re.compile(rb"<\?xml[^>]*\?>")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\x00<", b"<\x00")
_COUNTERS = re.compile(rb"<slash:comments>\s*\d*\s*</slash:comments>\s*")  # of readers' comments: no part of a release


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around each entry: the bytes before and after it, and the name of its element."""

    before: bytes
    after: bytes
    entry: bytes


def cut_feed(file: InputFile, root: str) -> Iterator[bytes | None]:
    """Yield each entry of a feed as a feed of its own; None for one that is too large."""
    with _open(file) as stream:
        frame = _frame(stream.read(_CHUNK), root)
        stream.seek(0)
        for piece in _cut(stream, frame.entry):
            yield None if piece is None else frame.before + _COUNTERS.sub(b"", piece) + frame.after


def _open(file: InputFile) -> BinaryIO:
    if not file.opening.startswith(_WIDE):
        return file.open()
    text = decode(file.read())[0]  # two bytes a character: written anew as UTF-8
    return io.BytesIO(_DECLARATION.sub(b"", text.encode(), count=1))


def _frame(opening: bytes, root: str) -> Frame:
    found = re.search(rb"<" + re.escape(root).encode() + rb"(?=[\s>])", opening, re.IGNORECASE)
    end = opening.find(b">", found.end()) if found else -1
    if found is None or end < 0:
        raise UnreadableError("the feed has no beginning")
    start = opening[found.start() : end + 1]
    declared = _DECLARATION.search(opening)
    name = opening[found.start() + 1 : found.end()]
    prefix = name.rpartition(b":")[0]
    is_atom = name.lower().endswith(b"feed")
    channel = b"" if is_atom or name.lower() == b"rdf:rdf" else _channel(opening, end)
    item = b"entry" if is_atom else b"item"
    return Frame(
        before=(declared.group() if declared else b"") + start + channel,
        after=(b"</channel>" if channel else b"") + b"</" + name + b">",
        entry=prefix + b":" + item if is_atom and prefix else item,
    )


def _channel(opening: bytes, after: int) -> bytes:
    found = re.compile(rb"<channel(?:\s[^>]*)?>", re.IGNORECASE).search(opening, after)
    return found.group() if found else b"<channel>"


def _cut(stream: BinaryIO, entry: bytes) -> Iterator[bytes | None]:
    """Yield the bytes of each element of this name, from its start tag to its end tag; None for one that is too large.

    What stands in comments and character data begins and ends nothing. A start before the end of another ends that.
    """
    name = re.escape(entry)
    token = re.compile(
        rb"(?P<data><!\[CDATA\[)|(?P<comment><!--)|(?P<start><" + name + rb"(?=[\s>]))|(?P<end></" + name + rb"\s*>)",
        re.IGNORECASE,
    )
    closing = b"</" + entry + b">"
    buffer = bytearray()
    at = 0  # how far the buffer was looked through
    start: int | None = None
    until = b""  # what ends the comment or the data that is open
    too_large = False
    more = True
    while more:
        chunk = stream.read(_CHUNK)
        more = bool(chunk)
        buffer += chunk
        while True:
            if until:
                closed = buffer.find(until, at)
                if closed < 0:
                    at = max(at, len(buffer) - _OVERLAP)
                    break
                at, until = closed + len(until), b""
                continue
            found = token.search(buffer, at)
            if found is None or (more and found.end() > len(buffer) - _OVERLAP):
                at = found.start() if found else max(at, len(buffer) - _OVERLAP if more else len(buffer))
                break
            at = found.end()
            if found["data"] or found["comment"]:
                until = b"]]>" if found["data"] else b"-->"
                continue
            if start is not None:
                piece = bytes(buffer[start : found.end() if found["end"] else found.start()])
                yield None if too_large else piece + (b"" if found["end"] else closing)
            start, too_large = (found.start() if found["start"] else None), False
        keep = at if start is None else start
        if start is not None and len(buffer) - start > LARGEST_ITEM:
            too_large, keep = True, at
            start = at
        del buffer[:keep]
        at -= keep
        start = None if start is None else start - keep
    if start is not None:  # the file breaks off
        yield None if too_large else bytes(buffer[start:]) + (b"]]>" if until == b"]]>" else b"") + closing
