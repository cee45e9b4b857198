"""The doors over an archive whose vectors' server dies and comes back while it is asked: told, and no answer is another."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from archive.models.embedder import SentenceEmbedder
from archive.store import Store
from archive.vectors import ChromaServer
from ingest.progress import SilentProgress
from ingest.rebuilding import rebuild_index
from retrieval import Archive
from serving.desk import Desk
from serving.gate import QuestionGate
from tests.chroma import RunningChroma
from tests.serving.conftest import OpenDesk, get, post

pytestmark = pytest.mark.model
QUESTION = "What did Renn say about the river treaty?"


@pytest.fixture
def served_desk(tmp_path: Path, sample_store: Path, embedder: SentenceEmbedder, running: RunningChroma) -> Desk:
    """A desk over the sample archive, whose vectors are on the server."""
    store, server = tmp_path / "store", ChromaServer(address=running.address)
    shutil.copytree(sample_store, store)
    rebuild_index(store=store, progress=SilentProgress(), server=server)
    return OpenDesk(Archive(Store(store, server=server), embedder), gate=QuestionGate(at_once=1, queue=2))


def test_a_server_that_dies_and_comes_back_between_questions(
    served_desk: Desk, open_doors, running: RunningChroma
) -> None:
    address = open_doors(served_desk)

    def health() -> tuple[int, str, str]:
        served_desk.archive().store.generation().index._index._looked = 0.0  # as after some seconds
        told = get(f"{address}/healthz")
        return told.status_code, told.json()["status"], told.json()["vectors"].partition(":")[0]

    def answer() -> dict[str, object]:
        said = post(f"{address}/api/ask", json={"question": QUESTION}).json()
        return {name: said[name] for name in ("status", "text", "statements", "citations")}

    before = answer()
    assert (before["status"], health()) == ("answered", (200, "ready", "ready"))
    running.kill()
    assert answer() == before
    assert health() == (200, "ready", "away")
    assert "otr_vectors_away 1.0" in get(f"{address}/metrics").text
    running.start()
    until = time.monotonic() + 60
    while health()[2] == "away" and time.monotonic() < until:
        time.sleep(0.2)
    assert (health(), answer()) == ((200, "ready", "ready"), before)
    assert "otr_vectors_away 0.0" in get(f"{address}/metrics").text
