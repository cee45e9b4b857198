"""The console commands of the archive: ``otr people``, which looks people up in the catalogue, and those of its rooms."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from archive.catalogue import CatalogueReader
from archive.cleaning import clean, survey
from archive.console import JsonOption, StoreOption, VectorsOption, parse_day
from archive.people import Person
from archive.rendering import describe_person, describe_verified, describe_waste, person_to_json
from archive.settings import Settings
from archive.store import Store
from archive.transfer import add_commands as add_transfer_commands
from archive.vectors import ChromaServer
from archive.verifying import verify_store
from archive.withdrawn_texts import TextRule


def add_commands(app: typer.Typer) -> None:
    """Add this part's commands to the console."""
    app.command("people")(people_command)
    app.command("verify")(verify_command)
    app.command("gc")(gc_command)
    add_transfer_commands(app)


def verify_command(store: StoreOption = None, vectors: VectorsOption = None, as_json: JsonOption = False) -> None:
    """Check all that the store holds: files, texts, words, vectors, index. Exits 1 where anything is not as it should be."""
    settings = Settings()
    began = time.monotonic()
    verified = verify_store(
        store or settings.store,
        server=ChromaServer.chosen(settings, address=vectors or ""),
        tell=lambda stage: print(f"checking {stage} ...", file=sys.stderr),
    )
    if as_json:
        print(json.dumps(verified.to_json(), ensure_ascii=False, indent=1))
    else:
        print(describe_verified(verified, seconds=time.monotonic() - began))
    if verified.findings:
        raise typer.Exit(1)


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


def gc_command(
    store: StoreOption = None,
    vectors: VectorsOption = None,
    withdrawn_before: Annotated[
        str | None, typer.Option(help="Texts of releases that were withdrawn before this day go: YYYY-MM-DD.")
    ] = None,
    replaced_before: Annotated[
        str | None, typer.Option(help="Texts of versions that were replaced before this day go: YYYY-MM-DD.")
    ] = None,
    delete: Annotated[
        bool, typer.Option("--delete", help="Do it; without this it is only said what would go.")
    ] = False,
) -> None:
    """Say what may go from the store, and with --delete remove it: what readers and writers use is never touched."""
    settings = Settings()
    place, server = store or settings.store, ChromaServer.chosen(settings, address=vectors or "")
    rule = TextRule(
        withdrawn_before=parse_day("--withdrawn-before", withdrawn_before),
        replaced_before=parse_day("--replaced-before", replaced_before),
    )
    if delete:
        texts, gone, held = clean(place, server, rule, today=datetime.now(UTC).date())
    else:
        (texts, gone), held = survey(place, server, rule), []
    print(describe_waste(texts, gone, held=held, delete=delete))


def list_people(
    catalogue: CatalogueReader, *, name: str | None, office: str | None, on: date | None
) -> Sequence[Person]:
    """Return who has the name and holds the office on the day; what is None does not narrow."""
    people = catalogue.people() if name is None else catalogue.people_named(name)
    if office is not None:
        holders = catalogue.holders(office, on)
        return [person for person in holders if person in people]
    return people if on is None else [person for person in people if person.speaks_around(on) or person.office_on(on)]
