"""The page that checks quotations, in a real browser over the sample archive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.retrieval.quote_check.test_check import SAMPLE_CHECKS
from tests.ui.axe import CONTRAST, find_faults
from ui import wording

pytestmark = [pytest.mark.browser, pytest.mark.model]

CHECKS = {
    verdict: next(case for case in SAMPLE_CHECKS if case["verdict"] == verdict)
    for verdict in ("verbatim", "altered", "misattributed", "not-found")
}


@pytest.fixture
def visit(serve: Callable[[Path], str], sample_store: Path, new_page: Callable[..., Page]) -> Callable[..., Page]:
    def open_page(**options: bool | int) -> Page:
        page = new_page(**options)
        page.goto(f"{serve(sample_store)}/check")
        return page

    return open_page


def check(page: Page, words: str, said_by: str = "") -> None:
    page.locator("textarea").fill(words)
    if said_by:
        page.get_by_label(wording.CLAIMED_LABEL).fill(said_by)
    page.get_by_role("button", name=wording.CHECK_BUTTON, exact=True).click()


@pytest.mark.parametrize("verdict", CHECKS)
def test_a_verdict(visit: Callable[..., Page], verdict: str) -> None:
    page = visit()
    case = CHECKS[verdict]
    check(page, case["quote"], case["claimed_speaker"])
    expect(page.locator(f".otr-verdict-head[data-verdict={verdict}]")).to_be_visible()
    expect(page.locator(".otr-diff")).to_have_count(0) if verdict in ("verbatim", "misattributed") else None
    if verdict == "altered":
        expect(page.locator(".otr-diff del").first).to_be_visible()
        expect(page.locator(".otr-changes li").first).to_be_visible()
    if verdict == "not-found":
        return
    quoted = page.locator(".otr-place mark").first.inner_text()
    page.locator(".otr-place-title").first.click()
    expect(page.locator("mark.otr-highlight").first).to_be_visible()
    assert " ".join(page.locator("mark.otr-highlight").all_text_contents()).split() == quoted.split()


def test_the_bar_leads_there_and_back(
    visit: Callable[..., Page], serve: Callable[[Path], str], sample_store: Path
) -> None:
    page = visit()
    page.get_by_role("link", name=wording.TO_ASK, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(wording.HEADLINE)
    page.get_by_role("link", name=wording.TO_CHECK).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(wording.CHECK)


def test_words_that_cannot_be_checked_say_why(visit: Callable[..., Page]) -> None:
    page = visit()
    check(page, "—")
    expect(page.get_by_role("alert")).to_contain_text("no words")


def article() -> str:
    return "\n\n".join(f"{case['claimed_speaker']} said: “{case['quote']}”" for case in CHECKS.values())


def test_a_whole_text_is_marked_tabled_and_taken_away(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit()
    page.get_by_text(wording.WHOLE_TEXT, exact=True).click()
    expect(page.get_by_label(wording.TEXT_LABEL)).to_be_visible()
    check(page, article())
    marked = page.locator(".otr-checked")
    expect(marked).to_have_count(4)
    assert [one.get_attribute("data-verdict") for one in marked.all()] == list(CHECKS)
    expect(page.locator(".otr-verdict-head[data-verdict=altered]")).to_be_visible()
    page.locator(".otr-table tbody tr").first.get_by_role("button").click()
    expect(page.locator(".otr-verdict-head[data-verdict=verbatim]")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "checks.csv")
    assert (tmp_path / "checks.csv").read_text(encoding="utf-8").startswith("n,start,end,quote,attributed_to,verdict")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_phone_scrolls_one_way_only_and_all_text_stands_out(visit: Callable[..., Page], dark: bool) -> None:
    page = visit(width=390, height=844, dark=dark)
    page.get_by_text(wording.WHOLE_TEXT, exact=True).click()
    expect(page.get_by_label(wording.TEXT_LABEL)).to_be_visible()
    check(page, article())
    expect(page.locator(".otr-verdict").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert find_faults(page, CONTRAST) == []
