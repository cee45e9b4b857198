"""What axe-core finds on a page, for the tests of every page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

# What is Streamlit's own, and cannot be mended from here: the rule, and words of the element.
STREAMLITS_OWN = {
    "presentation-role-conflict": "stFileUploaderDropzone",  # a section without a role of its own that has a label
}
CONTRAST = {"runOnly": ["color-contrast"]}


def settle(page: Page) -> None:
    """Wait until nothing is drawn any more: Streamlit fades what it is about to draw again."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    page.evaluate("Promise.all(document.getAnimations().map(each => each.finished.catch(() => null)))")


def find_faults(page: Page, options: dict[str, list[str]] | None = None) -> list[str]:
    """Return what axe-core finds, a line an element, without what is Streamlit's own."""
    found = Axe().run(page, options=options).response["violations"]
    told = [(fault["id"], node["html"] + " " + node["failureSummary"]) for fault in found for node in fault["nodes"]]
    return [f"{rule}: {html[:600]}" for rule, html in told if STREAMLITS_OWN.get(rule, "\0") not in html]
