"""The index in a generation's folder: a Chroma collection, built once in a fresh folder and then only read.

It holds ids and vectors of the passages in the officials' and the office's voice, which an ordinary question searches;
text, voices and filters are in the catalogue. It can be deleted and built again from the catalogue's embeddings.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import weakref
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import chromadb
import numpy as np
import psutil
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from numpy.typing import NDArray

from archive.errors import StoreDamagedError, StoreError
from archive.vectors.index import GRAPH, Progress

_COLLECTION = "passages"
_BATCH = 2000
_CHROMA_DATABASE = "chroma.sqlite3"
_COPY_PREFIX = "otr-index-"
_REMEDY = "run 'otr rebuild' to make the index again from the catalogue"


def build_in_folder(folder: Path, ids: NDArray[np.int64], vectors: NDArray[np.float16], *, progress: Progress) -> None:
    """Build the index of these unit vectors in a fresh folder; ``progress`` gets (done, total) in vectors."""
    client = _open(folder)
    try:
        collection = client.create_collection(_COLLECTION, configuration={"hnsw": dict(GRAPH)}, embedding_function=None)
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            collection.upsert(ids=list(map(str, ids[part])), embeddings=vectors[part].astype(np.float32))
            progress(min(start + _BATCH, len(ids)), len(ids))
    except ChromaError as error:
        raise StoreError(
            f"the vector index {folder} cannot be written ({error}): see that there is room, and run the same command again"
        ) from error
    finally:
        client.close()


def probe_folder(folder: Path, catalogue: Path) -> None:
    """Check in another process that the index opens, is complete and finds its rows; raises StoreDamagedError.

    A damaged index can end the process that opens it, so none is opened that has not passed this check.
    """
    probe = subprocess.run(
        [sys.executable, "-m", "archive.vectors.probe", str(folder), str(catalogue)],
        capture_output=True, text=True, check=False, timeout=600, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    if probe.returncode != 0:
        said = (probe.stderr.strip().splitlines() or [f"it ended with {probe.returncode}"])[-1]
        raise StoreDamagedError(f"the vector index {folder} does not hold ({said}): {_REMEDY}")


class FolderIndex:
    """Reads a published index, from a private copy: Chroma writes to the files that it reads.

    So the published files keep their checksums, and two readers never write to the same files.
    """

    kind = "folder"

    def __init__(self, folder: Path) -> None:
        """Open the index; raises StoreDamagedError where it cannot be."""
        if not (folder / _CHROMA_DATABASE).is_file():
            raise StoreDamagedError(f"the vector index {folder} has no {_CHROMA_DATABASE}: {_REMEDY}")
        for abandoned in abandoned_copies():
            shutil.rmtree(abandoned, ignore_errors=True)
        self._copy = TemporaryDirectory(prefix=f"{_COPY_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True)
        shutil.copytree(folder, self._copy.name, dirs_exist_ok=True)
        try:
            self._client = _open(Path(self._copy.name))
            self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
            self._count = int(self._collection.count())  # what is published does not change
        except ChromaError as error:
            raise StoreDamagedError(f"the vector index {folder} cannot be opened ({error}): {_REMEDY}") from error
        # Chroma keeps an open client, with its files and threads, until it is closed: whoever drops the index closes it.
        self._closing = weakref.finalize(self, _close, self._client, self._copy)
        self._closing.atexit = False

    def count(self) -> int:
        """Return how many vectors the index holds."""
        return self._count

    def search(self, vector: NDArray[np.float32], *, limit: int) -> list[tuple[int, float]]:
        """Return (passage id, cosine similarity) of the nearest vectors, best first."""
        return self.search_many(vector[np.newaxis], limit=limit)[0]

    def search_many(self, vectors: NDArray[Any], *, limit: int) -> list[list[tuple[int, float]]]:
        """Return what ``search`` does for each of these vectors, of shape (vectors, dimension)."""
        wanted = min(limit, self.count())
        if wanted == 0:
            return [[] for _ in vectors]
        asked = list(vectors.astype(np.float32))
        try:
            found = self._collection.query(query_embeddings=asked, n_results=wanted, include=["distances"])
        except ChromaError as error:  # its private copy was harmed
            raise StoreDamagedError(f"the vector index cannot be searched ({error}): {_REMEDY}") from error
        if found["distances"] is None:
            raise StoreDamagedError(f"the vector index answered without distances: {_REMEDY}")
        return [
            [(int(passage_id), 1.0 - distance) for passage_id, distance in zip(ids, distances, strict=True)]
            for ids, distances in zip(found["ids"], found["distances"], strict=True)
        ]

    @staticmethod
    def trouble() -> str:
        """Return '': an index in a folder either opens or is damaged."""
        return ""

    def close(self) -> None:
        """Close the index, and delete its copy."""
        self._closing()


def _close(client: Any, copy: TemporaryDirectory[str]) -> None:
    client.close()
    copy.cleanup()


def _open(folder: Path) -> Any:  # chromadb's own types lack close()
    return chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))


def abandoned_copies() -> list[Path]:
    """Return the copies of readers that were killed before they could remove them."""
    found = []
    for folder in Path(gettempdir()).glob(f"{_COPY_PREFIX}*"):
        owner = folder.name.removeprefix(_COPY_PREFIX).split("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            found.append(folder)
    return found
