"""Offices: what the archive prints with a person, brought together by office, with the days first and last printed.

Left out are former offices, what is printed once in passing, and what is rare beside the person's main office. A title
alone ('Secretary', as in a label) is the particular office ('Secretary of State') where the person is printed with one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from archive.people import Office, is_same_rank, office_key
from ingest.identities import Held
from ingest.titles import HONORIFICS

FEWEST = 2  # times that running text prints an office
LEAST_SHARE = 0.01  # of the most printed office
LEAST_PARTICULAR = 0.05  # of a bare title's mentions are printed as the particular office that the title stands for
CLEARLY_MORE = 2  # times as often as another particular office
GAP = timedelta(days=100)  # a mention so far from all others is of a past or a future office
STRAY = 0.02  # of an office's mentions may be so far away
_NOT_NOW = ("former", "then", "ex", "late", "future", "incoming", "designate", "elect", "nominee")
_NO_OFFICE = frozenset(title.lower() for title in HONORIFICS) | {"madam", "excellency", "majesty", "highness", "royal"}


@dataclass(slots=True)
class _Tally:
    names: Counter[str] = field(default_factory=Counter)
    days: Counter[date] = field(default_factory=Counter)
    firm: bool = False

    @property
    def count(self) -> int:
        return self.days.total()

    def absorb(self, other: _Tally) -> None:
        self.days.update(other.days)
        self.firm = self.firm or other.firm


def sum_offices(held: Iterable[Held]) -> tuple[Office, ...]:
    """Return the offices of one person, those most printed first."""
    tallies: dict[frozenset[str], _Tally] = {}
    for one in held:
        key = office_key(one.office)
        if not key <= _NO_OFFICE and not _is_past(key):
            tally = tallies.setdefault(key, _Tally())
            tally.names[one.office] += one.count
            tally.days[one.date] += one.count
            tally.firm = tally.firm or one.firm
    _make_particular(tallies)
    most = max((tally.count for tally in tallies.values()), default=0)
    kept = [t for t in tallies.values() if t.count >= (1 if t.firm else FEWEST) and t.count >= LEAST_SHARE * most]
    offices = [_office(tally) for tally in kept]
    return tuple(sorted(offices, key=lambda office: (-office.count, office.name)))


def _is_past(key: frozenset[str]) -> bool:
    return any(
        word in _NOT_NOW or word.startswith(("then-", "ex-")) or word.endswith(("-elect", "-designate")) for word in key
    )


def _make_particular(tallies: dict[frozenset[str], _Tally]) -> None:
    """Count a bare title to the particular office that it stands for, where that is clear."""
    for key in sorted(tallies, key=lambda key: (len(key), sorted(key))):
        bare = tallies[key]
        wider = [other for other in tallies if is_same_rank(key, other) and tallies[other].count >= FEWEST]
        wider.sort(key=lambda other: (-tallies[other].count, sorted(other)))
        if not wider or tallies[wider[0]].count < LEAST_PARTICULAR * bare.count:
            continue
        if len(wider) == 1 or tallies[wider[0]].count >= CLEARLY_MORE * tallies[wider[1]].count:
            tallies[wider[0]].absorb(tallies.pop(key))


def _office(tally: _Tally) -> Office:
    first, last = _main_period(tally.days)
    name = min(tally.names, key=lambda name: (name.isupper(), -tally.names[name], len(name), name))
    return Office(name=name, first=first, last=last, count=tally.count)


def _main_period(days: Counter[date]) -> tuple[date, date]:
    """Return the first and last day of an office without the few mentions that lie far from all others."""
    ordered = sorted(days)
    return _trim(ordered, days), _trim(ordered[::-1], days)


def _trim(ordered: Sequence[date], days: Counter[date]) -> date:
    """Return the first day, in this order, that is not a stray one."""
    strays = 0
    for index, (day, following) in enumerate(pairwise(ordered)):
        strays += days[day]
        if strays > STRAY * days.total():
            break
        if abs(following - day) > GAP:
            return _trim(ordered[index + 1 :], days)
    return ordered[0]
