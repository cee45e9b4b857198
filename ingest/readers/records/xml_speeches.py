"""XML that marks who speaks: a debate, a sitting, a conference, walked through in order, whatever its standard.

An element's speaker is named by an attribute, by a child, or by an element in the flow after which somebody else speaks.
The names of elements are data (``elements.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path

from lxml.etree import _Element as Element

from ingest.readers.records.xml_tree import attributes, local, text_of
from ingest.readers.text import clean_line

_FEWEST_SPEECHES = 2
_PARAGRAPHS = frozenset({"p", "para", "seg", "ab", "l", "paratext", "li", "s", "quote", "block", "div", "td", "item"})
_TOKENS = frozenset({"w", "pc"})
_SPEAKERS = frozenset({"speaker", "redner", "talker", "personspeaking", "orateurs"})
_OF_RECORDS = frozenset({"title", "headline", "date", "url", "link", "id"})
_LONGEST_TITLE = 500  # characters
_MOST_PIECES = 50  # of text in a title
_LONGEST_LABEL = 120  # characters
_BEHIND_LABEL = re.compile(r"^(?:\s*\([^()]*\))*\s*[:–—]\s*|^\s+")
_ROLE_ENDS = re.compile(r"[\s:.,–—-]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph of a transcript: who speaks it, and what it is: 'speech', 'aside', or 'heading' of a level."""

    words: str
    label: str | None = None
    asks: bool = False
    kind: str = "speech"
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A release in XML that marks its speakers: its title (None where it has none), its date as printed, its lines."""

    title: str | None
    date: str | None
    lines: tuple[Line, ...]


@dataclass(slots=True)
class _Scope:
    """Who speaks in an element, and whether it is what one speaks."""

    label: str | None = None
    asks: bool = False
    speaks: bool = False
    is_speech: bool = False  # the element itself is one, not a part in whose flow somebody is named


@dataclass(slots=True)
class _Walk:
    people: Mapping[str, str]
    lines: list[Line] = field(default_factory=list)
    printed: str | None = None  # who speaks next, as a note prints it


def read_transcripts(root: Element) -> list[Transcript]:
    """Return the releases of a file that marks who speaks; none where it marks nobody."""
    walk = _Walk(people=_read_people(root))
    _visit(root, walk, _Scope(), level=0)
    speeches = [line for line in walk.lines if line.kind == "speech" and (line.label or line.asks)]
    if len(speeches) < _FEWEST_SPEECHES:
        return []
    title, day = _find(root, "titles"), _find(root, "dates")
    parts = _sections(walk.lines)
    if len(parts) == 1:
        heading = next((line.words for line in walk.lines if line.kind == "heading"), None)
        return [Transcript(title=title or heading, date=day, lines=tuple(_without(walk.lines, title or heading)))]
    return [Transcript(title=part[0].words, date=day, lines=tuple(part[1:])) for part in parts]


def _without(lines: Sequence[Line], title: str | None) -> Iterator[Line]:
    return (line for line in lines if line.kind != "heading" or line.words != title)


def _sections(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines from each heading of the highest level that has speeches below; all where that is one heading alone."""
    for level in sorted({line.level for line in lines if line.kind == "heading"}):
        parts: list[list[Line]] = [[]]
        for line in lines:
            if line.kind == "heading" and line.level <= level:
                parts.append([])
            parts[-1].append(line)
        spoken = [part for part in parts if any(line.kind == "speech" and line.label for line in part)]
        headed = [part for part in spoken if part[0].kind == "heading"]
        if len(headed) == 1:
            break
        if headed:
            if len(headed) < len(spoken):  # speeches above the first heading belong to it
                headed[0] = [headed[0][0], *spoken[0], *headed[0][1:]]
            return headed
    return [list(lines)]


# --- the walk ---


def _visit(element: Element, walk: _Walk, scope: _Scope, *, level: int) -> None:
    """Write down the lines of an element; XML is parsed with a limit to how deep it is nested."""
    name = local(element)
    if not name or _is(element, "left_out"):
        return
    if _is(element, "printed_speakers"):
        walk.printed = _label(_text(element))
    elif _is(element, "headings") or name in _named("flat_headings"):
        depth = level + (_named("flat_headings").index(name) if name in _named("flat_headings") else 0)
        _write(walk, _heading(element), kind="heading", level=depth)
    elif _is(element, "asides"):
        _write(walk, _text(element), kind="aside")
    elif _is_speaker(element, scope):
        scope.label, scope.speaks = _printed_name(element) or scope.label, True
    elif name in _named("sections") and not scope.is_speech and _given(element) is None:
        _write(walk, _heading_attribute(element), kind="heading", level=level + 1)
        _go_on(element, walk, _Scope(), level=level + 1)
    else:
        _go_on(element, walk, _scope_of(element, walk, scope), level=level)


