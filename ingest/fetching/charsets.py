"""Charsets: a text whose encoding only its server told is kept as UTF-8, since the file alone no longer says it."""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

_OPENING = 2_048  # bytes in which a file tells its own encoding
_TOLD = (b"charset", b"encoding=", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PARAMETER = re.compile(r';\s*charset\s*=\s*"?([\w.:-]{1,40})', re.IGNORECASE)
_TEXT = re.compile(r"text/|application/(?:json|xml|[\w.-]{1,60}\+(?:json|xml))", re.IGNORECASE)
_LARGEST = 20_000_000  # bytes
_SAME = frozenset({"utf-8", "ascii"})


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
