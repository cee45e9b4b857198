"""The page, as a visitor meets it: a real store, the real server, a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from retrieval import Relation, Voice
from retrieval import wording as shared
from tests.retrieval.answering.test_pipeline import EVADED
from tests.ui.axe import CONTRAST, find_faults
from ui import wording

pytestmark = [pytest.mark.browser, pytest.mark.model]

UNANSWERABLE = "What is the boiling point of tungsten hexafluoride in kelvin?"
IN_VIEW = """mark => {
  const box = mark.getBoundingClientRect();
  return box.height > 0 && box.top >= 0 && box.top < innerHeight && box.left >= 0 && box.right <= innerWidth;
}"""

# The words of the release, without what the page says of those that are struck out.
WORDS = """nodes => nodes.map(node => {
  const copy = node.cloneNode(true);
  copy.querySelectorAll(".otr-hidden, .otr-struck-note").forEach(note => note.remove());
  return copy.textContent;
})"""


@pytest.fixture
def visit(serve: Callable[[Path], str], sample_store: Path, new_page: Callable[..., Page]) -> Callable[..., Page]:
    def open_page(query: str = "", **options: bool | int) -> Page:
        page = new_page(**options)
        page.goto(f"{serve(sample_store)}/{query}")
        return page

    return open_page


def ask_starter(page: Page) -> str:
    starter = page.locator(".otr-starters button").first
    question = starter.inner_text()
    starter.click()
    expect(page.locator(".otr-sources")).to_be_visible()
    return question


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the question stands on the page: of two that come before it is drawn, Streamlit keeps the last."""
    asked = page.locator(".otr-question")
    before = asked.count()
    field = page.get_by_placeholder(wording.ASK)
    field.fill(question)
    field.press("Enter")
    expect(asked).to_have_count(before + 1)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def marked_words(page: Page) -> str:
    marks = page.locator("mark.otr-highlight")
    expect(marks.first).to_be_visible()
    return squeezed(" ".join(marks.evaluate_all(WORDS)))


def quoted_beside(page: Page, number: str) -> str:
    """The words in quotation marks beside the first mark of that number."""
    line = page.locator(".otr-quotation p", has=page.locator(".otr-mark", has_text=re.compile(f"^{number}$"))).first
    return squeezed("".join(line.locator(".otr-verbatim").evaluate_all(WORDS)))


def test_first_sight_says_what_the_archive_covers(visit: Callable[..., Page]) -> None:
    page = visit()
    expect(page).to_have_title(wording.NAME)
    expect(page.get_by_role("heading", level=1)).to_have_text(wording.HEADLINE)
    expect(page.locator(".otr-covers")).to_contain_text(re.compile(r"\d+ releases"))
    expect(page.locator(".otr-covers")).to_contain_text(re.compile(r"\d{4}"))
    expect(page.locator(".otr-starters button").first).to_be_visible()
    expect(page.locator("text=Deploy")).to_have_count(0)


def test_a_citation_opens_its_passage(visit: Callable[..., Page]) -> None:
    page = visit()
    question = ask_starter(page)
    expect(page.get_by_role("heading", level=2, name=question)).to_be_visible()
    mark = page.locator(".otr-quotation .otr-mark").first
    quote = quoted_beside(page, mark.inner_text())
    assert quote
    mark.click()
    assert marked_words(page) == quote
    page.wait_for_function(f"({IN_VIEW})(document.querySelector('mark.otr-highlight'))")
    reader = page.get_by_role("dialog")
    expect(reader.locator(".otr-title")).not_to_be_empty()
    expect(reader.locator(".otr-facts time")).to_contain_text(re.compile(r"\d{4}"))
    for link in reader.locator("a[target=_blank]").all():
        assert re.match(r"https?://", link.get_attribute("href") or "")
        assert link.get_attribute("rel") == "noopener noreferrer"
    page.keyboard.press("Escape")
    expect(reader).to_have_count(0)
    expect(mark).to_be_focused()
    expect(page.get_by_role("heading", level=2, name=question)).to_be_visible()


