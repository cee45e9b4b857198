"""Vectors: each passage has one that is whole, and the index finds every passage by its own."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

from archive.catalogue import broken_vectors
from archive.verifying.findings import Finding, Remedy, find, find_rows

_PATIENCE = 3600.0  # seconds


def verify_vectors(db: sqlite3.Connection) -> list[Finding]:
    """Return which passages have no vector, no token codes, or a vector that is none."""
    found: list[Finding] = []
    for table, what in (("embeddings", "vector"), ("token_codes", "token codes")):
        found += find_rows(
            db, f"no-{table.replace('_', '-')}", f"passages have no {what}",
            f"SELECT release_id, start FROM passages WHERE embedded NOT IN (SELECT digest FROM {table})",
            remedy=Remedy.GO_ON,
        )  # fmt: skip
        found += find_rows(
            db, f"orphaned-{table.replace('_', '-')}", f"{what} belong to no passage",
            f"SELECT hex(digest) FROM {table} WHERE digest NOT IN (SELECT embedded FROM passages)",
        )  # fmt: skip
    return found + find("vector-broken", "vectors are no unit vectors of the store's dimension", broken_vectors(db))


def verify_index(folder: Path) -> list[Finding]:
    """Return which passages the index does not find by their own vectors; a damaged index ends another process than this."""
    asked = subprocess.run(
        [sys.executable, "-m", "archive.vectors.probe", "--every", str(folder)],
        capture_output=True, text=True, check=False, timeout=_PATIENCE, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    if asked.returncode == 0:
        return []
    lines = (
        asked.stdout.splitlines() or (asked.stderr.strip().splitlines() or [f"it ended with {asked.returncode}"])[-1:]
    )
    return find("not-in-index", "passages are not found by their own vector in the index", lines, remedy=Remedy.REBUILD)
