"""Likeness: whether a title and an office as printed say the same, and whether a label is another one misprinted."""

from __future__ import annotations

from collections.abc import Collection
from difflib import SequenceMatcher
from functools import lru_cache

from ingest.people.titled_names import read_speaker_name
from ingest.turns import is_office
from language import Role, same_titles, word_set

_SHORTEST_MISPRINTED = 7  # letters of a surname: shorter ones that are nearly the same are as likely two people's
_NEARLY = 0.85  # of the letters of a misprinted label are right (difflib's ratio)
_CAPITALS = word_set("titles.capitals")


@lru_cache(maxsize=65536)
def fits_title(office: str, title: str) -> bool:
    """Say whether an office as printed is what a label's title says, or another word for it."""
    return any(is_office(office, same) for same in same_titles(title))


@lru_cache(maxsize=65536)
def _is_near(printed: str, known: str) -> bool:
    return SequenceMatcher(None, printed, known, autojunk=False).ratio() >= _NEARLY


def is_misprint(label: str, known: str, *, surnames: Collection[str]) -> bool:
    """Say whether a label is a known one misprinted, and not another person's.

    The title may be wrong where the surname is right ('MINSITER VALE', 'S. VALE'). In a long surname that no name in the
    archive has, two letters may have changed places, or one may be missing or too many.
    """
    read, right = read_speaker_name(label), read_speaker_name(known)
    if not read.words or not right.words:
        return False
    last, known_last = read.words[-1], right.words[-1]
    if last == known_last:
        return read.title != right.title and read.role is not Role.HONORIFIC and _is_near(label, known)
    long_enough = min(len(last), len(known_last)) >= _SHORTEST_MISPRINTED and last[0] == known_last[0]
    if read.title != right.title or not long_enough or last in surnames or not _is_near(last, known_last):
        return False
    return len(last) != len(known_last) or sorted(last) == sorted(known_last)


def write_title(title: str) -> str:
    """Return a label's title as an office is written: 'SURGEON GENERAL' -> 'Surgeon General'."""
    return " ".join(word if word.lower() in _CAPITALS else word.capitalize() for word in title.split())
