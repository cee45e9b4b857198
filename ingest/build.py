"""Ingest: read what is new below the given paths, embed it, and publish the next generation of the store."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from archive import (
    CATALOGUE,
    INDEX,
    SEARCHED_VOICES,
    CatalogueReader,
    CatalogueWriter,
    Embedder,
    EmptyStoreError,
    Mention,
    Passage,
    Projection,
    Release,
    Selection,
    StoreDamagedError,
    UnreadableError,
    build_index,
    check_generation,
    current_generation,
    probe_index,
    publish,
    stage,
    writing,
)
from ingest.changes import READING_VERSION, Plan, plan_changes
from ingest.passages import cut_passages
from ingest.people import CurationFile, find_curation, find_mentions, register_people
from ingest.progress import Progress, StoreProgress
from ingest.readers import read_release
from ingest.relations import find_relations
from ingest.sources import SourceFile, find_files

_EMBEDDED_AT_ONCE = 256  # passages; what a run that is cut off loses at most
_PROJECTED_FROM = 200  # texts, from the shortest to the longest, that token vectors are projected by
_KEPT_AT_ONCE = 100  # releases a transaction
_WORTH_MORE_PROCESSES = 40  # files

_T = TypeVar("_T")
# What a file was read as, or the reason why it cannot be read.
ReadOrReason = tuple[Release, list[Passage], list[Mention]] | str


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What an ingest did. ``read`` = added + updated + unchanged + quarantined; ``excluded`` files were not read.

    ``notes`` counts the archive's releases of each remark on how they were read.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    quarantined: tuple[tuple[str, str], ...] = ()
    excluded: tuple[str, ...] = ()
    passages: int = 0
    releases: int = 0
    generation: int = 0
    seconds: float = 0.0
    notes: Mapping[str, int] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """How many files were looked at."""
        return self.added + self.updated + self.unchanged + len(self.quarantined)

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        return {
            "read": self.read, "added": self.added, "updated": self.updated, "unchanged": self.unchanged,
            "removed": self.removed, "quarantined": [{"path": p, "reason": r} for p, r in self.quarantined],
            "excluded": list(self.excluded), "releases": self.releases, "passages": self.passages,
            "generation": self.generation, "seconds": round(self.seconds, 1), "notes": dict(self.notes),
        }  # fmt: skip


def ingest(
    paths: Sequence[str],
    *,
    store: Path,
    embedder: Embedder,
    progress: Progress,
    rebuild: bool = False,
    people: Path | None = None,
) -> IngestReport:
    """Bring the store up to date with these paths, and publish it; where nothing has changed, nothing is published.

    ``rebuild`` starts from an empty store, so that it holds these paths alone; vectors of texts that the store had are
    taken over where it is intact and the model is the same. ``people`` is a curated file (see curation.py); without it, the
    one in an ingested folder, or else of an earlier ingest, holds. Raises UsageError for a path that is not
    there, StoreBusyError where another writer is at work, ModelMismatchError where the store has another model's vectors.
    """
    began = time.monotonic()
    with writing(store, doing="otr ingest"):
        reader = None if rebuild else _open_current(store)
        known_roots = {known.root for known in reader.known_files().values()} if reader else set()
        sources = [find_files(path, known_roots=known_roots) for path in paths]
        plan = plan_changes(sources, reader)
        kept = _kept_curation(reader)
        curation = find_curation(people, [Path(source.root) for source in sources if source.whole], kept)
        curation.curation  # noqa: B018  a faulty file is found before anything is written
        if reader is not None and plan.changes_nothing and curation == kept:
            return _report(plan, reader, current_generation(store), [], began)
        folder = stage(store, purpose=[source.root for source in sources], fresh=rebuild)
        shown = StoreProgress(store, progress)
        failures = _fill(
            folder / CATALOGUE,
            plan,
            embedder,
            shown,
            curation=curation,
            before=_intact_catalogue(store) if rebuild else None,
        )
        make_index(folder, shown)
        number = publish(store)
        return _report(plan, CatalogueReader(check_generation(store, number) / CATALOGUE), number, failures, began)


def rebuild_index(*, store: Path, progress: Progress) -> int:
    """Build the vector index and the word index again from the catalogue, embed nothing; return the new generation."""
    with writing(store, doing="otr rebuild"):
        if not current_generation(store):
            raise EmptyStoreError(f"the store {store} is empty: run 'otr ingest PATH' with a folder of releases")
        folder = stage(store, purpose=["rebuild the index"])
        with CatalogueWriter(folder / CATALOGUE) as writer:
            writer.finish()
        make_index(folder, StoreProgress(store, progress))
        return publish(store)


def make_index(folder: Path, progress: Progress) -> None:
    """Build the vector index of a staged catalogue, and check it in another process."""
    ids, vectors = CatalogueReader(folder / CATALOGUE).vectors(Selection(voices=tuple(SEARCHED_VOICES)))
    progress.begin("building the index", len(ids))
    build_index(folder / INDEX, ids, vectors, progress=lambda done, _total: progress.reach(done))
    probe_index(folder / INDEX, folder / CATALOGUE)


def _open_current(store: Path) -> CatalogueReader | None:
    """Open the current catalogue to compare with; None where nothing was published yet."""
    number = current_generation(store)
    return CatalogueReader(check_generation(store, number) / CATALOGUE) if number else None


def _kept_curation(reader: CatalogueReader | None) -> CurationFile:
    """Return the curated file that the catalogue's people were made with."""
    if reader is None:
        return CurationFile()
    return CurationFile(path=reader.fact("curation_path") or "", text=reader.fact("curation") or "")


