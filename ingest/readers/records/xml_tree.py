"""XML as a tree: parsed with nothing expanded and nothing fetched, and an element's fields as a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import entities, unescape
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from archive import UnreadableError

_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OWN = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_MARKUP = frozenset(
    {
        "p",
        "para",
        "br",
        "b",
        "i",
        "em",
        "strong",
        "a",
        "ul",
        "ol",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "table",
        "div",
        "span",
        "u",
    }
    | {"blockquote", "sub", "sup", "img", "quote", "hr", "section"}
)
_MOST_DEPTH = 40  # of nested fields; what is deeper is no record


def parse_xml(data: bytes) -> Element:
    """Return the root of an XML file; raises UnreadableError where it is broken, with the line."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root: Element = etree.fromstring(_NAMED.sub(_number, data), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"XML that is broken: {error.msg}") from error
    return root


def _number(entity: re.Match[bytes]) -> bytes:
    """Return a named character of HTML by its number: XML knows five names only."""
    name = entity[1].decode()
    if entity[1] in _OWN or f"{name};" not in entities.html5:
        return entity.group()
    return b"".join(f"&#{ord(letter)};".encode() for letter in unescape(f"&{name};"))


def local(element: Element) -> str:
    """Return an element's name without its namespace, in lower case; '' for what is no element."""
    tag = element.tag
    return str(tag).rpartition("}")[2].lower() if not callable(tag) else ""


def attributes(element: Element) -> dict[str, str]:
    """Return an element's attributes by their names without a namespace."""
    return {str(name).rpartition("}")[2]: str(value) for name, value in element.attrib.items()}


def text_of(element: Element) -> str:
    """Return all the text in an element."""
    return "".join(map(str, element.itertext()))


def read_fields(element: Element, depth: int = 0) -> dict[str, Any]:
    """Return an element's attributes and children as a record: words with mark-up as HTML, else nested fields."""
    fields: dict[str, Any] = dict(attributes(element))
    for child in element:
        name = local(child)
        if not name:
            continue
        value = _value(child, depth)
        if name in fields:
            before = fields[name]
            fields[name] = [*before, value] if isinstance(before, list) else [before, value]
        else:
            fields[name] = value
    return fields


def _value(element: Element, depth: int) -> Any:
    children = [name for child in element if (name := local(child))]
    if not children:
        text = text_of(element).strip()
        return {"#text": text, **read_fields(element, depth + 1)} if element.attrib and depth < _MOST_DEPTH else text
    if depth >= _MOST_DEPTH or _MARKUP.issuperset(children) or (element.text or "").strip():
        return "".join(_html(element))
    return read_fields(element, depth + 1)


def _html(element: Element) -> Iterator[str]:
    """Yield the inside of an element as HTML, 'para' as 'p'; the names of namespaces are left out."""
    yield _escape(element.text)
    for child in element:
        name = {"para": "p", "quote": "blockquote"}.get(local(child), local(child))
        if name:
            yield f"<{name}>" if name in _MARKUP else "\n\n"
            yield from _html(child)
            yield f"</{name}>" if name in _MARKUP else "\n\n"
        yield _escape(child.tail)


def _escape(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;")
