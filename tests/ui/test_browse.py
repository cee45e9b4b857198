"""Walking through the archive in a real browser: browse, a person, a release with its versions."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from retrieval import wording as shared
from tests.archive.conftest import TEXT, make_release, write_generation
from tests.ui.axe import CONTRAST, find_faults
from ui import wording

pytestmark = [pytest.mark.browser, pytest.mark.model]

PHONE = {"width": 390, "height": 844, "dark": True}


@pytest.fixture
def visit(serve: Callable[[Path], str], sample_store: Path, new_page: Callable[..., Page]) -> Callable[..., Page]:
    def open_page(path: str, query: dict[str, str] | None = None, **options: bool | int) -> Page:
        page = new_page(**options)
        page.goto(f"{serve(sample_store)}/{path}" + (f"?{urlencode(query)}" if query else ""))
        return page

    return open_page


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a release that was changed once, and one after it."""
    store = tmp_path_factory.mktemp("versions") / "store"
    write_generation(store, [make_release(text=TEXT.replace("dawn", "noon"), digest="d0")])
    write_generation(store, [make_release(), make_release("b/next.md", day=make_release().date.replace(day=9))])  # type: ignore[union-attr]
    return store


def found(page: Page) -> int:
    told = page.locator(".otr-found-told")
    expect(told).to_be_visible()
    return int(told.inner_text().split()[0].replace(",", ""))


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_list_is_narrowed_step_by_step_and_stands_in_the_address(visit: Callable[..., Page]) -> None:
    page = visit("browse")
    whole = found(page)
    kind = page.locator(".otr-facet-value").first
    name, count = kind.locator(".otr-facet-name").inner_text(), int(kind.locator(".otr-facet-count").inner_text())
    kind.click()
    expect(page.locator(".otr-found-told")).to_have_text(shared.count_of(count, shared.N_RELEASES))
    assert 0 < count < whole
    assert asked(page) == {"kind": [name]}
    expect(page.locator(".otr-facet-value[aria-current]")).to_be_focused()
    bar = page.locator("a.otr-bar").first
    within = int(re.findall(r": (\d+) release", bar.get_attribute("aria-label") or "")[0])
    bar.click()
    expect(page.locator(".otr-found-told")).to_have_text(shared.count_of(within, shared.N_RELEASES))
    assert set(asked(page)) == {"kind", "from", "to"}
    page.reload()
    assert found(page) == within
    page.locator(".otr-taken a").first.click()
    expect(page.locator(".otr-taken a")).to_have_count(1)
    page.go_back()
    expect(page.locator(".otr-taken a")).to_have_count(2)


@pytest.mark.parametrize("options", [{}, PHONE])
def test_words_are_searched_marked_and_led_to(visit: Callable[..., Page], options: dict[str, int | bool]) -> None:
    page = visit("browse", **options)
    page.get_by_label(wording.SEARCH_LABEL).fill("visas")
    page.get_by_role("button", name=wording.SEARCH_BUTTON, exact=True).click()
    expect(page.locator(".otr-taken a")).to_have_text(re.compile("visas"))
    expect(page.locator(".otr-found-told")).to_be_focused()
    marked = page.locator(".otr-snippet mark").first
    expect(marked).to_have_text(re.compile("^visas?$", re.IGNORECASE))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert find_faults(page, CONTRAST) == []
    page.locator("li", has=marked).locator(".otr-found-title a").first.click()
    expect(page.locator("mark.otr-highlight").first).to_be_in_viewport()
    expect(page.locator("mark.otr-highlight").first).to_contain_text(re.compile("visa", re.IGNORECASE))
    assert asked(page)["version"] == ["1"]


def test_pages_are_turned(visit: Callable[..., Page]) -> None:
    page = visit("browse")
    first = page.locator(".otr-found-title").first.inner_text()
    page.locator(".otr-paging a[rel=next]").click()
    expect(page.locator(".otr-page-numbers [aria-current]")).to_have_text("2")
    expect(page.locator(".otr-found-title").first).not_to_have_text(first)
    assert asked(page) == {"page": ["2"]}


