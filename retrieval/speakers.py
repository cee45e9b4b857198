"""Speakers: whether the person whom a claim names is the one whom a release gives the words to.

Claims are written as people write ('President Biden', 'Psaki', 'a senior official'), releases as they print ('MS. VALE').
Names agree by surname, and by first name where both have one; where one has only a title, the archive's own labels say
who is printed under that title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from archive.store import Generation

# What stands before a name, or in place of one, as claims are written.
_TITLES = frozenset(
    """mr mrs ms miss dr prof professor sir dame lord lady the a an us u.s american president vice secretary press deputy
    under undersecretary assistant acting associate principal director administrator advisor adviser coordinator
    spokesperson spokesman spokeswoman ambassador envoy chair chairman chairwoman general attorney surgeon solicitor
    minister prime foreign chancellor king queen prince princess emir pope premier governor gov lt lieutenant mayor senator
    sen representative rep congressman congresswoman delegate judge justice chief officer staff counsel national security
    senior administration ministry government white house official officials former first second gentleman state defense
    defence treasury commerce labor energy education transportation health homeland agriculture interior commissioner
    colonel captain admiral sergeant of for and to department office special consular crisis centre center reverend rev
    pastor rabbi bishop ceo executive speaker leader majority minority background briefer""".split()
)
_WITHOUT_OFFICE = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "the", "a", "an", "us", "of"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})
_REPORTERS = frozenset({"reporter", "reporters", "journalist", "press", "q", "question", "questioner", "correspondent"})
_INSTITUTIONS = frozenset(
    "administration ministry government department office agency bureau embassy council commission committee".split()
)
_OF_INSTITUTIONS = _INSTITUTIONS | frozenset(
    """white house state defense defence treasury justice commerce labor labour energy education transportation health
    homeland foreign interior agriculture national security special consular crisis centre center american press""".split()
)
# Titles that only a person has.
_PERSONAL = _TITLES - _OF_INSTITUTIONS - _WITHOUT_OFFICE - {"for", "to", "and"}
# Short forms of first names that are not the beginning of the long form.
_SHORT_FORMS = (
    ("joe", "joseph"), ("tony", "anthony"), ("bill", "william"), ("bob", "robert"), ("dick", "richard"),
    ("jim", "james"), ("jack", "john"), ("ted", "edward"), ("ned", "edward"), ("peggy", "margaret"), ("liz", "elizabeth"),
    ("beth", "elizabeth"), ("kate", "katherine"), ("kathy", "catherine"), ("mike", "michael"), ("chuck", "charles"),
    ("hank", "henry"), ("harry", "henry"), ("andy", "andrew"), ("larry", "lawrence"), ("jenny", "jennifer"),
    ("sandy", "alexander"), ("betsy", "elizabeth"), ("nancy", "anne"), ("tom", "thomas"), ("rick", "richard"),
    ("debbie", "deborah"), ("becky", "rebecca"), ("ricky", "richard"), ("jeff", "geoffrey"), ("steve", "stephen"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in parts, in lower case: titles, first names, surname ('' where there is none)."""

    titles: frozenset[str]
    first: tuple[str, ...]
    surname: str


def names_reporter(claimed: str) -> bool:
    """Whether a claim names no person but a reporter."""
    return bool(_REPORTERS & set(_parts(claimed)))


def names_institution(claimed: str, office: str | None) -> bool:
    """Whether a claim names an institution that speaks through a release: 'the White House', 'the ministry'.

    ``office`` is the release's own, None where it names none: any institution may then be meant.
    """
    parts = set(_parts(claimed)) - _WITHOUT_OFFICE
    institution = bool(parts & _INSTITUTIONS or {"white", "house"} <= parts) and not parts & _PERSONAL
    return institution and (not office or bool(parts & set(_parts(office))))


def is_same_speaker(generation: Generation, claimed: str, speaker: str | None, label: str | None) -> bool:
    """Return whether a claim's speaker is the one whom a release names so, or prints under this label.

    ``speaker`` is the name, ``label`` what is printed ('THE PRESIDENT'); either may be None.
    """
    wanted = _read(claimed)
    if not wanted.surname:
        return any(_holds_title(wanted, printed) for printed in (label, speaker) if printed)
    known = _labels(generation)
    printed = frozenset(filter(None, (speaker, label)))
    for name in filter(None, (speaker, label)):  # the name first: it says more than the label
        there = _read(name)
        if there.surname == wanted.surname:
            others = {other: labels for other, labels in known.items() if other != speaker}
            return _first_names_agree(wanted, there) and _titles_agree(
                wanted, there, printed | known.get(name, frozenset()), others
            )
    # 'THE PRESIDENT', whose name the release does not give: who is printed so elsewhere in the archive?
    if speaker is None and label and not _read(label).surname:
        holders = [name for name, labels in known.items() if label in labels]
        return bool(holders) and all(is_same_speaker(generation, claimed, name, None) for name in holders)
    return False


def _holds_title(wanted: _Name, printed: str) -> bool:
    """Whether what is printed holds all the words of a title: 'the President' is 'THE PRESIDENT', not 'Vice President'."""
    there = frozenset(_parts(printed)) - _WITHOUT_OFFICE
    asked = wanted.titles - _WITHOUT_OFFICE
    return bool(asked) and asked <= there and ("vice" in asked) == ("vice" in there)


def _first_names_agree(one: _Name, other: _Name) -> bool:
    if not one.first or not other.first:
        return True
    a, b = one.first[0], other.first[0]
    return a.startswith(b) or b.startswith(a) or (a, b) in _SHORT_FORMS or (b, a) in _SHORT_FORMS


def _titles_agree(wanted: _Name, there: _Name, printed: frozenset[str], others: Mapping[str, frozenset[str]]) -> bool:
    """Whether a title fits, where the claim gives one and no first name: another of that surname may hold the office."""
    office = wanted.titles - _WITHOUT_OFFICE
    if not office or wanted.first or any(_holds_title(wanted, one) for one in printed):
        return True
    namesakes = [
        labels | {name}
        for name, labels in others.items()
        if (read := _read(name)).surname == there.surname
        and not (read.first and there.first and _first_names_agree(read, there))
    ]
    return not any(_holds_title(wanted, one) for labels in namesakes for one in labels)


@lru_cache(maxsize=4096)
def _read(name: str) -> _Name:
    parts = [part for part in _parts(name) if part not in _SUFFIXES and not part.isdigit()]
    if not parts or parts[-1] in _TITLES:
        return _Name(frozenset(parts), (), "")
    names = [part for part in parts[:-1] if part not in _TITLES]
    return _Name(frozenset(parts[:-1]) & _TITLES, tuple(names), parts[-1])


def _parts(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"[’'](?=s\b)|[’'`‘.]", "", plain.split("(")[0].casefold())
    return re.findall(r"[^\W_]+(?:-[^\W_]+)*", plain.split(",")[0])


@lru_cache(maxsize=2)
def _labels(generation: Generation) -> dict[str, frozenset[str]]:
    return generation.catalogue.labels_of_speakers()
