"""The server as a whole: the page and every door on one port, over a store that may come later."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import run_otr
from tests.forks import Forks
from tests.serving.conftest import get, post, serving

pytestmark = pytest.mark.model


@pytest.fixture
def early(tmp_path: Path, forks: Forks) -> Iterator[tuple[str, Path, Path]]:
    """(address, store, log) of a server over a store that is empty yet."""
    store, log = tmp_path / "store", tmp_path / "log"
    with serving(forks, store, log, status=503) as (address, _):
        yield address, store, log


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

    def start(command: list[str]) -> None:
        started.append(dict(os.environ))
        assert command[4:6] == ["--server.address", address]

    monkeypatch.setattr("streamlit.web.cli.main", start)  # where this process would become the server
    for name in ("OTR_STORE", "OTR_EVALUATE_PAGE", "OTR_HOSTS"):  # what it sets is gone with the test
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("OTR_API_KEYS", keys)
    done = run_otr("serve", "--address", address, "--no-open", store=tmp_path)
    assert done.returncode == 0
    assert ("no keys are set" in done.stderr) is told
    assert started[0]["OTR_STORE"] == str(tmp_path)
    assert started[0].get("OTR_HOSTS") == hosts
