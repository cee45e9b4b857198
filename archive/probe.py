"""Checks an index against its catalogue, as its own process: ``python -m archive.probe INDEX CATALOGUE [--every]``.

Exits 0 where every indexed passage is there and a sample of them is found by its own vector; with ``--every`` all of them are,
and those that are not are printed, one a line.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from archive.errors import OnTheRecordError, StoreDamagedError
from archive.reader import CatalogueReader
from archive.releases import SEARCHED_VOICES
from archive.selection import Selection
from archive.vectors import PROBED_ROWS, FolderIndex

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


def unfound(index_folder: Path, catalogue: Path) -> Iterator[str]:
    """Yield every passage that the index does not find by its own vector, and whether the index holds others than it should."""
    reader = CatalogueReader(catalogue)
    ids, vectors = reader.vectors(Selection(voices=tuple(SEARCHED_VOICES)))
    index = FolderIndex(index_folder)
    if index.count() != len(ids):
        yield f"the index holds {index.count()} vectors, the catalogue {len(ids)}"
    known = set(map(int, ids))
    for start in range(0, len(ids), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        for passage_id, found in zip(ids[part], index.search_many(vectors[part], limit=_ASKED_FOR), strict=True):
            # Where more passages than are asked for share its words, any of them will do.
            alike = [other for other, similarity in found if similarity > _SAME]
            if int(passage_id) not in alike and len(alike) < min(_ASKED_FOR, len(ids)):
                passage = reader.passages([int(passage_id)])[0]
                yield f"{passage.release_id}[{passage.start}:{passage.end}]"
            yield from (
                f"passage {other}, which the catalogue does not have" for other, _ in found if other not in known
            )


def main(arguments: list[str]) -> int:
    """Check as the command line says; 0 where all is well."""
    index, catalogue = map(Path, arguments[:2])
    try:
        if "--every" not in arguments:
            probe(index, catalogue)
            return 0
        missing = list(dict.fromkeys(unfound(index, catalogue)))
    except (OnTheRecordError, OSError) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    sys.stdout.writelines(f"{one}\n" for one in missing)
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
