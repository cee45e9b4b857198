"""The index on a real Chroma server: it answers as exact search does, and the server's death is nobody's but its own."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from archive.catalogue.reader import CatalogueReader
from archive.catalogue.selection import Selection
from archive.catalogue.writer import CatalogueWriter
from archive.errors import StoreDamagedError, UsageError
from archive.generations.checks import CATALOGUE, INDEX
from archive.generations.generations import generation_folder, publish, stage, writing
from archive.releases import OFFICIAL_VOICES
from archive.settings import Settings
from archive.store import Store
from archive.vectors import ChromaServer, ServedCollection, VectorServerError, build_index, probe_index, served
from archive.vectors.collections import _RECORD
from archive.vectors.unnamed import drop_unnamed, unnamed_collections
from tests.archive.conftest import fill, make_release
from tests.chroma import RunningChroma

RELEASES = [make_release(f"a/{number}.md") for number in range(4)]


@pytest.fixture(autouse=True)
def up(running: RunningChroma) -> Iterator[None]:
    """Whatever a test did to the server, the next one finds it answering."""
    yield
    running.be_up()


def publish_on(store: Path, server: ChromaServer, releases: object = RELEASES) -> int:
    with writing(store, doing="a test"):
        folder = stage(store)
        with CatalogueWriter(folder / CATALOGUE) as writer:
            fill(writer, releases)
        ids, vectors = CatalogueReader(folder / CATALOGUE).vectors(Selection(voices=tuple(OFFICIAL_VOICES)))
        build_index(folder / INDEX, ids, vectors, progress=lambda _done, _total: None, server=server)
        probe_index(folder / INDEX, folder / CATALOGUE, server=server)
        number = publish(store)
        drop_unnamed(store, server)
        return number


@pytest.fixture
def served_store(tmp_path: Path, server: ChromaServer) -> Path:
    publish_on(tmp_path / "store", server)
    return tmp_path / "store"


def collections_of(server: ChromaServer) -> dict[str, object]:
    return {one.name: one for one in server.connect().list_collections()}


def collection_of(store: Path, server: ChromaServer) -> object:
    built = ServedCollection.read(generation_folder(store, 1) / INDEX)
    assert built is not None
    return server.connect().get_collection(built.name, embedding_function=None)


def answers(store: Path, server: ChromaServer | None) -> tuple[list[list[tuple[int, float]]], Store]:
    reader = Store(store, server=server)
    return ask_all(reader), reader


def ask_all(reader: Store) -> list[list[tuple[int, float]]]:
    """Return what is found for the vector of every passage that an ordinary question searches."""
    return [reader.generation().index.search(vector, limit=3) for vector in searched_vectors(reader)]


def searched_vectors(reader: Store) -> list[NDArray[np.float32]]:
    _, vectors = reader.generation().catalogue.vectors(Selection(voices=tuple(OFFICIAL_VOICES)))
    return list(vectors.astype(np.float32))


def test_a_server_finds_what_exact_search_finds(
    served_store: Path, server: ChromaServer, running: RunningChroma
) -> None:
    found, reader = answers(served_store, server)
    index = reader.generation().index
    assert (index.kind, index.trouble(), index.count()) == ("server", "", 8)
    running.kill()
    exact, other = answers(served_store, server)
    assert "cannot be reached" in other.generation().index_trouble()
    for one, two in zip(found, exact, strict=True):
        assert [passage for passage, _ in one] == [passage for passage, _ in two]
        assert np.allclose([score for _, score in one], [score for _, score in two], atol=1e-3)


def test_no_vectors_are_in_the_store_and_it_says_where_they_are(served_store: Path, server: ChromaServer) -> None:
    assert [path.name for path in (generation_folder(served_store, 1) / INDEX).iterdir()] == [_RECORD]
    generation = Store(served_store).generation()
    assert generation.collection.endswith(f" on {server.address}")
    assert generation.index_trouble() == "", "where no server is set, it is found where it was made"


def stop(running: RunningChroma, _: Path, __: ChromaServer) -> None:
    running.kill()


def hang(running: RunningChroma, _: Path, __: ChromaServer) -> None:
    running.pause()


def delete(_: RunningChroma, store: Path, server: ChromaServer) -> None:
    drop_collection = collection_of(store, server)
    server.connect().delete_collection(drop_collection.name)


def overwrite(_: RunningChroma, store: Path, server: ChromaServer) -> None:
    collection = collection_of(store, server)
    ids = collection.get()["ids"]
    collection.upsert(ids=ids, embeddings=np.random.default_rng(1).normal(size=(len(ids), 16)).astype(np.float32))


def replace_rows(_: RunningChroma, store: Path, server: ChromaServer) -> None:
    collection = collection_of(store, server)
    kept = collection.get(include=["embeddings"])
    collection.delete(ids=kept["ids"])
    collection.upsert(ids=[f"9{one}" for one in kept["ids"]], embeddings=kept["embeddings"])


def add_strangers(_: RunningChroma, store: Path, server: ChromaServer) -> None:
    collection_of(store, server).upsert(ids=["a-stranger"], embeddings=np.ones((1, 16), dtype=np.float32))


def make_again(_: RunningChroma, store: Path, server: ChromaServer) -> None:
    collection = collection_of(store, server)
    kept = collection.get(include=["embeddings"])
    client = server.connect()
    client.delete_collection(collection.name)
    again = client.create_collection(
        collection.name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    again.upsert(ids=kept["ids"], embeddings=kept["embeddings"])


@pytest.mark.parametrize("harm", [stop, hang, delete, overwrite, replace_rows, add_strangers, make_again])
@pytest.mark.parametrize("when", ["before it is opened", "while it is asked"])
def test_what_happens_to_the_server_changes_no_answer(
    served_store: Path, running: RunningChroma, harm: Callable[..., None], when: str
) -> None:
    server = ChromaServer(address=running.address, wait=0.5)
    expected, reader = answers(served_store, server)
    harm(running, served_store, server)
    if when == "before it is opened":
        reader = Store(served_store, server=server)
    found = ask_all(reader)
    reader.generation().index._looked = 0.0  # what is looked at now and then is looked at now
    assert reader.generation().index_trouble(), "it is told"
    for once in (found, ask_all(reader)):
        assert [[passage for passage, _ in one] for one in once] == [
            [passage for passage, _ in one] for one in expected
        ]


def test_a_server_that_comes_back_is_asked_again_by_itself(
    served_store: Path, server: ChromaServer, running: RunningChroma, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "FIRST_WAIT", 0.05)
    monkeypatch.setattr(served, "LONGEST_WAIT", 0.1)
    _, reader = answers(served_store, server)
    index = reader.generation().index
    vector = searched_vectors(reader)[0]
    running.kill()
    assert index.search(vector, limit=1)
    assert index.trouble()
    running.start()
    until = time.monotonic() + 30
    while index.trouble() and time.monotonic() < until:
        index.search(vector, limit=1)
        time.sleep(0.05)
    assert index.trouble() == ""


def test_a_dead_server_is_not_asked_at_every_question(served_store: Path, deaf: str) -> None:
    """A question waits for it once, and not again before a while has gone by."""
    reader = Store(served_store, server=ChromaServer(address=deaf, wait=0.3))
    index, vector = reader.generation().index, searched_vectors(reader)[0]
    asked = []
    connect = ChromaServer.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ChromaServer, "connect", lambda self, **wait: asked.append(1) or connect(self, **wait))
        for _ in range(20):
            assert index.search(vector, limit=1)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, "says 404, and a Chroma server of version 1.x is needed"),
        ({"/api/v2/version": (200, '"0.5.23"')}, "says version '0.5.23'"),
        ({"/api/v2/version": (200, "<html>a page</html>")}, "says version '<html>a page</html>'"),
        ({"/api/v2/version": (401, "")}, "OTR_VECTORS_HEADERS"),
        ({"/api/v2/version": (200, '"1.0.0"')}, "answered with an error"),
        ({"/api/v2/version": (200, '"1.0.0"'), "/api/v2/auth/identity": (500, "{}")}, "answered with an error"),
    ],
)
def test_what_is_no_chroma_server_of_ours_is_told(
    stand_in: tuple[str, dict[str, tuple[int, str]]], told: dict[str, tuple[int, str]], says: str
) -> None:
    address, given = stand_in
    given.update(told)
    with pytest.raises(VectorServerError) as error:
        ChromaServer(address=address).connect(wait=5)
    assert (says in str(error.value), address in str(error.value)) == (True, True), str(error.value)


def test_something_that_never_answers_is_told_in_time(deaf: str) -> None:
    with pytest.raises(VectorServerError, match="did not answer in time"):
        ChromaServer(address=deaf).connect(wait=0.2)


@pytest.mark.parametrize("what", ["localhost:8000", "ftp://x", "http://", "http://x:port", "http://x/path", "chroma"])
def test_what_is_no_address_is_told(what: str) -> None:
    with pytest.raises(UsageError, match="http://localhost:8000"):
        ChromaServer.chosen(Settings(), address=what)


@pytest.mark.parametrize("headers", ["token", '["a"]', '{"a": 1}'])
def test_headers_that_are_none_are_told(headers: str) -> None:
    with pytest.raises(UsageError, match="X-Chroma-Token"):
        ChromaServer.chosen(Settings(vectors="http://x", vectors_headers=headers))


def test_an_unknown_tenant_is_told(server: ChromaServer) -> None:
    with pytest.raises(VectorServerError, match="nobody"):
        ChromaServer(address=server.address, tenant="nobody").connect()


def test_collections_of_generations_that_are_gone_are_dropped_and_those_of_others_stay(
    tmp_path: Path, server: ChromaServer
) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    publish_on(theirs, server)
    before = set(collections_of(server))
    for number in range(4):
        publish_on(ours, server, [make_release(f"n/{number}.md")])
    made = set(collections_of(server)) - before
    assert before <= set(collections_of(server))
    assert sorted(name.split("-")[2] for name in made) == ["000003", "000004"]
    assert unnamed_collections(ours, server) == {}


def test_a_copy_of_a_store_drops_nothing_of_the_first(tmp_path: Path, served_store: Path, server: ChromaServer) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(served_store, copy)
    for number in range(3):
        publish_on(copy, server, [make_release(f"n/{number}.md")])
    assert Store(served_store, server=server).generation().index_trouble() == ""


def test_a_record_that_cannot_be_read_is_damage(served_store: Path) -> None:
    (generation_folder(served_store, 1) / INDEX / _RECORD).write_text("{}")
    with pytest.raises(StoreDamagedError, match="otr rebuild"):
        ServedCollection.read(generation_folder(served_store, 1) / INDEX)
