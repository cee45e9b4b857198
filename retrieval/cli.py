"""Console commands that read the store: ``otr ask``, ``otr status``."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from archive.errors import UsageError
from archive.settings import Settings
from archive.store import Store, store_state
from retrieval import wording
from retrieval.answer import Answer
from retrieval.coverage import measure_coverage
from retrieval.desk import Archive
from retrieval.question import Filters

StoreOption = Annotated[Path | None, typer.Option("--store", help="Folder of the store.", show_default="data/store")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
SPEAKERS_SHOWN = 8


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands to the console."""
    app.command("ask")(ask_command)
    app.command("status")(status_command)


def ask_command(
    question: Annotated[str, typer.Argument(help="The question, in your own words.")],
    store: StoreOption = None,
    speaker: Annotated[list[str] | None, typer.Option(help="Only this person's words; may be given again.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="Only from this day on: YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Only up to this day: YYYY-MM-DD.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind of release; may be given again.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Ask the archive."""
    filters = Filters(
        speakers=tuple(speaker or ()), since=_day("--from", since), until=_day("--to", until), kinds=tuple(kind or ())
    )
    answer = Archive.open(store or Settings().store).ask(question, filters=filters)
    print(json.dumps(answer.to_json(), ensure_ascii=False, indent=1) if as_json else describe_answer(answer))


def status_command(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """Say what the store holds and whether it can serve."""
    folder = store or Settings().store
    state = store_state(folder)
    if state.name != "ready":
        said = {"store": str(folder), "state": state.name, "message": state.message, "next": state.next_step,
                "stage": state.stage, "done": state.done, "total": state.total}  # fmt: skip
        print(json.dumps(said, indent=1) if as_json else f"{state.name}: {state.message} {state.next_step}".strip())
        raise typer.Exit(3)
    generation = Store(folder).generation()
    coverage = measure_coverage(generation)
    quarantined = [{"path": path, "reason": why} for (_, path), (_, why) in generation.catalogue.quarantined().items()]
    if as_json:
        said = {"store": str(folder), "state": "ready", "generation": coverage.generation, "releases": coverage.releases,
                "withdrawn": coverage.withdrawn, "passages": coverage.passages, "kinds": coverage.kinds,
                "from": str(coverage.first), "to": str(coverage.last), "embedding_model": coverage.embedding_model,
                "quarantined": quarantined}  # fmt: skip
        print(json.dumps(said, ensure_ascii=False, indent=1))
        return
    print(
        f"ready: {coverage.releases:,} releases from {coverage.first} to {coverage.last}, {coverage.passages:,} passages"
    )
    print(
        f"generation {coverage.generation}, embedded with {coverage.embedding_model}; {coverage.withdrawn:,} withdrawn"
    )
    print("kinds: " + ", ".join(f"{kind} {count:,}" for kind, count in coverage.kinds.items()))
    print("most heard: " + ", ".join(list(coverage.speakers)[:SPEAKERS_SHOWN]))
    for one in quarantined:
        print(f"quarantined {one['path']}: {one['reason']}")


def describe_answer(answer: Answer) -> str:
    """Return an answer for the terminal: its statements, then its sources, or the refusal with the nearest passages."""
    lines = [answer.text, ""]
    shown = answer.citations or answer.nearest
    if answer.nearest:
        lines.append(wording.NEAREST)
    for citation in shown:
        who = citation.speaker or citation.speaker_label or citation.kind
        lines.append(f"[{citation.n}] {citation.title} ({citation.date}, {who})")
        lines.append(
            f"    {citation.release_id}:{citation.start}-{citation.end}" + (f"  {citation.url}" if citation.url else "")
        )
        if answer.nearest:
            lines.append(f"    {citation.quote}")
    return "\n".join(lines).rstrip()


def _day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} is {text!r}: give a day as YYYY-MM-DD, for example 2021-08-31") from error
