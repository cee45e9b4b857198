"""The schema: a newer catalogue and every older one are refused with what to do, which then embeds nothing again."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from archive.errors import SchemaError
from archive.generations.checks import CATALOGUE, MANIFEST, checksums
from archive.generations.generations import generation_folder
from archive.store import Store
from archive.tokens import Tokens
from archive.verifying import verify_store
from ingest.build import ingest
from ingest.progress import SilentProgress
from tests.conftest import run_otr
from tests.faults.small_archive import QuickEmbedder, write_archive

# The tables of every number that there was, and where they changed under one number of the first and the last, from git.
OLDER = sorted(Path(__file__).with_name("schemas").glob("*.sql"))
READ_AS_IT_IS = {"4-e0e7617"}  # it lacks an index of quarantined files, which only makes an ingest slower


class CountingEmbedder(QuickEmbedder):
    """Counts what it embeds."""

    embedded = 0

    def read(self, texts: Sequence[str], *, asked: bool = False) -> tuple[NDArray[np.float32], list[Tokens]]:
        """Read, and count."""
        self.embedded += len(texts)
        return super().read(texts, asked=asked)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive and a store of it, as today's program makes it."""
    folder = tmp_path_factory.mktemp("schemas")
    archive = write_archive(folder / "archive", "first")
    ingest([str(archive)], store=folder / "store", embedder=QuickEmbedder(), progress=SilentProgress())
    return folder


def make_older(made: Path, store: Path, schema: Path) -> Path:
    """Make a store whose catalogue has the tables of an older schema, and what they share with today's; return its catalogue."""
    folder = generation_folder(store, 1)
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / CATALOGUE)) as db, db:
        db.executescript(schema.read_text())
        db.execute("ATTACH ? AS now", (str(generation_folder(made / "store", 1) / CATALOGUE),))
        db.execute("PRAGMA foreign_keys = OFF")
        for table in ("facts", "releases", "embeddings", "token_codes", "token_projection"):
            columns, todays = (
                [row[1] for row in db.execute(f"PRAGMA {of}.table_info({table})")] for of in ("main", "now")
            )
            shared = ", ".join(f'"{column}"' for column in columns if column in todays)
            if shared:
                db.execute(f"INSERT INTO main.{table} ({shared}) SELECT {shared} FROM now.{table}")
    (folder / MANIFEST).write_text(json.dumps({"generation": 1, "files": checksums(folder)}))  # as they were
    (store / "CURRENT").write_text(f"{folder.name}\n")
    return folder / CATALOGUE


@pytest.mark.parametrize("schema", OLDER, ids=lambda path: path.stem)
def test_an_older_catalogue_is_told_what_to_run_and_that_takes_over_what_was_embedded(
    made: Path, tmp_path: Path, schema: Path
) -> None:
    store, archive = tmp_path / "store", made / "archive"
    catalogue = make_older(made, store, schema)
    counting = CountingEmbedder()
    if schema.stem in READ_AS_IT_IS:
        assert Store(store).generation().catalogue.count("releases") == 8
    else:
        remedy = f"{catalogue} has schema {schema.stem[0]}.* run 'otr ingest {archive} --rebuild'"
        with pytest.raises(SchemaError, match=remedy):
            Store(store)
        with pytest.raises(SchemaError, match=remedy):
            ingest([str(archive)], store=store, embedder=counting, progress=SilentProgress())
    ingest([str(archive)], store=store, embedder=counting, progress=SilentProgress(), rebuild=True)
    has_tokens = "CREATE TABLE token_codes" in schema.read_text()
    assert counting.embedded == 0 if has_tokens else counting.embedded > 0, "tokens are kept since the last schema 2"
    assert Store(store).generation().catalogue.count("passages") == 40
    if schema.stem == "3-cae06bd":  # once: it takes a process of its own
        assert verify_store(store).findings == ()


def test_a_newer_catalogue_is_refused(made: Path, tmp_path: Path) -> None:
    store = shutil.copytree(made / "store", tmp_path / "store")
    folder = generation_folder(store, 1)
    with closing(sqlite3.connect(folder / CATALOGUE)) as db, db:
        db.execute("PRAGMA user_version = 99")
    (folder / MANIFEST).write_text(json.dumps({"generation": 1, "files": checksums(folder)}))
    for command in (["status"], ["verify"], ["people"]):
        said = run_otr(*command, store=store)
        assert (said.returncode, "has schema 99" in said.stderr, "update On the Record" in said.stderr) == (
            3,
            True,
            True,
        )
