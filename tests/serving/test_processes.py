"""Several processes over one store: nothing that one of them needs is in another's memory."""

from __future__ import annotations

import json
import os
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from ingest.progress import SilentProgress
from ingest.rebuilding import rebuild_index
from tests.forks import Forks
from tests.serving.conftest import START_SECONDS, get, post, serving, wait_for

pytestmark = pytest.mark.model
QUESTION = "What did Renn say about the river treaty?"


def answer(address: str) -> dict[str, object]:
    said = post(f"{address}/api/ask", json={"question": QUESTION}).json()
    return {name: said[name] for name in ("status", "text", "statements", "citations")}


def test_two_servers_over_one_store(sample_store: Path, tmp_path: Path, forks: Forks) -> None:
    store = tmp_path / "store"
    shutil.copytree(sample_store, store)
    with ExitStack() as stack:
        (one, first), (two, _) = (stack.enter_context(serving(forks, store, tmp_path / f"log{n}")) for n in range(2))
        before = answer(one)
        assert (before["status"], answer(two)) == ("answered", before)
        rebuild_index(store=store, progress=SilentProgress())
        for address in (one, two):
            wait_for(lambda at=address: get(f"{at}/healthz").json()["generation"] == 2)
            assert answer(address) == before
        first.kill()
        assert answer(two) == before, "the death of one is nothing to the other"


def page(forks: Forks, store: Path, **query: str) -> dict[str, object]:
    """Return what a process of its own shows of the page at an address: the conversation's name, and its answers."""
    log = store.parent / f"page-{len(list(store.parent.iterdir()))}"
    command = [sys.executable, "-m", "tests.serving.one_page", json.dumps(query)]
    code = forks.start(command, log=log, env={**os.environ, "OTR_STORE": str(store)}).wait(START_SECONDS)
    said = log.read_text(encoding="utf-8")
    assert code == 0, said[-3000:]
    return dict(json.loads(said.splitlines()[-1]))


def test_a_conversation_of_one_process_is_gone_on_with_in_another(
    sample_store: Path, tmp_path: Path, forks: Forks
) -> None:
    store = tmp_path / "store"
    shutil.copytree(sample_store, store)
    begun = page(forks, store, q=QUESTION)
    assert (len(begun["said"]), len(begun["c"])) == (1, 22)
    longer = page(forks, store, c=begun["c"], q="And when?")
    assert (longer["c"], longer["said"][:1], len(longer["said"])) == (begun["c"], begun["said"], 2)
    assert page(forks, store, c=begun["c"])["said"] == longer["said"]
