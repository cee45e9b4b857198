"""Names: what in a speaker's name is title, first name and surname, and whether two full names can be one person's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from nicknames import NickNamer

from ingest.turns import classify
from language import OFFICE_WORDS, TITLES, Role, fold_name, is_office_word

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})
_NICKNAMES = NickNamer()
FEWEST_SHARED = 3  # letters of a short form: 'Deb' is Debra
LONGEST_SHORT = 4
_OTHERS = frozenset({"a", "e", "et", "ie", "ette", "ine"})  # 'Paula' is not Paul


@dataclass(frozen=True, slots=True)
class Read:
    """A speaker's name or label, read: the title in capitals ('' where none), its role, and the folded words of the name."""

    title: str
    role: Role
    words: tuple[str, ...]


@lru_cache(maxsize=16384)
def read_label(label: str) -> Read:
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
    if len(words) < len(("first", "last")) or len(words[0].rstrip(".")) == 1 or read_label(name).title:
        return False
    role, _title, surname = classify(name)
    return role is Role.BARE and bool(surname) and not all(word in OFFICE_WORDS for word in name_words(name))


def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, without a suffix ('Jr.')."""
    words = fold_name(name)
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words = words[:-1]
    return words


def is_first_name(word: str) -> bool:
    """Say whether a folded word is known as a first name, or as a short form of one."""
    return bool(_NICKNAMES.nicknames_of(word) or _NICKNAMES.canonicals_of(word))


def ends_with(words: tuple[str, ...], surname: tuple[str, ...]) -> bool:
    """Say whether a full name has this surname, and a first name before it."""
    return bool(surname) and len(words) > len(surname) and words[-len(surname) :] == surname


@lru_cache(maxsize=65536)
def may_be_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether two full names of one last word can be one person's: 'Joe Vale' and 'Joseph R. Vale' can.

    One that ends with the other is: 'John Bel Vale' and 'Bel Vale', and also what runs on from a place, 'Torvia Bel Vale'.
    """
    if one[-len(other) :] == other or other[-len(one) :] == one:
        return True
    return first_names_agree(one[0], other[0]) and _middles_agree(one[1:-1], other[1:-1])


@lru_cache(maxsize=65536)
def first_names_agree(one: str, other: str) -> bool:
    """Say whether two first names can be one person's: the same, an initial, a short form of the other, a nickname."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long[0] == short
    if long.startswith(short) and FEWEST_SHARED <= len(short) <= LONGEST_SHORT and long[len(short) :] not in _OTHERS:
        return True
    return long in _full_forms(short) or short in _full_forms(long)


@lru_cache(maxsize=16384)
def _full_forms(name: str) -> frozenset[str]:
    return frozenset(_NICKNAMES.canonicals_of(name))


def _middles_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether middle names do not contradict each other: one has none, or they share an initial."""
    if not one or not other:
        return True
    return bool({word[0] for word in one} & {word[0] for word in other})
