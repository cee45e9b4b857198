"""The words and patterns of the language, read once from the TOML files beside this module, one file a subject.

A name such as ``time.months`` is an entry of a file: a text of words apart by white space, a list of texts where words have
spaces in them, or a table of such entries. The table ``patterns`` of a file holds regular expressions. In these ``{months}``
stands for any of the words of that entry, or for the pattern of that name, in the same file, and ``{time.months}`` for one in
another. A line break in a pattern, and the white space around it, is not part of it. A listed word that only patterns use may
be a small pattern itself; in one that is not, a space is any white space.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_REFERENCE = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)*)\}")  # '{2,3}' counts
_PLAIN = re.compile(r"[\w’'. -]+")
_LINE_BREAK = re.compile(r"\s*\n\s*")


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of an entry in the order of the file; of a table, those of all its entries."""
    return tuple(_list_words(entry(name)))


@cache
def word_set(*names: str) -> frozenset[str]:
    """Return the words of one or more entries."""
    return frozenset(word for name in names for word in words(name))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a compiled pattern: 'time.weekday' is ``weekday`` in the table ``patterns`` of time.toml."""
    return re.compile(_expand(name))


def entry(name: str) -> Any:
    """Return an entry as it stands in its file, or a pattern's text; raises KeyError where there is none of this name."""
    subject, *path = name.split(".")
    held = _read_file(subject)
    if path[0] not in held:
        held = held["patterns"]
    for key in path:
        held = held[key]
    return held


@cache
def _read_file(subject: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / f"{subject}.toml").read_text(encoding="utf-8"))


def _list_words(held: Any) -> list[str]:
    if isinstance(held, str):
        return held.split()
    if isinstance(held, list):
        return held
    return [word for one in held.values() for word in _list_words(one)]


@cache
def _expand(name: str) -> str:
    """Return the text of a pattern without references, or of a pattern that matches any of an entry's words."""
    subject, _, key = name.partition(".")
    if key not in _read_file(subject).get("patterns", {}):
        return "|".join(word.replace(" ", r"\s+") if _PLAIN.fullmatch(word) else word for word in words(name))

    def insert(reference: re.Match[str]) -> str:
        other = reference[1]
        return f"(?:{_expand(other if '.' in other else f'{subject}.{other}')})"

    return _REFERENCE.sub(insert, _LINE_BREAK.sub("", entry(name).strip()))
