"""Mending: characters that were decoded wrongly, entities that were encoded twice, and the code of site generators.

ftfy finds what UTF-8 looks like in another encoding; it is asked for nothing else, so that quotation marks, ligatures and
widths stay as they are printed.
"""

from __future__ import annotations

import html
import re

import ftfy

from ingest.readers.encodings import decode

MIS_DECODED = "mis-decoded characters were mended"
TWICE_ENCODED = "entities that were encoded twice were decoded"

_ENCODINGS_ONLY = ftfy.TextFixerConfig(
    unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False,
    uncurl_quotes=False, fix_line_breaks=False, fix_surrogates=False, remove_control_chars=False, normalization=None,
    explain=False,
)  # fmt: skip
# A closing quotation mark whose last byte (9D) Windows-1252 does not have, so that it was lost on the way.
_LOST_CLOSING_MARK = re.compile("â€(?:\ufffd|(?=[\\s.,;:!?)]|$))")
_NAME = r"(?P<name>#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_ENTITY = re.compile(f"&{_NAME}")
_TWICE = re.compile(f"&amp;(?:amp;)*{_NAME}")
_MOST_ENCODINGS = 4

# Hugo, Liquid, Jinja: what stands between an opening and a closing piece of code is text, a comment is not.
# What opens and what closes a comment or a piece of code; they are looked for one after the other, so that a text with many
# openings and no closing is not searched for each of them.
_PIECES = (
    (re.compile(r"\{%-?\s*comment\s*-?%\}"), re.compile(r"\{%-?\s*endcomment\s*-?%\}")),
    (re.compile(r"\{#"), re.compile(r"#\}")),
    (re.compile(r"\{\{[<%]?/\*"), re.compile(r"\*/[>%]?\}\}")),
    (re.compile(r"\{\{[<%]"), re.compile(r"[>%]\}\}")),
    (re.compile(r"\{%"), re.compile(r"%\}")),
)
_CODE = re.compile(r"\{\{[^{}\n]*\}\}")
_SHORTCODE = re.compile(r"\[(?P<name>[A-Za-z][\w-]*)(?:\s+[\w-]+=(?:\"[^\"\]]*\"|'[^'\]]*'|[^\s\"'\]]+))+\s*/?\](?!\()")
_CLOSING = re.compile(r"\[/(?P<name>[A-Za-z][\w-]*)\](?!\()")


def read_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file's bytes, mended, and what is to be told of it; raises UnreadableError as ``decode``."""
    text, told = decode(data)
    mended, notes = mend_encoding(text)
    return mended, (*told, *notes)


def mend_encoding(source: str) -> tuple[str, tuple[str, ...]]:
    """Return a file's text with what was decoded wrongly put right ('â€™' is ’), and what is to be told of it."""
    lost = "" if source.isascii() else _LOST_CLOSING_MARK.sub("â€\u009d", source)
    mended = ftfy.fix_text(lost, _ENCODINGS_ONLY) if lost else source
    encoded_twice = any(
        html.unescape(f"&{match['name']};") != f"&{match['name']};" for match in _TWICE.finditer(mended)
    )
    return mended, (MIS_DECODED,) * (mended != source) + (TWICE_ENCODED,) * encoded_twice


def decode_entities(text: str) -> str:
    """Return a text with the entities decoded that are left in it, however often they were encoded."""
    for _ in range(_MOST_ENCODINGS):
        decoded = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
        if decoded == text:
            break
        text = decoded
    return text


def drop_templates(source: str) -> str:
    """Return a source without the code of site generators: ``{{< note >}}``, ``{% include %}``, ``[video src="..."]``."""
    if "{" in source:
        for opening, closing in _PIECES:
            source = _drop_between(source, opening, closing)
        source = _CODE.sub("", source)
    if "[" in source:
        closed = {match["name"] for match in _CLOSING.finditer(source)}
        source = _CLOSING.sub("", _SHORTCODE.sub("", source))
        for name in closed:
            source = re.sub(rf"\[{re.escape(name)}\](?!\()", "", source)
    return source


def _drop_between(source: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """Return a source without what stands from each opening to the closing that follows it, and without these."""
    parts: list[str] = []
    at = 0
    while (opened := opening.search(source, at)) and (closed := closing.search(source, opened.end())):
        parts.append(source[at : opened.start()])
        at = closed.end()
    return "".join((*parts, source[at:]))
