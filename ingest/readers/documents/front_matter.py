"""Front matter: the fields above a text, between '---' (YAML), between '+++' (TOML), or in a JSON object.

Values of YAML are read as they are written: 'No' is a word and 2031-03-04 a text, so that a title stays what it is. Where
the whole is no YAML (a colon or a bracket in a title), each field is read on its own, and one that is none as text.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from archive import UnreadableError

NOT_YAML = "the front matter is not YAML: its fields were read one by one"
_LARGEST = 50_000  # characters of a front matter that is read as a whole
_DEEPEST = 200  # brackets that may open before any closes

_FENCED = re.compile(
    r"\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<fields>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_OPENS = re.compile(
    r"\s*(?:---|\+\+\+)[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*[ \t-]*[\"']?(?P<name>[^\W\d][\w .-]{0,40})[\"']?\s*[:=]"
)
_ENTRY = re.compile(
    r"^[\"']?(?P<name>[^\W\d][\w .-]*?)[\"']?[ \t]*[:=][ \t]*(?P<value>[^\n]*(?:\n(?![^\W\d][\w .-]*?[ \t]*[:=])[^\n]*)*)",
    re.MULTILINE,
)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_QUOTED = re.compile(r"(?P<mark>[\"'])(?P<text>.*)(?P=mark)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The fields above a text, where the text begins in the source, and what is to be told of how they were read."""

    fields: Mapping[str, Any]
    end: int
    notes: tuple[str, ...] = ()


def has_front_matter(source: str) -> bool:
    """Say whether a file begins with a front matter: a fence and a field, or a JSON object with text behind it."""
    return _OPENS.match(source) is not None or _FENCED.match(source) is not None or _read_json(source) is not None


def read_front_matter(source: str) -> FrontMatter | None:
    """Return the front matter of a text, None where it has none; raises UnreadableError for one that is faulty."""
    if found := _read_json(source):
        return found
    if match := _FENCED.match(source):
        read = _read_toml if match["fence"] == "+++" else _read_yaml
        fields, notes = read(match["fields"])
        if not fields:
            form = "TOML" if match["fence"] == "+++" else "YAML"
            raise UnreadableError(f"the front matter is no {form} that holds fields: expected a title, a date")
        return FrontMatter(fields=fields, end=match.end(), notes=notes)
    if _OPENS.match(source):
        fence = source.lstrip()[:3]
        line = source[: source.index(fence)].count("\n") + 1
        raise UnreadableError(f"the front matter that begins on line {line} is not closed by a line '{fence}'")
    return None


def _read_json(source: str) -> FrontMatter | None:
    start = len(source) - len(source.lstrip())
    if not source.startswith("{", start):
        return None
    try:
        fields, end = json.JSONDecoder().raw_decode(source, start)
    except (ValueError, RecursionError):  # it is no JSON
        return None
    behind = source[end:].lstrip(" \t")
    is_above_text = behind.startswith("\n") and behind.strip() and behind.strip()[0] not in "{["
    return FrontMatter(fields=fields, end=end) if fields and is_above_text else None


def _read_toml(source: str) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    try:
        return (tomllib.loads(source), ()) if _is_small(source) else _read_each(source)
    except (tomllib.TOMLDecodeError, RecursionError):  # its lines may be fields all the same
        fields, _ = _read_each(source)
        return fields, ("the front matter is not TOML: its fields were read one by one",)


def _read_yaml(source: str) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    try:
        fields = yaml.load(source, yaml.BaseLoader) if _is_small(source) else None  # noqa: S506  it makes texts only
    except (yaml.YAMLError, ValueError, RecursionError):  # its lines may be fields all the same
        return _read_each(source)
    if fields is None:
        return _read_each(source)
    if not isinstance(fields, dict):
        return {}, ()
    # A title in brackets is a list to YAML.
    lists = {
        name: value
        for name, value in _entries(source).items()
        if isinstance(fields.get(name), (list, dict)) and value[:1] in "[{"
    }
    kept = {
        str(name): value for name, value in fields.items() if not (isinstance(value, str) and value.strip() in _NOTHING)
    }
    return {**kept, **{_written(name): value for name, value in lists.items()}}, ()


def _written(name: str) -> str:
    """Return the name under which a field's value stands as it is written, where it is more than a text."""
    return f"{name} as written"


def written_value(fields: Mapping[str, Any], name: str) -> Any:
    """Return a field's value as a text where it is written as one, if in brackets."""
    return fields.get(_written(name), fields.get(name))


def _is_small(source: str) -> bool:
    deep = max(source.count("["), source.count("{"), source.count("- -")) > _DEEPEST
    return len(source) <= _LARGEST and not deep


def _entries(source: str) -> dict[str, str]:
    return {match["name"].strip(): match["value"].strip() for match in _ENTRY.finditer(source[:_LARGEST])}


def _read_each(source: str) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """Return the fields, each read on its own; one that is no YAML is the text that it is."""
    fields = {name: _read_one(value) for name, value in _entries(source).items()}
    return {name: value for name, value in fields.items() if value is not None}, (NOT_YAML,)


def _read_one(value: str) -> Any:
    if value in _NOTHING:
        return None
    try:
        return yaml.load(value, yaml.BaseLoader) if _is_plain(value) else _unquote(value)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError):  # it is text
        return _unquote(value)


def _is_plain(value: str) -> bool:
    """Say whether YAML may read a value: a list over several lines, a block of text, something in quotes."""
    return _is_small(value) and ("\n" in value or value[:1] in "|>\"'" or (value[:1] == "[" and value[-1:] == "]"))


def _unquote(value: str) -> str:
    quoted = _QUOTED.fullmatch(value)
    return " ".join((quoted["text"] if quoted else value).split())
