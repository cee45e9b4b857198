"""Ingest: read what is new below the given paths, embed it, and publish the next generation of the store.

A large ingest publishes several: what was read is found by its words before it is embedded (``editions.py``).
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive import (
    CATALOGUE,
    CatalogueReader,
    CatalogueWriter,
    ChromaServer,
    Embedder,
    StoreDamagedError,
    current_generation,
    drop_unnamed,
    generation_folder,
    interrupted_catalogue,
    make_index,
    publish,
    stage,
    whole_generation,
    writing,
)
from ingest.changes import READING_VERSION, Plan, plan_changes
from ingest.editions import PACE, Editions, Pace
from ingest.embedding import embed_missing, in_batches
from ingest.fetching import FetchLimits
from ingest.people import CurationFile, find_curation, register_people
from ingest.progress import Progress, StoreProgress
from ingest.readers import ReadOptions, find_field_map
from ingest.reading import DateOrders, ReadFile, ReadItem, read_files
from ingest.relations import find_relations, mark_texts
from ingest.report import IngestReport
from ingest.sources import FoundFiles, SourceFile, day_in_path, find_fetched, find_files, split_paths

_KEPT_AT_ONCE = 100  # releases a transaction


def ingest(  # noqa: PLR0913 - each is an option of the console
    paths: Sequence[str],
    *,
    store: Path,
    embedder: Embedder,
    progress: Progress,
    rebuild: bool = False,
    people: Path | None = None,
    field_map: Path | None = None,
    limits: FetchLimits | None = None,
    server: ChromaServer | None = None,
    pace: Pace = PACE,
) -> IngestReport:
    """Bring the store up to date with these paths, and publish it; where nothing has changed, nothing is published.

    ``rebuild`` starts from an empty store, so that it holds these paths alone; vectors of texts that the store had are
    taken over where it is intact and the model is the same. ``people`` is a curated file (see curation.py); without it, the
    one in an ingested folder, or else of an earlier ingest, holds. ``field_map`` says under which names the data has a
    release's fields (see field_map.py); without it, the ``map.toml`` of a folder, or that of an earlier ingest, holds.
    ``limits`` say how far and how politely addresses among the paths are fetched. ``server`` is a Chroma server that is to hold
    the vectors; without it, they are in the store. ``pace`` says how soon what was read is published before it is embedded.
    Raises UsageError for a path that is not there, StoreBusyError where another writer is at work, VectorServerError where the
    server fails (the next run goes on), ModelMismatchError where the store has another model's vectors.
    """
    began = time.monotonic()
    with writing(store, doing="otr ingest"):
        reader = None if rebuild else _open_current(store)
        known_roots = {known.root for known in reader.known_files().values()} if reader else set()
        folders, addresses = split_paths(paths)
        sources = [find_files(path, known_roots=known_roots) for path in folders]
        if addresses:
            sources.append(find_fetched(addresses, store=store, limits=limits or FetchLimits(), progress=progress))
        if reader is None and not any(source.whole or source.files or source.unreadable for source in sources):
            return _report_unfetched(sources, current_generation(store), began)
        roots = [Path(source.root) for source in sources if source.whole]
        mapped = find_field_map(field_map, roots, json.loads((reader and reader.fact("fields")) or "{}"))
        plan = plan_changes(sources, reader, reading=_reading(mapped))
        kept = kept_curation(reader)
        curation = find_curation(people, roots, kept)
        curation.curation  # noqa: B018  a faulty file is found before anything is written
        if reader is not None and plan.changes_nothing and curation == kept and _is_embedded(reader, embedder):
            return _report(plan, reader, current_generation(store), _Done(), began, sources)
        if server is not None:
            server.connect().close()  # a server that is away is told now, and not after hours of embedding
        folder = stage(store, purpose=[source.root for source in sources], fresh=rebuild)
        shown = StoreProgress(store, progress)
        with CatalogueWriter(folder / CATALOGUE) as writer:
            writer.set_model(embedder.name, embedder.digest)
            for catalogue in [*(_intact_catalogue(store) if rebuild else []), *_cut_off(store)]:
                writer.adopt_embeddings(catalogue)
            editions = Editions(store, writer, embedder, curation.curation, server=server, pace=pace, began=began)
            done = _fill(writer, plan, editions, embedder, shown, curation=curation, fields=mapped)
        number = current_generation(store)
        before = generation_folder(store, number) if number and not rebuild else None
        make_index(folder, before=before, server=server, begin=shown.begin, reach=shown.reach)
        number = publish(store)
        drop_unnamed(store, server)
        reader = CatalogueReader(generation_folder(store, number) / CATALOGUE)
        return _report(plan, reader, number, done, began, sources)


def _reading(fields: Mapping[str, str]) -> str:
    """Return what tells one map of fields from another, '' for none."""
    return f" {json.dumps(fields, sort_keys=True)}" if fields else ""


@dataclass(slots=True)
class _Done:
    """What came of the files that were read."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def _is_embedded(reader: CatalogueReader, embedder: Embedder) -> bool:
    """Return whether every passage has its vector, of this model: what has another's is told, also where no file has changed."""
    return reader.fact("embedding_digest") in (None, embedder.digest) and not reader.lacks_vectors()


def _open_current(store: Path) -> CatalogueReader | None:
    """Open the catalogue to compare with: the current one, or the latest that is whole; None where nothing was published yet."""
    number = whole_generation(store)
    return CatalogueReader(generation_folder(store, number) / CATALOGUE) if number else None


def kept_curation(reader: CatalogueReader | CatalogueWriter | None) -> CurationFile:
    """Return the curated file that the catalogue's people were made with."""
    if reader is None:
        return CurationFile()
    return CurationFile(path=reader.fact("curation_path") or "", text=reader.fact("curation") or "")


