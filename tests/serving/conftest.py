"""The doors as programs meet them: the whole server as a process of its own, or its doors alone in this one, on loopback."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path

import httpx
import pytest
import uvicorn
from pydantic import SecretStr
from starlette.applications import Starlette

from archive import Settings
from benchmarks.ports import free_port
from retrieval import Archive
from serving.desk import Desk
from serving.doors import Doors
from serving.gate import QuestionGate
from tests.forks import Forks, Process, end

START_SECONDS = 150  # on a machine where much else runs
END_SECONDS = 20
get = partial(httpx.get, timeout=START_SECONDS)
post = partial(httpx.post, timeout=START_SECONDS)


class OpenDesk(Desk):
    """A desk whose archive is open already: the tests of a session share one."""

    def __init__(self, archive: Archive, *, gate: QuestionGate) -> None:
        super().__init__(archive.store.folder, gate=gate)
        self._archive = archive


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, sample_store: Path, forks: Forks) -> Iterator[str]:
    """The address of the server as `otr serve` starts it, a process of its own, over the sample archive."""
    log = tmp_path_factory.mktemp("server") / "log"
    with serving(forks, sample_store, log, OTR_RATE_PER_MINUTE="0") as (address, _):
        yield address


@contextmanager
def serving(
    forks: Forks, store: Path, log: Path, *, status: int = 200, **environment: str
) -> Iterator[tuple[str, Process]]:
    """Yield (address, process) of a server over a store, once it says this status of itself."""
    port = free_port()
    command = [sys.executable, "-m", "otr", "serve", "--store", str(store), "--port", str(port), "--no-open"]
    process = forks.start(command, log=log, env={**os.environ, **environment})
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: get(f"{address}/healthz").status_code == status, log, process)
        yield address, process
    finally:
        end(process)


@pytest.fixture
def desk(sample_archive: Archive) -> Desk:
    """A desk over the sample archive that lets in one question, and two more wait."""
    return OpenDesk(sample_archive, gate=QuestionGate(at_once=1, queue=2))


@pytest.fixture
def open_doors() -> Iterator[Callable[..., str]]:
    """Open the doors of a desk in this process, with settings of its own, and return their address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(desk: Desk, *, api_keys: str = "", **chosen: object) -> str:
        settings = Settings(store=desk.store, api_keys=SecretStr(api_keys), **{"rate_per_minute": 0, **chosen})
        doors = Doors(settings, desk)

        @asynccontextmanager
        async def opened(_: Starlette) -> object:
            async with doors.open():
                yield

        port = free_port()
        app = Starlette(routes=doors.routes(), lifespan=opened)
        serving = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", ws="none"))
        thread = threading.Thread(target=serving.run, daemon=True)
        thread.start()
        running.append((serving, thread))
        wait_for(lambda: serving.started)
        return f"http://127.0.0.1:{port}"

    yield start
    for serving, thread in running:
        serving.should_exit = True
        thread.join(timeout=END_SECONDS)


def wait_for(ready: Callable[[], bool], log: Path | None = None, process: Process | None = None) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and (process is None or process.poll() is None):
        try:
            if ready():
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"it did not come about: {log.read_text(errors='replace')[-2000:] if log else ready}")
