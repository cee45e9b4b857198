"""Console commands that write the store: ``otr ingest``, ``otr watch``, ``otr rebuild``."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from archive import ChromaServer, ConsoleProgress, JsonOption, SentenceEmbedder, Settings, StoreOption, VectorsOption
from ingest.build import ingest
from ingest.fetching import FetchLimits
from ingest.preview import describe_previews, preview
from ingest.progress import SilentProgress
from ingest.readers import ReadOptions, find_field_map
from ingest.rebuilding import rebuild
from ingest.report import IngestReport
from ingest.sources import find_fetched, split_paths
from ingest.watching import Watch, parse_interval, refuse_own_store

REASONS_SHOWN = 20
_LIMITS = FetchLimits()
_FRESH = 86_400.0  # seconds; while watching, a page is asked once a day whether it changed, unless its sitemap says so

PathsArgument = Annotated[
    list[str], typer.Argument(help="Folders, files or addresses of releases.", metavar="PATH_OR_ADDRESS...")
]
LimitOption = Annotated[int, typer.Option(min=1, help="How many addresses are asked for in one run, at most.")]
PauseOption = Annotated[float, typer.Option(min=0.0, help="Seconds between two requests to one host.")]
AllowPrivateOption = Annotated[bool, typer.Option("--allow-private", help="Fetch from your own network as well.")]


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands to the console."""
    app.command("ingest")(ingest_command)
    app.command("watch")(watch_command)
    app.command("rebuild")(rebuild_command)


def ingest_command(  # noqa: PLR0913, PLR0917 - each is a flag of the console
    paths: PathsArgument,
    store: StoreOption = None,
    rebuild: Annotated[bool, typer.Option(help="Start from an empty store that holds these paths alone.")] = False,
    people: Annotated[
        Path | None, typer.Option(help="A file that corrects names and offices.", show_default="people.toml in PATH")
    ] = None,
    field_map: Annotated[
        Path | None,
        typer.Option("--map", help="A file that names the fields of data.", show_default="map.toml in PATH"),
    ] = None,
    vectors: VectorsOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what each file would be read as; nothing is written.")
    ] = False,
    limit: LimitOption = _LIMITS.pages,
    pause: PauseOption = _LIMITS.pause,
    allow_private: AllowPrivateOption = False,
    as_json: JsonOption = False,
) -> None:
    """Read releases from folders, files or addresses: what is new or changed is added, what is gone is withdrawn."""
    settings = Settings()
    limits = FetchLimits(pages=limit, pause=pause, allow_private=allow_private)
    if dry_run:
        show_previews(paths, field_map=field_map, limits=limits, as_json=as_json)
        return
    embedder = SentenceEmbedder.chosen(settings)
    with ConsoleProgress() as progress:
        report = ingest(
            paths,
            store=store or settings.store,
            embedder=embedder,
            progress=progress,
            rebuild=rebuild,
            people=people or settings.people,
            field_map=field_map,
            limits=limits,
            server=ChromaServer.chosen(settings, address=vectors or ""),
        )
    print(json.dumps(report.to_json(), ensure_ascii=False, indent=1) if as_json else describe_report(report))
    if report.is_in_vain or report.nothing_fetched:
        raise typer.Exit(1)


def show_previews(given: list[str], *, field_map: Path | None, limits: FetchLimits, as_json: bool) -> None:
    """Print what each file would be read as; exit 1 where every one would be set aside."""
    paths, addresses = split_paths(given)
    with ConsoleProgress() as progress, TemporaryDirectory() as folder:
        fetched = [find_fetched(addresses, store=Path(folder), limits=limits, progress=progress)] if addresses else []
        fields = find_field_map(field_map, [Path(path) for path in paths], {})
        previews = list(preview(paths, ReadOptions(fields=fields), progress, fetched=fetched))
    told = json.dumps([one.to_json() for one in previews], ensure_ascii=False, indent=1)
    print(told if as_json else describe_previews(previews))
    if previews and all(one.set_aside for one in previews):
        raise typer.Exit(1)


