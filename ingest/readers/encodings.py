"""Encodings: the text of a file's bytes, and what is to be told of how it was found.

In this order: a byte order mark; UTF-8, where the bytes are it; what the file declares (an XML declaration, the meta element
of HTML); what its letters tell, where there are enough of them; else Windows-1252. chardet tells by letters: on texts of
100 to 5,000 characters in 35 pairs of a language and an encoding it was right in all, charset-normalizer in 27 to 31.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

import chardet

from archive import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROLS_ALLOWED = 0.001  # of the characters; more, and it is no text
_LONGEST_CHARACTER = 4  # bytes

_DECLARING = 2048  # bytes of a file in which it may declare its encoding
_DECLARED = re.compile(
    rb"""^\s*<\?xml\s[^<>]{0,200}?\bencoding\s*=\s*["']?([\w.:-]{2,40})|<meta\s[^<>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
# The names that files declare, and the larger encoding that they mean (https://encoding.spec.whatwg.org/#names-and-labels).
_MEANT = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "iso8859-9": "cp1254", "tis-620": "cp874", "iso8859-11": "cp874",
}  # fmt: skip
_NO_ENCODINGS = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"})
_ERAS = (
    chardet.EncodingEra.MODERN_WEB | chardet.EncodingEra.LEGACY_ISO | chardet.EncodingEra.LEGACY_MAC
    | chardet.EncodingEra.LEGACY_REGIONAL
)  # fmt: skip

_TAG = re.compile(rb"<[^<>]*>")
_FOREIGN = re.compile(r"[^\W\d_a-zA-Z]")
_LATIN = re.compile("[a-zA-Z]")
_WESTERN = "cp1252"
_WESTERN_FAMILY = frozenset({"ascii", "cp1252", "iso8859-1", "iso8859-15"})
_TOLD_FROM = 60  # characters: of 839 pieces of 60 characters eight were told wrongly, of 782 of 30 thirty-six
_TOLD_BY = 10_000  # characters of it, from which it is seen whether words mix scripts
_MOST_STRAY = 0.1  # stray bytes for each character of UTF-8 that is not ASCII
# Quotation marks, dashes and the like, which all of Windows' encodings have in the same place.
_PUNCTUATION = frozenset(
    b"\x82\x84\x85\x86\x87\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xa0\xa7\xa9\xab\xae\xb0\xb6\xb7\xbb"
)


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and what is to be told of its encoding.

    Raises UnreadableError for an empty file, for bytes that are no text, and where too little text shows its encoding.
    """
    if not data.strip():
        raise UnreadableError("the file is empty")
    text, notes = _decode(data)
    if len(_CONTROL.findall(text)) > _CONTROLS_ALLOWED * len(text):
        raise UnreadableError("the file is binary, not text")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def decode_opening(data: bytes, *, whole: bool) -> str | None:
    """Return the text that a file begins with, None where it is binary or empty; ``whole`` is whether this is all of it."""
    cuts = [data[: len(data) - cut] for cut in range(1 if whole else _LONGEST_CHARACTER)]
    # A character may be cut at the end.
    for cut in sorted(cuts, key=lambda cut: _try(cut, "utf-8") is None):
        try:
            return decode(cut)[0]
        except UnreadableError:
            continue
    return None


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    if marked := next((name for mark, name in _MARKS if data.startswith(mark)), None):
        try:
            return data.decode(marked), ()
        except UnicodeDecodeError as error:
            raise UnreadableError(f"the file is marked as {marked} and is not: byte {error.start}") from error
    if b"\x00" in data:
        if text := _without_mark(data):
            return text, ("the encoding was told by its letters: UTF-16",)
        if data.count(b"\x00") > _CONTROLS_ALLOWED * len(data):
            raise UnreadableError("the file is binary, not text")
    declared = _declared(data)
    if b"\x1b$" in data and (text := _try(data, "iso2022_jp_2")):
        return text, ()
    if (text := _try(data, "utf-8")) is not None:
        contradicted = declared and declared not in {"utf-8", _WESTERN} and not text.isascii()
        return text, ((f"the file says that it is {declared}: it is UTF-8",) if contradicted else ())
    if declared and declared != "utf-8" and (text := _try(data, declared)):
        return _declared_or_told(data, text, declared)
    if text := _with_stray_bytes(data):
        return text, ("some bytes are not UTF-8, as the rest is: they were read as Windows-1252",)
    return _by_letters(data)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):  # it is not of this encoding
        return None


def _declared(data: bytes) -> str:
    """Return the encoding that a file of markup declares, as Python names it, '' where it declares none that is known."""
    found = _DECLARED.search(data[:_DECLARING]) if data.lstrip().startswith(b"<") else None
    if found is None:
        return ""
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii", "replace")).name
        of_ascii = name not in _NO_ENCODINGS and "<a>".encode(name) == b"<a>"
    except (LookupError, UnicodeError):  # no such encoding, or none of text
        return ""
    return _MEANT.get(name, name) if of_ascii else ""


def _declared_or_told(data: bytes, text: str, declared: str) -> tuple[str, tuple[str, ...]]:
    """Return the text as declared; where a page of another script says Windows-1252 out of habit, what its letters tell."""
    if declared == _WESTERN and _is_foreign(data):
        told = _tell(data)
        if told not in _WESTERN_FAMILY and (other := _try(data, told)):
            return other, (f"the file says that it is {declared}: its letters are {told}",)
    return text, ()


def _is_foreign(data: bytes) -> bool:
    """Say whether most letters of a text, without its tags, are none of ASCII's, so that it is in another script."""
    letters = _TAG.sub(b"", data)
    return 2 * sum(byte > 0x7F for byte in letters) > sum(byte > 0x40 for byte in letters)