def _intact_catalogue(store: Path) -> list[Path]:
    """Return the latest catalogue that is undamaged, whatever its schema; nothing where there is none."""
    try:
        number = whole_generation(store)
    except StoreDamagedError:  # a rebuild is what mends it
        number = 0
    return [generation_folder(store, number) / CATALOGUE] if number else []


def _cut_off(store: Path) -> list[Path]:
    """Return the catalogue of a run that was cut off, if there is one."""
    path = interrupted_catalogue(store)
    return [path] if path else []


def _fill(
    writer: CatalogueWriter,
    plan: Plan,
    editions: Editions,
    embedder: Embedder,
    progress: Progress,
    *,
    curation: CurationFile,
    fields: Mapping[str, str],
) -> _Done:
    """Carry out the plan on the staged catalogue, with an edition now and then; return what came of it."""
    done = _keep_releases(writer, plan, ReadOptions(fields=fields), editions, progress)
    with writer.transaction():
        for finding in plan.newly_quarantined:
            file = finding.file
            writer.quarantine(file.id, root=file.root, digest=file.digest, reason=finding.reason)
        done.removed += sum(writer.forget_file(path) for path in plan.gone)
        for root, path in plan.forgotten:
            writer.release_from_quarantine(path, root=root)
        writer.move_root(plan.moved)
        writer.set_fact("reading_version", READING_VERSION + _reading(fields))
        writer.set_fact("fields", json.dumps(fields))
        writer.set_fact("curation_path", curation.path)
        writer.set_fact("curation", curation.text)
    register_people(writer, curation.curation)
    relate(writer, progress)
    editions.read_all()
    embed_missing(writer, embedder, progress, embedded=editions.embedded)
    writer.finish()
    return done


def relate(writer: CatalogueWriter, progress: Progress) -> None:
    """Find again which releases are related: a new release may amend any other, or be the same text."""
    progress.begin("comparing releases", 1)
    releases = list(writer.current_releases())
    marks = mark_texts(releases, writer.text_marks())
    related = find_relations(releases, marks)
    with writer.transaction():
        writer.put_text_marks(marks)
        writer.replace_related(related)
    progress.reach(1)


def _keep_releases(
    writer: CatalogueWriter, plan: Plan, options: ReadOptions, editions: Editions, progress: Progress
) -> _Done:
    """Read the plan's files and keep what they hold; a file that breaks off keeps what it had."""
    done = _Done()
    progress.begin("reading releases", len(plan.to_read))
    orders = DateOrders.from_json(writer.fact("date_orders") or "{}")
    with writer.transaction():
        writer.release_files_from_quarantine(file.id for file in plan.to_read)
    files = 0
    newest = sorted(plan.to_read, key=day_in_path, reverse=True)
    for batch in in_batches(read_files(newest, options, orders, current=plan.current), _KEPT_AT_ONCE):
        with writer.transaction():
            for one in batch:
                if isinstance(one, ReadFile):
                    _end_file(writer, one, done)
                    files += 1
                else:
                    _keep(writer, *one, plan, done)
        progress.reach(files)
        editions.read_some()
    with writer.transaction():
        writer.set_fact("date_orders", orders.to_json())
    return done


def _keep(writer: CatalogueWriter, file: SourceFile, item: ReadItem, plan: Plan, done: _Done) -> None:
    if item.read:
        release, passages, mentions = item.read
        writer.put_release(release, passages, root=file.root, mentions=mentions, file=file.id, form=item.form)
        done.updated += item.id in plan.known
        done.added += item.id not in plan.known
    elif item.reason:
        done.failures.append((item.id, item.reason))
        writer.quarantine(item.id, root=file.root, digest=file.digest, reason=item.reason, file=file.id)


def _end_file(writer: CatalogueWriter, read: ReadFile, done: _Done) -> None:
    """Record that a file was read to its end; what it no longer holds is withdrawn, unless it broke off."""
    file = read.file
    done.unchanged += read.unchanged
    done.left_out.update(read.left_out)
    if read.broke_off:
        done.failures.append((file.id, read.broke_off))
        writer.quarantine(file.id, root=file.root, digest=file.digest, reason=read.broke_off)
    elif not read.keeps_others:
        done.removed += writer.withdraw_items(file.id, but=read.ids)
    writer.put_file(file.id, root=file.root, digest=file.digest, left_out=read.left_out)


def _report_unfetched(sources: Sequence[FoundFiles], generation: int, began: float) -> IngestReport:
    """Return what is to be told of the addresses among these sources: all of it, where nothing could be fetched."""
    return IngestReport(
        left_out=Counter(rule for source in sources for rule in source.left_out.values()),
        unfetched=tuple(failed for source in sources for failed in source.unfetched.items()),
        waiting=sum(source.waiting for source in sources),
        generation=generation,
        seconds=time.monotonic() - began,
    )


def _report(
    plan: Plan,
    reader: CatalogueReader,
    generation: int,
    done: _Done,
    began: float,
    sources: Sequence[FoundFiles],
) -> IngestReport:
    fetched = _report_unfetched(sources, generation, began)
    return replace(
        fetched,
        added=done.added,
        updated=done.updated,
        unchanged=plan.unchanged + done.unchanged,
        removed=done.removed,
        quarantined=(
            *((quarantined.file.id, quarantined.reason) for quarantined in plan.quarantined),
            *plan.still_quarantined,
            *done.failures,
        ),
        excluded=plan.excluded,
        left_out=Counter(plan.left_out) + done.left_out + Counter(fetched.left_out),
        passages=reader.count("passages"),
        releases=reader.count("releases", where="withdrawn = 0"),
        notes=reader.count_notes(),
    )
