"""Read a file as a release: its format is found by its content, not by its name."""

from __future__ import annotations

import codecs
import hashlib
import json
import re

from archive import Release, Turn, UnreadableError
from ingest.quotations import read_quotations
from ingest.readers.markdown import Document, has_front_matter, read_markdown
from ingest.readers.scraped import read_scraped
from ingest.turns import find_turns, name_speakers, set_captions_apart
from language import detect_language

_SIGNATURES = (
    (b"%PDF-", "a PDF"), (b"PK\x03\x04", "a zip archive or an office document"), (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"),
    (b"\xd0\xcf\x11\xe0", "an old office document"), (b"{\\rtf", "a rich text document"),
)  # fmt: skip
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_HTML = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROLS_ALLOWED = 0.001  # of the characters; more, and it is no text


def read_release(data: bytes, *, release_id: str) -> Release:
    """Return the release that these bytes of a file hold; ``release_id`` is its path below the ingested root.

    Raises UnreadableError, its message the reason, for what is empty, is no text, is a web page, PDF or JSON, has a bad
    front matter, or has no title, date or text.
    """
    source = decode(data)
    if has_front_matter(source):
        document = read_markdown(source, release_id=release_id)
        turns = find_turns(document.text, title=document.title, kind=document.kind, given=document.byline)
        turns = set_captions_apart(turns, document.text, captions=document.captions)
    else:
        _refuse_other_forms(source)
        document, turns = read_scraped(source, release_id=release_id)
    turns = name_speakers(turns, title=document.title, text=document.text, given=document.byline)
    return _release(document, release_id=release_id, digest=hashlib.sha256(data).hexdigest(), turns=turns)


def decode(data: bytes) -> str:
    """Return the text of a file: UTF-8, what its byte order mark says, or else Windows-1252 where that makes sense.

    Raises UnreadableError for an empty file, a known binary form, and bytes that are no text.
    """
    if not data.strip():
        raise UnreadableError("the file is empty")
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError(f"the file is {name}, not text: save it as text or as markdown with front matter")
    text = _decode(data)
    if len(_CONTROL.findall(text)) > _CONTROLS_ALLOWED * len(text):
        raise UnreadableError("the file is binary, not text")
    return text.replace("\r\n", "\n").replace("\r", "\n")


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


def _refuse_other_forms(source: str) -> None:
    if _HTML.match(source):
        raise UnreadableError("the file is an HTML page: save its text, or make markdown with front matter of it")
    if source.lstrip()[:1] in {"{", "["}:
        try:
            json.loads(source)
        except ValueError:
            return
        raise UnreadableError("the file is JSON, not a release")


def _release(document: Document, *, release_id: str, digest: str, turns: tuple[Turn, ...]) -> Release:
    quotations = read_quotations(
        turns, title=document.title, kind=document.kind, text=document.text, blocks=document.block_quotes
    )
    return Release(
        id=release_id, title=document.title, date=document.date, kind=document.kind, text=document.text, digest=digest,
        office=document.office, byline=document.byline, url=document.url, language=detect_language(document.text),
        turns=turns, quotations=quotations,
    )  # fmt: skip