def _with_stray_bytes(data: bytes) -> str | None:
    """Return text that is UTF-8 but for a few bytes, these as Windows-1252 has them; None where it is not such a text."""
    strays = 0

    def replace(error: UnicodeError) -> tuple[str, int]:
        nonlocal strays
        assert isinstance(error, UnicodeDecodeError)
        strays += 1
        return error.object[error.start : error.start + 1].decode(_WESTERN, "replace"), error.start + 1

    codecs.register_error("on_the_record_stray", replace)
    text = data.decode("utf-8", "on_the_record_stray")
    right = sum(not character.isascii() for character in text) - strays
    return text if strays <= _MOST_STRAY * right else None


def _by_letters(data: bytes) -> tuple[str, tuple[str, ...]]:
    if not any(byte > 0x7F and byte not in _PUNCTUATION for byte in data):
        return data.decode(_WESTERN), ()
    told = _tell(data)
    if len(data) >= _TOLD_FROM and (text := _try(data, told)) is not None:
        return text, () if told in _WESTERN_FAMILY else (f"the encoding was told by its letters: {told}",)
    if _is_foreign(data):
        raise UnreadableError("the file is not UTF-8, and too little text shows its encoding: save it as UTF-8")
    try:
        text = data.decode(_WESTERN)
    except UnicodeDecodeError as error:
        where = _first_wrong(data)
        message = f"the file is neither UTF-8 (byte {where}) nor Windows-1252 (byte {error.start})"
        raise UnreadableError(message) from error
    return text, ("too little text shows its encoding: it was read as Windows-1252",)


def _tell(data: bytes) -> str:
    """Return the encoding that the letters of a text show; what its tags declare was weighed before."""
    found = chardet.detect(_TAG.sub(b" ", data), encoding_era=_ERAS, compat_names=False)
    name = codecs.lookup(found["encoding"]).name if found["encoding"] else _WESTERN
    larger = _MEANT.get(name, name)
    text = _try(data, larger)
    if text and _mixes_scripts(text[:_TOLD_BY]):
        return _WESTERN
    return name if text is None else larger


def _mixes_scripts(text: str) -> bool:
    """Say whether most letters of another script stand beside Latin letters in one word, as in 'Caf\u03b9'."""
    foreign = [at for at in _FOREIGN.finditer(text) if not unicodedata.name(at.group(), "LATIN").startswith("LATIN")]
    mixed = sum(bool(_LATIN.search(text[max(0, at.start() - 1) : at.end() + 1])) for at in foreign)
    return mixed * 2 > len(foreign)


def _first_wrong(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def _without_mark(data: bytes) -> str | None:
    """Return the text of UTF-16 that has no byte order mark; None where the bytes are no such text."""
    texts = [text for name in ("utf-16-le", "utf-16-be") if (text := _try(data, name)) and _is_text(text)]
    # In the wrong order of bytes a space is a rare character.
    return max(texts, key=lambda text: sum(map(text.count, " \n\u3000\u3001\u3002\uff0c")), default=None)


def _is_text(text: str) -> bool:
    shown = sum(character.isprintable() or character in "\r\n\t" for character in text)
    letters = sum(character.isalnum() or character in " \r\n" for character in text)
    return shown >= 0.99 * len(text) and letters >= 0.6 * len(text)