def test_whom_the_release_quotes_and_what_was_not_followed(
    serve: Callable[..., str], sample_store: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto(serve(sample_store, caution=0))
    ask(page, "What did Jonas Idris say about the secret umbrella in a fact sheet in 2031?")
    expect(page.locator(".otr-not-followed")).to_contain_text("‘fact sheet’")
    ask(page, "What did Samuel Oakes say about passengers applauding the baggage handlers?")
    caption = page.locator(".otr-answer").last.locator("figcaption").first
    for said in ("Samuel Oakes", "Consular Director", shared.QUOTED, "September 19, 2031"):
        expect(caption).to_contain_text(said)


@pytest.mark.parametrize("options", [{}, {"width": 390, "height": 844, "dark": True}])
def test_officials_who_said_otherwise_are_quoted_before_the_nearest(
    serve: Callable[..., str], sample_store: Path, new_page: Callable[..., Page], options: dict[str, int | bool]
) -> None:
    page = new_page(**options)
    page.goto(serve(sample_store))
    ask(page, "Why did Pelorra turn away the Verranian field hospital?")
    expect(page.locator(".otr-note-contradicted")).to_have_text(shared.CONTRADICTED)
    expect(page.locator(".otr-said[data-voice=official] blockquote")).to_contain_text("No.")
    expect(page.locator(".otr-nearest .otr-near").first).to_be_visible()
    expect(page.locator(".otr-sources")).to_be_visible()
    page.get_by_role("button", name=wording.OPEN_EXCHANGE).click()
    asked = page.locator(".otr-turn[data-voice=reporter]", has=page.locator("mark.otr-highlight"))
    expect(asked.locator("mark.otr-highlight")).to_contain_text("turned down our field hospital")


@pytest.mark.parametrize("options", [{}, {"width": 390, "height": 844, "dark": True}])
def test_officials_who_did_not_say_lead_to_the_exchange(
    serve: Callable[..., str], sample_store: Path, new_page: Callable[..., Page], options: dict[str, int | bool]
) -> None:
    page = new_page(**options)
    page.goto(serve(sample_store, caution=1))
    ask(page, EVADED[0])
    expect(page.locator(".otr-note-declined")).to_have_text(shared.DECLINED)
    expect(page.locator(".otr-quotation[data-voice=official]")).to_have_count(1)
    expect(page.locator(".otr-sources")).to_be_visible()
    in_reply_to = page.locator(".otr-in-reply-to").first.inner_text()
    page.get_by_role("button", name=wording.OPEN_EXCHANGE).click()
    asked = page.locator(".otr-turn[data-voice=reporter]", has=page.locator("mark.otr-highlight"))
    expect(asked.locator(".otr-tag")).to_have_text(shared.VOICE_LABELS[Voice.REPORTER])
    expect(asked.locator("mark.otr-highlight")).to_be_in_viewport()
    assert in_reply_to.startswith(f"{wording.IN_REPLY_TO}:")
    assert marked_words(page) in in_reply_to
    assert marked_words(page) not in page.locator(".otr-answer").inner_text().replace(in_reply_to, "")


def test_the_keyboard_alone_opens_a_passage(visit: Callable[..., Page]) -> None:
    page = visit()
    ask_starter(page)
    page.locator(".otr-quotation .otr-mark").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark.otr-highlight").first).to_be_visible()


def test_a_permalink_opens_the_same_passage(visit: Callable[..., Page]) -> None:
    page = visit()
    ask_starter(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".otr-quotation .otr-mark").first.click()
    marked = marked_words(page)
    page.get_by_role("button", name=wording.COPY_LINK).click()
    expect(page.get_by_role("button", name=wording.COPIED)).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "?release=" in link
    page.goto(link)
    expect(page.locator("mark.otr-highlight").first).to_be_in_viewport()
    assert marked_words(page) == marked


@pytest.mark.parametrize(
    "query",
    ["?release=no-such-release.md", "?release=", "?release=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&start=0&end=5"],
)
def test_a_permalink_to_no_release_says_so(visit: Callable[..., Page], query: str) -> None:
    page = visit(query)
    expect(page.get_by_role("heading", level=1)).to_have_text(wording.BAD_LINK)
    expect(page.get_by_role("link", name=wording.ASK_A_QUESTION).last).to_be_visible()
    expect(page.locator(".otr-state img")).to_have_count(0)


@pytest.mark.parametrize(
    "span", ["start=5&end=5", "start=-1&end=4", "start=a&end=b", "start=0&end=999999999", "start=3"]
)
def test_a_permalink_to_no_passage_shows_the_release(visit: Callable[..., Page], span: str) -> None:
    page = visit()
    ask_starter(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".otr-source-title").first.click()
    page.get_by_role("button", name=wording.COPY_LINK).click()
    expect(page.get_by_role("button", name=wording.COPIED)).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto(link.split("&start=")[0] + "&" + span)
    expect(page.locator(".otr-notice")).to_have_text(wording.NO_SUCH_SPAN)
    expect(page.locator(".otr-turn").first).to_be_visible()
    expect(page.locator("mark.otr-highlight")).to_have_count(0)


AMENDED = "ministry-actions/2031-09/2031-09-16-order-on-the-death-of-vice-consul-mattias-oren.md"
CORRECTED = (
    "statements-releases/2031-11/"
    "2031-11-03-statement-by-minister-helena-marsh-on-the-conclusion-of-operation-safe-harbour.md"
)


def test_an_amended_release_says_so_and_leads_to_the_other(visit: Callable[..., Page]) -> None:
    page = visit(f"?release={AMENDED}")
    banner = page.locator(".otr-notice")
    expect(banner).to_contain_text(shared.RELATED[Relation.AMENDED_BY])
    banner.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Order Amending the Order")
    expect(page.locator(".otr-notice")).to_contain_text(shared.RELATED[Relation.AMENDS])


def test_struck_out_words_have_a_line_through_them(visit: Callable[..., Page]) -> None:
    page = visit(f"?release={CORRECTED}")
    expect(page.locator("s.otr-struck").first).to_be_visible()
    expect(page.locator(".otr-struck-note").first).to_have_text(wording.CORRECTED_HERE)
    assert "~~" not in page.locator(".otr-body").inner_text()
    assert find_faults(page, CONTRAST) == []


def test_what_the_archive_does_not_say(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, UNANSWERABLE)
    answer = page.locator(".otr-answer").last
    expect(answer.locator(".otr-note-not-in-archive")).not_to_be_empty()
    expect(answer.get_by_role("heading", name=shared.NEAREST)).to_be_visible()
    expect(answer.locator(".otr-near-note")).to_have_text(shared.NEAREST_NOTE)
    expect(answer.locator(".otr-near").first).to_be_visible()
    expect(answer.locator(".otr-said")).to_have_count(0)
    expect(answer).to_contain_text("This archive holds")
    quote = quoted_beside(page, "1")
    answer.locator(".otr-near .otr-mark").first.click()
    assert marked_words(page) == quote


def test_the_chat_keeps_its_turns(visit: Callable[..., Page]) -> None:
    page = visit()
    # On a slow machine what stood below the first answer goes when the second is drawn already.
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    first = ask_starter(page)
    ask(page, UNANSWERABLE)
    expect(page.locator(".otr-nearest")).to_be_visible()
    questions = page.locator(".otr-question")
    expect(questions).to_have_count(2)
    expect(questions.first).to_contain_text(first)
    expect(questions.last).to_contain_text(UNANSWERABLE)
    expect(questions.last).to_be_in_viewport()
    expect(page.locator(".otr-sources")).to_have_count(1)
    page.get_by_role("button", name=wording.NEW_CONVERSATION).click()
    expect(questions).to_have_count(0)
    expect(page.locator(".otr-starters")).to_be_visible()


def test_the_answer_can_be_taken_away(visit: Callable[..., Page]) -> None:
    page = visit()
    question = ask_starter(page)
    quote = quoted_beside(page, "1")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=wording.COPY_ANSWER).click()
    expect(page.get_by_role("button", name=wording.COPIED)).to_be_visible()
    taken = page.evaluate("navigator.clipboard.readText()")
    assert taken.startswith(question)
    # What is struck out is drawn with a line through it on the page, and labelled where it is taken away as plain text.
    assert quote in squeezed(re.sub(r"\[struck out: (.*?)\]", r"\1", taken))
    assert f"\n{wording.SOURCES}\n[1] " in taken


