"""Importing: an export becomes the store's next generation, whole or not at all; and following one that is made anew."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from archive.catalogue import CatalogueReader
from archive.errors import ModelMismatchError, OnTheRecordError, StoreDamagedError, UsageError
from archive.generations import CATALOGUE, INDEX, current_generation, generation_folder, publish, stage, writing
from archive.models import Embedder
from archive.transfer.manifest import ExportError, ExportManifest
from archive.transfer.packing import ORIGIN
from archive.transfer.sources import ExportSource, forget_partial
from archive.transfer.unpacking import PackedExport
from archive.vectors import ChromaServer, drop_unnamed, make_index, probe_index


class TransferProgress(Protocol):
    """Told what is done and how far it is; ``ConsoleProgress`` is one."""

    def begin(self, stage: str, total: int) -> None:
        """A stage of ``total`` units begins."""
        ...

    def reach(self, done: int) -> None:
        """So many units of the stage are done."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did: the generation that the store has now, what the export's was, and whether it is a new one."""

    generation: int
    exported_as: int
    published: str
    size: int
    is_new: bool


def import_export(
    source: ExportSource,
    *,
    store: Path,
    embedder: Embedder,
    progress: TransferProgress,
    server: ChromaServer | None = None,
    replace: bool = False,
) -> ImportReport:
    """Fetch an export, check it, and publish it; where the store has it already, nothing is done.

    ``server`` is a Chroma server that is to hold the vectors; without it, they are in the store. ``replace`` lets it take the
    place of an archive that was ingested here. Raises ExportError, SchemaError or ModelMismatchError where it cannot be used,
    UsageError where it would take the place of another archive, StoreError where it cannot be fetched: the store stays as it was.
    """
    with writing(store, doing="otr import"):
        current = read_origin(store)
        if current is None and current_generation(store) and not replace:
            raise UsageError(
                f"the store {store} holds an archive that was ingested here: give --store another folder, or --replace to have"
                " the export take its place"
            )
        notice = source.notice()
        if notice is not None and notice.content == current:
            return _unchanged(store, notice.generation, notice.published, notice.size)
        progress.begin("fetching the export", notice.size if notice else 0)
        try:
            path = source.fetch(store, notice, told=lambda done, _whole: progress.reach(done))
            with PackedExport(path, source=source.name) as export:
                _check_model(export.manifest, embedder, source.name)
                if export.manifest.content == current:
                    report = _unchanged(
                        store, export.manifest.generation, export.manifest.published, export.manifest.size
                    )
                else:
                    report = _publish(export, store=store, progress=progress, server=server)
        except ExportError:
            forget_partial(store)  # what is damaged is fetched from its beginning the next time
            raise
        forget_partial(store)
        drop_unnamed(store, server)
        return report


def read_origin(store: Path) -> str | None:
    """Return the checksum of the content of the export that the store's current generation was, None where it was none."""
    number = current_generation(store)
    try:
        return str(json.loads((generation_folder(store, number) / ORIGIN).read_text(encoding="utf-8"))["content"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError) as error:
        raise StoreDamagedError(f"{generation_folder(store, number) / ORIGIN} cannot be read ({error})") from error


def _publish(
    export: PackedExport, *, store: Path, progress: TransferProgress, server: ChromaServer | None
) -> ImportReport:
    manifest = export.manifest
    folder = stage(store, purpose=[f"import {export.source}"], fresh=True)
    try:
        progress.begin("unpacking the export", manifest.size)
        indexed = any(name.startswith(f"{INDEX}/") for name in manifest.files)
        but = {name for name in manifest.files if name != CATALOGUE} if server is not None or not indexed else set()
        export.unpack(folder, but=but, told=progress.reach)
        _check_catalogue(folder / CATALOGUE, export.source)
        if but or not indexed:
            make_index(folder, begin=progress.begin, reach=progress.reach, server=server)
        else:
            probe_index(folder / INDEX, folder / CATALOGUE)
        (folder / ORIGIN).write_text(
            json.dumps(
                {"content": manifest.content, "generation": manifest.generation, "from": export.source}, indent=1
            ),
            encoding="utf-8",
        )
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    number = publish(store, at_least=manifest.generation)
    return ImportReport(
        generation=number,
        exported_as=manifest.generation,
        published=manifest.published,
        size=manifest.size,
        is_new=True,
    )


def _check_catalogue(path: Path, source: str) -> None:
    """Raise SchemaError where another schema wrote an unpacked catalogue, ExportError where it is none."""
    try:
        CatalogueReader(path)
    except (sqlite3.DatabaseError, StoreDamagedError) as error:
        raise ExportError(f"{source} holds no catalogue ({error}): nothing was imported. Export it again") from error


def _check_model(manifest: ExportManifest, embedder: Embedder, source: str) -> None:
    if manifest.embedding_digest != embedder.digest:
        raise ModelMismatchError(
            f"{source} was embedded with {manifest.embedding_model!r} ({manifest.embedding_digest[:12]}), the model that is set"
            f" is {embedder.name!r} ({embedder.digest[:12]}): set OTR_EMBEDDING_MODEL to that one, and import it again"
        )


def _unchanged(store: Path, exported_as: int, published: str, size: int) -> ImportReport:
    return ImportReport(
        generation=current_generation(store), exported_as=exported_as, published=published, size=size, is_new=False
    )


def follow_export(
    take: Callable[[], ImportReport],
    *,
    wait: Callable[[], None],
    tell: Callable[[str], None],
    complain: Callable[[str], None],
    rounds: int | None = None,
) -> None:
    """Import again and again; ``tell`` gets a line where there was something new, ``complain`` each trouble once.

    ``wait`` returns when the next round is due; ``rounds`` is how many there are, None for no end.
    """
    troubled, done = "", 0
    while rounds is None or done < rounds:
        if done:
            wait()
        done += 1
        try:
            report = take()
        except OnTheRecordError as error:
            if str(error) != troubled:
                complain(str(error))
            troubled = str(error)
            continue
        troubled = ""
        if report.is_new:
            tell(describe_import(report))


def describe_import(report: ImportReport) -> str:
    """Return the report in words."""
    exported = f"generation {report.exported_as} of {report.published}"
    if not report.is_new:
        return f"nothing new: {exported} is here already, as generation {report.generation}"
    return f"generation {report.generation} published: {exported}, {report.size / 1e6:,.0f} MB"
