"""Checks an index against its catalogue, as its own process: ``python -m archive.probe INDEX CATALOGUE``.

Exits 0 where every indexed passage is there and a sample of them is found by its own vector. ``python -m archive.probe --every
GENERATION`` looks for all of them, and prints those that are not found, one a line.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from archive.catalogue import CatalogueReader, Selection
from archive.errors import OnTheRecordError, StoreDamagedError
from archive.generations import CATALOGUE, INDEX
from archive.releases import SEARCHED_VOICES
from archive.vectors.folder import FolderIndex
from archive.vectors.index import PROBED_ROWS
from archive.vectors.index_rows import IndexRows

_NEAR_ENOUGH = 0.99
_SAME = 0.999  # cosine of two vectors that are one, as far as float16 keeps them
_ASKED_FOR = 10
_AT_ONCE = 500


def probe(index_folder: Path, catalogue: Path) -> None:
    """Raise StoreDamagedError where the index does not hold what the catalogue says."""
    reader = CatalogueReader(catalogue)
    ids, vectors = reader.vectors(Selection(voices=tuple(SEARCHED_VOICES)))
    index = FolderIndex(index_folder)
    if index.count() != len(ids):
        raise StoreDamagedError(f"the index holds {index.count()} vectors, the catalogue {len(ids)}")
    for row in range(0, len(ids), max(1, len(ids) // PROBED_ROWS)):
        # Passages of the same words share a vector, so it is the similarity that must be there, not the id.
        found = index.search(vectors[row].astype(np.float32), limit=1)
        if not found or found[0][1] < _NEAR_ENOUGH:
            raise StoreDamagedError(f"passage {ids[row]} is not found by its own vector")


def unfound(folder: Path) -> Iterator[str]:
    """Yield every passage that a generation's index does not find by its own vector, and what it holds that it should not.

    The passages that are known to be beside it are not asked for: they are compared one by one.
    """
    reader = CatalogueReader(folder / CATALOGUE)
    ids, vectors = reader.vectors(Selection(voices=tuple(SEARCHED_VOICES)))
    rows = IndexRows.load(folder)
    held, gone, beside = (ids, ids[:0], ids[:0]) if rows is None else (rows.ids, rows.gone, rows.beside)
    if not np.array_equal(np.union1d(np.setdiff1d(held, gone), beside), ids):
        yield "what the index is said to hold, and to lack, is not what the catalogue has"
    index = FolderIndex(folder / INDEX)
    if index.count() != len(held):
        yield f"the index holds {index.count()} vectors, and should hold {len(held)}"
    asked = np.flatnonzero(np.isin(ids, np.setdiff1d(held, gone)))
    known = set(map(int, held))
    for start in range(0, len(asked), _AT_ONCE):
        part = asked[start : start + _AT_ONCE]
        for passage_id, found in zip(ids[part], index.search_many(vectors[part], limit=_ASKED_FOR), strict=True):
            # Where more passages than are asked for share its words, any of them will do.
            alike = [other for other, similarity in found if similarity > _SAME]
            if int(passage_id) not in alike and len(alike) < min(_ASKED_FOR, len(held)):
                passage = reader.passages([int(passage_id)])[0]
                yield f"{passage.release_id}[{passage.start}:{passage.end}]"
            yield from (f"passage {other}, which it should not hold" for other, _ in found if other not in known)


def check(arguments: list[str]) -> int:
    """Check as the command line says; 0 where all is well."""
    try:
        if arguments[0] != "--every":
            probe(Path(arguments[0]), Path(arguments[1]))
            return 0
        missing = list(dict.fromkeys(unfound(Path(arguments[1]))))
    except (OnTheRecordError, OSError) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    sys.stdout.writelines(f"{one}\n" for one in missing)
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(check(sys.argv[1:]))
