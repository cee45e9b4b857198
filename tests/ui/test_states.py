"""What stands where there is nothing to ask yet: seen without a browser, and in one where it refreshes itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from ui import wording

ROOT = Path(__file__).resolve().parents[2]


def opened(store: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    monkeypatch.setenv("OTR_STORE", str(store))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    page.query_params.update(query)
    return page.run()


def shown(page: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in page.get("html"))


@pytest.mark.parametrize("query", [{}, {"release": "a.md", "start": "1", "end": "2"}])
def test_an_empty_store_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: dict[str, str]
) -> None:
    page = opened(tmp_path / "store", monkeypatch, **query)
    assert not page.exception
    assert wording.EMPTY in shown(page)
    assert page.code[0].value.startswith("otr ingest")
    assert not page.chat_input


def test_a_damaged_store_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("not a number <img src=x>")
    page = opened(tmp_path / "store", monkeypatch)
    assert not page.exception
    assert wording.FAILED_STORE in shown(page)
    assert page.code[0].value.startswith("otr ")
    assert "<img" not in shown(page)


@pytest.mark.browser
@pytest.mark.model
def test_an_empty_page_opens_by_itself_when_releases_come(
    serve: Callable[[Path], str], sample_store: Path, tmp_path: Path, new_page: Callable[..., Page]
) -> None:
    store = tmp_path / "store"
    page = new_page()
    page.goto(serve(store))
    expect(page.get_by_role("heading", level=1)).to_have_text(wording.EMPTY)
    expect(page.get_by_test_id("stCode")).to_contain_text("otr ingest")
    arriving = tmp_path / "arriving"
    shutil.copytree(sample_store, arriving)
    arriving.rename(store)
    expect(page.get_by_role("heading", level=1)).to_have_text(wording.HEADLINE)
