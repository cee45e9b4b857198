"""Titled names: what in a speaker's label or name is title, and what is name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ingest.turns import classify, split_printed
from language import TITLES, Role, Words, is_office_word, name_words, same_titles


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A speaker's label or name in parts: the title in capitals ('' where none), its role, the folded words of the name."""

    title: str
    role: Role
    words: Words

    @property
    def main_title(self) -> str:
        """The title that stands for all that say the same as this one."""
        return same_titles(self.title)[0]


@lru_cache(maxsize=16384)
def read_speaker_name(printed: str) -> SpeakerName:
    """Return what a label or a titled name says: 'SECRETARY VALE' and 'Secretary Vale' a title and a surname."""
    role, title, surname = split_printed(printed)
    if role is Role.BARE and (
        count := _count_office_words(surname)
    ):  # a title that is no entry: 'DEPUTY MINISTER VALE'
        words = surname.split()
        role, title, surname = Role.OFFICIAL, " ".join(words[:count]).upper(), " ".join(words[count:])
    return SpeakerName(title, role, name_words(surname))


def _count_office_words(label: str) -> int:
    """Return how many words of an office stand before a name, the last of them a title; 0 where none do."""
    words = label.split()
    count = next((index for index, word in enumerate(words) if not is_office_word(word)), 0)
    return count if count and words[count - 1].upper() in TITLES else 0


def is_full_name(name: str) -> bool:
    """Say whether a speaker's name has a first name: 'Ruth Orr', but not 'Ms. Orr', nor 'Senior Ministry Official'."""
    words = name.split()
    if len(words) < len(("first", "last")) or len(words[0].rstrip(".")) == 1 or read_speaker_name(name).title:
        return False
    role, _title, surname = classify(name)
    return role is Role.BARE and bool(surname) and not all(map(is_office_word, name_words(name)))
