"""Titled names: what in a speaker's label or name is title and what is name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ingest.turns import classify
from language import TITLES, Role, is_office_word, name_words


@dataclass(frozen=True, slots=True)
class Read:
    """A speaker's name or label, read: the title in capitals ('' where none), its role, and the folded words of the name."""

    title: str
    role: Role
    words: tuple[str, ...]


@lru_cache(maxsize=16384)
def read_name(label: str) -> Read:
    """Return what a label or a titled name says: 'SECRETARY VALE' and 'Secretary Vale' a title and a surname."""
    role, title, surname = classify(label)
    if role is Role.BARE and (count := _office_words(surname)):  # a title that is in no table: 'DEPUTY MINISTER VALE'
        words = surname.split()
        role, title, surname = Role.OFFICIAL, " ".join(words[:count]).upper(), " ".join(words[count:])
    return Read(title, role, name_words(surname))


def _office_words(label: str) -> int:
    """Return how many words of an office stand before a name, the last of them a title; 0 where none do."""
    words = label.split()
    count = next((i for i, word in enumerate(words) if not is_office_word(word)), 0)
    return count if count and words[count - 1].upper() in TITLES else 0


def is_full(name: str) -> bool:
    """Say whether a speaker's name has a first name: 'Ruth Orr', but not 'Ms. Orr', nor 'Senior Ministry Official'."""
    words = name.split()
    if len(words) < len(("first", "last")) or len(words[0].rstrip(".")) == 1 or read_name(name).title:
        return False
    role, _title, surname = classify(name)
    return role is Role.BARE and bool(surname) and not all(map(is_office_word, name_words(name)))