def _go_on(element: Element, walk: _Walk, scope: _Scope, *, level: int) -> None:
    if _is_paragraph(element):
        if scope.speaks or local(element) in _PARAGRAPHS:  # else it is a field: a number, a chamber's name
            _read_paragraph(element, walk, scope)
        return
    for child in element:
        _visit(child, walk, scope, level=level)
        if (child.tail or "").strip() and scope.speaks:
            _write(walk, child.tail or "", scope)


def _scope_of(element: Element, walk: _Walk, scope: _Scope) -> _Scope:
    """Return who speaks in an element: whom it names itself, else who spoke around it."""
    name = local(element)
    given = _given(element)
    if given is None and name not in _named("speeches") and (scope.is_speech or not _has_speaker(element)):
        return scope
    label = walk.printed or (_person(given, walk) if given else scope.label)
    walk.printed = None
    return _Scope(label=label, asks=name in _named("questions") or _is_question(label), speaks=True, is_speech=True)


def _given(element: Element) -> str | None:
    return next((value for key in _named("speaker_attributes") if (value := _attribute(element, key))), None)


def _has_speaker(element: Element) -> bool:
    """Say whether an element of any name is a speech by its shape: a child names who speaks, and none is a title or a day."""
    names = {local(child) for child in element}
    return local(element) not in _PARAGRAPHS and not names.isdisjoint(_SPEAKERS) and names.isdisjoint(_OF_RECORDS)


def _heading_attribute(element: Element) -> str:
    names = (path.partition("@")[2] for path in _named("heading_attributes") if path.startswith(f"{local(element)}@"))
    return next((value for name in names if (value := _attribute(element, name))), "")


def _is_question(label: str | None) -> bool:
    return label is not None and label.lower() in _named("questions")


def _is_speaker(element: Element, scope: _Scope) -> bool:
    """Say whether an element names who speaks what follows; a name in a sentence is none."""
    in_flow = local(element) == "name" and _text(element).rstrip().endswith(":")
    if not ((scope.speaks or in_flow) and _is(element, "speakers")):
        return False
    parent = element.getparent()
    return parent is None or local(parent) not in _PARAGRAPHS or not (parent.text or "").strip()


def _is_paragraph(element: Element) -> bool:
    """Say whether an element holds words itself, or is one of those that do, without others within it."""
    if (element.text or "").strip():
        return True
    children = [child for child in element if local(child)]
    if local(element) not in _PARAGRAPHS:
        return False
    return not any(local(child) in _PARAGRAPHS or local(child) in _named("speeches") for child in children)


def _read_paragraph(element: Element, walk: _Walk, scope: _Scope) -> None:
    """Write down the words of a paragraph; a speaker named at its beginning speaks them, and what follows."""
    if _has_tokens(element):
        _write(walk, _tokens(element), scope)
        return
    speaker = _leading_speaker(element)
    words: list[str] = [element.text or ""]
    for child in element:
        if _is(child, "asides"):
            _write_named(walk, words, scope, speaker)
            words, speaker = [], None
            _write(walk, _text(child), kind="aside")
        elif not _is(child, "left_out"):
            words.append(_text(child))
        words.append(child.tail or "")
    _write_named(walk, words, scope, speaker)


def _leading_speaker(element: Element) -> Element | None:
    """Return the element with which a paragraph begins, where it names who speaks it."""
    at: Element | None = element
    while at is not None and not (at.text or "").strip():
        at = next((child for child in at if local(child)), None)
        if at is not None and _names_speaker(at):
            return at
    return None


def _write_named(walk: _Walk, words: Sequence[str], scope: _Scope, speaker: Element | None) -> None:
    said = "".join(words).strip()
    if speaker is not None:
        scope.label, scope.speaks = _printed_name(speaker) or scope.label, True
        walk.printed = None
        rest = said.removeprefix(_text(speaker).strip())
        if (printed := rest.strip()).endswith(":") and len(printed) <= _LONGEST_LABEL:  # the label as printed, alone
            scope.label, rest = (_label(printed) or scope.label), ""
        said = _BEHIND_LABEL.sub("", rest)
    _write(walk, said, scope)


def _names_speaker(child: Element) -> bool:
    return _is(child, "speakers") and local(child) != "name"


def _write(walk: _Walk, words: str, scope: _Scope | None = None, *, kind: str = "speech", level: int = 0) -> None:
    said = clean_line(words)
    if not said:
        return
    if kind == "speech" and (scope is None or not scope.speaks):
        kind = "aside"
    label, asks = (scope.label, scope.asks) if scope and kind == "speech" else (None, False)
    walk.lines.append(Line(words=said, label=label, asks=asks, kind=kind, level=level))


# --- words and names ---


