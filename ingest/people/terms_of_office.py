"""Terms of office: what the archive prints with a person, brought together by office, with the days first and last printed.

Left out are former offices, what is printed once in passing, and what is rare beside the person's main office. A title
alone ('Secretary', as in a label) is the particular office ('Secretary of State') where the person is printed with one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise, permutations

from archive import Office
from ingest.people.identities import Held, Identity, is_particular
from language import FORMS_OF_ADDRESS, is_same_rank, office_key, word_set

_FEWEST = 2  # times that running text prints an office
_LEAST_SHARE = 0.01  # of the most printed office
_LEAST_PARTICULAR = 0.05  # of a bare title's mentions are printed as the particular office that the title stands for
_LEAST_MORE_PARTICULAR = 0.5  # and of an office that is particular already, as a more particular one
_CLEARLY_MORE = 2  # times as often as another particular office
_GAP = timedelta(days=100)  # a mention so far from all others is of a past or a future office
_STRAY = 0.02  # of an office's mentions may be so far away
_FEWEST_FIRM = 2  # labels and titles that show who held an office when
_AFTERWARDS = 0.1  # of an office's mentions may be from a successor's time
_NOT_NOW = word_set("titles.not_now")


@dataclass(slots=True)
class _Tally:
    names: Counter[str] = field(default_factory=Counter)
    days: Counter[date] = field(default_factory=Counter)
    undated: int = 0  # mentions of undated releases: they say that an office was held, not when
    is_firm: bool = False
    firm: list[date] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.days.total() + self.undated

    def absorb(self, other: _Tally) -> None:
        self.days.update(other.days)
        self.undated += other.undated
        self.is_firm |= other.is_firm
        self.firm += other.firm


def sum_offices(identities: Sequence[Identity]) -> list[tuple[Office, ...]]:
    """Return the offices of each person, those most printed first."""
    tallied = {identity: _tally(identity.held) for identity in identities}
    _end_terms(
        [(who, key, tally) for who, tallies in tallied.items() if who.is_official for key, tally in tallies.items()]
    )
    return [_offices(tallies.values()) for tallies in tallied.values()]


def _tally(offices: Iterable[Held]) -> dict[frozenset[str], _Tally]:
    tallies: dict[frozenset[str], _Tally] = {}
    for held in offices:
        key = office_key(held.office)
        if not key <= FORMS_OF_ADDRESS and not _is_past(key):
            tally = tallies.setdefault(key, _Tally())
            tally.names[held.office] += held.count
            tally.is_firm |= held.firm
            if held.date is None:
                tally.undated += held.count
                continue
            tally.days[held.date] += held.count
            if held.firm:
                tally.firm.append(held.date)
    _make_particular(tallies)
    return tallies


def _end_terms(tallied: Sequence[tuple[Identity, frozenset[str], _Tally]]) -> None:
    """End an office of the own government where a successor's labels begin: what is still printed then is of the past.

    Two people are successors where all labels and titles of the first are before all of the second's. For an office that many
    hold at once that would be chance, and costs a few days.
    """
    sure = [(who, key, tally) for who, key, tally in tallied if len(tally.firm) >= _FEWEST_FIRM]
    for (who, key, before), (other, other_key, after) in permutations(sure, 2):
        is_one_office = key == other_key or is_same_rank(key, other_key) or is_same_rank(other_key, key)
        if who is other or not is_one_office or max(before.firm) >= min(after.firm):
            continue
        for tally, late in (
            (before, [day for day in before.days if day >= min(after.firm)]),
            (after, [day for day in after.days if day <= max(before.firm)]),
        ):
            if sum(tally.days[day] for day in late) <= _AFTERWARDS * tally.days.total():
                for day in late:
                    del tally.days[day]


def _offices(tallies: Collection[_Tally]) -> tuple[Office, ...]:
    most = max((tally.count for tally in tallies), default=0)
    kept = [t for t in tallies if t.count >= (1 if t.is_firm else _FEWEST) and t.count >= _LEAST_SHARE * most]
    return tuple(sorted(map(_office, kept), key=lambda office: (-office.count, office.name)))


def is_past_office(office: str) -> bool:
    """Say whether an office is printed as a former or a future one."""
    return _is_past(office_key(office))


def _is_past(key: frozenset[str]) -> bool:
    return any(
        word in _NOT_NOW or word.startswith(("then-", "ex-")) or word.endswith(("-elect", "-designate")) for word in key
    )


def _make_particular(tallies: dict[frozenset[str], _Tally]) -> None:
    """Count a bare title to the particular office that it stands for, where that is clear."""
    for key in sorted(tallies, key=lambda key: (len(key), sorted(key))):
        bare = tallies[key]
        wider = [other for other in tallies if is_same_rank(key, other) and tallies[other].count >= _FEWEST]
        wider.sort(key=lambda other: (-tallies[other].count, sorted(other)))
        least = _LEAST_MORE_PARTICULAR if is_particular(key) else _LEAST_PARTICULAR
        if not wider or tallies[wider[0]].count < least * bare.count:
            continue
        if len(wider) == 1 or tallies[wider[0]].count >= _CLEARLY_MORE * tallies[wider[1]].count:
            tallies[wider[0]].absorb(tallies.pop(key))


def _office(tally: _Tally) -> Office:
    first, last = _main_period(tally.days) if tally.days else (None, None)
    name = min(tally.names, key=lambda name: (name.isupper(), -tally.names[name], len(name), name))
    return Office(name=name, first=first, last=last, count=tally.count)


def _main_period(days: Counter[date]) -> tuple[date, date]:
    """Return the first and last day of an office without the few mentions that lie far from all others."""
    ordered = sorted(days)
    return _first_of_many(ordered, days), _first_of_many(ordered[::-1], days)


def _first_of_many(ordered: Sequence[date], days: Counter[date]) -> date:
    """Return the first day, in this order, that is not a stray one."""
    passed, first = 0, ordered[0]
    for day, following in pairwise(ordered):
        passed += days[day]
        if passed > _STRAY * days.total():
            break
        if abs(following - day) > _GAP:
            first = following
    return first
