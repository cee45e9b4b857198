"""The page in the visitor's language: all of its own words, each visitor's by itself; links keep the language asked for."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from retrieval import Texts, find_locale, speaking
from retrieval import wording as shared
from ui import wording
from ui.chat import GrowingAnswer

ROOT = Path(__file__).resolve().parents[2]
RELEASE = (
    "statements-releases/2032-05/2032-05-04-statement-by-spokesperson-jonas-idris-on-the-crew-of-the-morning-kestrel.md"
)
SPANISH = find_locale("es-MX", shared.LANGUAGES)


def texts(language: str) -> dict[str, str]:
    return {
        name: text for part in ("retrieval", "ui") for name, text in Texts(ROOT / part / "wording").list_all(language)
    }


def english_words() -> Iterator[str]:
    """Yield every piece of more than two words that the product says in English, and says otherwise in Spanish."""
    spanish = texts("es")
    for name, text in texts("en").items():
        for piece in re.split(r"\{\w+(?:![rs])?\}", text):
            if len(piece.split()) > 2 and piece not in spanish[name]:
                yield piece.strip()


def draw(store: str, name: str) -> None:
    """Draw one of the page's pages: the script that Streamlit runs."""
    from pathlib import Path as Folder

    from ui import about, checking, languages, over_time
    from ui.bar import show_bar
    from ui.browse import show_browsing, show_people
    from ui.chat import opening
    from ui.staff import show_evaluators, show_files

    archive = opening.open_archive(Folder(store))
    languages.take_archive(archive)
    show_bar()
    pages = {
        "browse": show_browsing, "people": show_people, "check": checking.show_checking,
        "timeline": over_time.show_over_time, "evaluate": show_evaluators, "files": show_files,
        "about": lambda opened: about.show_about(
            opened.coverage(), model="", contact="", evaluate_page=True
        ),
    }  # fmt: skip
    pages[name](archive)


def said(page: AppTest) -> str:
    """Return all that a page says, as it goes to the browser, without the components' scripts."""
    found: list[str] = []

    def walk(block: Any) -> None:
        for child in getattr(block, "children", {}).values():
            walk(child)
            proto = getattr(child, "proto", None)
            if proto is not None and hasattr(proto, "js_content"):
                found.append(json.dumps(json.loads(proto.json), ensure_ascii=False))
            elif proto is not None:
                found.append(proto.SerializeToString().decode("utf-8", "replace"))

    walk(page._tree)
    return "\n".join(found)


def run(page: AppTest, locale: str = "es-MX", **query: str) -> AppTest:
    page.context["locale"] = locale
    page.query_params.update(query)
    page.run()
    assert not page.exception
    return page


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "query", "own"),
    [
        ("browse", {"words": "visa", "from": "2031-10-01"}, "SEARCH_LABEL"),
        ("browse", {"words": "zeppelin"}, "NOTHING_SELECTED"),
        ("people", {}, "PEOPLE_LEAD"),
        ("people", {"name": "Helena Marsh"}, "OFFICES_NOTE"),
        ("people", {"name": "Nobody Atall"}, "NOBODY"),
        ("check", {}, "CHECK_LEAD"),
        ("timeline", {"topic": "visas"}, "CHANGING_NUMBERS_NOTE"),
        ("timeline", {"topic": "zeppelins"}, "NOTHING_FOUND"),
        ("evaluate", {}, "EVALUATE_LEAD"),
        ("files", {}, "FILES_LEAD"),
        ("about", {}, "HOW_WITHOUT_MODEL"),
    ],
)
def test_a_page_says_nothing_in_english(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, query: dict[str, str], own: str
) -> None:
    monkeypatch.setenv("OTR_RUNS", str(tmp_path / "runs"))  # the report of a run is in English
    page = AppTest.from_function(draw, default_timeout=60, args=(str(sample_store), name))
    shown = said(run(page, **query))
    assert texts("es")[own].partition("{")[0] in shown
    assert [words for words in english_words() if words in shown] == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("query", "own"),
    [
        ({}, "FILTERS_NOTE"),
        ({"q": "How many visas were issued in October?"}, "USEFUL"),
        ({"q": "How much do bananas cost?"}, "NEAREST_NOTE"),
        ({"q": "How many releases mention visas?"}, "KEPT_FOR"),
        ({"q": "Who is the Minister of Foreign Affairs?"}, "READ_FROM_QUESTION"),
        ({"q": "hello"}, "GREETING"),
        ({"release": "nope"}, "BAD_LINK_NEXT"),
        ({"release": RELEASE}, "COPY_RELEASE_LINK"),
    ],
)
def test_what_is_asked_is_answered_in_spanish(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: dict[str, str], own: str
) -> None:
    monkeypatch.setenv("OTR_STORE", str(sample_store))
    monkeypatch.setenv("OTR_CONVERSATIONS", str(tmp_path / "conversations.sqlite"))
    monkeypatch.setenv("OTR_FEEDBACK", str(tmp_path / "feedback.sqlite"))
    shown = said(run(AppTest.from_file(str(ROOT / "app.py"), default_timeout=60), **query))
    assert texts("es")[own].partition("{")[0] in shown
    assert [words for words in english_words() if words in shown] == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("words", "said_by", "own"),
    [
        ("The ship herself is still held.", "Jonas Idris", "VERDICTS.verbatim"),
        (
            "All 23 members of the crew of the Morning Kestrel were allowed ashore at Port Ansel yesterday.",
            "",
            "VERDICTS.altered",
        ),
        ("The ship herself is still held.", "Helena Marsh", "VERDICTS.misattributed"),
        ("Bananas are cheaper than they were in the spring.", "", "VERDICTS.not-found"),
        ("ship", "", "TOO_SHORT"),
        ("...", "", "QUOTATION_WITHOUT_WORDS"),
        ("The ship herself is still held.", "123", "CLAIMED_NOBODY"),
    ],
)
def test_a_check_is_told_in_spanish(sample_store: Path, words: str, said_by: str, own: str) -> None:
    page = run(AppTest.from_function(draw, default_timeout=60, args=(str(sample_store), "check")))
    page.text_area(key="words").set_value(words)
    page.text_input(key="said-by").set_value(said_by)
    page.button[-1].click().run()
    assert not page.exception
    shown = said(page)
    own_words = texts("es")[own].partition("{")[0].strip("«")
    assert own_words
    assert own_words.casefold() in shown.casefold()
    assert [english for english in english_words() if english in shown] == []