def _text(element: Element) -> str:
    if _has_tokens(element):
        return _tokens(element)
    return text_of(element)


def _has_tokens(element: Element) -> bool:
    return next((True for part in element.iter() if local(part) in _TOKENS), False)


def _tokens(element: Element) -> str:
    """Return the words of an element that keeps each apart: a space between them, but where one says that none is."""
    words = (part for part in element.iter() if local(part) in _TOKENS and part.text)
    parts = ((word.text or "") + ("" if word.get("join") in {"right", "both"} else " ") for word in words)
    return "".join(parts)


def _heading(element: Element) -> str:
    titles = [child for child in element if local(child) == "title"]
    return _text(titles[0] if titles else element)


def _printed_name(element: Element) -> str | None:
    """Return the name that an element gives: the one to be shown, where it has several, else its words."""
    names = [part for part in element.iter() if local(part) in {"name", "nom"}]
    shown = next((part for part in names if part.get("role") == "display"), names[0] if names else element)
    given = _parts_of_name(shown)
    return _label(given or _text(shown))


def _parts_of_name(element: Element) -> str:
    kept = ("titel", "title", "vorname", "forename", "firstname", "namenszusatz", "nachname", "surname", "lastname")
    parts = {local(part): clean_line(part.text or "") for part in element}
    return " ".join(parts[name] for name in kept if parts.get(name))


def _label(printed: str) -> str:
    return _ROLE_ENDS.sub("", clean_line(printed))


def _person(given: str, walk: _Walk) -> str:
    key = given.strip().lstrip("#")
    return walk.people.get(key) or _label(key.rpartition("/")[2])


def _read_people(root: Element) -> dict[str, str]:
    """Return the names of people by the ids by which the text names them."""
    found: dict[str, str] = {}
    for element in root.iter():
        wanted = next((path for path in _named("people") if local(element) == path.partition("@")[0]), None)
        if wanted is None:
            continue
        attribute = wanted.partition("@")[2]
        name = _attribute(element, attribute) if attribute else _person_name(element)
        keys = [_attribute(element, key) for key in ("id", "eid", "href", "refersto")]
        found.update({key.lstrip("#"): _label(name) for key in keys if key and name})
    return found


def _person_name(element: Element) -> str:
    named = next((part for part in element.iter() if local(part) in {"persname", "name"}), element)
    return _parts_of_name(named) or _text(named)


def _attribute(element: Element, name: str) -> str | None:
    return next((value for key, value in attributes(element).items() if key.lower() == name), None)


# --- names of elements ---


@cache
def _tables() -> Mapping[str, Sequence[str]]:
    return tomllib.loads((Path(__file__).parent / "elements.toml").read_text(encoding="utf-8"))


@cache
def _named(table: str) -> tuple[str, ...]:
    return tuple(_tables()[table])


def _is(element: Element, table: str) -> bool:
    name = local(element)
    for path in _by_name(table).get(name, ()):
        parent, condition = path
        above = element.getparent()
        if parent and (above is None or local(above) != parent):
            continue
        key, _, value = condition.partition("=")
        if not condition or _fits((_attribute(element, key) or "").lower(), value):
            return True
    return False


def _fits(given: str, wanted: str) -> bool:
    return given.startswith(wanted[:-1]) if wanted.endswith("*") else given == wanted


@cache
def _by_name(table: str) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return the entries of a table by the element's name: its parent and what an attribute must be, '' for none."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in _named(table):
        element, _, condition = path.partition("@")
        parent, _, name = element.rpartition("/")
        found.setdefault(name, []).append((parent, condition))
    return found


def _last_name(path: str) -> str:
    return path.partition("@")[0].rpartition("/")[2]


def _find(root: Element, table: str) -> str | None:
    """Return the first value, in the table's order, that the file has at one of its places."""
    places: dict[str, str] = {}
    wanted = {
        part for path in _named(table) for part in (_last_name(path), f"@{path.partition('@')[2].partition('=')[0]}")
    }
    for element in root.iter():
        name, above = local(element), element.getparent()
        if name not in wanted and not any(f"@{key.lower()}" in wanted for key in attributes(element)):
            continue
        parent = local(above) if above is not None else ""
        text = (
            clean_line("".join(islice(map(str, element.itertext()), _MOST_PIECES))[:_LONGEST_TITLE])
            if name in wanted
            else ""
        )
        values = {"": text}
        for key, given in attributes(element).items():
            attribute = f"@{key.lower()}"
            values[attribute] = given.strip()
            values[f"{attribute}={given.strip().lower()}"] = text
        for suffix, value in values.items():
            if value:
                places.setdefault(f"{parent}/{name}{suffix}", value)
                places.setdefault(f"{name}{suffix}", value)
                if above is None:
                    places.setdefault(suffix, value)
    return next((places[path] for path in _named(table) if path in places), None)
