"""Taking away in the browser: an answer in its forms, a receipt that holds, a conversation; and what was thought of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from archive.usage.feedback import FeedbackReason, KeptFeedback
from retrieval import wording as shared
from tests.conftest import run_otr
from tests.ui.test_page import ask
from ui import wording

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUESTION = "How many people were brought out by Operation Safe Harbour?"
WORDS = "1,702 were citizens of Verrane"


@pytest.fixture(scope="module")
def store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(sample_store, tmp_path_factory.mktemp("takeaway") / "store"))


def button(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def save(page: Page, name: str, folder: Path) -> Path:
    """Press a button that gives a file, and return where it was put."""
    with page.expect_download() as given:
        button(page, name).last.click()
    path = folder / given.value.suggested_filename
    given.value.save_as(path)
    return path


def test_an_answer_and_a_conversation_are_taken_away_and_the_receipt_holds(
    serve: Callable[..., str], store: Path, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = new_page()
    address = serve(store)
    page.goto(f"{address}/?q={quote(QUESTION)}")
    button(page, wording.TAKE_AWAY).click()
    files = {form: save(page, name, tmp_path) for form, name in wording.FORMS.items()}
    assert sorted(path.suffix for path in files.values()) == [".bib", ".html", ".json", ".md", ".ris"]
    for path in files.values():
        assert WORDS in path.read_text(encoding="utf-8")
    assert f"{address}/?release=" in files["markdown"].read_text(encoding="utf-8")
    receipt = save(page, wording.RECEIPT, tmp_path)
    replayed = run_otr("replay", receipt, store=store)
    assert (replayed.returncode, shared.SAME_AGAIN in replayed.stdout) == (0, True)
    page.keyboard.press("Escape")

    expect(button(page, wording.TAKE_CONVERSATION)).to_have_count(0)
    ask(page, "Who led it?")
    expect(page.locator(".otr-answer:not(:has(.otr-note-pending))")).to_have_count(2)
    button(page, wording.TAKE_CONVERSATION).click()
    whole = json.loads(save(page, wording.FORMS["json"], tmp_path).read_text(encoding="utf-8"))
    assert [one["question"] for one in whole["answers"]] == [QUESTION, "Who led it?"]


@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_thought_of_an_answer_is_kept_and_may_change(
    serve: Callable[..., str], store: Path, new_page: Callable[..., Page], width: int
) -> None:
    kept = KeptFeedback(store / "feedback.sqlite")
    before = len(kept.read_all())
    page = new_page(width=width)
    page.goto(f"{serve(store)}/?q={quote(QUESTION)}")
    button(page, wording.NOT_USEFUL).click()
    expect(button(page, wording.MARKED_NOT_USEFUL)).to_be_visible()
    page.get_by_text(wording.REASONS["wrong"], exact=True).click()
    page.get_by_label(wording.COMMENT).fill("=1+1 <b>the later figure</b>")
    button(page, wording.SEND_WHY).click()
    expect(page.get_by_text(wording.WHY_NOT_USEFUL)).to_have_count(0)
    (given,) = kept.read_all()[before:]
    assert (given.useful, given.reason, given.comment) == (False, FeedbackReason.WRONG, "=1+1 <b>the later figure</b>")
    assert json.loads(given.receipt)["asked"]["text"] == QUESTION

    page.reload()
    expect(button(page, wording.MARKED_NOT_USEFUL)).to_be_visible()
    button(page, wording.USEFUL).click()
    expect(button(page, wording.MARKED_USEFUL)).to_be_visible()
    (changed,) = kept.read_all()[before:]
    assert (changed.id, changed.useful, changed.comment) == (given.id, True, "")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_quotes_nothing_is_not_taken_away_and_what_is_no_question_is_not_judged(
    serve: Callable[..., str], store: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto(f"{serve(store)}/?q={quote('What did the parrots of Mars vote for?')}")
    expect(button(page, wording.NOT_USEFUL)).to_be_visible()
    expect(button(page, wording.TAKE_AWAY)).to_have_count(0)
    ask(page, "Hello!")
    expect(page.locator(".otr-note-out-of-scope")).to_be_visible()
    expect(button(page, wording.NOT_USEFUL)).to_have_count(1)
