"""Editions: what a large ingest publishes while it goes on, so that nobody waits for its end.

The first holds what was read within half a minute, and is searched by its words; the next all that was read; then one follows
whenever the number of embedded texts has doubled. Each is a whole generation. An edition that would answer less than what is
published already is left out: that of a rebuild, or of a file that was read anew and is not embedded yet.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from archive import (
    CATALOGUE,
    CatalogueReader,
    CatalogueWriter,
    ChromaServer,
    Embedder,
    StoreError,
    current_generation,
    generation_folder,
    make_index,
    publish_snapshot,
    stage_snapshot,
)
from ingest.embedding import settle_projection
from ingest.people import Curation, register_people


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """When an edition is worth its while: after how many seconds the first, for how many texts that wait to be embedded.

    ``between`` is the least number of seconds between two: a reader needs time to notice one before it is removed; ``share``
    how much of the time since the last one it may take.
    """

    first: float = 30.0
    texts: int = 2_000
    between: float = 30.0
    share: float = 0.1


PACE = Pace()


class Editions:
    """Publishes states of a catalogue that is being written."""

    def __init__(
        self,
        store: Path,
        writer: CatalogueWriter,
        embedder: Embedder,
        curation: Curation,
        *,
        server: ChromaServer | None,
        pace: Pace,
        began: float,
    ) -> None:
        """Publish from a writer into its store; ``began`` is when the ingest did, by the monotonic clock."""
        self._store, self._writer, self._embedder, self._curation, self._pace = store, writer, embedder, curation, pace
        self._server = server
        self._least = _read_answering(store)
        self._read_due = began + pace.first
        self._due = float("inf")
        self._doubled = pace.texts

    def read_some(self) -> None:
        """Publish what was read so far, once, when the time for it has come."""
        if time.monotonic() >= self._read_due:
            register_people(self._writer, self._curation)
            self._publish()
            self._read_due = float("inf")

    def read_all(self) -> None:
        """Publish what was read where there is much to embed yet; people are registered."""
        if len(self._writer.missing_embeddings()) >= self._pace.texts:
            self._publish()

    def embedded(self, count: int, left: int) -> None:
        """Publish where so many texts are twice as many as in the last edition, and that took little of the time since."""
        if left and count >= self._doubled and time.monotonic() >= self._due:
            self._publish()
            self._doubled = 2 * count

    def _publish(self) -> None:
        began = time.monotonic()
        answers = self._writer.count_embedded()
        if all(now >= before for now, before in zip(answers, self._least, strict=True)):
            if missing := self._writer.missing_embeddings():
                settle_projection(self._writer, self._embedder, missing)
            self._writer.settle()
            folder = stage_snapshot(self._store)
            self._writer.copy_to(folder / CATALOGUE)
            number = current_generation(self._store)
            before = generation_folder(self._store, number) if number else None
            make_index(folder, before=before, server=self._server, going_on=True)
            publish_snapshot(self._store)
            self._least = answers
        ended = time.monotonic()
        self._due = ended + max(self._pace.between, (ended - began) / self._pace.share)


def _read_answering(store: Path) -> tuple[int, int]:
    """Return how many passages the published generation finds by words, and by meaning; none where it cannot be read."""
    number = current_generation(store)
    if not number:
        return 0, 0
    try:
        return CatalogueReader(generation_folder(store, number) / CATALOGUE).searched_by_meaning
    except StoreError:  # damaged, or of an older schema: a rebuild is what mends it, and nobody reads it meanwhile
        return 0, 0