@pytest.mark.parametrize(
    "query", [{"words": "<img src=x onerror=alert(1)>"}, {"kind": "no such", "year": "9", "page": "x"}]
)
def test_nothing_found_is_told_and_can_be_taken_off(visit: Callable[..., Page], query: dict[str, str]) -> None:
    page = visit("browse", query)
    expect(page.locator(".otr-found-nothing")).to_have_text(wording.NOTHING_SELECTED)
    assert found(page) == 0
    expect(page.locator(".otr-taken a").first).to_be_visible()
    assert page.locator(".otr-browse img").count() == 0


@pytest.mark.parametrize("options", [{}, PHONE])
def test_a_person_leads_to_their_words(visit: Callable[..., Page], options: dict[str, int | bool]) -> None:
    page = visit("people", **options)
    people = page.locator(".otr-people-group").first.locator(".otr-person-name a")
    name = people.first.inner_text()
    page.get_by_label(wording.NAME_LABEL, exact=True).fill(name)
    page.keyboard.press("Enter")
    expect(people).to_have_count(1)
    people.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator(".otr-office").first).to_contain_text(wording.NAMED_FROM_TO.partition("{")[0].strip())
    expect(page.locator(".otr-heard")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert find_faults(page, CONTRAST) == []
    words = page.locator(".otr-heard .otr-snippet-words").first.inner_text().rstrip(" …")
    page.locator(".otr-heard a").first.click()
    mark = page.locator("mark.otr-highlight").first
    expect(mark).to_be_in_viewport()
    assert mark.inner_text().split()[:4] == words.split()[:4]


def test_a_name_that_is_nobodys_is_told(visit: Callable[..., Page]) -> None:
    page = visit("people", {"name": "<b>Nobody</b>"})
    expect(page.get_by_role("heading", level=1)).to_have_text(wording.NOBODY)
    expect(page.locator(".otr-state")).to_contain_text("<b>Nobody</b>")


def test_a_release_shows_what_changed_and_its_neighbours(
    serve: Callable[[Path], str], versions: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto(f"{serve(versions)}/?release=a/ferry.md")
    changed = page.locator(".otr-differences")
    changed.locator("summary").click()
    expect(changed).to_contain_text(wording.DIFFERENCES.format(before=1, after=2))
    expect(changed.locator("del")).to_have_text(re.compile("noon"))
    expect(changed.locator("ins")).to_have_text(re.compile("dawn"))
    changed.locator("a").click()
    expect(page.locator("mark.otr-highlight")).to_contain_text("dawn")
    assert asked(page)["version"] == ["2"]
    expect(page.locator(".otr-turn[data-voice=reporter] .otr-tag")).to_be_visible()
    page.locator(".otr-neighbour-next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Briefing b/next.md")
    expect(page.locator(".otr-neighbour-prev")).to_contain_text("Briefing a/ferry.md")
    page.goto(f"{serve(versions)}/?release=a/ferry.md&version=1")
    expect(page.locator(".otr-body")).to_contain_text("noon")
    expect(page.locator(".otr-differences summary")).to_contain_text(wording.DIFFERENCES.format(before=1, after=2))
    page.emulate_media(media="print")
    expect(page.locator(".st-key-bar")).to_be_hidden()
    expect(page.locator(".otr-actions")).to_be_hidden()
    expect(page.locator(".otr-printed-source")).to_contain_text("version=1")


@pytest.mark.parametrize(("options", "shown"), [({}, ".otr-ways"), (PHONE, ".otr-menu nav")])
def test_the_bar_leads_to_every_page(visit: Callable[..., Page], options: dict[str, int | bool], shown: str) -> None:
    page = visit("people", **options)
    expect(page.locator(".otr-person").first).to_be_visible()
    if options:
        page.locator(".otr-menu summary").press("Enter")
    ways = page.locator(f"{shown} a")
    expect(ways.first).to_be_visible()
    assert ways.all_inner_texts() == [
        wording.TO_ASK, wording.TO_BROWSE, wording.TO_PEOPLE, wording.TO_TIMELINE, wording.TO_CHECK, wording.TO_ABOUT,
        "Español",
    ]  # fmt: skip
    expect(page.locator(f"{shown} [aria-current=page]")).to_have_text(wording.TO_PEOPLE)
    ways.nth(1).click()
    assert found(page) > 0