def test_filters_are_chips_that_come_off(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_role("button", name=wording.FILTERS).click()
    kinds = page.get_by_role("combobox", name=wording.KINDS_LABEL)
    kinds.click()
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    chip = page.locator(".otr-chips button")
    expect(chip).to_have_count(1)
    kind = (chip.get_attribute("aria-label") or "").removeprefix(wording.REMOVE).strip()
    page.keyboard.press("Escape")
    ask(page, "What was announced?")
    expect(page.locator(".otr-read-as").first).to_have_text(f"{wording.LIMITED_TO}: {kind}")
    chip.click()
    expect(chip).to_have_count(0)


def test_what_was_read_from_the_question_comes_off(visit: Callable[..., Page]) -> None:
    page = visit(width=390, height=844)
    ask(page, "What did Calloway say about the evacuation in September 2031?")
    chips = page.locator(".otr-understood button")
    expect(chips).to_have_count(2)
    speaker = chips.first.inner_text().partition("\n")[0]
    assert speaker == wording.SAID_BY.format(name="Ruth Calloway")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name=f"{wording.TAKE_OFF} {speaker}").click()
    expect(chips).to_have_count(1)
    expect(chips.first).to_have_text("around September 2031×")
    expect(page.locator(".otr-question")).to_have_count(1)


