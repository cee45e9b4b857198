"""Embedding: vectors and tokens for every text that has none yet, those of the newest releases first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from archive import CatalogueWriter, Embedder, Projection
from ingest.progress import Progress

_EMBEDDED_AT_ONCE = 256  # texts; what a run that is cut off loses at most
_SORTED_AT_ONCE = 4_096  # of the newest texts: within them those of like length are embedded together
_PROJECTED_FROM = 200  # texts that token vectors are projected by

_T = TypeVar("_T")


def embed_missing(
    writer: CatalogueWriter,
    embedder: Embedder,
    progress: Progress,
    *,
    embedded: Callable[[int, int], None] = lambda _count, _left: None,
) -> None:
    """Embed every text that has no vector or no token codes yet; ``embedded`` is told how many were, and are left."""
    missing = writer.missing_embeddings()
    progress.begin("embedding passages", len(missing))
    if not missing:
        return
    projection = settle_projection(writer, embedder, missing)
    with writer.transaction():
        writer.note_arithmetic(str(embedder.arithmetic))
    done = 0
    for newest in in_batches(missing, _SORTED_AT_ONCE):
        for batch in in_batches(writer.texts_to_embed(newest), _EMBEDDED_AT_ONCE):
            vectors, tokens = embedder.read([text for _, text in batch])
            writer.put_embeddings([digest for digest, _ in batch], vectors, list(map(projection.encode, tokens)))
            done += len(batch)
            progress.reach(done)
            embedded(done, len(missing) - done)


def settle_projection(writer: CatalogueWriter, embedder: Embedder, missing: Sequence[bytes]) -> Projection:
    """Return how the catalogue keeps tokens: as the embedder says, or as some of its first texts, the ``missing``, decide."""
    projection = writer.projection()
    if projection is None:
        projection = embedder.projection
        if projection is None:
            sample = writer.texts_to_embed(missing[:: max(1, len(missing) // _PROJECTED_FROM)])
            projection = Projection.fit(embedder.read([text for _, text in sample])[1])
        writer.set_projection(projection)
    return projection


def in_batches(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Yield the items in lists of this size."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
