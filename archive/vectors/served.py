"""The index on a Chroma server, which may be away or wrong at any time: then the catalogue's vectors are searched instead."""

from __future__ import annotations

import logging
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.vectors.chroma_server import ChromaServer, VectorServerError
from archive.vectors.collections import ServedCollection, ask_collection
from archive.vectors.exact import agrees
from archive.vectors.index import Compare, Rows

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0  # seconds until a server that failed is tried again: doubled each time
_LOOKED_AT = 10.0  # seconds after which who asks for its state looks anew, and after which its rows are counted again
_WITHIN = 0.02  # by how much a cosine that the server tells may differ from the catalogue's own vectors
_log = logging.getLogger(__name__)


class ServedIndex:
    """Asks a collection, and checks what it says against the catalogue's own vectors; where it fails, it searches those."""

    kind = "server"

    def __init__(
        self,
        built: ServedCollection,
        server: ChromaServer,
        rows: Callable[[], Rows],
        compare: Compare,
    ) -> None:
        """``rows`` returns the catalogue's vectors, ``compare`` searches those that the collection should hold.

        Nothing is asked of the server before the first search.
        """
        self._built, self._server, self._rows, self._compare = built, server, rows, compare
        self._turn = threading.Lock()  # one connects, or tries again
        self._clients: list[Any] = []  # the open one, or none
        weakref.finalize(self, _close, self._clients).atexit = False  # Chroma keeps an open client until it is closed
        self._collection: Any = None
        self._trouble = ""
        self._wait = FIRST_WAIT
        self._again = 0.0  # when a server that failed may be tried again
        self._looked = 0.0

    def count(self) -> int:
        """Return how many vectors the collection should hold."""
        return self._built.count

    def search(self, vector: NDArray[np.float32], *, limit: int) -> list[tuple[int, float]]:
        """Return (passage id, cosine similarity) of the nearest vectors, best first; it does not fail."""
        wanted = min(limit, self._built.count)
        if wanted == 0:
            return []
        found = self._try(lambda collection: self._ask(collection, vector, wanted))
        return self._compare(vector, limit=wanted) if found is None else found

    def trouble(self) -> str:
        """Return why the server cannot be asked now, '' where it can; asks it, where that was not done for a while."""
        if time.monotonic() - self._looked > _LOOKED_AT:
            self._try(lambda _: [])
        return self._trouble

    def close(self) -> None:
        """Close the connection."""
        with self._turn:
            self._let_go()

    def _try(self, ask: Callable[[Any], list[tuple[int, float]]]) -> list[tuple[int, float]] | None:
        """Return what the server says, None where it fails, or failed so lately that it is not tried again yet."""
        collection = self._connected()
        if collection is None:
            return None
        try:
            with self._server.asking():
                return ask(collection)
        except VectorServerError as error:
            with self._turn:
                self._fail(error)
            return None

    def _connected(self) -> Any:
        """Return the open collection, None where there is none to ask now; one at a time connects, the others do not wait."""
        if self._collection is not None and time.monotonic() - self._looked <= _LOOKED_AT:
            return self._collection
        if time.monotonic() < self._again or not self._turn.acquire(blocking=False):
            return None if self._trouble else self._collection
        try:
            with self._server.asking():
                if self._collection is None:
                    if not self._clients:
                        self._clients.append(self._server.connect(wait=self._server.wait))
                    collection = self._built.open(self._clients[0])
                else:
                    collection = self._collection
                    self._built.check_count(collection)
            self._succeed(collection)
        except VectorServerError as error:
            self._fail(error)
        finally:
            self._turn.release()
        return self._collection

    def _ask(self, collection: Any, vector: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
        found = ask_collection(collection, vector, limit=limit)
        if not agrees(self._rows(), vector, found, within=_WITHIN):
            raise VectorServerError(
                f"the collection {self._built.name} returned what this archive does not hold: run 'otr rebuild' to make it"
                " again from the catalogue"
            )
        return found

    def _succeed(self, collection: Any) -> None:
        if self._trouble:
            _log.warning("the vectors' server answers again: %s", self._server.address)
        self._collection, self._trouble = collection, ""
        self._wait, self._looked = FIRST_WAIT, time.monotonic()

    def _fail(self, error: VectorServerError) -> None:
        if not self._trouble:
            _log.warning("%s; until it is there again, the catalogue's own vectors are searched", error)
        self._let_go()
        now = time.monotonic()
        self._trouble, self._looked, self._again = str(error), now, now + self._wait
        self._wait = min(2 * self._wait, LONGEST_WAIT)

    def _let_go(self) -> None:
        self._collection = None
        _close(self._clients)


def _close(clients: list[Any]) -> None:
    while clients:
        clients.pop().close()
