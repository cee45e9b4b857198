"""Rebuilding: all that can be made again is made again from the texts, whatever is damaged, wherever the texts are whole."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from archive import (
    CATALOGUE,
    SOURCE_TABLES,
    CatalogueWriter,
    ChromaServer,
    Embedder,
    EmptyStoreError,
    StoreDamagedError,
    current_generation,
    drop_unnamed,
    generation_folder,
    has_its_contents,
    make_index,
    publish,
    published_generations,
    stage,
    whole_generation,
    writing,
)
from ingest.build import kept_curation, relate
from ingest.embedding import embed_missing
from ingest.people import register_people
from ingest.progress import Progress, StoreProgress

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What a rebuild came to: the generation that it published, the one whose texts it took, and how many rows it dropped.

    ``embedded`` is how many texts had no vector that could be kept, and were embedded again.
    """

    generation: int
    taken: int
    dropped: int
    embedded: int


def rebuild_index(
    *, store: Path, progress: Progress, embedder: Embedder | None = None, server: ChromaServer | None = None
) -> int:
    """Make the indexes again, and return the number of the generation with them: ``rebuild`` says more."""
    return rebuild(store=store, progress=progress, embedder=embedder, server=server).generation


def rebuild(
    *, store: Path, progress: Progress, embedder: Embedder | None = None, server: ChromaServer | None = None
) -> Rebuilt:
    """Make the words, the people, the relations and the vectors' index again from the texts, and publish them.

    The texts are those of the current generation: where its file is damaged, but not its texts, they are taken out of it; where
    they are too, those of the latest generation that is whole. Nothing is embedded again whose vector is there; for what has
    none ``embedder`` is needed. ``server`` is a Chroma server that is to hold the vectors. Raises EmptyStoreError,
    StoreDamagedError where no generation's texts are whole, StoreBusyError where another writer is at work.
    """
    with writing(store, doing="otr rebuild"):
        if not current_generation(store):
            raise EmptyStoreError(f"the store {store} is empty: run 'otr ingest PATH' with a folder of releases")
        shown = StoreProgress(store, progress)
        damaged = _damaged_with_whole_texts(store)
        taken = damaged or whole_generation(store)
        folder = stage(store, purpose=["rebuild"], fresh=bool(damaged))
        with CatalogueWriter(folder / CATALOGUE) as writer:
            if damaged:
                _take_texts(writer, store, damaged)
            dropped = writer.drop_what_cannot_be()
            register_people(writer, kept_curation(writer).curation)
            relate(writer, shown)
            missing = len(writer.missing_embeddings())
            if missing:
                _embed(writer, embedder, shown, missing)
            writer.finish(anew=True)
        make_index(folder, begin=shown.begin, reach=shown.reach, server=server)
        number = publish(store)
        drop_unnamed(store, server)
        return Rebuilt(generation=number, taken=taken, dropped=dropped, embedded=missing)


def _damaged_with_whole_texts(store: Path) -> int:
    """Return the current generation where its catalogue's file is damaged, but not the texts in it; else 0."""
    number = current_generation(store)
    folder = generation_folder(store, number)
    try:
        if whole_generation(store) == number:
            return 0
    except StoreDamagedError:
        if not has_its_contents(folder):
            raise
    return number if has_its_contents(folder) else 0


def _take_texts(writer: CatalogueWriter, store: Path, number: int) -> None:
    """Take over the texts of a generation whose file is damaged, and the vectors of those before it that are whole."""
    catalogue = generation_folder(store, number) / CATALOGUE
    writer.take_over(catalogue, SOURCE_TABLES)
    for earlier in published_generations(store):
        if earlier != number:
            writer.adopt_embeddings(generation_folder(store, earlier) / CATALOGUE)


def _embed(writer: CatalogueWriter, embedder: Embedder | None, progress: Progress, missing: int) -> None:
    if embedder is None:
        raise StoreDamagedError(f"{missing:,} texts have no vector, and no model is given to embed them")
    writer.set_model(embedder.name, embedder.digest)
    embed_missing(writer, embedder, progress)
