"""From an address to a release: its id and url are its address, and a later ingest follows what its publisher does."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.catalogue.reader import CatalogueReader
from archive.generations.checks import CATALOGUE
from archive.generations.generations import check_generation, current_generation
from archive.models.embedder import SentenceEmbedder
from ingest.build import ingest
from ingest.progress import SilentProgress
from ingest.report import IngestReport
from tests.conftest import PROJECT, run_otr
from tests.ingest.fetching.conftest import QUICK, Server

pytestmark = pytest.mark.model

NOTICE = """---
title: "{0}"
date: '2031-05-01'
---

The {0} is closed until noon, and nobody said when the {0} opens again.
"""


@pytest.fixture
def server() -> Iterator[Server]:
    """A publisher's server with a sitemap of two releases."""
    made = Server()
    for name in ("Quay", "Ferry"):
        made.put(f"/press-releases/{name}", NOTICE.format(name), kind="text/markdown")
    addresses = "".join(
        f"<url><loc>{made.address(f'/press-releases/{name}')}</loc></url>" for name in ("Quay", "Ferry")
    )
    made.put("/sitemap.xml", f"<urlset>{addresses}</urlset>", kind="text/xml")
    yield made
    made.close()


def take_up(server: Server, store: Path, embedder: SentenceEmbedder, *, rebuild: bool = False) -> IngestReport:
    return ingest(
        [server.address("/sitemap.xml")], store=store, embedder=embedder, progress=SilentProgress(), limits=QUICK,
        rebuild=rebuild,
    )  # fmt: skip


def reader_of(store: Path) -> CatalogueReader:
    return CatalogueReader(check_generation(store, current_generation(store)) / CATALOGUE)


def test_a_release_is_followed_from_its_address(server: Server, tmp_path: Path, embedder: SentenceEmbedder) -> None:
    quay, ferry = server.address("/press-releases/Quay"), server.address("/press-releases/Ferry")
    first = take_up(server, tmp_path, embedder)
    assert (first.read, first.added, first.unfetched, first.quarantined) == (2, 2, (), ())
    kept = reader_of(tmp_path).release(quay)
    assert (kept.release.url, kept.release.kind, kept.release.title) == (quay, "press release", "Quay")

    again = take_up(server, tmp_path, embedder)
    assert (again.unchanged, again.generation) == (2, first.generation)

    server.put("/press-releases/Quay", NOTICE.format("Old Quay"), kind="text/markdown")
    server.put("/press-releases/Ferry", "", status=500)
    changed = take_up(server, tmp_path, embedder)
    assert (changed.updated, changed.unchanged, changed.removed) == (1, 1, 0)
    assert changed.unfetched == ((ferry, "it answered 500"),)

    server.put("/press-releases/Ferry", "", status=410)
    gone = take_up(server, tmp_path, embedder)
    assert (gone.unchanged, gone.removed, gone.releases, gone.unfetched) == (1, 1, 1, ())
    assert reader_of(tmp_path).known_releases()[ferry].withdrawn

    server.put("/press-releases/Quay", "", status=500)
    rebuilt = take_up(server, tmp_path, embedder, rebuild=True)
    assert (rebuilt.added, rebuilt.releases) == (1, 1), "what was fetched is kept, whatever its server does now"


def test_the_console_tells_what_was_not_fetched(server: Server, tmp_path: Path) -> None:
    store = tmp_path / "store"
    map_address = server.address("/sitemap.xml")
    refused = run_otr("ingest", map_address, store=store)
    assert refused.returncode == 1
    assert f"not fetched {map_address}: 127.0.0.1 leads to a loopback address" in refused.stdout
    assert "nothing could be fetched" in refused.stdout
    assert not server.asked
    taken = run_otr("ingest", map_address, "--allow-private", "--pause", "0", "--limit", "2", "--json", store=store)
    report = json.loads(taken.stdout)
    assert (taken.returncode, report["added"], report["waiting"]) == (0, 1, 1)
    watched = run_otr("watch", map_address, "--allow-private", "--pause", "0", "--once", store=store)
    assert (watched.returncode, watched.stdout.count("\n")) == (0, 1)
    assert "1 added" in watched.stdout


def test_watching_ends_cleanly_when_it_is_told_to(server: Server, tmp_path: Path) -> None:
    store, folder = tmp_path / "store", tmp_path / "in"
    folder.mkdir()
    (folder / "quay.md").write_text(NOTICE.format("Quay"))
    command = [sys.executable, "-m", "otr", "watch", str(folder), "--store", str(store)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as watch:
        assert watch.stdout is not None
        assert "1 added" in watch.stdout.readline()
        (folder / "ferry.md").write_text(NOTICE.format("Ferry"))
        assert "1 added" in watch.stdout.readline()
        watch.send_signal(signal.SIGTERM)
        began = time.monotonic()
        _, err = watch.communicate(timeout=20)
    assert watch.returncode == 0
    assert "otr: watching has ended" in err
    assert time.monotonic() - began < 20
    assert len(reader_of(store).known_releases()) == 2


def test_a_dry_run_of_an_address_writes_nothing(server: Server, tmp_path: Path) -> None:
    server.put("/press-releases/Ferry", "", status=500)
    told = run_otr("ingest", server.address("/sitemap.xml"), "--allow-private", "--pause", "0", "--dry-run", "--json")
    previews = {one["id"].rpartition("/")[2]: one for one in json.loads(told.stdout)}
    assert (previews["Quay"]["title"], previews["Quay"]["date"]) == ("Quay", "2031-05-01")
    assert previews["Ferry"]["set_aside"] == "it answered 500"
