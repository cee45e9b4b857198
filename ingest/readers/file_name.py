"""A file's name: the day and the title that it says, for a file that says neither inside."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

from language import find_day

_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<mark>[-_.]?)(?P<month>\d{2})(?P=mark)(?P<day>\d{2})(?!\d)")


def day_of_name(name: str) -> date | None:
    """Return the day that a file's name says ('20230228_a.txt', 'a-2021-03-04.csv', 'April-24-2020'), None where none."""
    stem = _stem(name)
    for match in _DAY.finditer(stem):
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:  # a number that is no day
            continue
    return find_day(re.sub(r"[-_]+", " ", stem))


def title_of_name(name: str) -> str:
    """Return a file's name in words, without the day in it where other words are left."""
    words = " ".join(re.sub(r"[-_]+", " ", _stem(name)).split())
    without = " ".join(re.sub(r"[-_]+", " ", _DAY.sub(" ", _stem(name))).split())
    return without if any(map(str.isalpha, without)) else words


def _stem(name: str) -> str:
    path = PurePosixPath(name)
    return path.name.removesuffix(path.suffix) or path.name
