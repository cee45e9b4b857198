"""Encodings: the text of a file's bytes."""

from __future__ import annotations

import codecs
import re

from archive import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROLS_ALLOWED = 0.001  # of the characters; more, and it is no text
_LONGEST_CHARACTER = 4  # bytes


def decode(data: bytes) -> str:
    """Return the text of a file: UTF-8, what its byte order mark says, or else Windows-1252 where that makes sense.

    Raises UnreadableError for an empty file and for bytes that are no text.
    """
    if not data.strip():
        raise UnreadableError("the file is empty")
    text = _decode(data)
    if len(_CONTROL.findall(text)) > _CONTROLS_ALLOWED * len(text):
        raise UnreadableError("the file is binary, not text")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_opening(data: bytes, *, whole: bool) -> str | None:
    """Return the text that a file begins with, None where it is binary or empty; ``whole`` is whether this is all of it."""
    cuts = range(1 if whole else _LONGEST_CHARACTER)
    for cut in cuts:  # a character may be cut at the end
        try:
            return decode(data[: len(data) - cut])
        except UnreadableError:
            continue
    return None


def _decode(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise UnreadableError(f"the file is marked as {encoding} and is not: byte {error.start}") from error
        where = error.start
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        message = f"the file is neither UTF-8 (byte {where}) nor Windows-1252 (byte {error.start})"
        raise UnreadableError(message) from error
