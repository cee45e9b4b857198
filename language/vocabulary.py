"""The words and patterns of the languages, read once from TOML files, one file a subject.

English lies in the files beside this module, every other language in a folder of its own ('es'), in files and entries of the
same names, of which it gives those that it has. What is asked for by name is what all the languages say together: a release
or a question may be in any of them. A table ``apart`` holds a language's words that mean something else in another one
('once' is eleven in Spanish): only the patterns of that language, and who asks for that language, get them.

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
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
ENGLISH = "en"
LANGUAGES = (ENGLISH, *sorted({path.parent.name for path in _FOLDER.glob("*/*.toml")}))

_REFERENCE = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")  # '{2,3}' counts
_PLAIN = re.compile(r"[\w’'. -]+")
_LETTER_FIRST = re.compile(r"[^\W\d_](?![?*{])[^|(]*(?:\(|$)")
_LINE_BREAK = re.compile(r"\s*\n\s*")
_GROUP = re.compile(r"\(\?P<(\w+)>")
_FLAGS = {"patterns": "i", "exact_patterns": "-i"}


@cache
def list_words(name: str, language: str = "") -> tuple[str, ...]:
    """Return the words of an entry in the order of the files; of a table, those that it explains.

    Those of all languages together, or of one.
    """
    return tuple(dict.fromkeys(_flatten(entry(name, language))))


@cache
def word_set(*names: str) -> frozenset[str]:
    """Return the words of one or more entries, of all languages together."""
    return frozenset(word for name in names for word in list_words(name))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a compiled pattern: 'time.weekday' is ``weekday`` in a table of patterns of time.toml.

    It matches what that of any language matches. Raises ValueError where the patterns of two languages have groups of the
    same name: see ``each_pattern``.
    """
    subject, key = name.split(".")
    found = _variants(subject, key)
    if len(found) == 1:
        return _compile(subject, key, found[0])
    written = [_write(subject, key, language) for language in found]
    if _share_groups(written):
        raise ValueError(f"the patterns {name!r} of {', '.join(found)} have groups of one name: ask for each_pattern")
    return re.compile("|".join(written))


@cache
def each_pattern(name: str) -> tuple[re.Pattern[str], ...]:
    """Return the compiled patterns of a name, one a language that has it, that of English last: it fits most."""
    subject, key = name.split(".")
    return tuple(_compile(subject, key, language) for language in _variants(subject, key))


def patterns(subject: str, *names: str) -> tuple[re.Pattern[str], ...]:
    """Return compiled patterns of one file."""
    return tuple(pattern(f"{subject}.{name}") for name in names)


def entry(name: str, language: str = "") -> Any:
    """Return an entry: what all languages say together, or as it stands in the file of one.

    Raises KeyError where no file has it, or not that language's.
    """
    subject, key = name.split(".")
    if language:
        return _held(subject, key, language)
    return _unite([_read_file(subject, one)[key] for one in LANGUAGES if key in _read_file(subject, one)], name)


def entries(name: str) -> dict[str, Any]:
    """Return an entry as it stands in the file of each language that has it: for lists in which a word's place is its meaning."""
    subject, key = name.split(".")
    found = {one: _read_file(subject, one) for one in LANGUAGES}
    return {one: _held(subject, key, one) for one, held in found.items() if key in held or key in held.get("apart", {})}


@cache
def _read_file(subject: str, language: str) -> dict[str, Any]:
    path = (_FOLDER if language == ENGLISH else _FOLDER / language) / f"{subject}.toml"
    if language != ENGLISH and not path.exists():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _held(subject: str, key: str, language: str) -> Any:
    """Return an entry of one language, with what it keeps apart."""
    held = _read_file(subject, language)
    return _unite([words[key] for words in (held, held.get("apart", {})) if key in words], f"{subject}.{key}")


def _unite(held: Sequence[Any], name: str) -> Any:
    """Return the entries of several languages as one; in tables the first that explains a word holds."""
    if not held:
        raise KeyError(name)
    if len(held) == 1:
        return held[0]
    if all(isinstance(one, dict) for one in held):
        united: dict[str, Any] = {}
        for word, meaning in (item for one in held for item in one.items()):
            united.setdefault(word, meaning)
        return united
    return [word for one in held for word in (one.split() if isinstance(one, str) else one)]


def _flatten(held: Any) -> list[str]:
    if isinstance(held, str):
        return held.split()
    return [word for item in held for word in ([item] if isinstance(item, str) else item)]


# --- patterns ---


def _find_table(subject: str, key: str, language: str) -> str:
    """Return the table of a language in which a pattern lies, '' where there is no such pattern."""
    return next((table for table in _FLAGS if key in _read_file(subject, language).get(table, {})), "")


def _variants(subject: str, key: str) -> list[str]:
    """Return the languages that have a pattern, English last; raises KeyError where none has."""
    found = [language for language in (*LANGUAGES[1:], ENGLISH) if _find_table(subject, key, language)]
    if not found:
        raise KeyError(f"{subject}.toml has no pattern {key!r}")
    return found


def _compile(subject: str, key: str, language: str) -> re.Pattern[str]:
    exact = _find_table(subject, key, language) == "exact_patterns"
    return re.compile(_expand(subject, key, language), re.NOFLAG if exact else re.IGNORECASE)


def _write(subject: str, key: str, language: str) -> str:
    """Return a pattern of a language to be put into another, with its own regard to case."""
    return f"(?{_FLAGS[_find_table(subject, key, language)]}:{_expand(subject, key, language)})"


def _share_groups(written: Sequence[str]) -> bool:
    names = [name for one in written for name in set(_GROUP.findall(one))]
    return len(names) > len(set(names))


@cache
def _expand(subject: str, key: str, language: str) -> str:
    """Return the text of a pattern with all that it refers to put in."""
    table = _find_table(subject, key, language)
    text = _LINE_BREAK.sub("", _read_file(subject, language)[table][key].strip())
    return _REFERENCE.sub(
        lambda reference: _refer(reference[1] if "." in reference[1] else f"{subject}.{reference[1]}", language), text
    )


def _refer(name: str, language: str) -> str:
    """Return what stands for a reference in a pattern of a language: the pattern of this name, or any of the words."""
    subject, key = name.split(".")
    if any(_find_table(subject, key, one) for one in LANGUAGES):
        return _refer_to_pattern(subject, key, language)
    listed = list_words(name, language) if key in _read_file(subject, language).get("apart", {}) else list_words(name)
    tried = "|".join(word.replace(" ", r"\s+") if _PLAIN.fullmatch(word) else word for word in listed)
    if not all(map(_LETTER_FIRST.match, listed)):
        return f"(?:{tried})"
    # A look at the first letter spares most places the words one by one.
    return f"(?:(?=[{''.join(sorted({word[0] for word in listed}))}])(?:{tried}))"


def _refer_to_pattern(subject: str, key: str, language: str) -> str:
    """Return the pattern of another language's own where it has one; in English, that of any language where groups allow it."""
    found = _variants(subject, key)
    if language != ENGLISH and language in found:
        return _write(subject, key, language)
    written = [_write(subject, key, one) for one in found]
    return written[-1] if len(written) == 1 or _share_groups(written) else f"(?:{'|'.join(written)})"
