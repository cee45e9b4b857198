"""Nearest: the passages nearest to a vector, from the index where it holds, else from the catalogue's vectors."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from archive.catalogue import CatalogueReader, Selection
from archive.errors import StoreDamagedError
from archive.releases import SEARCHED_VOICES
from archive.vectors.exact import search_exactly
from archive.vectors.index import VectorIndex
from archive.vectors.sketch import Sketch

EXACT_UP_TO = 50_000  # vectors: comparing as many takes some 50 ms of a processor, and twice as many twice as long
_log = logging.getLogger(__name__)


class AllVectors:
    """The vectors of all passages of a catalogue, read when they are first needed."""

    def __init__(self, catalogue: CatalogueReader) -> None:
        """Take the catalogue."""
        self._catalogue = catalogue
        self._reading = Lock()
        self._read: tuple[NDArray[np.int64], NDArray[np.float16]] | None = None
        self._places: NDArray[np.intp] | None = None
        self._sketch: Sketch | None = None

    def read(self) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """Return the passages' ids, ascending, and their unit vectors, float16."""
        with self._reading:
            if self._read is None:
                self._read = self._catalogue.vectors()
            return self._read

    def searched(self) -> NDArray[np.intp]:
        """Return the places, among all vectors, of those that an ordinary question searches, which the index holds."""
        ids, _ = self.read()
        with self._reading:
            if self._places is None:
                self._places = np.flatnonzero(
                    np.isin(ids, self._catalogue.select(Selection(voices=tuple(SEARCHED_VOICES))))
                )
            return self._places

    def compare(
        self, vector: NDArray[np.float32], *, limit: int, among: NDArray[np.intp] | None = None
    ) -> list[tuple[int, float]]:
        """Return (passage id, cosine similarity) of the nearest passages, best first: exactly up to EXACT_UP_TO of them.

        ``among`` are the places, ascending, of those that are compared; without it, they are those of ``searched``. Of more,
        those whose signs are nearest are compared: the cosines are exact, and hardly one of the nearest is missing.
        """
        rows, among = self.read(), self.searched() if among is None else among
        if len(among) <= EXACT_UP_TO:
            return search_exactly(rows, among, vector, limit=limit)
        with self._reading:
            if self._sketch is None:
                self._sketch = Sketch(rows)
        return self._sketch.search(among, vector, limit=limit)


class SteadyIndex:
    """An index that always answers: where the one behind it cannot be opened or fails, the catalogue's vectors are searched.

    ``damage`` says what is wrong with it, '' while it holds.
    """

    def __init__(self, open_it: Callable[[], VectorIndex] | None, vectors: AllVectors) -> None:
        """Open the index, or none where it is known not to hold, beside all vectors."""
        self._all = vectors
        self.damage = ""
        self._index: VectorIndex | None = None
        if open_it is not None:
            try:
                self._index = open_it()
            except StoreDamagedError as error:
                self._give_up(str(error))
            except OSError as error:  # its copy found no room, or no right to write
                self._give_up(f"the vector index cannot be copied to the folder for temporary files ({error})")

    @property
    def kind(self) -> str:
        """Where it is: 'folder', 'server', or 'none' where the catalogue's vectors are searched for good."""
        return "none" if self._index is None else self._index.kind

    def count(self) -> int:
        """Return how many vectors are searched."""
        return len(self._all.searched()) if self._index is None else self._index.count()

    def search(self, vector: NDArray[np.float32], *, limit: int) -> list[tuple[int, float]]:
        """Return (passage id, cosine similarity) of the nearest vectors, best first."""
        index = self._index
        if index is not None:
            try:
                found = index.search(vector, limit=limit)
                if len(found) >= min(limit, index.count()):
                    return found
                self._give_up(f"the vector index finds {len(found)} of {min(limit, index.count())} passages")
            except StoreDamagedError as error:
                self._give_up(str(error))
        return self._all.compare(vector, limit=limit)

    def trouble(self) -> str:
        """Return why the index cannot be asked now and the catalogue's vectors are searched instead, '' where it can."""
        return self.damage or (self._index.trouble() if self._index else "")

    def close(self) -> None:
        """Let go of what the index holds."""
        if self._index is not None:
            self._index.close()

    def _give_up(self, why: str) -> None:
        _log.warning("%s; questions are answered from the catalogue's vectors", why)
        self._index, self.damage = None, why