def _intact_catalogue(store: Path) -> Path | None:
    """Return the current catalogue, whatever its schema, where its files are undamaged; else None."""
    try:
        return check_generation(store, current_generation(store)) / CATALOGUE
    except (EmptyStoreError, StoreDamagedError):  # a rebuild is what mends both
        return None


def _fill(
    catalogue: Path,
    plan: Plan,
    embedder: Embedder,
    progress: Progress,
    *,
    curation: CurationFile,
    before: Path | None,
) -> list[tuple[str, str]]:
    """Carry out the plan on the staged catalogue; return (path, reason) of the files that could not be read.

    ``before`` is a catalogue whose vectors are taken over where the same model made them.
    """
    with CatalogueWriter(catalogue) as writer:
        writer.set_model(embedder.name, embedder.digest)
        if before is not None:
            writer.adopt_embeddings(before)
        failures = _keep_releases(writer, plan.to_read, progress)
        with writer.transaction():
            for finding in plan.newly_quarantined:
                file = finding.file
                writer.quarantine(file.id, root=file.root, digest=file.digest, reason=finding.reason)
            for release_id in plan.gone:
                writer.withdraw(release_id)
            for root, path in plan.forgotten:
                writer.release_from_quarantine(path, root=root)
            writer.move_root(plan.moved)
            writer.set_fact("reading_version", READING_VERSION)
            writer.set_fact("curation_path", curation.path)
            writer.set_fact("curation", curation.text)
        register_people(writer, curation.curation)
        _relate(writer, progress)
        embed_missing(writer, embedder, progress)
        writer.finish()
    return failures


def _relate(writer: CatalogueWriter, progress: Progress) -> None:
    """Find again which releases are related: a new release may amend any other, or be the same text."""
    progress.begin("comparing releases", 1)
    related = find_relations(writer.current_releases())
    with writer.transaction():
        writer.replace_related(related)
    progress.reach(1)


def _keep_releases(writer: CatalogueWriter, files: Sequence[SourceFile], progress: Progress) -> list[tuple[str, str]]:
    failures: list[tuple[str, str]] = []
    progress.begin("reading releases", len(files))
    done = 0
    for batch in _in_batches(zip(files, _read_all(files), strict=True), _KEPT_AT_ONCE):
        with writer.transaction():
            for file, outcome in batch:
                if isinstance(outcome, str):
                    failures.append((file.id, outcome))
                    writer.quarantine(file.id, root=file.root, digest=file.digest, reason=outcome)
                else:
                    release, passages, mentions = outcome
                    writer.put_release(release, passages, root=file.root, mentions=mentions)
        done += len(batch)
        progress.reach(done)
    return failures


def _read_all(files: Sequence[SourceFile]) -> Iterator[ReadOrReason]:
    if len(files) < _WORTH_MORE_PROCESSES:
        yield from map(read_file, files)
        return
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        yield from pool.map(read_file, files, chunksize=8)


def read_file(file: SourceFile) -> ReadOrReason:
    """Return a file's release, its passages and whom it mentions, or the reason why it cannot be read."""
    try:
        release = read_release(file.path.read_bytes(), release_id=file.id)
        return release, cut_passages(release), find_mentions(release.title, release.text, given=release.byline)
    except UnreadableError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001  one file that trips the reader must not stop the rest: it is quarantined
        return f"the reader failed on it ({type(error).__name__}: {error}): please report this file"


def embed_missing(writer: CatalogueWriter, embedder: Embedder, progress: Progress) -> None:
    """Embed every text that has no vector or no token codes yet; the first texts decide the projection of tokens."""
    missing = writer.texts_to_embed()
    progress.begin("embedding passages", len(missing))
    if not missing:
        return
    projection = writer.projection()
    if projection is None:
        sample = [text for _, text in missing[:: max(1, len(missing) // _PROJECTED_FROM)]]
        projection = Projection.fit(embedder.read(sample)[1])
        writer.set_projection(projection)
    done = 0
    for batch in _in_batches(missing, _EMBEDDED_AT_ONCE):
        vectors, tokens = embedder.read([text for _, text in batch])
        writer.put_embeddings([digest for digest, _ in batch], vectors, list(map(projection.encode, tokens)))
        done += len(batch)
        progress.reach(done)


def _in_batches(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _report(
    plan: Plan, reader: CatalogueReader, generation: int, failures: list[tuple[str, str]], began: float
) -> IngestReport:
    failed = {path for path, _ in failures}
    read = [file for file in plan.to_read if file.id not in failed]
    return IngestReport(
        added=sum(file.id not in plan.known for file in read),
        updated=sum(file.id in plan.known for file in read),
        unchanged=plan.unchanged,
        removed=len(plan.gone),
        quarantined=(*((quarantined.file.id, quarantined.reason) for quarantined in plan.quarantined), *failures),
        excluded=plan.excluded,
        passages=reader.count("passages"),
        releases=reader.count("releases", where="withdrawn = 0"),
        generation=generation,
        seconds=time.monotonic() - began,
        notes=reader.count_notes(),
    )
