"""The console commands of the archive: ``otr people``, which looks people up in the catalogue, and those of its rooms."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from archive.console import JsonOption, StoreOption, parse_day
from archive.people import Person
from archive.reader import CatalogueReader
from archive.rendering import describe_person, person_to_json
from archive.settings import Settings
from archive.store import Store
from archive.transfer import add_commands as add_transfer_commands


def add_commands(app: typer.Typer) -> None:
    """Add this part's commands to the console."""
    app.command("people")(people_command)
    add_transfer_commands(app)


def people_command(
    name: Annotated[str | None, typer.Argument(help="A surname, a full name or a label ('MS. ORR').")] = None,
    store: StoreOption = None,
    office: Annotated[str | None, typer.Option(help="Only who holds this office: 'press secretary'.")] = None,
    on: Annotated[str | None, typer.Option(help="On this day: YYYY-MM-DD.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the people who speak in the archive: names as printed, offices and when, how much is heard of them."""
    day = parse_day("--on", on)
    people = list_people(Store(store or Settings().store).generation().catalogue, name=name, office=office, on=day)
    if as_json:
        print(json.dumps([person_to_json(person, on=day) for person in people], ensure_ascii=False, indent=1))
        return
    if not people:
        print("nobody: 'otr people' lists all", file=sys.stderr)
    print("\n".join(describe_person(person, on=day, whole=name is not None) for person in people))


def list_people(
    catalogue: CatalogueReader, *, name: str | None, office: str | None, on: date | None
) -> Sequence[Person]:
    """Return who has the name and holds the office on the day; what is None does not narrow."""
    people = catalogue.people() if name is None else catalogue.people_named(name)
    if office is not None:
        holders = catalogue.holders(office, on)
        return [person for person in holders if person in people]
    return people if on is None else [person for person in people if person.speaks_around(on) or person.office_on(on)]
