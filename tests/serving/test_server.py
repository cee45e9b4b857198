"""The server as a whole: the page and every door on one port, over a store that may come later."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.ports import free_port
from tests.conftest import PROJECT, run_otr
from tests.serving.conftest import END_SECONDS, get, post, wait_for

pytestmark = pytest.mark.model


@pytest.fixture
def early(tmp_path: Path) -> Iterator[tuple[str, Path, Path]]:
    """(address, store, log) of a server over a store that is empty yet."""
    port, store, log = free_port(), tmp_path / "store", tmp_path / "log"
    command = [sys.executable, "-m", "otr", "serve", "--store", store, "--port", str(port), "--no-open"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=PROJECT, env=dict(os.environ), stdout=output, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    wait_for(lambda: get(f"{address}/healthz").status_code == 503, log, process)
    yield address, store, log
    process.terminate()
    process.wait(timeout=END_SECONDS)


def test_the_page_and_every_door_serve_a_store_that_comes_later(
    early: tuple[str, Path, Path], sample_store: Path
) -> None:
    address, store, log = early
    assert "no keys" not in log.read_text(encoding="utf-8")
    assert get(f"{address}/healthz").json()["status"] == "empty"
    assert "<html" in get(f"{address}/").text
    assert get(f"{address}/_stcore/health").status_code == 200
    shutil.copytree(sample_store, store)
    ready = get(f"{address}/healthz", timeout=150)
    assert (ready.status_code, ready.json()["status"], ready.json()["generation"]) == (200, "ready", 1)
    answer = post(f"{address}/api/ask", json={"question": "hello"}, timeout=150)
    assert answer.json()["status"] == "out-of-scope"
    assert get(f"{address}/v1/models").json()["data"][0]["id"] == "on-the-record"
    listing = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accepts = {"Accept": "application/json, text/event-stream"}
    for path in ("/mcp", "/mcp/"):
        said = post(f"{address}{path}", json=listing, headers=accepts, follow_redirects=True)
        assert "check_quotation" in said.text
    assert get(f"{address}/api", follow_redirects=True).url.path == "/api/docs"
    assert "otr_store_generation 1.0" in get(f"{address}/metrics").text


def test_keys_that_cannot_be_read_are_told_before_anything_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTR_API_KEYS", str(tmp_path / "none"))
    done = run_otr("serve", "--no-open", store=tmp_path)
    assert done.returncode == 2
    assert "OTR_API_KEYS names the file" in done.stderr


@pytest.mark.parametrize(
    ("address", "keys", "told", "hosts"),
    [
        ("localhost", "", False, None),
        ("192.0.2.7", "", True, "192.0.2.7"),
        ("192.0.2.7", "one", False, "192.0.2.7"),
        ("0.0.0.0", "", True, None),
    ],
)
def test_an_address_for_other_machines_is_told_where_no_key_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, keys: str, told: bool, hosts: str | None
) -> None:
    started: list[dict[str, str]] = []

    def start(_: str, command: list[str], environment: dict[str, str]) -> None:
        started.append(environment)
        assert command[-6:-4] == ["--server.address", address]
        raise SystemExit(0)

    monkeypatch.setattr("os.name", "posix")
    monkeypatch.setattr("os.execve", start)  # where this process would become the server
    monkeypatch.setenv("OTR_API_KEYS", keys)
    monkeypatch.delenv("OTR_HOSTS", raising=False)
    done = run_otr("serve", "--address", address, "--no-open", store=tmp_path)
    assert done.returncode == 0
    assert ("no keys are set" in done.stderr) is told
    assert started[0].get("OTR_HOSTS") == hosts
