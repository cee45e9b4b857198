"""Namesakes: two people of one full name, told apart by offices that nobody holds at once.

'GOVERNOR VALE' and 'MINISTER VALE', both Ana Vale, are two people where their labels come in turns: governor, minister,
governor again. One after the other, they are one person who changed office.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from archive import Appearance, sort_day
from ingest.people.identities import Identity
from ingest.people.terms_of_office import is_past_office
from ingest.people.titled_names import read_speaker_name
from language import entry

_FEWEST_RELEASES = 2  # of each branch; one alone may be a courtesy or a misprint
_BRANCH_OF = {title.upper(): titles[0] for titles in entry("titles.branches") for title in titles}


def split_namesakes(identity: Identity) -> list[Identity]:
    """Return an identity as the people that it is: itself, or one for each branch of office, and one for the rest."""
    branches: dict[str, list[Appearance]] = {}
    for appearance in sorted(
        identity.appearances, key=lambda appearance: (sort_day(appearance.date), appearance.release_id)
    ):
        branches.setdefault(_branch(appearance.label), []).append(appearance)
    rest = branches.pop("", [])
    heard = [appearances for appearances in branches.values() if len(appearances) >= _FEWEST_RELEASES]
    if not any(_take_turns(branch, other) for branch, other in combinations(heard, 2)):
        return [identity]
    return [_part(identity, branch, heard) for branch, heard in [*branches.items(), ("", rest)] if heard]


def _branch(title: str | None) -> str:
    return _BRANCH_OF.get(read_speaker_name(title).main_title, "") if title else ""


def _take_turns(branch: Sequence[Appearance], other: Sequence[Appearance]) -> bool:
    """Say whether each of two branches is heard before the other has ended, as far as their releases have dates."""
    days, others = ([a.date for a in heard if a.date] for heard in (branch, other))
    return bool(days and others) and min(days) < max(others) and min(others) < max(days)


def _part(identity: Identity, branch: str, heard: Sequence[Appearance]) -> Identity:
    part = Identity(surname=identity.surname, given_name=identity.given_name)
    part.names.update(identity.names)
    part.forms |= identity.forms
    part.appearances += heard
    part.held += [
        held for held in identity.held if _branch(held.office.upper()) == branch and not is_past_office(held.office)
    ]
    return part
