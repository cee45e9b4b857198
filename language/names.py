"""Names: how they are folded, and whether two of them can be one person's. The one rule book, for all who compare names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from nicknames import NickNamer

from language.letters import fold_letters
from language.vocabulary import entry, word_set

_LONGEST_SHORT = 4  # letters of a name that may be short for its own feminine form: 'Jean' for Jeanette
_NICKNAMES = NickNamer()
_SUFFIXES = frozenset(map(str.lower, word_set("names.generations", "names.degrees")))
_HONORIFICS = word_set("titles.honorific")
_PARTICLES = word_set("names.particles")
_FEMININE_ENDINGS = word_set("names.feminine_endings")
_INITIALS = re.compile("[b-df-hj-np-tv-z]{2,3}")
_SHORT_FORMS: dict[str, frozenset[str]] = {
    name: frozenset(fold_letters(short).split()) for name, short in entry("names.short_forms").items()
}

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


@lru_cache(maxsize=65536)
def is_first_name(word: str) -> bool:
    """Say whether a folded word is known as a first name, or as a short form of one."""
    listed = word in _SHORT_FORMS or any(word in forms for forms in _SHORT_FORMS.values())
    return listed or bool(_NICKNAMES.nicknames_of(word) or _NICKNAMES.canonicals_of(word))


def ends_with(words: Words, surname: Words) -> bool:
    """Say whether a full name has this surname, and a first name before it."""
    return bool(surname) and len(words) > len(surname) and words[-len(surname) :] == surname


def same_surname(surname: str, other: str) -> bool:
    """Say whether two surnames are the same; the shorter may lack first words ('Lund-Vale' and 'Vale')."""
    return end_alike(fold_name(surname), fold_name(other))


def end_alike(words: Words, others: Words) -> bool:
    """Say whether one of two names ends with all of the other: 'Vale' and 'Ida Vale'; no name ends with none."""
    return bool(words and others) and (words[-len(others) :] == others or others[-len(words) :] == words)


@lru_cache(maxsize=65536)
def may_be_one(name: Words, other: Words) -> bool:
    """Say whether two names can be one person's: 'Joe Vale' and 'Joseph R. Vale' can, and so can 'Vale Joe'.

    So can two names of which one ends with the other: 'Vale', 'Bel Vale' and 'John Bel Vale'; a name may also have run on
    from a place ('Torvia Bel Vale').
    """
    return end_alike(name, other) or end_alike(*map(_without_particles, (name, other))) or agree_in_full(name, other)


def _without_particles(name: Words) -> Words:
    """Return a name without the particles in it: 'Omar al-Rashid' is Omar Rashid, but Al Vale has a first name."""
    return (*name[:1], *(word for word in name[1:] if word not in _PARTICLES))


@lru_cache(maxsize=65536)
def agree_in_full(name: Words, other: Words) -> bool:
    """Say whether two names in full, first name and surname, can be one person's; one may have the family's name first."""
    if not (name and other):
        return False
    orders = [(name, other)]
    if name[-1] != other[-1]:
        orders = [(name[1:] + name[:1], other), (name, other[1:] + other[:1])]
    return any(one[-1] == another[-1] and _first_names_agree(one, another) for one, another in orders)


def _first_names_agree(name: Words, other: Words) -> bool:
    return first_names_agree(name[0], other[0]) and _middle_names_agree(name[1:-1], other[1:-1])


def distinct_names(names: Iterable[str]) -> list[str]:
    """Return the different people among full names of one surname in one release, each as most often named there.

    There 'Ana Vale' and 'Ana B. Vale' are one, and so is whoever else has that first initial.
    """
    forms: dict[str, Counter[str]] = {}
    for name in names:
        forms.setdefault(fold_letters(name[0]), Counter())[name] += 1
    return [counts.most_common(1)[0][0] for counts in forms.values()]


@lru_cache(maxsize=65536)
def first_names_agree(name: str, other: str) -> bool:
    """Say whether two folded first names can be one person's: the same, an initial, a nickname or a short form.

    Short forms are those of names.toml and of the ``nicknames`` library: that a name begins with another says nothing. A
    feminine form is a name of its own: 'Paula' is not Paul, and 'Louise' not Louis, though the library has that pair.
    """
    if name == other:
        return True
    short, long = sorted((name, other), key=len)
    if len(short) == 1 or (_INITIALS.fullmatch(short) and short not in _HONORIFICS):
        return long[0] == short[0]
    is_short_form = long in _NICKNAMES.canonicals_of(short) or short in _NICKNAMES.canonicals_of(long)
    is_short_form = is_short_form or _are_listed(short, long)
    if long.startswith(short) and long[len(short) :] in _FEMININE_ENDINGS:
        return is_short_form and (len(short) <= _LONGEST_SHORT or not _NICKNAMES.nicknames_of(short))
    return is_short_form


def _are_listed(name: str, other: str) -> bool:
    """Say whether names.toml has one as a short form of the other, or both as those of one name."""
    short_of_other, short_of_name = _SHORT_FORMS.get(other, frozenset()), _SHORT_FORMS.get(name, frozenset())
    return (
        name in short_of_other
        or other in short_of_name
        or any(name in forms and other in forms for forms in _SHORT_FORMS.values())
    )


def _middle_names_agree(names: Words, others: Words) -> bool:
    """Say whether middle names do not contradict each other: one name has none beside particles, or they share an initial."""
    initials, other_initials = ({word[0] for word in words if word not in _PARTICLES} for words in (names, others))
    return not initials or not other_initials or bool(initials & other_initials)
