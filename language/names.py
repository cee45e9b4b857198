"""Names: how they are folded, and whether two of them can be one person's. The one rule book, for all who compare names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from nicknames import NickNamer

from language.letters import fold_letters
from language.vocabulary import word_set

_FEWEST_SHARED = 3  # letters of a short form that no list has: 'Vlad' is Vladimir
_LONGEST_SHORT = 4
_NICKNAMES = NickNamer()
_SUFFIXES = frozenset(map(str.lower, word_set("names.generations", "names.degrees")))
_FEMININE_ENDINGS = word_set("names.feminine_endings")

Words = tuple[str, ...]


@lru_cache(maxsize=65536)
def fold_name(name: str) -> Words:
    """Return a name's words without case, accents, full stops and apostrophes, and without 'the'."""
    plain = re.sub(r"[’'‘`.]", "", re.sub(r"[’']s\b", "", fold_letters(name)))
    return tuple(word for word in re.findall(r"[^\W_]+", plain) if word != "the")


def name_words(name: str) -> Words:
    """Return the folded words of a name, without a suffix ('Jr.')."""
    words = fold_name(name)
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words = words[:-1]
    return words


def is_first_name(word: str) -> bool:
    """Say whether a folded word is known as a first name, or as a short form of one."""
    return bool(_NICKNAMES.nicknames_of(word) or _NICKNAMES.canonicals_of(word))


def ends_with(words: Words, surname: Words) -> bool:
    """Say whether a full name has this surname, and a first name before it."""
    return bool(surname) and len(words) > len(surname) and words[-len(surname) :] == surname


def same_surname(surname: str, other: str) -> bool:
    """Say whether two surnames are the same; the shorter may lack first words ('Lund-Vale' and 'Vale')."""
    return _end_alike(fold_name(surname), fold_name(other))


def _end_alike(words: Words, others: Words) -> bool:
    return bool(words and others) and (words[-len(others) :] == others or others[-len(words) :] == words)


@lru_cache(maxsize=65536)
def may_be_one(name: Words, other: Words) -> bool:
    """Say whether two names with the same last word can be one person's: 'Joe Vale' and 'Joseph R. Vale' can.

    So can two names of which one ends with the other: 'Vale', 'Bel Vale' and 'John Bel Vale'; a name may also have run on
    from a place ('Torvia Bel Vale').
    """
    if _end_alike(name, other):
        return True
    return first_names_agree(name[0], other[0]) and _middle_names_agree(name[1:-1], other[1:-1])


def distinct_names(names: Iterable[str]) -> list[str]:
    """Return the different people among full names of one surname in one release, each as most often named there.

    There 'Ana Vale' and 'Ana B. Vale' are one, and so is whoever else has that first initial.
    """
    forms: dict[str, Counter[str]] = {}
    for name in names:
        forms.setdefault(name[0].casefold(), Counter())[name] += 1
    return [counts.most_common(1)[0][0] for counts in forms.values()]


@lru_cache(maxsize=65536)
def first_names_agree(name: str, other: str) -> bool:
    """Say whether two folded first names can be one person's: the same, an initial, a nickname or a short form.

    Nicknames are those of the ``nicknames`` library. Beside them, the first letters of a name may be its short form. A
    feminine form is a name of its own: 'Paula' is not Paul, and 'Louise' not Louis, though the library has that pair.
    """
    if name == other:
        return True
    short, long = sorted((name, other), key=len)
    if len(short) == 1:
        return long[0] == short
    is_nickname = long in _NICKNAMES.canonicals_of(short) or short in _NICKNAMES.canonicals_of(long)
    if not long.startswith(short):
        return is_nickname
    if long[len(short) :] in _FEMININE_ENDINGS:
        return is_nickname and (len(short) <= _LONGEST_SHORT or not _NICKNAMES.nicknames_of(short))
    return is_nickname or _FEWEST_SHARED <= len(short) <= _LONGEST_SHORT


def _middle_names_agree(names: Words, others: Words) -> bool:
    """Say whether middle names do not contradict each other: one name has none, or they share an initial."""
    return not names or not others or bool({word[0] for word in names} & {word[0] for word in others})
