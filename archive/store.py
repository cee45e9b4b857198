"""The store as readers see it: the current generation, reopened when a new one is published."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.errors import ModelMismatchError, OnTheRecordError, StoreError
from archive.generations import CATALOGUE, INDEX, check_generation, current_generation, is_being_written, read_progress
from archive.reader import CatalogueReader
from archive.releases import SEARCHED_VOICES, Voice
from archive.selection import Selection
from archive.vectors import ChromaServer, ServedCollection, VectorIndex, open_index

NOTICE_AFTER = 2.0  # seconds between two looks for a new generation; DESIGN allows five


class Generation:
    """One published generation, open for reading; its parts are opened when they are first needed."""

    def __init__(self, store: Path, number: int, *, server: ChromaServer | None = None) -> None:
        """Check the generation's files, then open its catalogue; raises StoreError.

        ``server`` is where its vectors are, if they are on one; without it, where they were put.
        """
        self.number = number
        self._server = server
        self._folder = check_generation(store, number)
        self._opening = threading.Lock()
        self.catalogue = CatalogueReader(self._folder / CATALOGUE)
        self._by_voice: dict[Voice, tuple[NDArray[np.int64], NDArray[np.float32]]] = {}
        self.embedding_model = self.catalogue.fact("embedding_model") or ""
        self.embedding_digest = self.catalogue.fact("embedding_digest") or ""

    @property
    def index(self) -> VectorIndex:
        """The vector index."""
        with self._opening:
            return self._index

    @property
    def vectors(self) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """All passages' ids, ascending, and their unit vectors, for the exact search that a filter needs."""
        with self._opening:
            return self._vectors

    def vectors_of(self, voice: Voice) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the ids of the passages in one voice, ascending, and their unit vectors, float32; kept once asked for."""
        with self._opening:
            if voice not in self._by_voice:
                ids, vectors = self.catalogue.vectors(Selection(voices=(voice,)))
                self._by_voice[voice] = ids, vectors.astype(np.float32)
            return self._by_voice[voice]

    def index_trouble(self) -> str:
        """Return why the index cannot be asked now and the catalogue's vectors are searched instead, '' where it can."""
        return self.index.trouble()

    @property
    def collection(self) -> str:
        """Where the index is, if it is on a Chroma server: 'NAME on ADDRESS'; '' where it is in the store."""
        built = ServedCollection.read(self._folder / INDEX)
        return f"{built.name} on {self._server.address if self._server else built.address}" if built else ""

    def check_model(self, name: str, digest: str) -> None:
        """Raise ModelMismatchError where the store was embedded with another model than this one."""
        if digest != self.embedding_digest:
            raise ModelMismatchError(
                f"the store was embedded with {self.embedding_model!r} ({self.embedding_digest[:12]}), the model that is"
                f" set is {name!r} ({digest[:12]}): set OTR_EMBEDDING_MODEL back, or run 'otr ingest PATH --rebuild'"
            )

    @cached_property
    def _index(self) -> VectorIndex:
        return open_index(
            self._folder / INDEX, lambda: self.vectors, lambda: self._searched_places, server=self._server
        )

    @cached_property
    def _searched_places(self) -> NDArray[np.intp]:
        """The places, among all vectors, of those that the index holds: an ordinary question searches them."""
        return np.searchsorted(self.vectors[0], self.catalogue.select(Selection(voices=tuple(SEARCHED_VOICES))))

    @cached_property
    def _vectors(self) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        return self.catalogue.vectors()


class Store:
    """A store folder. ``generation()`` is the published one; a newer one is noticed after ``notice_after`` seconds."""

    def __init__(self, folder: Path, *, notice_after: float = NOTICE_AFTER, server: ChromaServer | None = None) -> None:
        """Open the current generation; raises EmptyStoreError where nothing was ingested, StoreError otherwise.

        ``server`` is a Chroma server that has its vectors; without it, they are looked for where they were put.
        """
        self.folder = folder
        self.server = server
        self.notice_after = notice_after
        self._noticing = threading.Lock()
        self._generation = self._open()
        self._looked = time.monotonic()

    def generation(self) -> Generation:
        """Return the current generation, reopened where a writer has published a newer one."""
        with self._noticing:
            if time.monotonic() - self._looked >= self.notice_after:
                self._looked = time.monotonic()
                if current_generation(self.folder) != self._generation.number:
                    # Questions that are being answered keep the old generation; its files stay until the next one.
                    self._generation = self._open()
            return self._generation

    def _open(self) -> Generation:
        number = current_generation(self.folder)
        try:
            return Generation(self.folder, number, server=self.server)
        except OnTheRecordError:
            # A writer may have published, and removed this one, between the two looks.
            if current_generation(self.folder) == number:
                raise
        return Generation(self.folder, current_generation(self.folder), server=self.server)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreState:
    """What a store can do now: ``name`` is 'empty', 'building', 'ready' or 'failed'; ``next_step`` a command to run."""

    name: str
    message: str = ""
    next_step: str = ""
    stage: str = ""
    done: int = 0
    total: int = 0


def store_state(folder: Path) -> StoreState:
    """Return the store's state at a glance, without reading its files; never raises for a store's own trouble."""
    try:
        number = current_generation(folder)
    except StoreError as error:
        return StoreState(name="failed", message=str(error), next_step=f"otr ingest PATH --rebuild --store {folder}")
    if number:
        return StoreState(name="ready")
    if is_being_written(folder):
        stage, done, total = read_progress(folder)
        return StoreState(name="building", message="The archive is being read.", stage=stage, done=done, total=total)
    return StoreState(
        name="empty", message=f"The store {folder} is empty.", next_step=f"otr ingest PATH --store {folder}"
    )
