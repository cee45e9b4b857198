"""Namesakes: two people of one full name, told apart by offices that nobody holds at once.

'GOVERNOR VALE' and 'MINISTER VALE', both Ana Vale, are two people where their labels come in turns: governor, minister,
governor again. One after the other, they are one person who changed office.
"""

from __future__ import annotations

from collections.abc import Sequence

from archive import Appearance
from ingest.people.identities import Identity
from ingest.people.terms_of_office import is_past_office
from ingest.people.titled_names import read_name
from language import entry, same_titles

FEWEST_RELEASES = 2  # of each branch; one alone may be a courtesy or a misprint

_BRANCH_OF = {title.upper(): titles[0] for titles in entry("titles.branches") for title in titles}


def split_namesakes(identity: Identity) -> list[Identity]:
    """Return an identity as the people that it is: itself, or one for each branch of office, and one for the rest."""
    branches: dict[str, list[Appearance]] = {}
    for one in sorted(identity.appearances, key=lambda one: (one.date, one.release_id)):
        branches.setdefault(_branch(one.label), []).append(one)
    rest = branches.pop("", [])
    if not _take_turns([shown for shown in branches.values() if len(shown) >= FEWEST_RELEASES]):
        return [identity]
    return [_part(identity, branch, shown) for branch, shown in [*branches.items(), ("", rest)] if shown]


def _branch(label: str | None) -> str:
    return _BRANCH_OF.get(same_titles(read_name(label).title)[0], "") if label else ""


def _take_turns(branches: Sequence[Sequence[Appearance]]) -> bool:
    """Say whether two branches are heard in turns: each before the other has ended."""
    return any(
        one[0].date < other[-1].date and other[0].date < one[-1].date
        for index, one in enumerate(branches)
        for other in branches[index + 1 :]
    )


def _part(identity: Identity, branch: str, shown: Sequence[Appearance]) -> Identity:
    part = Identity(surname=identity.surname, given_name=identity.given_name)
    part.names.update(identity.names)
    part.forms |= identity.forms
    part.appearances += shown
    part.held += [
        one for one in identity.held if _branch(one.office.upper()) == branch and not is_past_office(one.office)
    ]
    return part
