"""Every page and state, for everyone: axe-core finds nothing to mend, and a narrow page scrolls one way only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.archive.conftest import make_release, write_generation
from tests.ui.axe import CONTRAST, find_faults, settle

pytestmark = [pytest.mark.browser, pytest.mark.model]

ANSWERED = f"?q={quote('How many people were carried out by Operation Safe Harbour?')}"
REFUSED = f"?q={quote('What is the boiling point of tungsten hexafluoride in kelvin?')}"
# By name: the address, what shows that it is drawn, and what is pressed before it is looked at.
STATES = {
    "welcome": ("", ".otr-starters", ""),
    "answer": (ANSWERED, ".otr-sources", ""),
    "refusal": (REFUSED, ".otr-nearest", ""),
    "passage": (ANSWERED, ".otr-sources", ".otr-quotation .otr-mark"),
    "browse": ("browse?words=ferry", ".otr-found", ""),
    "people": ("people", ".otr-people", ""),
    "person": ("people?name=Helena%20Marsh", ".otr-someone-name", ""),
    "check": (f"check?quote={quote('The ferry will return in May')}", ".otr-check-head", ""),
    "timeline": ("timeline?topic=ferry", ".otr-timeline", ""),
    "about": ("about", ".otr-about", ""),
    "evaluate": ("evaluate", "h1", ""),
    "files": ("files", "h1", ""),
    "bad link": ("?release=none.md&start=0&end=9", "h1", ""),
}


@pytest.fixture
def visit(serve: Callable[[Path], str], sample_store: Path, new_page: Callable[..., Page]) -> Callable[..., Page]:
    def open_page(state: str, **options: bool | int) -> Page:
        address, drawn, pressed = STATES[state]
        page = new_page(**options)
        page.goto(f"{serve(sample_store)}/{address}")
        expect(page.locator(drawn).first).to_be_visible()
        if pressed:
            page.locator(pressed).first.click()
            expect(page.locator("mark.otr-highlight").first).to_be_visible()
        settle(page)
        return page

    return open_page


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_to_mend(visit: Callable[..., Page], state: str) -> None:
    page = visit(state)
    assert find_faults(page) == []
    page.emulate_media(color_scheme="dark")
    settle(page)
    assert find_faults(page, CONTRAST) == []


@pytest.mark.parametrize("state", STATES)
def test_at_320_pixels_a_page_scrolls_one_way_only(visit: Callable[..., Page], state: str) -> None:
    """WCAG 2.2 AA, 1.4.10: what 400% of a page of 1280 pixels comes to, and more than 200% of a phone's."""
    page = visit(state, width=320, height=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    widest = "Math.max(0, ...[...document.querySelectorAll('.otr, .otr *')].map(e => e.getBoundingClientRect().right))"
    assert page.evaluate(widest) <= 321
    assert find_faults(page) == []


def test_a_fault_would_be_found(visit: Callable[..., Page]) -> None:
    """So that the tests above can fail."""
    page = visit("files")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\"><h5>low</h5>')")
    assert {line.split(":")[0] for line in find_faults(page)} >= {"image-alt", "heading-order"}


def test_an_empty_archive_and_a_damaged_one_too(
    serve: Callable[[Path], str], new_page: Callable[..., Page], tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged"
    write_generation(damaged, [make_release()])
    (damaged / "CURRENT").write_text("nothing\n", encoding="utf-8")
    for store in (tmp_path / "empty", damaged):
        page = new_page()
        page.goto(serve(store))
        expect(page.locator("h1")).to_be_visible()
        assert find_faults(page) == []
