"""Ingest with the vectors on a real Chroma server that dies at any stage of it: told, nothing lost, gone on with."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.generations.generations import current_generation
from archive.store import Store
from archive.vectors import ChromaServer, VectorServerError
from archive.vectors.unnamed import unnamed_collections
from ingest.build import ingest
from ingest.progress import SilentProgress
from ingest.rebuilding import rebuild_index
from tests.chroma import RunningChroma
from tests.conftest import run_otr
from tests.ingest.test_build import CountingEmbedder, write


class Killing(SilentProgress):
    """Kills the server when a stage of the ingest begins, or has begun to be done."""

    def __init__(self, chroma: RunningChroma, stage: str, *, done: bool) -> None:
        self._chroma, self._at, self._done, self._stage = chroma, stage, done, ""

    def begin(self, stage: str, total: int) -> None:
        self._stage = stage
        self._kill(done=False)

    def reach(self, done: int) -> None:
        self._kill(done=True)

    def _kill(self, *, done: bool) -> None:
        if self._stage == self._at and done is self._done:
            self._chroma.kill()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for day in range(1, 6):
        write(tmp_path / "in", f"briefings/{day}.md", day=day, hour=f"{day} o'clock")
    return tmp_path / "in"


@pytest.mark.parametrize(
    ("stage", "done"), [("embedding passages", True),
                        ("building the index", True)],
)  # fmt: skip
def test_a_server_that_dies_during_an_ingest(
    folder: Path, tmp_path: Path, running: RunningChroma, monkeypatch: pytest.MonkeyPatch, stage: str, done: bool
) -> None:
    monkeypatch.setattr("archive.vectors.index_making._FEW", 0)  # one release more is worth a new collection
    store, server = tmp_path / "store", ChromaServer(address=running.address)
    embedder = CountingEmbedder()
    first = ingest([str(folder)], store=store, embedder=embedder, progress=SilentProgress(), server=server)
    write(folder, "briefings/6.md", day=6, hour="midnight")
    embedder.embedded = 0
    try:
        with pytest.raises(VectorServerError, match="run the same command again"):
            ingest(
                [str(folder)],
                store=store,
                embedder=embedder,
                progress=Killing(running, stage, done=done),
                server=server,
            )
    finally:
        running.be_up()
    embedded = embedder.embedded
    assert embedded > 0
    assert Store(store, server=server).generation().catalogue.count("passages") == first.passages, "as it was published"
    again = ingest([str(folder)], store=store, embedder=embedder, progress=SilentProgress(), server=server)
    assert (again.generation, again.releases, embedder.embedded) == (2, 6, embedded), "nothing is embedded twice"
    generation = Store(store, server=server).generation()
    assert (generation.index.kind, generation.index_trouble()) == ("server", "")
    names = [one.name for one in server.connect().list_collections() if one.name.startswith(generation.collection[:17])]
    assert sorted(name.split("-")[2] for name in names) == ["000001", "000002"], "what was half built is gone"


def test_a_server_that_is_away_is_told_before_anything_is_read(folder: Path, tmp_path: Path) -> None:
    done = run_otr("ingest", folder, "--vectors", "http://127.0.0.1:9", store=tmp_path / "store")
    assert (done.returncode, done.stdout) == (3, "")
    assert "the Chroma server http://127.0.0.1:9 cannot be reached" in done.stderr
    assert current_generation(tmp_path / "store") == 0
    assert run_otr("ingest", folder, "--vectors", "nine", store=tmp_path / "store").returncode == 2


def test_an_archive_moves_to_a_server_and_back(folder: Path, tmp_path: Path, running: RunningChroma) -> None:
    store, embedder = tmp_path / "store", CountingEmbedder()
    ingest([str(folder)], store=store, embedder=embedder, progress=SilentProgress())
    embedder.embedded = 0
    kinds = [Store(store).generation().index.kind]
    for server in (ChromaServer(address=running.address), None):
        rebuild_index(store=store, progress=SilentProgress(), server=server)
        kinds.append(Store(store).generation().index.kind)
    assert (kinds, embedder.embedded) == (["folder", "server", "folder"], 0)
    rebuild_index(store=store, progress=SilentProgress())  # nothing names the collection any more
    assert unnamed_collections(store, ChromaServer(address=running.address)) == {}
