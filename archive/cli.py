"""The console command that looks people up in the catalogue: ``otr people``."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from archive.errors import UsageError
from archive.people import Office, Person
from archive.reader import CatalogueReader
from archive.settings import Settings
from archive.store import Store

StoreOption = Annotated[Path | None, typer.Option("--store", help="Folder of the store.", show_default="data/store")]


def add_commands(app: typer.Typer) -> None:
    """Add this module's command to the console."""
    app.command("people")(people_command)


def people_command(
    name: Annotated[str | None, typer.Argument(help="A surname, a full name or a label ('MS. ORR').")] = None,
    store: StoreOption = None,
    office: Annotated[str | None, typer.Option(help="Only who holds this office: 'press secretary'.")] = None,
    on: Annotated[str | None, typer.Option(help="On this day: YYYY-MM-DD.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the people who speak in the archive: names as printed, offices and when, how much is heard of them."""
    day = _day(on)
    people = find_people(Store(store or Settings().store).generation().catalogue, name=name, office=office, on=day)
    if as_json:
        print(json.dumps([to_json(person, on=day) for person in people], ensure_ascii=False, indent=1))
        return
    if not people:
        print("nobody: 'otr people' lists all", file=sys.stderr)
    print("\n".join(describe(person, on=day, whole=name is not None) for person in people))


def find_people(
    catalogue: CatalogueReader, *, name: str | None, office: str | None, on: date | None
) -> Sequence[Person]:
    """Return who has the name and holds the office on the day; what is None does not narrow."""
    people = catalogue.people() if name is None else catalogue.people_named(name)
    if office is not None:
        holders = catalogue.holders(office, on)
        return [person for person in holders if person in people]
    return (
        people
        if on is None
        else [person for person in people if person.first <= on <= person.last or person.office_on(on)]
    )


def describe(person: Person, *, on: date | None = None, whole: bool = False) -> str:
    """Return a person in a line; ``whole`` adds all names and offices."""
    office = person.office_on(on or person.last)
    line = (
        f"{person.name}{f', {office.name}' if office else ''}: {_count(person.turns, 'turn')} in"
        f" {_count(person.releases, 'release')}, {person.first} to {person.last}{'' if person.official else ', as a guest'}"
    )
    if not whole:
        return line
    names = ", ".join(f"{alias.name} ({alias.count:,})" for alias in person.aliases)
    held = [f"    {one.name}: {one.first} to {one.last} ({one.count:,})" for one in person.offices]
    return "\n".join([line, f"    printed as {names}", *held])


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def to_json(person: Person, *, on: date | None = None) -> dict[str, Any]:
    """Return a person as JSON-ready values; ``office`` is the one on the day, or on the last day heard."""
    office = person.office_on(on or person.last)
    return {
        "id": person.id, "name": person.name, "office": office.name if office else None,
        "aliases": [{"name": alias.name, "count": alias.count} for alias in person.aliases],
        "offices": [_office_to_json(one) for one in person.offices],
        "turns": person.turns, "official": person.official, "guest": person.guest, "releases": person.releases,
        "from": str(person.first), "to": str(person.last),
    }  # fmt: skip


def _office_to_json(office: Office) -> dict[str, Any]:
    return {"name": office.name, "from": str(office.first), "to": str(office.last), "count": office.count}


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--on is {text!r}: give a day as YYYY-MM-DD, for example 2021-08-31") from error
