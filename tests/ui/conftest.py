"""The real page: started over a store, driven in a real Chromium, with every request it makes written down."""

from __future__ import annotations

import os
import shutil
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from benchmarks.ports import free_port
from tests.forks import Forks, Process, end

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
KEPT_BY_PAGES = "cookies,local_storage,indexeddb,service_workers"
START_SECONDS = 60
ANSWER_MILLISECONDS = 90_000  # the first question of a process waits for its model


Running: TypeAlias = dict[tuple[Path, tuple[tuple[str, str], ...]], tuple[str, Process]]


@pytest.fixture(autouse=True)
def _own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's AppTest puts its script in the place of ``__main__``, which a process that is spawned later would run."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(scope="session")
def plain() -> Iterator[Running]:
    """The page over the sample archive without settings, which the tests of many files look at: starting one takes long."""
    started: Running = {}
    yield started
    _end(started)


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    """The other pages that a test's file started: address and process by store and settings."""
    started: Running = {}
    yield started
    _end(started)


@pytest.fixture(scope="module")
def stop(running: Running) -> Callable[[], None]:
    """End every page that the test's file started; ``serve`` starts it again."""
    return lambda: _end(running)


@pytest.fixture(scope="module")
def serve(
    tmp_path_factory: pytest.TempPathFactory, sample_store: Path, plain: Running, running: Running, forks: Forks
) -> Callable[..., str]:
    """Start the page over a store and return its address; one process a store and settings, ended with the test's file.

    The one that is ``plain`` goes on to the last test.
    """

    def start(store: Path, *, caution: float | None = None, **settings: str) -> str:
        chosen = settings | ({} if caution is None else {"OTR_CAUTION": str(caution)})
        name = store, tuple(sorted(chosen.items()))
        started = plain if name == (sample_store, ()) else running
        if name not in started:
            started[name] = start_page(forks, store, tmp_path_factory.mktemp("page") / "log", chosen)
        return started[name][0]

    return start


def start_page(forks: Forks, store: Path, log: Path, settings: Mapping[str, str]) -> tuple[str, Process]:
    """Start the page over a store, and return its address, once it listens, with its process."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "server.py", "--server.port", str(port),
               "--server.headless", "true", "--browser.gatherUsageStats", "false"]  # fmt: skip
    process = forks.start(command, log=log, env={**os.environ, "OTR_STORE": str(store), **settings})
    address = f"http://localhost:{port}"
    _wait_for(address, process, log)
    return address, process


def find_chromium() -> str | None:
    """Return the Chromium that is installed: $CHROMIUM, or the first found."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def _end(running: Running) -> None:
    end(*(process for _, process in running.values()))
    running.clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, the one that is installed: $CHROMIUM, or the first found."""
    found = find_chromium()
    if not found:
        pytest.skip("no Chromium here: install it (Debian, Ubuntu: apt-get install chromium), or set CHROMIUM")
    expect.set_options(timeout=ANSWER_MILLISECONDS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def contexts() -> dict[tuple[bool, str], BrowserContext]:
    """The browser's contexts by dark and language: what one has loaded of the page's own code is not loaded anew."""
    return {}


@pytest.fixture
def new_page(browser: Browser, contexts: dict[tuple[bool, str], BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Open pages, each a visitor's of its own; no page may have asked anything of another machine, nor thrown an error."""
    opened: dict[tuple[bool, str], Page] = {}
    strangers: list[BrowserContext] = []
    asked: list[str] = []
    errors: list[str] = []

    def open_page(*, width: int = 1280, height: int = 860, dark: bool = False, locale: str = "en-US") -> Page:
        kind = dark, locale
        context = None if kind in opened else contexts.get(kind)
        if context is None:
            context = browser.new_context(color_scheme="dark" if dark else "light", locale=locale)
            if contexts.setdefault(kind, context) is not context:
                strangers.append(context)
        page = context.new_page()
        opened.setdefault(kind, page)
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(ANSWER_MILLISECONDS)
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda opened_socket: asked.append(opened_socket.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_page
    for page in opened.values():
        session = page.context.new_cdp_session(page)
        for origin in {"{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in asked if url.startswith("http")}:
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": KEPT_BY_PAGES})
        page.context.clear_permissions()
        for one in page.context.pages:
            one.close()
    for context in strangers:
        context.close()
    away = [
        url for url in asked if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname not in LOOPBACK
    ]
    assert asked
    assert away == []
    assert errors == []


def _wait_for(address: str, process: Process, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the page did not start at {address}:\n{log.read_text(errors='replace')[-2000:]}")
