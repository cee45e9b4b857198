"""Verify: every check over the current generation of a store."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.catalogue import check_schema
from archive.errors import EmptyStoreError, StoreDamagedError
from archive.generations import CATALOGUE, INDEX, current_generation, find_damage, generation_folder
from archive.vectors import ChromaServer, IndexRows, ServedCollection, VectorServerError, probe_index
from archive.verifying.findings import Finding, Remedy, find
from archive.verifying.texts import verify_passages, verify_structure
from archive.verifying.vectors import verify_index, verify_vectors
from archive.verifying.words import verify_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a verification looked at, and what it found."""

    generation: int
    releases: int
    passages: int
    findings: tuple[Finding, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON-ready values."""
        return {"schema": 1, "generation": self.generation, "releases": self.releases, "passages": self.passages,
                "whole": not self.findings, "findings": [one.to_json() for one in self.findings]}  # fmt: skip


def verify_store(
    store: Path, *, server: ChromaServer | None = None, tell: Callable[[str], None] = lambda _stage: None
) -> Verified:
    """Check everything in the current generation against everything else; ``tell`` hears what is checked now.

    Raises EmptyStoreError where nothing was published, SchemaError where another schema wrote it, StoreDamagedError where the
    generation is not there, VectorServerError where the server that has its vectors cannot be asked.
    """
    number = current_generation(store)
    if not number:
        raise EmptyStoreError(f"the store {store} is empty: run 'otr ingest PATH' with a folder of releases")
    folder = generation_folder(store, number)
    tell("checksums")
    findings = _verify_files(folder)
    catalogue = folder / CATALOGUE
    if not catalogue.is_file():
        return Verified(generation=number, releases=0, passages=0, findings=tuple(findings))
    releases = passages = 0
    try:
        with closing(sqlite3.connect(f"{catalogue.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            check_schema(db, catalogue)
            releases, passages = (
                int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in ("releases", "passages")
            )
            for name, check in (
                ("texts", verify_passages),
                ("structure", verify_structure),
                ("vectors", verify_vectors),
            ):
                tell(name)
                findings += check(db)
        tell("words")
        findings += verify_words(catalogue)
        tell("index")
        findings += _verify_index(folder, server, findings)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR:
            raise  # a fault of this program, not of the file
        findings += find("database", "the catalogue cannot be read to its end", [error])
    return Verified(generation=number, releases=releases, passages=passages, findings=tuple(findings))


def _verify_files(folder: Path) -> list[Finding]:
    try:
        damaged = find_damage(folder, anew=True)
    except StoreDamagedError as error:
        return find("manifest", "the generation's manifest does not say what was published", [error])
    return find("file", "files are not as they were published", (f"{one.name} {one.state}" for one in damaged))


def _verify_index(folder: Path, server: ChromaServer | None, before: list[Finding]) -> list[Finding]:
    if any(one.kind == "vector-broken" for one in before):
        return []  # what the index should hold is not known; it is made again with the vectors
    if not (folder / INDEX).is_dir():
        return _verify_none(folder)
    if ServedCollection.read(folder / INDEX) is None:
        return verify_index(folder)
    try:
        probe_index(folder / INDEX, folder / CATALOGUE, server=server)
    except VectorServerError:
        raise
    except StoreDamagedError as error:
        return find(
            "not-in-index", "the collection on the server is not what it should be", [error], remedy=Remedy.REBUILD
        )
    return []


def _verify_none(folder: Path) -> list[Finding]:
    """Return that there is no index, unless all passages are compared one by one."""
    rows = IndexRows.load(folder)
    if rows is not None and not len(rows.ids):
        return []
    return find("no-index", "the generation has no index: questions are answered by exact search", [folder / INDEX])
