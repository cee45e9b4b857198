"""Pictures of every page and state, for docs/: wide and light, and narrow and dark.

    python -m tests.ui.pictures docs/pictures        (make pictures)

The sample archive is read into a store of its own, the real server started over it, and each state of
``tests.ui.test_accessibility`` opened in a real Chromium; then an answer above which a scripted model writes.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.forks import Forks, end
from tests.retrieval.writing.fault_server import FaultHandler, serving
from tests.ui.axe import settle
from tests.ui.conftest import CHROMIUM_ARGUMENTS, ROOT, find_chromium, start_page
from tests.ui.test_accessibility import ANSWERED, STATES

TALLEST = 2400  # pixels: what is below is more of the same
COLOURS = 128
PATIENCE = 120_000  # milliseconds
MOST_TOKENS = 5000
WRITTEN = (
    "Ships and aircraft brought out 6,214 people. [1]\nThey brought out 6,241 people. [1]\n",
    "In 47 days, ships and aircraft brought out 6,214 people. [1]\n",
)


class Window(TypedDict):
    """How large a window is, and whether it is dark."""

    width: int
    height: int
    dark: bool


WINDOWS = {"wide": Window(width=1280, height=860, dark=False), "phone": Window(width=390, height=844, dark=True)}


def main() -> int:
    """Make the pictures in the folder that is named; return the exit code."""
    if len(sys.argv) != 2:
        print("give the folder of the pictures: python -m tests.ui.pictures docs/pictures", file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch, sync_playwright() as playwright:
        store = Path(scratch) / "store"
        _read_sample(store)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        with _serving_page(store, Path(scratch) / "log", {}) as address:
            for name, (path, drawn, pressed) in STATES.items():
                _take_state(browser, f"{address}/{path}", drawn, pressed, folder, name.replace(" ", "-"))
        _take_growing(browser, store, Path(scratch), folder)
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


def _read_sample(store: Path) -> None:
    from archive import SentenceEmbedder
    from ingest.build import ingest
    from ingest.progress import SilentProgress

    ingest([str(ROOT / "data" / "sample")], store=store, embedder=SentenceEmbedder(), progress=SilentProgress())


def _take_state(browser: Browser, address: str, drawn: str, pressed: str, folder: Path, name: str) -> None:
    for window, options in WINDOWS.items():
        with _open(browser, address, options) as page:
            page.locator(drawn).first.wait_for()
            if pressed:
                page.locator(pressed).first.click()
                page.locator("mark.otr-highlight").first.wait_for()
            _take(page, folder / f"{name}-{window}.png", whole=not pressed)


def _take_growing(browser: Browser, store: Path, scratch: Path, folder: Path) -> None:
    go_on = threading.Event()

    def write(handler: FaultHandler) -> None:
        handler.begin()
        handler.say(WRITTEN[0])
        go_on.wait(PATIENCE / 1000)
        handler.say(WRITTEN[1])
        handler.end(tokens_in=MOST_TOKENS)

    with serving(write) as service:
        model = {"OTR_MODEL": "openai:scripted", "OPENAI_BASE_URL": service.url, "OPENAI_API_KEY": "none"}
        limits = {"OTR_MODEL_FIRST_TOKEN_S": "120", "OTR_MODEL_GAP_S": "120", "OTR_MODEL_TOTAL_S": "240"}
        with (
            _serving_page(store, scratch / "model-log", model | limits) as address,
            _open(browser, f"{address}/{ANSWERED}", WINDOWS["wide"]) as page,
        ):
            page.locator(".otr-prose").wait_for()
            _shoot(page, folder / "growing-wide.png")
            go_on.set()
            page.locator(".otr-checked summary").click()
            _take(page, folder / "summed-up-wide.png", whole=True)


@contextmanager
def _serving_page(store: Path, log: Path, settings: dict[str, str]) -> Iterator[str]:
    forks = Forks()
    address, process = start_page(forks, store, log, settings | {"OTR_CONVERSATIONS": f"{log}.sqlite"})
    try:
        yield address
    finally:
        end(process)
        forks.end()


@contextmanager
def _open(browser: Browser, address: str, window: Window) -> Iterator[Page]:
    size = {"width": window["width"], "height": window["height"]}
    page = browser.new_page(viewport=size, color_scheme="dark" if window["dark"] else "light")  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    yield page
    page.close()


def _take(page: Page, path: Path, *, whole: bool) -> None:
    """Take a picture; of the whole page, as tall as it is, where nothing lies over it."""
    settle(page)
    if whole and page.viewport_size:
        tall = int(page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight"))
        page.set_viewport_size({"width": page.viewport_size["width"], "height": min(max(tall, 844), TALLEST)})
        settle(page)
    _shoot(page, path)


def _shoot(page: Page, path: Path) -> None:
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
