"""Conversations in the browser: they survive a reload and a restart of the server, and can be deleted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.ui.axe import settle
from tests.ui.test_page import ask
from ui import wording

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUESTION = "How many people were brought out by Operation Safe Harbour?"
FOLLOW_UP = "Who led it?"


def place(page: Page) -> str:
    address: str = page.evaluate("location.href")
    return address


def words(page: Page) -> list[str]:
    return page.locator(".otr-answer").all_inner_texts()


@pytest.fixture(scope="module")
def store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(sample_store, tmp_path_factory.mktemp("conversations") / "store"))


def test_a_conversation_outlives_a_reload_and_the_server_and_is_deleted_when_asked(
    serve: Callable[..., str], stop: Callable[[], None], store: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto(f"{serve(store)}/?q={quote(QUESTION)}")
    expect(page.locator(".otr-sources")).to_have_count(1)
    ask(page, FOLLOW_UP)
    expect(page.locator(".otr-answer:not(:has(.otr-note-pending))")).to_have_count(2)
    said, query = words(page), parse_qs(urlsplit(place(page)).query)
    assert list(query) == ["c"]
    page.reload()
    expect(page.locator(".otr-answer")).to_have_count(2)
    assert words(page) == said

    stop()
    page.goto(f"{serve(store)}/?c={query['c'][0]}")
    expect(page.locator(".otr-answer")).to_have_count(2)
    assert words(page) == said
    ask(page, "And when did it end?")
    expect(page.locator(".otr-answer").last.locator(".otr-read-as").first).to_contain_text(QUESTION)

    page.get_by_role("button", name=wording.FORGET_CONVERSATION).click()
    expect(page.locator(".otr-answer")).to_have_count(0)
    page.wait_for_function("!location.search")
    page.goto(f"{serve(store)}/?c={query['c'][0]}")
    expect(page.get_by_text(wording.NOT_KEPT)).to_be_visible()
    expect(page.locator(".otr-answer")).to_have_count(0)


def test_a_new_conversation_has_an_address_of_its_own(
    serve: Callable[..., str], store: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto(serve(store))
    ask(page, QUESTION)
    page.wait_for_function("location.search.includes('c=')")
    first = place(page)
    page.get_by_role("button", name=wording.NEW_CONVERSATION).click()
    expect(page.locator(".otr-answer")).to_have_count(0)
    page.wait_for_function("!location.search")
    ask(page, FOLLOW_UP)
    page.wait_for_function("location.search.includes('c=')")
    assert place(page) != first


def test_questions_sent_at_once_are_all_answered_in_order(
    serve: Callable[..., str], store: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto(serve(store))
    questions = [QUESTION, "Who is Ruth Calloway?", "What was said about the ferries?"]
    field = page.get_by_placeholder(wording.ASK)
    for question in questions:
        field.fill(question)
        field.press("Enter")
    answered = page.locator(".otr-answer:not(:has(.otr-note-pending))")
    expect(answered).to_have_count(len(questions))
    expect(page.locator(".otr-question")).to_have_text([f"{wording.YOU_ASKED}: {one}" for one in questions])
    expect(field).to_have_value("")


def test_the_latest_question_can_be_edited_and_is_asked_again_in_its_place(
    serve: Callable[..., str], store: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto(serve(store))
    ask(page, "What was said about the ferries?")
    ask(page, "Who is Ruth Calloway?")
    settle(page)  # until then the earlier question's button is the one that is there
    edit = page.get_by_role("button", name=f"{wording.EDIT} {wording.EDIT_WHAT}", exact=True)
    expect(edit).to_have_count(1)
    edit.click()
    field = page.get_by_role("textbox", name=wording.YOU_ASKED)
    expect(field).to_be_focused()
    field.press("Escape")
    expect(edit).to_be_focused()
    edit.click()
    field.fill(QUESTION)
    field.press("Enter")
    expect(page.locator(".otr-question").last).to_have_text(f"{wording.YOU_ASKED}: {QUESTION}")
    expect(page.locator(".otr-question")).to_have_count(2)
    expect(page.locator(".otr-answer").last.locator(".otr-said").first).to_contain_text("6,214")
