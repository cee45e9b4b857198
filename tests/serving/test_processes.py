"""Several processes over one store: nothing that one of them needs is in another's memory."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from benchmarks.ports import free_port
from ingest.progress import SilentProgress
from ingest.rebuilding import rebuild_index
from tests.conftest import PROJECT
from tests.serving.conftest import END_SECONDS, get, post, wait_for

pytestmark = pytest.mark.model
QUESTION = "What did Renn say about the river treaty?"

PAGE = textwrap.dedent(
    """
    import json, sys
    from streamlit.testing.v1 import AppTest
    page = AppTest.from_file("app.py", default_timeout=300)
    for name, value in json.loads(sys.argv[1]).items():
        page.query_params[name] = value
    page.run()
    assert not page.exception, page.exception
    turns = [turn.answer for turn in page.session_state["exchanges"]]
    named = page.query_params["c"]  # a text where the page has set it, else a list
    print(json.dumps({"c": named if isinstance(named, str) else named[0], "said": [turn.text for turn in turns]}))
    """
)


@contextmanager
def serving(store: Path, log: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Yield (address, process) of a server over a store."""
    port = free_port()
    command = [sys.executable, "-m", "otr", "serve", "--store", str(store), "--port", str(port), "--no-open"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=PROJECT, env=dict(os.environ), stdout=output, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: get(f"{address}/healthz").status_code == 200, log, process)
        yield address, process
    finally:
        process.kill()
        process.wait(timeout=END_SECONDS)


def answer(address: str) -> dict[str, object]:
    said = post(f"{address}/api/ask", json={"question": QUESTION}).json()
    return {name: said[name] for name in ("status", "text", "statements", "citations")}


def test_two_servers_over_one_store(sample_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(sample_store, store)
    with ExitStack() as stack:
        (one, first), (two, _) = (stack.enter_context(serving(store, tmp_path / f"log{n}")) for n in range(2))
        before = answer(one)
        assert (before["status"], answer(two)) == ("answered", before)
        rebuild_index(store=store, progress=SilentProgress())
        for address in (one, two):
            wait_for(lambda at=address: get(f"{at}/healthz").json()["generation"] == 2)
            assert answer(address) == before
        first.kill()
        assert answer(two) == before, "the death of one is nothing to the other"


def page(store: Path, **query: str) -> dict[str, object]:
    """Return what a process of its own shows of the page at an address: the conversation's name, and its answers."""
    environment = {**os.environ, "OTR_STORE": str(store)}
    done = subprocess.run(
        [sys.executable, "-c", PAGE, json.dumps(query)],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_a_conversation_of_one_process_is_gone_on_with_in_another(sample_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(sample_store, store)
    begun = page(store, q=QUESTION)
    assert (len(begun["said"]), len(begun["c"])) == (1, 22)
    longer = page(store, c=begun["c"], q="And when?")
    assert (longer["c"], longer["said"][:1], len(longer["said"])) == (begun["c"], begun["said"], 2)
    assert page(store, c=begun["c"])["said"] == longer["said"]
