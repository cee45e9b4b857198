"""Offices as people call them: 'the HMO chief', 'the harbour boss', 'Minister Renn's deputy'.

They are found through the offices that the archive prints: whoever holds one with all the words of what is led, or one that
is the deputy's of another's. It is told only where exactly one person fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from archive import Office, Person
from language import fold_letters, office_key, pattern, stem, word_set

_HEADED, _OF_SOMEBODY = pattern("names.headed_office"), pattern("names.office_of_somebody")
_LEADERS = word_set("titles.leaders", "titles.heads", "names.leaders")
_RANKS = word_set("titles.ranks", "titles.not_now")
_OF_NO_HEAD = _RANKS - word_set("titles.in_place")
_CAPITALISED = re.compile(r"[A-Z][^\W_]*")
_FEWEST_INITIALS = 3


def find_called(
    called: str, people: Sequence[Person], on: date | None, resolve: Callable[[str], Sequence[Person]]
) -> Sequence[Person]:
    """Return the one person whom 'the HMO chief' or 'Renn's deputy' calls; nobody where none fits, or more than one does.

    ``resolve`` finds whoever else is named in it ('Renn').
    """
    if of := _OF_SOMEBODY.fullmatch(called):
        return _only(_beside(of["role"], resolve(of["whom"]), people, on))
    headed = _HEADED.fullmatch(called)
    return _only(_heads(headed["of"] or headed["what"], people, on)) if headed else []


def _only(found: Iterable[Person]) -> list[Person]:
    distinct = list({person.id: person for person in found}.values())
    return distinct if len(distinct) == 1 else []


def _heads(what: str, people: Sequence[Person], on: date | None) -> list[Person]:
    """Return who leads what is named: in an office of leaders, or in any other that is nobody's deputy where none does so."""
    fitting = [(person, office) for person, office in _held(people, on) if _is_of(what, office)]
    leading = [person for person, office in fitting if office.key & _LEADERS]
    return leading or [person for person, _ in fitting]


def _held(people: Sequence[Person], on: date | None) -> list[tuple[Person, Office]]:
    """Return the offices with their holders: the officials' where there are any of the same kind."""
    held = [(person, office) for person in people for office in person.offices if on is None or office.held(on)]
    return [one for one in held if one[0].official >= one[0].guest] or held


def _is_of(what: str, office: Office) -> bool:
    """Say whether an office is one of what is named, in its words or its initials, and no deputy's."""
    if office.key & _OF_NO_HEAD:
        return False
    wanted = frozenset(map(stem, office_key(what)))
    if wanted and wanted < frozenset(map(stem, office.key)):
        return True
    letters = fold_letters(what).replace(".", "").strip()
    initials = "".join(word[0] for word in _CAPITALISED.findall(office.name)).lower()
    return len(letters) >= _FEWEST_INITIALS and letters in initials


def _beside(role: str, of: Sequence[Person], people: Sequence[Person], on: date | None) -> list[Person]:
    """Return who has a role beside somebody: whose office is the role and words of an office of theirs."""
    wanted = office_key(role)
    theirs = [office.key for person in of for office in person.offices if on is None or office.held(on)]
    found = []
    for person, office in _held(people, on):
        rest = office.key - wanted
        fits = wanted and wanted <= office.key and any(rest <= key or key <= rest for key in theirs)
        if fits and (rest or not wanted <= _RANKS) and person not in of:
            found.append(person)
    return found
