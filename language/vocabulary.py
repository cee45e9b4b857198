"""The words and patterns of the language, read once from the TOML files beside this module, one file a subject.

A name such as ``time.months`` is an entry of a file: a text of words apart by white space, a list of texts where words have
spaces in them, or a table that says what each of its words means. The tables ``patterns`` and ``exact_patterns`` of a file
hold regular expressions; case counts in the latter only. In these ``{months}`` stands for any of the words of that entry, or
for the pattern of that name, in the same file, and ``{time.months}`` for one in another. A line break in a pattern, and the
white space around it, is not part of it. A listed word that only patterns use may be a small pattern itself; in one that is
not, a space is any white space.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_REFERENCE = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")  # '{2,3}' counts
_PLAIN = re.compile(r"[\w’'. -]+")
_LETTER_FIRST = re.compile(r"[^\W\d_](?![?*{])[^|(]*(?:\(|$)")
_LINE_BREAK = re.compile(r"\s*\n\s*")
_FLAGS = {"patterns": ("i", re.IGNORECASE), "exact_patterns": ("-i", re.NOFLAG)}


@cache
def list_words(name: str) -> tuple[str, ...]:
    """Return the words of an entry in the order of the file; of a table, those that it explains."""
    return tuple(_flatten(entry(name)))


@cache
def word_set(*names: str) -> frozenset[str]:
    """Return the words of one or more entries."""
    return frozenset(word for name in names for word in list_words(name))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a compiled pattern: 'time.weekday' is ``weekday`` in a table of patterns of time.toml."""
    subject, key = name.split(".")
    table = _find_table(subject, key)
    if not table:
        raise KeyError(f"{subject}.toml has no pattern {key!r}")
    return re.compile(_expand(subject, table, key), _FLAGS[table][1])


def patterns(subject: str, *names: str) -> tuple[re.Pattern[str], ...]:
    """Return compiled patterns of one file."""
    return tuple(pattern(f"{subject}.{name}") for name in names)


def entry(name: str) -> Any:
    """Return an entry as it stands in its file; raises KeyError where the file has none of this name."""
    subject, key = name.split(".")
    return _read_file(subject)[key]


@cache
def _read_file(subject: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / f"{subject}.toml").read_text(encoding="utf-8"))


def _find_table(subject: str, key: str) -> str:
    """Return the table in which a pattern lies, '' where there is no such pattern."""
    return next((table for table in _FLAGS if key in _read_file(subject).get(table, {})), "")


def _flatten(held: Any) -> list[str]:
    if isinstance(held, str):
        return held.split()
    return [word for item in held for word in ([item] if isinstance(item, str) else item)]


@cache
def _expand(subject: str, table: str, key: str) -> str:
    """Return the text of a pattern with all that it refers to put in."""
    text = _LINE_BREAK.sub("", _read_file(subject)[table][key].strip())
    return _REFERENCE.sub(
        lambda reference: _refer(reference[1] if "." in reference[1] else f"{subject}.{reference[1]}"), text
    )


def _refer(name: str) -> str:
    """Return what stands for a reference in a pattern: the pattern of this name, or any of the words."""
    subject, key = name.split(".")
    if table := _find_table(subject, key):
        return f"(?{_FLAGS[table][0]}:{_expand(subject, table, key)})"
    listed = list_words(name)
    tried = "|".join(word.replace(" ", r"\s+") if _PLAIN.fullmatch(word) else word for word in listed)
    if not all(map(_LETTER_FIRST.match, listed)):
        return f"(?:{tried})"
    # A look at the first letter spares most places the words one by one.
    return f"(?:(?=[{''.join(sorted({word[0] for word in listed}))}])(?:{tried}))"
