"""Checks an index against its catalogue, as its own process: ``python -m archive.probe INDEX CATALOGUE``.

Exits 0 where every indexed passage is there and a sample of them is found by its own vector.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from archive.errors import StoreDamagedError
from archive.reader import CatalogueReader
from archive.releases import SEARCHED_VOICES
from archive.selection import Selection
from archive.vectors import PROBED_ROWS, FolderIndex

_NEAR_ENOUGH = 0.99


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


if __name__ == "__main__":
    try:
        probe(Path(sys.argv[1]), Path(sys.argv[2]))
    except StoreDamagedError as damage:
        sys.exit(str(damage))
