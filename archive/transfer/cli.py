"""Console commands that carry an archive from one machine to others: ``otr export``, ``otr import``."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from archive.console import ConsoleProgress, StoreOption, VectorsOption
from archive.errors import UsageError
from archive.models import SentenceEmbedder
from archive.settings import Settings
from archive.transfer.exporting import already_exported, export_to_file
from archive.transfer.importing import ImportReport, describe_import, follow_export, import_export
from archive.transfer.packing import PublishedFiles, pack
from archive.transfer.sources import find_export
from archive.vectors import ChromaServer

_OFTEN = 30.0  # seconds


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands to the console."""
    app.command("export")(export_command)
    app.command("import")(import_command)


def export_command(
    file: Annotated[str, typer.Argument(help="The file to write; '-' is stdout.")], store: StoreOption = None
) -> None:
    """Write the published archive into one file, with checksums, for 'otr import' elsewhere or as a backup."""
    published = PublishedFiles.of(store or Settings().store)
    if file != "-" and (there := already_exported(published, Path(file).expanduser())):
        print(f"nothing new: {file} is generation {there.generation} of {there.published} already")
        return
    with ConsoleProgress() as progress:
        progress.begin("exporting", published.manifest.size)
        if file == "-":
            if sys.stdout.isatty():
                raise UsageError("an export is no text for a terminal: give a file, or let another program read it")
            pack(published, sys.stdout.buffer, name="-", told=progress.reach)
            return
        notice = export_to_file(published, Path(file).expanduser(), told=progress.reach)
    print(
        f"generation {notice.generation} of {notice.published}: {file}, {notice.size:,} bytes, sha256 {notice.sha256}"
    )


def import_command(
    source: Annotated[
        str,
        typer.Argument(
            help="A file that 'otr export' wrote, or its address: https://, s3://.", metavar="FILE_OR_ADDRESS"
        ),
    ],
    store: StoreOption = None,
    vectors: VectorsOption = None,
    follows: Annotated[
        bool, typer.Option("--follow", help="Go on: look for a newer one, and import that. Ctrl-C ends it.")
    ] = False,
    every: Annotated[float, typer.Option(min=1.0, help="With --follow: seconds between two looks.")] = _OFTEN,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the place of an archive that was ingested into this store.")
    ] = False,
) -> None:
    """Make an export this store's archive: checked before it is published, whole or not at all."""
    settings = Settings()
    place, origin = store or settings.store, find_export(source)
    embedder = SentenceEmbedder(settings.embedding_model, precision=settings.embedding_precision)
    server = ChromaServer.chosen(settings, address=vectors or "")

    def take() -> ImportReport:
        with ConsoleProgress() as progress:
            return import_export(
                origin, store=place, embedder=embedder, progress=progress, server=server, replace=replace
            )

    if not follows:
        print(describe_import(take()))
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends it as Ctrl-C does
    try:
        follow_export(
            take, wait=lambda: time.sleep(every), tell=lambda line: print(line, flush=True),
            complain=lambda line: print(f"otr: {line}", file=sys.stderr, flush=True),
        )  # fmt: skip
    except KeyboardInterrupt:
        print("otr: following has ended", file=sys.stderr)
    finally:
        signal.signal(signal.SIGTERM, before)