@pytest.mark.parametrize(
    ("locale", "lang", "heading"),
    [
        ("es-ES", "", "EMPTY"), ("es", "", "EMPTY"), ("en-GB", "es", "EMPTY"), ("es-ES", "es-419", "EMPTY"),
        ("es-ES", "en", None), ("fr-FR", "", None), ("", "", None), ("de", "xx", None), ("en-US", "<b>", None),
    ],
)  # fmt: skip
def test_the_language_is_the_one_asked_for_or_the_browsers_or_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str, lang: str, heading: str | None
) -> None:
    monkeypatch.setenv("OTR_STORE", str(tmp_path / "store"))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    shown = said(run(page, locale, **({"lang": lang} if lang else {})))
    assert texts("es" if heading else "en")["EMPTY"] in shown


@pytest.mark.model
def test_links_keep_the_language_that_was_asked_for(sample_store: Path) -> None:
    page = AppTest.from_function(draw, default_timeout=60, args=(str(sample_store), "people"))
    shown = said(run(page, "en-US", lang="es"))
    addresses = re.findall(r'href"?[:=] ?"(\./[^"]*)"', shown)
    assert len(addresses) > 20
    assert [one for one in addresses if "lang=es" not in one] == []


def test_two_threads_never_speak_each_others_language() -> None:
    heard: dict[str, set[str]] = {"en": set(), "es": set()}
    together = Barrier(2)

    def speak(language: str) -> None:
        with speaking(find_locale(language, shared.LANGUAGES)):
            for _ in range(200):
                together.wait()
                heard[language] |= {wording.HEADLINE, shared.count_of(2, shared.N_RELEASES)}

    threads = [Thread(target=speak, args=(language,)) for language in heard]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == {
        "en": {"What did officials say?", "2 releases"}, "es": {"¿Qué dijeron las autoridades?", "2 comunicados"},
    }  # fmt: skip


def test_an_answer_that_grows_in_a_thread_is_worded_as_its_asker_speaks() -> None:
    worded: list[str] = []

    def forms() -> Iterator[Any]:
        yield object()
        worded.append(shared.MODEL_SILENT)
        yield object()

    with speaking(SPANISH):
        growing = GrowingAnswer(forms())
    while not growing.done:
        time.sleep(0.01)
    assert worded == [texts("es")["MODEL_SILENT"]]


@pytest.mark.browser
@pytest.mark.model
def test_two_visitors_at_once_each_in_their_language(
    serve: Callable[[Path], str], sample_store: Path, new_page: Callable[..., Page]
) -> None:
    english, spanish = new_page(), new_page(locale="es-ES")
    for page in (english, spanish):
        page.goto(serve(sample_store))
    for page, language in ((english, "en"), (spanish, "es")):
        expect(page.get_by_role("heading", level=1)).to_have_text(texts(language)["HEADLINE"])
        expect(page.locator("html")).to_have_attribute("lang", language)
    for page, language in ((english, "en"), (spanish, "es")):
        page.get_by_role("textbox", name=texts(language)["ASK"]).fill("How much do bananas cost?")
        page.keyboard.press("Enter")
    for page, language in ((english, "en"), (spanish, "es")):
        expect(page.locator(".otr-near-note")).to_have_text(texts(language)["NEAREST_NOTE"])
    expect(spanish.locator(".otr-nearest blockquote").first).to_have_attribute("lang", "en")
    expect(english.locator(".otr-nearest blockquote").first).not_to_have_attribute("lang", re.compile("."))