def test_what_a_follow_up_was_understood_as_can_be_changed(visit: Callable[..., Page]) -> None:
    page = visit(width=390, height=844)
    ask(page, "How many people were brought out by Operation Safe Harbour?")
    ask(page, "Who led it?")
    understood = page.locator(".otr-answer").last.locator(".otr-read-as").first
    expect(understood).to_contain_text("Operation Safe Harbour? Who led it?")
    page.get_by_role("button", name=f"{wording.REWORD} {wording.REWORD_WHAT}", exact=True).click()
    field = page.get_by_role("textbox", name=wording.UNDERSTOOD_AS)
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    page.get_by_role("button", name=f"{wording.REWORD} {wording.REWORD_WHAT}", exact=True).click()
    field.fill("Who runs the embassy in Skarrow?")
    page.get_by_role("button", name=wording.ASK_THIS).click()
    expect(understood).to_contain_text(f"{wording.UNDERSTOOD_AS}: Who runs the embassy in Skarrow?")
    expect(page.locator(".otr-question").last).to_contain_text("Who led it?")
    expect(page.locator(".otr-question").last).to_be_focused()
    expect(page.locator(".otr-live")).not_to_have_text(wording.SEARCHING)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_phone_scrolls_one_way_only(visit: Callable[..., Page], dark: bool) -> None:
    page = visit(width=390, height=844, dark=dark)
    expect(page.locator(".otr-starters")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    ask_starter(page)
    widest = "Math.max(...[...document.querySelectorAll('.otr, .otr *')].map(e => e.getBoundingClientRect().right))"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(widest) <= 390
    page.locator(".otr-quotation .otr-mark").first.click()
    expect(page.locator("mark.otr-highlight").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
