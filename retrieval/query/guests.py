"""Guests: whether a question is about somebody who is no official of the archive, whose own words may then be the answer.

It is where it names a guest or what guests are called ('the premier', 'the head of the union') or the place that one
leads, or makes somebody a speaker who is none of the archive's officials. What officials say is searched all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from archive import CatalogueReader, Voice
from language import STOP_WORDS, fold_name, is_title_word, office_key, pattern, stem, word_set
from retrieval.query.people import People, is_of_country

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_FEWEST_LETTERS = 4
_OF_PLACES = [office_key(title) for title in word_set("titles.guest", "titles.head_of_state")]
_CALLED = word_set("titles.guest", "titles.head_of_state") - word_set("titles.heads")
_TITLES = frozenset(tuple(title.split()) for title in _CALLED)
_LEADS = pattern("names.leads_something")
_LONGEST_TITLE = 3
LOOKED_AT = 50  # passages, for how a word is written
OFTEN = 4  # of so many times that a word is written, more than once
_INSTITUTIONS = word_set("titles.institutions")
_AUXILIARIES = word_set("questions.auxiliaries")
_NOBODY = pattern("titles.nobody_in_particular")


def find_guest(text: str, catalogue: CatalogueReader) -> tuple[int, int] | None:
    """Return where a question first names a guest of the archive, or what one is called; None where it does not."""
    names, places = _named(catalogue)
    words = [(found.start(), found.end(), re.sub(r"[’']s?$", "", found.group())) for found in _WORD.finditer(text)]
    capitals = any(word[0].isupper() for _, _, word in words[1:])
    for place, (start, end, word) in enumerate(words):
        last = fold_name(word)[-1:]
        may_name = bool(last) and (last[0] in names or any(is_of_country(one, last[0]) for one in places))
        if may_name and (word[0].isupper() or not (capitals or _is_written_small(word, catalogue))):
            return start, end
        if _LEADS.match(text, start):
            return start, end
        if size := _title_at([one.lower() for _, _, one in words[place : place + _LONGEST_TITLE]], catalogue):
            return start, words[place + size - 1][1]
    return None


def is_stranger(called: str, people: People) -> bool:
    """Whether words for a speaker, whom the archive does not know by them, may stand for somebody who is not of its own."""
    words = called.lower().split()
    if words[-1] in _INSTITUTIONS or not _AUXILIARIES.isdisjoint(words) or _NOBODY.search(called):
        return False
    return bool(key := office_key(called) - STOP_WORDS) and not key <= _own_words(people)


def is_official(called: str, people: People) -> bool:
    """Whether an official of the archive holds an office that is called so, though guests may as well."""
    key = office_key(called)
    ours = (office for person in people.people() if person.official > person.guest for office in person.offices)
    return bool(key) and any(key <= office.key for office in ours)


def _is_written_small(word: str, catalogue: CatalogueReader) -> bool:
    """Whether the archive often writes a word without a capital: it is 'green', and no name."""
    written = catalogue.spellings(stem(word), limit=LOOKED_AT)
    return OFTEN * sum(count for one, count in written.items() if one[0].islower()) > written.total()


def _title_at(words: list[str], people: People) -> int:
    """Return how many words from the first on are what a guest is called, and no official; 0 where they are not."""
    sizes = (size for size in range(len(words), 0, -1) if tuple(words[:size]) in _TITLES)
    return next((size for size in sizes if not is_official(" ".join(words[:size]), people)), 0)


def _own_words(people: People) -> frozenset[str]:
    offices = (office for person in people.people() if person.official >= person.guest for office in person.offices)
    return frozenset(word for office in offices for word in office.key)


@lru_cache(maxsize=4)
def _named(catalogue: CatalogueReader) -> tuple[frozenset[str], frozenset[str]]:
    """Return the surnames of guests that are no official's, and the places that guests lead or speak for, folded."""
    guests = [person for person in catalogue.people() if person.guest > person.official]
    ours = {word for person in catalogue.people() if person.official >= person.guest for word in fold_name(person.name)}
    printed = (*(guest.name for guest in guests), *catalogue.labels_in(Voice.GUEST))
    surnames = {folded[-1] for name in printed if (folded := fold_name(name))}
    places = {
        word
        for guest in guests
        for office in guest.offices
        for title in _OF_PLACES
        if title < office.key and len(office.key - title) == 1
        for word in office.key - title
    }
    own = ours | _own_words(catalogue)
    return _telling(surnames - own), _telling(places - own)


def _telling(words: Iterable[str]) -> frozenset[str]:
    return frozenset(
        word for word in words if len(word) >= _FEWEST_LETTERS and not is_title_word(word) and word not in STOP_WORDS
    )
