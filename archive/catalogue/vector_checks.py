"""Vector checks: which of a catalogue's vectors cannot be those that a model made."""

from __future__ import annotations

import sqlite3

import numpy as np

_LENGTH_WITHIN = 0.01  # of a unit vector that is kept in float16


def broken_vectors(db: sqlite3.Connection) -> list[str]:
    """Return the digests, in hexadecimal, of the vectors that are none."""
    rows = db.execute("SELECT length(vector), count(*) FROM embeddings GROUP BY 1 ORDER BY 2 DESC LIMIT 1").fetchone()
    size = rows[0] if rows else 0
    broken = []
    for digest, vector in db.execute("SELECT digest, vector FROM embeddings"):
        if len(vector) != size or size % 2:
            broken.append(digest.hex())
            continue
        length = float(np.linalg.norm(np.frombuffer(vector, dtype="<f2").astype(np.float32)))
        if not abs(length - 1) < _LENGTH_WITHIN:  # also where it is not a number
            broken.append(digest.hex())
    return broken
