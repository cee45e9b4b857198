"""Vectors: each passage has one that is whole, and the index finds every passage by its own."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np

from archive.verifying.findings import Finding, Remedy, find, find_rows

_LENGTH_WITHIN = 0.01  # of a unit vector that is kept in float16
_PATIENCE = 3600.0  # seconds


def verify_vectors(db: sqlite3.Connection) -> list[Finding]:
    """Return which passages have no vector, no token codes, or a vector that is none."""
    found: list[Finding] = []
    for table, what in (("embeddings", "vector"), ("token_codes", "token codes")):
        found += find_rows(
            db, f"no-{table.replace('_', '-')}", f"passages have no {what}",
            f"SELECT release_id, start FROM passages WHERE embedded NOT IN (SELECT digest FROM {table})",
        )  # fmt: skip
        found += find_rows(
            db, f"orphaned-{table.replace('_', '-')}", f"{what} belong to no passage",
            f"SELECT hex(digest) FROM {table} WHERE digest NOT IN (SELECT embedded FROM passages)",
        )  # fmt: skip
    return found + find("vector-broken", "vectors are no unit vectors of the store's dimension", broken_vectors(db))


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


def verify_index(index: Path, catalogue: Path) -> list[Finding]:
    """Return which passages the index does not find by their own vectors; a damaged index ends another process than this."""
    asked = subprocess.run(
        [sys.executable, "-m", "archive.probe", str(index), str(catalogue), "--every"],
        capture_output=True, text=True, check=False, timeout=_PATIENCE, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    if asked.returncode == 0:
        return []
    lines = (
        asked.stdout.splitlines() or (asked.stderr.strip().splitlines() or [f"it ended with {asked.returncode}"])[-1:]
    )
    return find("not-in-index", "passages are not found by their own vector in the index", lines, remedy=Remedy.REBUILD)
