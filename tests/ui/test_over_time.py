"""The page of a topic over time, in a real browser over the sample archive."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from retrieval import wording as shared
from tests.retrieval.timeline.test_timeline import ABSENT, TOPIC
from tests.ui.axe import CONTRAST, find_faults
from ui import wording

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.fixture
def visit(serve: Callable[[Path], str], sample_store: Path, new_page: Callable[..., Page]) -> Callable[..., Page]:
    def open_page(query: dict[str, str] | None = None, **options: bool | int) -> Page:
        page = new_page(**options)
        page.goto(f"{serve(sample_store)}/timeline" + (f"?{urlencode(query)}" if query else ""))
        return page

    return open_page


def squeezed(text: str) -> str:
    return " ".join(text.split())


def ask(page: Page, topic: str) -> None:
    page.get_by_label(wording.TOPIC_LABEL).fill(topic)
    page.get_by_role("button", name=wording.TOPIC_BUTTON, exact=True).click()


def test_a_topic_is_shown_in_order_with_its_ends_and_its_chart(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, TOPIC)
    days = page.locator(".otr-day h3 time")
    expect(days.first).to_be_visible()
    shown = [day.get_attribute("datetime") for day in days.all()]
    assert len(shown) > 3
    assert shown == sorted(shown)
    expect(page.locator(".otr-ends .otr-end")).to_have_count(2)
    expect(page.locator(".otr-statement .otr-end-mark").first).to_have_text(shared.FIRST_STATEMENT)
    expect(page.locator(".otr-statement .otr-end-mark").last).to_have_text(shared.LATEST_STATEMENT)
    expect(page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg)").first).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["topic"] == [TOPIC]


def test_a_changing_number_opens_its_sentence(visit: Callable[..., Page]) -> None:
    page = visit({"topic": TOPIC})
    row = page.locator(".otr-numbers tr").nth(1)
    number = row.locator(".otr-number-value button")
    expect(number).to_be_visible()
    assert number.inner_text() in row.locator(".otr-number-said").inner_text()
    sentence = squeezed(row.locator(".otr-number-said").inner_text()).strip("“”")
    number.click()
    expect(page.locator("mark.otr-highlight").first).to_be_visible()
    assert squeezed(" ".join(page.locator("mark.otr-highlight").all_text_contents())) == sentence


def test_a_statement_opens_in_its_release(visit: Callable[..., Page]) -> None:
    page = visit({"topic": TOPIC})
    statement = page.locator(".otr-statement").first
    quote = squeezed(statement.locator("blockquote").inner_text()).strip("“”")
    statement.locator(".otr-source-link").first.click()
    expect(page.locator("mark.otr-highlight").first).to_be_visible()
    assert squeezed(" ".join(page.locator("mark.otr-highlight").all_text_contents())) == quote


def test_an_address_with_a_period_narrows_and_comes_off(visit: Callable[..., Page]) -> None:
    page = visit({"topic": TOPIC, "from": "2032-01-01", "to": "not-a-day"})
    days = page.locator(".otr-day h3 time")
    expect(days.first).to_be_visible()
    assert all((day.get_attribute("datetime") or "") >= "2032-01-01" for day in days.all())
    page.locator(".otr-chips button").click()
    expect(page.locator(".otr-day h3 time").first).to_have_attribute("datetime", "2031-10-10")


def test_a_topic_that_is_nowhere_says_so(visit: Callable[..., Page]) -> None:
    page = visit({"topic": ABSENT})
    expect(page.get_by_role("heading", name=wording.NOTHING_FOUND)).to_be_visible()
    expect(page.locator(".otr-statement")).to_have_count(0)


def test_no_topic_says_why(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, "—")
    expect(page.get_by_role("alert")).to_contain_text("no word to look for")


def test_the_table_is_taken_away(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit({"topic": TOPIC})
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "table.csv")
    assert download.value.suggested_filename == "visas-issued.csv"
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert {row["n"] for row in rows} >= {"1", "2", "3"}


def test_the_bar_leads_there_and_back(
    visit: Callable[..., Page], serve: Callable[[Path], str], sample_store: Path
) -> None:
    page = visit()
    page.get_by_role("link", name=wording.TO_ASK, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(wording.HEADLINE)
    page.get_by_role("link", name=wording.TO_TIMELINE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(wording.TIMELINE)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_phone_scrolls_one_way_only_and_all_text_stands_out(visit: Callable[..., Page], dark: bool) -> None:
    page = visit({"topic": TOPIC}, width=390, height=844, dark=dark)
    expect(page.locator(".otr-statement").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert find_faults(page, CONTRAST) == []
