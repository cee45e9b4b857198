"""Releases and visitors speak in text: nothing of what they say becomes an element, a link or a request."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from archive import SentenceEmbedder
from ingest.build import ingest
from ingest.progress import SilentProgress
from ui import wording

pytestmark = [pytest.mark.browser, pytest.mark.model]

ATTACKS = {
    "script": "<script>window.attacked = 1</script>",
    "image": "<img src=https://evil.example/pixel.png onerror=window.attacked=2>",
    "markdown-image": "![pixel](https://evil.example/pixel.png)",
    "markdown-link": "[read more](javascript:window.attacked=3)",
    "frame": "<iframe srcdoc='<script>parent.attacked=4</script>'></iframe>",
    "streamlit": ":material/lock: :red[red] :streamlit: $\\frac{1}{2}$ `code` **bold** # heading",
    "style": "<style>@import url(https://evil.example/a.css); body { display: none }</style>",
    "closing": "</p></div></section></dialog><svg onload=window.attacked=5>",
    "entities": "&lt;img src=https://evil.example/q.png onerror=window.attacked=6&gt;",
}
ADDRESSES = ["javascript:window.attacked=7", "data:text/html,<script>parent.attacked=8</script>", "//evil.example/x"]
CREATED = """[...document.querySelectorAll(".otr *, [class^=otr-] *")]
  .filter((e) => e.matches("script, img, iframe, style, svg, math, object, embed, link, form, video, audio"))
  .map((e) => e.outerHTML.slice(0, 80))"""
LINKED = """[...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href"))
  .filter((href) => !/^(https?:|\\.\\/|#|\\?)/.test(href) || /evil/.test(href))"""


def release(name: str, attack: str, address: str) -> str:
    return f"""---
title: 'Remarks on harbour dredging ({name}) {attack.replace("'", "''")}'
date: '2024-03-05'
source_url: '{address.replace("'", "''")}'
---

MS. {attack}:  The harbour of {name} will be dredged in May, at a cost of forty million crowns. {attack}

Q   {attack} Is the harbour of {name} closed?

MS. OKAFOR:  The harbour of {name} stays open while it is dredged {attack} and no ship is turned away.
"""


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Path:
    """A store of releases that try to take the page over, read by the real pipeline."""
    folder = tmp_path_factory.mktemp("hostile")
    releases = folder / "releases" / "press-briefings"
    releases.mkdir(parents=True)
    for number, (name, attack) in enumerate(ATTACKS.items()):
        text = release(name, attack, ADDRESSES[number % len(ADDRESSES)])
        (releases / f"2024-03-05-{name}-<b>.md").write_text(text, encoding="utf-8")
    ingest([str(folder / "releases")], store=folder / "store", embedder=embedder, progress=SilentProgress())
    return folder / "store"


def assert_untouched(page: Page) -> None:
    assert page.evaluate("window.attacked") is None
    assert page.evaluate(CREATED) == []
    assert page.evaluate(LINKED) == []
    expect(page.locator(".stApp")).to_be_visible()


def test_hostile_releases_are_shown_as_text(
    serve: Callable[[Path], str], hostile_store: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto(serve(hostile_store))
    page.locator(".otr-covers").wait_for()
    assert_untouched(page)
    for name in ATTACKS:
        page.get_by_placeholder(wording.ASK).fill(f"What was said about the dredging of the harbour of {name}?")
        page.get_by_placeholder(wording.ASK).press("Enter")
        expect(page.locator(".otr-question").last).to_contain_text(f"the harbour of {name}?")
        expect(page.locator(".otr-answer").last.locator(".otr-mark").first).to_be_visible()
        assert_untouched(page)
    page.get_by_role("link", name=wording.TO_ABOUT, exact=True).first.click()
    page.locator(".otr-about").first.wait_for()
    assert_untouched(page)


@pytest.mark.parametrize("name", ATTACKS)
def test_a_hostile_release_can_be_read(
    serve: Callable[[Path], str], hostile_store: Path, new_page: Callable[..., Page], name: str
) -> None:
    page = new_page()
    release_id = quote(f"press-briefings/2024-03-05-{name}-<b>.md")
    page.goto(f"{serve(hostile_store)}/?release={release_id}&start=0&end=20")
    expect(page.locator(".otr-title")).to_contain_text(f"Remarks on harbour dredging ({name})")
    expect(page.locator(".otr-body")).to_contain_text(f"The harbour of {name} stays open")
    assert_untouched(page)


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_hostile_question_is_shown_as_text(
    serve: Callable[[Path], str], hostile_store: Path, new_page: Callable[..., Page], attack: str
) -> None:
    page = new_page()
    page.goto(serve(hostile_store))
    page.get_by_placeholder(wording.ASK).fill(f"{attack} harbour")
    page.get_by_placeholder(wording.ASK).press("Enter")
    expect(page.locator(".otr-question")).to_contain_text(f"{attack} harbour")
    expect(page.locator(".otr-note-pending")).to_have_count(0)
    assert_untouched(page)
