"""The store as readers see it: the current generation, reopened when a new one is published."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.catalogue import CatalogueReader, Selection
from archive.errors import EmptyStoreError, ModelMismatchError, OnTheRecordError, StoreDamagedError, StoreError
from archive.generations import (
    CATALOGUE,
    INDEX,
    MANIFEST,
    Stamp,
    current_generation,
    find_damage,
    generation_folder,
    has_index,
    hold,
    is_being_written,
    published_generations,
    read_progress,
    stamp,
)
from archive.models import Embedder, UnembeddedPassages
from archive.releases import Voice
from archive.vectors import (
    AllVectors,
    ChromaServer,
    IndexMending,
    ServedCollection,
    SteadyIndex,
    VectorIndex,
    open_partly,
)

EMBEDDED_AT_ONCE = 60  # passages without a vector, embedded for one question: a second or two beside a running ingest
NOTICE_AFTER = 2.0  # seconds between two looks for a new generation; DESIGN allows five
_TRIES = 5
_Seen = tuple[Stamp, Stamp]
_log = logging.getLogger(__name__)


class Generation:
    """One published generation, open for reading; its parts are opened when they are first needed.

    While it is open no writer removes its files.
    """

    def __init__(
        self,
        store: Path,
        number: int,
        *,
        server: ChromaServer | None = None,
        unembedded: UnembeddedPassages | None = None,
    ) -> None:
        """Check the generation's files, then open its catalogue; raises StoreError. A damaged index is none.

        ``server`` is where its vectors are, if they are on one; without it, where they were put. ``unembedded`` remembers what
        was embedded for questions before the writer came to it.
        """
        self.number = number
        self.unembedded = unembedded or UnembeddedPassages()
        self._made: dict[int, tuple[NDArray[np.float32], bytes]] = {}
        self._server = server
        self._folder = generation_folder(store, number)
        if number == 0:
            raise EmptyStoreError(f"the store {store} is empty: run 'otr ingest PATH' with a folder of releases")
        self._held = hold(self._folder / MANIFEST)  # first held, then checked: what was checked stays
        damaged = find_damage(self._folder)
        if self._held is None:
            raise StoreDamagedError(f"{self._folder} is being removed: try again")
        for one in damaged:
            if not one.of_index:
                raise StoreDamagedError(f"{self._folder / one.name} {one.state}: run 'otr rebuild'")
        self._damage = "; ".join(f"{self._folder / one.name} {one.state}" for one in damaged)
        self._opening = threading.Lock()
        self.catalogue = CatalogueReader(self._folder / CATALOGUE, held=self._held)
        self._all = AllVectors(self.catalogue)
        self._by_voice: dict[Voice, tuple[NDArray[np.int64], NDArray[np.float32]]] = {}
        self.embedding_model = self.catalogue.fact("embedding_model") or ""
        self.embedding_digest = self.catalogue.fact("embedding_digest") or ""

    @property
    def damage(self) -> str:
        """What of the generation's own files is damaged and not used, '' where all is well."""
        opened = self.__dict__.get("_index")
        return self._damage or (opened.damage if isinstance(opened, SteadyIndex) else "")

    @property
    def index(self) -> VectorIndex:
        """What finds the passages nearest to a vector: it always answers."""
        with self._opening:
            return self._index

    @property
    def vectors(self) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """The ids, ascending, of all passages that have a vector, and these, for the exact search that a filter needs."""
        return self._all.read()

    def search_among(
        self, ids: NDArray[np.int64], vector: NDArray[np.float32], *, limit: int
    ) -> list[tuple[int, float]]:
        """Return (passage id, cosine similarity) of the nearest of these passages, best first; ``ids`` ascend.

        Those that have no vector yet are left out.
        """
        known, _ = self.vectors
        among = np.searchsorted(known, ids)[_are_in(known, ids)]
        return self._all.compare(vector, limit=limit, among=among)

    def vectors_of(self, voice: Voice) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the ids of the passages in one voice, ascending, and their unit vectors, float32; kept once asked for."""
        with self._opening:
            if voice not in self._by_voice:
                ids, vectors = self.catalogue.vectors(Selection(voices=(voice,)))
                self._by_voice[voice] = ids, vectors.astype(np.float32)
            return self._by_voice[voice]

    def index_trouble(self) -> str:
        """Return why the index cannot be asked now and the catalogue's vectors are searched instead, '' where it can."""
        return self._damage or self.index.trouble()

    @property
    def collection(self) -> str:
        """Where the index is, if it is on a Chroma server: 'NAME on ADDRESS'; '' where it is in the store."""
        built = None if self._damage else ServedCollection.read(self._folder / INDEX)
        return f"{built.name} on {self._server.address if self._server else built.address}" if built else ""

    def embed(self, ids: Sequence[int], embedder: Embedder, *, limit: int = EMBEDDED_AT_ONCE) -> list[int]:
        """Return those of these passages that the catalogue has no vector of, once they have one: the first ``limit`` of them."""
        if self.by_meaning == 1.0:
            return []
        known, _ = self.vectors
        lacking = [passage_id for passage_id, there in zip(ids, _are_in(known, ids), strict=True) if not there][:limit]
        if lacking:
            self._made |= self.unembedded.read(self.catalogue, embedder, lacking)
        return lacking

    @cached_property
    def by_meaning(self) -> float:
        """The share of the passages that an ordinary question searches that can be found by meaning: below 1 during an ingest."""
        searched, embedded = self.catalogue.searched_by_meaning
        return embedded / searched if searched else 1.0

    def vectors_for(self, ids: Sequence[int]) -> tuple[list[int], NDArray[np.float32]]:
        """Return those of these passages that have a vector, or were embedded, and the unit vectors, float32."""
        known, vectors = self.vectors
        there = _are_in(known, ids)
        found = [one for one, here in zip(ids, there, strict=True) if here or one in self._made]
        matrix = np.zeros((len(found), vectors.shape[1] if vectors.size else 0), dtype=np.float32)
        if len(found) == int(there.sum()):
            return found, vectors[np.searchsorted(known, found)].astype(np.float32) if found else matrix
        rows = [
            self._made[one][0] if one in self._made else vectors[np.searchsorted(known, one)].astype(np.float32)
            for one in found
        ]
        return found, np.stack(rows)

    def token_codes(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Return the kept tokens of these passages, each of which has a vector or was embedded."""
        return self.catalogue.token_codes(ids) | {one: self._made[one][1] for one in ids if one in self._made}

    def check_model(self, name: str, digest: str) -> None:
        """Raise ModelMismatchError where the store was embedded with another model than this one."""
        if digest != self.embedding_digest:
            raise ModelMismatchError(
                f"the store was embedded with {self.embedding_model!r} ({self.embedding_digest[:12]}), the model that is"
                f" set is {name!r} ({digest[:12]}): set OTR_EMBEDDING_MODEL back, or run 'otr ingest PATH --rebuild'"
            )

    def stamp(self) -> Stamp:
        """Return what changes when a file of the generation is written, cut off or removed; reads none of them."""
        return stamp(self._folder)

    @cached_property
    def _index(self) -> SteadyIndex:
        # Not the methods of this object: one that is part of a cycle, and its lock, would stay until garbage is collected.
        folder, rows, server = self._folder, self._all, self._server
        usable = not self._damage and has_index(self._folder)
        opened = (lambda: open_partly(folder, rows, server)) if usable else None
        return SteadyIndex(opened, rows)


def _are_in(known: NDArray[np.int64], ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return whether each id is among the known ones, which ascend."""
    if not len(known):
        return np.zeros(len(ids), dtype=bool)
    places = np.minimum(np.searchsorted(known, ids), len(known) - 1)
    return np.asarray(known[places] == np.asarray(ids, dtype=np.int64), dtype=bool)


class Store:
    """A store folder. ``generation()`` is the published one; a newer one is noticed after ``notice_after`` seconds.

    Where the published one is damaged, an earlier one stands in, or its index is made again while questions are answered
    without: ``trouble`` says so.
    """

    def __init__(self, folder: Path, *, notice_after: float = NOTICE_AFTER, server: ChromaServer | None = None) -> None:
        """Open the current generation; raises EmptyStoreError where nothing was ingested, StoreError otherwise.

        ``server`` is a Chroma server that has its vectors; without it, they are looked for where they were put.
        """
        self.folder = folder
        self.server = server
        self.notice_after = notice_after
        self._noticing = threading.Lock()
        self._unembedded = UnembeddedPassages()
        self._refused = self._instead = ""
        self._number = self._failed = 0
        self._seen: _Seen = ((), ())
        self._mended: IndexMending | None = None
        self._open()
        self._looked = time.monotonic()

    def generation(self) -> Generation:
        """Return the current generation, reopened where a writer has published a newer one, or its files have changed.

        While one thread reopens it, the others go on with the one that they had.
        """
        due = time.monotonic() - self._looked >= self.notice_after or self._has_failed()
        if due and self._noticing.acquire(blocking=False):
            try:
                self._looked = time.monotonic()
                self._notice()
            finally:
                self._noticing.release()
        return self._generation

    @property
    def trouble(self) -> str:
        """What is wrong with the store while it answers, and what to do; '' where all is well."""
        said = [self._instead, self._refused, self._generation.damage and self._tell_index()]
        return " ".join(filter(None, said))

    def _notice(self) -> None:
        number = current_generation(self.folder)
        if number != self._number or self._stamp() != self._seen or self._has_failed():
            # Questions that are being answered keep the old generation, whose files stay as long as it is open.
            try:
                self._open()
                self._refused = ""
            except EmptyStoreError:
                raise
            except StoreError as error:
                self._number = number
                self._seen, self._failed = self._stamp(), self._generation.catalogue.failures
                self._refused = f"Generation {self._generation.number} is still read: {error}."
        if self._generation.damage and self._generation.number == self._number:
            self._mend()

    def _has_failed(self) -> bool:
        """Whether the open catalogue could not be read somewhere since its files were last looked at."""
        return self._generation.catalogue.failures > self._failed

    def _mend(self) -> None:
        """Have the index made again in another process, once a generation."""
        if self._mended is None or self._mended.number != self._number:
            self._mended = IndexMending(self.folder, self._number)

    def _tell_index(self) -> str:
        told = self._mended.tell() if self._mended else "'otr rebuild' makes it again."
        return f"Questions are answered by exact search: {self._generation.damage}. {told}"

    def _stamp(self) -> _Seen:
        """Return what changes when the files of the published generation do, or of the one that stands in for it."""
        open_one: Generation | None = getattr(self, "_generation", None)
        return stamp(generation_folder(self.folder, self._number)), open_one.stamp() if open_one else ()

    def _open(self) -> None:
        for _ in range(_TRIES):
            number = current_generation(self.folder)
            try:
                self._generation, self._instead = _open_whole(
                    self.folder, number, server=self.server, unembedded=self._unembedded
                )
            except OnTheRecordError:
                # A writer may have published, and removed this one, between the two looks.
                if current_generation(self.folder) == number:
                    raise
                continue
            if self._instead and current_generation(self.folder) != number:
                continue
            self._number = number
            self._seen, self._failed = self._stamp(), 0
            return
        raise StoreError(f"the store {self.folder} is published anew faster than it can be opened: try again")


def _open_whole(
    store: Path, number: int, *, server: ChromaServer | None, unembedded: UnembeddedPassages
) -> tuple[Generation, str]:
    """Return a generation, or where it is damaged the latest before it that is whole, and then why."""
    try:
        return Generation(store, number, server=server, unembedded=unembedded), ""
    except StoreDamagedError as error:
        for earlier in published_generations(store):
            if earlier < number:
                try:
                    stand_in = Generation(store, earlier, server=server, unembedded=unembedded)
                except StoreError:
                    continue
                _log.warning("%s; generation %d stands in for it", error, earlier)
                return stand_in, f"Generation {earlier} stands in for generation {number}, which is damaged: {error}."
        raise


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreState:
    """What a store can do now: ``name`` is 'empty', 'building', 'ready' or 'failed'; ``next_step`` a command to run.

    ``stage``, ``done`` and ``total`` are how far a writer at work is. One that is 'ready' meanwhile answers from what was
    published; ``searched`` passages are found by their words then, and ``by_meaning`` of them by meaning too.
    """

    name: str
    message: str = ""
    next_step: str = ""
    stage: str = ""
    done: int = 0
    total: int = 0
    searched: int = 0
    by_meaning: int = 0


def store_state(folder: Path) -> StoreState:
    """Return the store's state at a glance, without reading its files; never raises for a store's own trouble."""
    try:
        number = current_generation(folder)
    except StoreError as error:
        return StoreState(name="failed", message=str(error), next_step=f"otr ingest PATH --rebuild --store {folder}")
    stage, done, total = read_progress(folder) if is_being_written(folder) else ("", 0, 0)
    if number:
        searched, by_meaning = _read_searched(generation_folder(folder, number) / CATALOGUE)
        return StoreState(name="ready", stage=stage, done=done, total=total, searched=searched, by_meaning=by_meaning)
    if is_being_written(folder):
        return StoreState(name="building", message="The archive is being read.", stage=stage, done=done, total=total)
    return StoreState(
        name="empty", message=f"The store {folder} is empty.", next_step=f"otr ingest PATH --store {folder}"
    )


def _read_searched(catalogue: Path) -> tuple[int, int]:
    """Return how many passages are found by words, and how many of them by meaning too; zeros where it cannot be told."""
    try:
        return CatalogueReader(catalogue).searched_by_meaning
    except (sqlite3.DatabaseError, OnTheRecordError):  # whoever opens the store is told what is wrong with it
        return 0, 0