def watch_command(  # noqa: PLR0913, PLR0917 - each is a flag of the console
    paths: PathsArgument,
    store: StoreOption = None,
    every: Annotated[str, typer.Option(help="How often addresses are asked: 15m, 2h, 1d.")] = "15m",
    people: Annotated[
        Path | None, typer.Option(help="A file that corrects names and offices.", show_default="people.toml in PATH")
    ] = None,
    vectors: VectorsOption = None,
    limit: LimitOption = _LIMITS.pages,
    pause: PauseOption = _LIMITS.pause,
    allow_private: AllowPrivateOption = False,
    once: Annotated[bool, typer.Option("--once", help="One round, and done.")] = False,
) -> None:
    """Go on reading: a folder whenever something in it changes, an address at an interval. Ctrl-C ends it."""
    settings = Settings()
    interval = parse_interval("--every", every)
    refuse_own_store(paths, store or settings.store)
    server = ChromaServer.chosen(settings, address=vectors or "")
    embedder = SentenceEmbedder.chosen(settings)
    limits = FetchLimits(pages=limit, pause=pause, allow_private=allow_private, fresh=_FRESH)

    def take_up(due: list[str]) -> IngestReport:
        return ingest(
            due, store=store or settings.store, embedder=embedder, progress=SilentProgress(),
            people=people or settings.people, limits=limits, server=server,
        )  # fmt: skip

    watch = Watch(
        paths=paths, every=interval, ingest=take_up, tell=lambda line: print(line, flush=True),
        complain=lambda line: print(f"otr: {line}", file=sys.stderr, flush=True),
    )  # fmt: skip
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends it as Ctrl-C does
    try:
        report = watch.run(rounds=1 if once else None)
    except KeyboardInterrupt:
        print("otr: watching has ended", file=sys.stderr)
        return
    finally:
        signal.signal(signal.SIGTERM, before)
    if report is None or report.is_in_vain or report.nothing_fetched:
        raise typer.Exit(1)


def rebuild_command(store: StoreOption = None, vectors: VectorsOption = None) -> None:
    """Make all that is made from the texts again: words, people, relations, index. Embeds only what has no whole vector."""
    settings = Settings()
    server = ChromaServer.chosen(settings, address=vectors or "")
    embedder = SentenceEmbedder(settings.embedding_model, precision=settings.embedding_precision)
    with ConsoleProgress() as progress:
        rebuilt = rebuild(store=store or settings.store, progress=progress, embedder=embedder, server=server)
    print(f"generation {rebuilt.generation} published, from the texts of generation {rebuilt.taken}")
    if rebuilt.embedded:
        print(f"embedded again, without a whole vector: {rebuilt.embedded:,}")
    if rebuilt.dropped:
        print(f"rows that belonged to nothing, stood twice or were broken, and are gone: {rebuilt.dropped:,}")


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
    elif report.nothing_fetched:
        lines.insert(0, "nothing could be fetched: the archive is as it was")
    elif not (report.added or report.updated or report.removed):
        lines.insert(0, "nothing has changed")
    lines += [f"left out {count:,}: {rule}" for rule, count in report.left_out.items()]
    lines += [f"in {count:,} release{'' if count == 1 else 's'}, {note}" for note, count in report.notes.items()]
    lines += [f"quarantined {path}: {reason}" for path, reason in report.quarantined[:REASONS_SHOWN]]
    if len(report.quarantined) > REASONS_SHOWN:
        lines.append(f"... and {len(report.quarantined) - REASONS_SHOWN:,} more: 'otr status' lists them all")
    lines += [f"not fetched {address}: {reason}" for address, reason in report.unfetched[:REASONS_SHOWN]]
    if len(report.unfetched) > REASONS_SHOWN:
        lines.append(f"... and {len(report.unfetched) - REASONS_SHOWN:,} more: --json lists them all")
    if report.waiting:
        lines.append(f"{report.waiting:,} more addresses are waiting: run it again to go on, or give a higher --limit")
    return "\n".join(lines)
