"""Kinds: what a release is called ('press briefing'), from its data or the folder that it lies in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ingest.readers.reader import ReadOptions
from ingest.readers.text.canonical import clean_line
from ingest.readers.text.fields import find_names
from language import fold_letters, word_set

_ALWAYS_PLURAL = frozenset({"remarks", "proceedings", "affairs", "arts", "minutes"})
_LONGEST_KIND = 4  # words
_HOST = re.compile(r"\A\w+://[^/]*/")
_KINDS = word_set("releases.kinds")


def name_kind(tags: object, *, release_id: str, fallback: str = "release") -> str:
    """Return the kind of a release in words, singular ('press-briefings' -> 'press briefing').

    From the first of its tags that is one: that names a known kind, or a folder that it lies in; any other tag is a topic.
    Else from the first folder of its id (of an address, below its host) that names a known kind, else its first folder; else
    ``fallback``.
    """
    folders = [folder for folder in _HOST.sub("", release_id).split("/")[:-1] if re.search(r"[^\W\d_]", folder)]
    around = {_write(folder) for folder in folders}
    named = (words for tag in _each(tags) if (words := _write(tag)) and (words in around or _is_known(words)))
    return (
        next(named, "")
        or next(filter(_is_known, map(_write, folders)), "")
        or (_write(folders[0]) if folders else "")
        or fallback
    )


def find_kind(fields: Mapping[str, Any], options: ReadOptions, *, release_id: str, fallback: str = "release") -> str:
    """Return the kind of a release whose data has these fields: the first of those that may hold one, then as name_kind."""
    values = [value for name in find_names(fields, "kind", options) for value in _each(fields[name])]
    return name_kind(values, release_id=release_id, fallback=fallback)


def _each(tags: object) -> Iterator[str]:
    listed: Iterable[object] = (
        tags if isinstance(tags, list) else re.split(r"[,;]", tags) if isinstance(tags, str) else ()
    )
    return (item.strip() for item in listed if isinstance(item, str) and item.strip())


def _write(name: str) -> str:
    """Return a tag or a folder's name as a kind in words; '' where it has too many of them."""
    words = [clean_line(word).lower() for word in re.split(r"[-_\s]+", name) if word]
    # Two plurals in one name are two kinds that share a folder: 'statements-releases'.
    joint = " or " if len(words) == 2 and all(map(_is_plural, words)) else " "
    return joint.join(map(_singular, words)) if len(words) <= _LONGEST_KIND else ""


def _is_known(kind: str) -> bool:
    """Say whether a kind in words ends with the name of a kind, or begins with one ('nota de prensa')."""
    words = fold_letters(kind).split()
    return bool(words) and (words[-1] in _KINDS or words[0] in _KINDS)


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "news"))


def _singular(word: str) -> str:
    if word in _ALWAYS_PLURAL or not _is_plural(word):
        return word
    if word.endswith("ies") and len(word) > len("ties"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "xes")) else word[:-1]
