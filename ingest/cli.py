"""Console commands that write the store: ``otr ingest``, ``otr rebuild``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from archive import ConsoleProgress, JsonOption, SentenceEmbedder, Settings, StoreOption
from ingest.build import IngestReport, ingest, rebuild_index
from ingest.preview import describe_previews, preview
from ingest.readers import ReadOptions

REASONS_SHOWN = 20


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands to the console."""
    app.command("ingest")(ingest_command)
    app.command("rebuild")(rebuild_command)


def ingest_command(
    paths: Annotated[list[str], typer.Argument(help="Folders or files of releases.", metavar="PATH...")],
    store: StoreOption = None,
    rebuild: Annotated[bool, typer.Option(help="Start from an empty store that holds these paths alone.")] = False,
    people: Annotated[
        Path | None, typer.Option(help="A file that corrects names and offices.", show_default="people.toml in PATH")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what each file would be read as; nothing is written.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Read releases into the store: what is new or changed is added, what is gone is withdrawn."""
    settings = Settings()
    if dry_run:
        show_previews(paths, as_json=as_json)
        return
    embedder = SentenceEmbedder(settings.embedding_model, precision=settings.embedding_precision)
    with ConsoleProgress() as progress:
        report = ingest(
            paths,
            store=store or settings.store,
            embedder=embedder,
            progress=progress,
            rebuild=rebuild,
            people=people or settings.people,
        )
    print(json.dumps(report.to_json(), ensure_ascii=False, indent=1) if as_json else describe_report(report))
    if report.is_in_vain:
        raise typer.Exit(1)


def show_previews(paths: list[str], *, as_json: bool) -> None:
    """Print what each file would be read as; exit 1 where every one would be set aside."""
    with ConsoleProgress() as progress:
        previews = list(preview(paths, ReadOptions(), progress))
    told = json.dumps([one.to_json() for one in previews], ensure_ascii=False, indent=1)
    print(told if as_json else describe_previews(previews))
    if previews and all(one.set_aside for one in previews):
        raise typer.Exit(1)


def rebuild_command(store: StoreOption = None) -> None:
    """Make the indexes again from the catalogue, without embedding anything."""
    with ConsoleProgress() as progress:
        number = rebuild_index(store=store or Settings().store, progress=progress)
    print(f"generation {number} published")


def describe_report(report: IngestReport) -> str:
    """Return the report in words."""
    lines = [
        f"read {report.read:,}: {report.added:,} added, {report.updated:,} updated, {report.unchanged:,} unchanged,"
        f" {len(report.quarantined):,} quarantined; {report.removed:,} removed, {len(report.excluded):,} excluded",
        f"the archive: {report.releases:,} releases, {report.passages:,} passages, generation {report.generation}"
        f" ({report.seconds:.1f} s)",
    ]
    if report.is_in_vain:
        lines.insert(0, "every file was set aside: 'otr ingest PATH --dry-run' shows what each was taken for")
    elif not (report.added or report.updated or report.removed):
        lines.insert(0, "nothing has changed")
    lines += [f"left out {count:,}: {rule}" for rule, count in report.left_out.items()]
    lines += [f"in {count:,} release{'' if count == 1 else 's'}, {note}" for note, count in report.notes.items()]
    lines += [f"quarantined {path}: {reason}" for path, reason in report.quarantined[:REASONS_SHOWN]]
    if len(report.quarantined) > REASONS_SHOWN:
        lines.append(f"... and {len(report.quarantined) - REASONS_SHOWN:,} more: 'otr status' lists them all")
    return "\n".join(lines)
