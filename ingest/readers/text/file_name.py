"""A file's name in words: the title of a file that has none inside."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<mark>[-_.]?)(?P<month>\d{2})(?P=mark)(?P<day>\d{2})(?!\d)")


def title_of_name(name: str) -> str:
    """Return a file's name in words, without the day in it where other words are left."""
    without = _words(_DAY.sub(lambda match: " " if _day(match) else match.group(), _stem(name)))
    return without if any(map(str.isalpha, without)) else _words(_stem(name))


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:  # a number that is no day
        return None


def _words(stem: str) -> str:
    return " ".join(re.sub(r"[-_]+", " ", stem).split())


def _stem(name: str) -> str:
    path = PurePosixPath(name)
    return path.name.removesuffix(path.suffix) or path.name


FIRST_WORDS = "it has no title: its first words stand for one"
_TITLE_WORDS = 12
_LONGEST_TITLE = 120  # characters


def title_of_first_words(text: str) -> str:
    """Return the first words of a text that has no title, with an ellipsis where its first line goes on."""
    words = text.split("\n", maxsplit=1)[0].split()
    first = " ".join(words[:_TITLE_WORDS])[:_LONGEST_TITLE]
    return first if first == " ".join(words) else f"{first} …"
