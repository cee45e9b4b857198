"""A language model on the page: its prose grows above the quotations, and its failures cost nothing."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from retrieval import wording as shared
from tests.retrieval.writing.fault_server import FaultHandler, FaultServer, serving
from tests.ui.test_page import ask, marked_words
from ui import wording

CLIENT = ("langchain.chat_models", "langchain_openai")  # thousands of files
IN_THE_END = 150_000  # milliseconds

pytestmark = [pytest.mark.browser, pytest.mark.model]

# What was written once is not written again, so each test asks in other words.
QUESTIONS = [
    "How many people were carried out by Operation Safe Harbour?",
    "How many people were brought out by Operation Safe Harbour?",
    "How many people did Operation Safe Harbour bring out?",
    "How many people did Operation Safe Harbour carry out?",
]
TRUE = "Ships and aircraft brought out 6,214 people."
ALSO_TRUE = "In 47 days, ships and aircraft brought out 6,214 people."
UNTRUE = "They brought out 9,300 people, the <b>Council</b> said."
PATIENCE = 150.0  # seconds
MANY = 5000  # tokens: the service read all that it was sent


@pytest.fixture(scope="module")
def service() -> Iterator[FaultServer]:
    """A model's service, whose ``answering`` each test sets.

    Its client is imported here first: not compiled yet it takes minutes, which would pass for a slow service.
    """
    for name in CLIENT:
        importlib.import_module(name)
    with serving(FaultHandler.begin) as server:
        yield server


@pytest.fixture
def address(
    serve: Callable[..., str], sample_store: Path, service: FaultServer, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The address of a page with that model: one page for all tests."""
    ledger = tmp_path_factory.getbasetemp() / "model.sqlite"
    limits = {"OTR_MODEL_FIRST_TOKEN_S": "150", "OTR_MODEL_GAP_S": "150", "OTR_MODEL_TOTAL_S": "300"}
    named = {"OTR_MODEL": "openai:scripted", "OPENAI_BASE_URL": service.url, "OPENAI_API_KEY": "none"}
    return serve(sample_store, **named, **limits, OTR_MODEL_LEDGER=str(ledger))


def open_page(new_page: Callable[..., Page], address: str, **options: int | bool) -> Page:
    page = new_page(**options)
    page.goto(address)
    return page


@pytest.mark.parametrize(
    ("question", "options"), [(QUESTIONS[0], {}), (QUESTIONS[1], {"width": 390, "height": 844, "dark": True})]
)
def test_prose_grows_above_quotations_that_stay(
    address: str, service: FaultServer, new_page: Callable[..., Page], question: str, options: dict[str, int | bool]
) -> None:
    go_on = threading.Event()

    def write(handler: FaultHandler) -> None:
        handler.begin()
        handler.say(f"{TRUE} [1]\n{UNTRUE} [1]\n")
        go_on.wait(PATIENCE)
        handler.say(f"{ALSO_TRUE} [1]\n")
        handler.end(tokens_in=MANY)

    service.answering = write
    page = open_page(new_page, address, **options)
    ask(page, question)
    prose, quoted = page.locator(".otr-prose"), page.locator(".otr-said")
    expect(prose).to_contain_text(TRUE, timeout=IN_THE_END)
    expect(page.locator(".otr-writing")).to_have_text(wording.WRITING)
    said = quoted.all_inner_texts()
    assert said
    prose.locator(".otr-mark").first.click()
    assert "6,214" in marked_words(page)
    go_on.set()
    expect(prose).to_contain_text(ALSO_TRUE)
    expect(page.get_by_role("dialog")).to_have_count(1)  # the end of the writing does not close it
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".otr-writing")).to_have_count(0)
    expect(prose.locator(".otr-mark").first).to_be_focused()
    assert quoted.all_inner_texts() == said
    assert "9,300" not in page.locator(".otr-answer").inner_text()
    assert "“" not in prose.inner_text()
    expect(page.locator(".otr-by").first).to_have_text(shared.COMPOSED_BY.format(model="openai:scripted"))
    page.locator(".otr-checked summary").click()
    expect(page.locator(".otr-checked")).to_contain_text("1 sentence was left out")
    assert page.evaluate("document.documentElement.scrollWidth") <= int(options.get("width", 1280))
    page.reload()
    expect(prose).to_contain_text(ALSO_TRUE)


def test_the_writing_can_be_stopped_and_what_stands_stays(
    address: str, service: FaultServer, new_page: Callable[..., Page]
) -> None:
    def write(handler: FaultHandler) -> None:
        handler.begin()
        handler.say(f"{TRUE} [1]\n{ALSO_TRUE} [1]\n")
        handler.server.over.wait(PATIENCE)

    service.answering = write
    page = open_page(new_page, address)
    ask(page, QUESTIONS[2])
    expect(page.locator(".otr-prose")).to_contain_text(TRUE, timeout=IN_THE_END)
    page.get_by_role("button", name=wording.STOP_WRITING).click()
    expect(page.locator(".otr-writing")).to_have_count(0)
    expect(page.locator(".otr-prose")).to_contain_text(TRUE)
    expect(page.locator(".otr-answer")).to_contain_text(wording.STOPPED_BY_READER)


def test_a_model_that_fails_is_told_and_the_quotations_stand(
    address: str, service: FaultServer, new_page: Callable[..., Page]
) -> None:
    def refuse(handler: FaultHandler) -> None:
        handler.refuse(500, "server_error", "a secret of the service")

    service.answering = refuse
    page = open_page(new_page, address)
    ask(page, QUESTIONS[3])
    expect(page.locator(".otr-said").first).to_be_visible()
    expect(page.locator(".otr-by").first).to_be_visible(timeout=IN_THE_END)
    expect(page.locator(".otr-writing")).to_have_count(0)
    assert "secret" not in page.locator("body").inner_text()
    assert page.locator(".otr-prose").count() == 0


def test_the_page_says_that_a_model_is_set(address: str, new_page: Callable[..., Page]) -> None:
    page = open_page(new_page, address)
    expect(page.locator(".otr-lead")).to_contain_text(wording.A_MODEL)
    page.get_by_role("link", name=wording.TO_ABOUT, exact=True).first.click()
    expect(page.locator(".otr-about").first).to_contain_text("openai:scripted")
