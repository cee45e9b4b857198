"""Collections on a Chroma server: each generation of a store has one of its own, and those that none names are dropped."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from archive.errors import StoreDamagedError
from archive.vectors.chroma_server import ChromaServer, VectorServerError
from archive.vectors.index import GRAPH, PROBED_ROWS, Progress, Rows

_RECORD = "server.json"  # in the place of an index's folder
_NAMES = "collections.json"  # in the store: what its collections' names begin with, and on which server they are
_LOOKED = 10.0  # seconds that are waited for a server when it is only asked what may go
_BATCH = 2000
_PAGE = 100  # collections listed at a time
_NEAR_ENOUGH = 0.99
_REMEDY = "run 'otr rebuild' to make it again from the catalogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedCollection:
    """A generation's collection: its name, how many vectors it has, a digest of them, and where it was made."""

    name: str
    count: int
    digest: str
    address: str

    @classmethod
    def read(cls, folder: Path) -> ServedCollection | None:
        """Return what stands in an index's folder, None where the index is in the folder itself."""
        try:
            said = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
            return cls(**said)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError) as error:
            raise StoreDamagedError(f"{folder / _RECORD} names no collection ({error}): {_REMEDY}") from error

    def open(self, client: Any) -> Any:
        """Return the collection; raises VectorServerError where it is not what was built."""
        collection = client.get_collection(self.name, embedding_function=None)
        if (collection.metadata or {}).get("digest") != self.digest:
            raise VectorServerError(f"the collection {self.name} holds other vectors than were put there: {_REMEDY}")
        self.check_count(collection)
        return collection

    def check_count(self, collection: Any) -> None:
        """Raise VectorServerError where vectors were added or deleted."""
        if (found := int(collection.count())) != self.count:
            raise VectorServerError(
                f"the collection {self.name} has {found:,} vectors, {self.count:,} were put there: {_REMEDY}"
            )


def build_collection(folder: Path, rows: Rows, *, server: ChromaServer, name: str, progress: Progress) -> None:
    """Put these unit vectors into a new collection, and write its name into an index's folder; raises VectorServerError."""
    ids, vectors = rows
    digest = hashlib.sha256(ids.astype("<i8").tobytes() + vectors.astype("<f2").tobytes()).hexdigest()
    client = server.connect()
    try:
        with server.asking():
            collection = client.create_collection(
                name, metadata={"digest": digest}, configuration={"hnsw": dict(GRAPH)}, embedding_function=None
            )
            batch = min(_BATCH, int(client.get_max_batch_size()))
            for start in range(0, len(ids), batch):
                part = slice(start, start + batch)
                collection.upsert(ids=list(map(str, ids[part])), embeddings=vectors[part].astype(np.float32))
                progress(min(start + batch, len(ids)), len(ids))
    finally:
        client.close()
    folder.mkdir(parents=True, exist_ok=True)
    built = ServedCollection(name=name, count=len(ids), digest=digest, address=server.address)
    (folder / _RECORD).write_text(json.dumps(asdict(built), indent=1), encoding="utf-8")


def probe_collection(built: ServedCollection, rows: Rows, *, server: ChromaServer) -> None:
    """Check that a collection is complete and that a sample of rows is found by their own vectors.

    Raises VectorServerError where it is not, or cannot be reached.
    """
    ids, vectors = rows
    client = server.connect()
    try:
        with server.asking():
            collection = built.open(client)
            for row in range(0, len(ids), max(1, len(ids) // PROBED_ROWS)):
                # Passages of the same words share a vector, so it is the similarity that must be there, not the id.
                found = ask_collection(collection, vectors[row].astype(np.float32), limit=1)
                if not found or found[0][1] < _NEAR_ENOUGH:
                    raise VectorServerError(
                        f"passage {ids[row]} is not found by its own vector in {built.name}: {_REMEDY}"
                    )
    finally:
        client.close()


def ask_collection(collection: Any, vector: Any, *, limit: int) -> list[tuple[int, float]]:
    """Return (passage id, cosine similarity) of the nearest vectors of a collection, best first."""
    found = collection.query(query_embeddings=[vector], n_results=limit, include=["distances"])
    nearest = zip(found["ids"][0], found["distances"][0], strict=True)
    return [(int(passage_id), 1.0 - distance) for passage_id, distance in nearest]


def new_name(store: Path, generation: int, server: ChromaServer) -> str:
    """Return a name for the collection of a generation that is being made: no other archive and no other run has it."""
    prefix = _read_names(store).get("prefix") or f"otr-{secrets.token_hex(6)}-"
    said = {"prefix": prefix, "folder": store.stat().st_ino, "address": server.address}
    (store / _NAMES).write_text(json.dumps(said), encoding="utf-8")
    return f"{prefix}{generation:06d}-{secrets.token_hex(4)}"


def server_of(store: Path, server: ChromaServer | None) -> ChromaServer | None:
    """Return the server that is set, or else where the store's collections were put last; None where it has none."""
    address = _read_names(store).get("address")
    return server or (ChromaServer(address=address) if address else None)


def find_unnamed(store: Path, server: ChromaServer, named: Collection[str]) -> dict[str, int]:
    """Return the store's collections on a server that are not among those ``named``, with how many vectors each has."""
    prefix = _read_names(store).get("prefix")
    if not prefix:
        return {}
    client = server.connect(wait=_LOOKED)
    try:
        with server.asking():
            found = [one for one in _list(client) if one.name.startswith(prefix) and one.name not in named]
            return {one.name: int(one.count()) for one in found}
    finally:
        client.close()


def drop(server: ChromaServer, names: Collection[str]) -> None:
    """Drop collections; raises VectorServerError where the server cannot be reached."""
    client = server.connect()
    try:
        with server.asking():
            for name in names:
                client.delete_collection(name)
    finally:
        client.close()


def _list(client: Any) -> Iterator[Any]:
    offset = 0
    while page := client.list_collections(limit=_PAGE, offset=offset):
        yield from page
        offset += len(page)


def _read_names(store: Path) -> dict[str, str]:
    """Return what the store's collections are called and where they are, nothing where it has none yet.

    A copy of a store is another folder: it gets names of its own, so that neither drops what the other uses.
    """
    try:
        said = json.loads((store / _NAMES).read_text(encoding="utf-8"))
        return (
            {name: str(said[name]) for name in ("prefix", "address")} if said["folder"] == store.stat().st_ino else {}
        )
    except (FileNotFoundError, ValueError, KeyError):
        return {}
