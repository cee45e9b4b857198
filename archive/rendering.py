"""Rendering: a person as text for the terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from archive.cleaning import Waste
from archive.people import Office, Person
from archive.verifying import Verified
from archive.withdrawn_texts import FoundTexts


def describe_person(person: Person, *, on: date | None = None, whole: bool = False) -> str:
    """Return a person in a line; ``whole`` adds all names and offices."""
    office = _shown_office(person, on)
    as_guest = ", as a guest" if person.guest > person.official == 0 else ""
    line = (
        f"{person.name}{f', {office.name}' if office else ''}: {_count(person.turns, 'turn')} in"
        f" {_count(person.releases, 'release')}, {_days(person)}{as_guest}"
    )
    if not whole:
        return line
    names = ", ".join(f"{alias.name} ({alias.count:,})" for alias in person.aliases)
    held = [f"    {one.name}: {_days(one)} ({one.count:,})" for one in person.offices]
    return "\n".join([line, f"    printed as {names}", *held])


def _days(held: Person | Office) -> str:
    return f"{held.first} to {held.last}" if held.first else "undated"


def _shown_office(person: Person, on: date | None) -> Office | None:
    """Return the office on a day, or on the last day heard; the one most printed of who is heard on no day that is known."""
    day = on or person.last
    return person.office_on(day) if day else next(iter(person.offices), None)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def person_to_json(person: Person, *, on: date | None = None) -> dict[str, Any]:
    """Return a person as JSON-ready values; ``office`` is the one on the day, or on the last day heard."""
    office = _shown_office(person, on)
    return {
        "id": person.id, "name": person.name, "office": office.name if office else None,
        "aliases": [{"name": alias.name, "count": alias.count} for alias in person.aliases],
        "offices": [_office_to_json(one) for one in person.offices],
        "turns": person.turns, "official": person.official, "guest": person.guest, "releases": person.releases,
        "from": _iso(person.first), "to": _iso(person.last),
    }  # fmt: skip


def _office_to_json(office: Office) -> dict[str, Any]:
    return {"name": office.name, "from": _iso(office.first), "to": _iso(office.last), "count": office.count}


def describe_verified(verified: Verified, *, seconds: float) -> str:
    """Return what a verification found, in words, with what to do about it."""
    lines = [
        f"generation {verified.generation}: {verified.releases:,} releases, {verified.passages:,} passages"
        f" ({seconds:.0f} s): {'all is as it should be' if not verified.findings else 'not all is as it should be'}"
    ]
    for one in verified.findings:
        lines.append(f"{one.kind} ({one.count:,}): {one.told}")
        lines += [f"  {example}" for example in one.examples]
        lines += [f"  ... and {one.count - len(one.examples):,} more"] if one.count > len(one.examples) else []
        lines.append(f"  to mend it: {one.remedy}")
    return "\n".join(lines)


def describe_waste(texts: FoundTexts, waste: Sequence[Waste], *, held: Sequence[int] = (), delete: bool) -> str:
    """Return what went from a store, or would go, in words; ``held`` are generations that still have texts that went."""
    lines = [f"text of the withdrawn release {release_id}" for release_id in texts.withdrawn]
    lines += [f"text of version {version} of {release_id}" for release_id, version in texts.replaced]
    lines += [f"{one.what} ({one.size / 1e6:,.1f} MB)" if one.size else one.what for one in waste]
    if not lines:
        return "there is nothing to remove"
    freed = f"{sum(one.size for one in waste) / 1e6:,.1f} MB"
    said = (
        f"removed, {freed} freed"
        if delete
        else f"may go, {freed}: 'otr gc --delete', with the same options, removes it"
    )
    left = [f"generation {number} is being read, and still holds these texts: run it again later" for number in held]
    return "\n".join([*lines, *left, said])
