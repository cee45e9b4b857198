"""Content: what a field of a publisher's data says, whether it is HTML, markdown, plain text or the blocks of an editor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from ingest.readers.records.containers import drop_head
from ingest.readers.text import (
    drop_templates,
    find_block_quotes,
    find_captions,
    from_html,
    from_markdown,
    from_plain,
    mend_encoding,
)

_ELEMENT = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|u|ul|ol|li|h[1-6]|table|t[rdh]|blockquote|img|figure|section|article|sup|sub"
    r"|font|center|body|html|iframe)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"&lt;/?(?:p|br|div|a|strong|em|ul|li|h[1-6])\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"\]\((?:https?:|/|#|mailto:)|(?m:^#{1,6} \S)|(?<!\w)\*\*[^\s*][^*\n]*\*\*(?!\w)")
_ADDRESS = re.compile(r"https?://\S+")

# What the editors whose blocks are kept as data call the words of a block, its heading, and the blocks inside it.
_WORDS = (
    "processed",
    "rendered",
    "text",
    "html",
    "innerHTML",
    "value",
    "insert",
    "markdown",
    "raw",
    "$t",
    "#text",
    "_",
)
_HEADS = ("title", "heading", "header")
_INSIDE = ("root", "blocks", "content", "children", "body", "innerBlocks", "nodes", "ops", "items", "data", "value")
_OR_WORDS = frozenset({"content", "body"})  # of these, what may be words or blocks
_TYPES = ("type", "_type", "nodeType", "object", "blockName")
_INLINE = frozenset(
    {"text", "span", "link", "a", "hyperlink", "entry-hyperlink", "asset-hyperlink", "autolink", "mention", "leaf"}
    | {"hardBreak", "hard_break", "linebreak", "inline"}
)
_FORMATS = ("content_type", "content-type", "contentType", "mime_type")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldText:
    """The canonical text of a field, with its captions and block quotes as they stand in it, and what is to be told."""

    text: str
    captions: tuple[str, ...] = ()
    block_quotes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_field(value: Any, *, title: str = "") -> FieldText:
    """Return what a field says; ``title`` is its release's, which may stand again at the head of its HTML."""
    if isinstance(value, str):
        return _read_string(value, title)
    paragraphs = [read for part in gather(value) if (read := _read_string(part, "")).text]
    return FieldText(
        text="\n\n".join(part.text for part in paragraphs),
        captions=tuple(caption for part in paragraphs for caption in part.captions),
        block_quotes=tuple(quote for part in paragraphs for quote in part.block_quotes),
        notes=tuple(dict.fromkeys(note for part in paragraphs for note in part.notes)),
    )


def _read_string(source: str, title: str) -> FieldText:
    source, notes = mend_encoding(source)
    if not _ELEMENT.search(source) and _ESCAPED.search(source):
        source = unescape(source)
    if _ELEMENT.search(source):
        body = drop_head(drop_templates(source), title)
        return FieldText(text=from_html(body), captions=find_captions(body), notes=notes)
    if _MARKDOWN.search(source):
        return FieldText(text=from_markdown(source), block_quotes=tuple(find_block_quotes(source)), notes=notes)
    return FieldText(text=from_plain(source), notes=notes)


def gather(value: Any) -> Iterator[str]:
    """Yield the paragraphs of an editor's blocks, in order, each as it is written there; what is no text is passed over."""
    if isinstance(value, str):
        if value.strip() and not _ADDRESS.fullmatch(value.strip()):
            yield value
    elif isinstance(value, Mapping):
        yield from _gather_block(value)
    elif isinstance(value, Sequence):
        parts = _preferred(value)
        if any(map(_is_inline, parts)):
            yield "".join(_inline(parts))
        else:
            for part in parts:
                yield from gather(part)


def _gather_block(block: Mapping[str, Any]) -> Iterator[str]:
    yield from (block[name] for name in _HEADS if isinstance(block.get(name), str) and block[name].strip())
    said = next((name for name in _WORDS if isinstance(block.get(name), str) and block[name].strip()), None)
    if said is not None:
        yield from gather(block[said])
    for name in _INSIDE:
        inner = block.get(name)
        if name != said and (isinstance(inner, (Mapping, list)) or (said is None and name in _OR_WORDS)):
            yield from gather(inner)


def _preferred(parts: Sequence[Any]) -> Sequence[Any]:
    """Return of versions of one text in several formats the one in HTML, else all parts."""
    formats = [next((str(part[name]) for name in _FORMATS if name in part), "") for part in parts if _is_map(part)]
    if len(parts) > 1 and len(formats) == len(parts) and all(formats) and len(set(formats)) == len(parts):
        return [part for part, form in zip(parts, formats, strict=True) if "html" in form][:1] or parts[:1]
    return parts


def _is_map(part: Any) -> bool:
    return isinstance(part, Mapping)


def _is_inline(part: Any) -> bool:
    """Say whether a part is a piece of a paragraph: text with marks, a link."""
    if not isinstance(part, Mapping):
        return False
    kind = next((part[name] for name in _TYPES if isinstance(part.get(name), str)), None)
    if kind is None:
        return isinstance(part.get("text"), str) and len(part.keys() & {"id", *_HEADS}) == 0
    return kind in _INLINE


def _inline(parts: Any) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Mapping):
            said = next((part[name] for name in _WORDS if isinstance(part.get(name), str)), None)
            if said is not None:
                yield said
            else:
                yield from _inline(next((part[name] for name in _INSIDE if isinstance(part.get(name), list)), ()))
