"""The evaluators' page in a real browser: a bad set is named, a run is watched, its report read and taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ui import wording

PROJECT = Path(__file__).parents[2]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the runs of these tests out of the project's folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OTR_RUNS", str(tmp_path_factory.mktemp("runs")))
        yield


@pytest.fixture
def address(serve: Callable[..., str], sample_store: Path, tmp_path_factory: pytest.TempPathFactory, runs: None) -> str:
    """A page of its own, started where the runs are kept."""
    store = tmp_path_factory.getbasetemp() / "evaluators-store"
    if not store.exists():
        store.symlink_to(sample_store)
    return serve(store)


def give(page: Page, name: str, data: bytes) -> None:
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/json", "buffer": data})


def few_cases(count: int) -> bytes:
    lines = (PROJECT / "data" / "sample-questions.jsonl").read_bytes().splitlines(keepends=True)
    return b"".join(lines[:count])


def test_every_fault_of_a_bad_set_is_named_and_nothing_is_run(address: str, new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto(f"{address}/evaluate")
    give(page, "bad.jsonl", b'{"id": "a", "kind": "foo"}\n{broken\n')
    expect(page.get_by_text("line 1, field kind")).to_be_visible()
    expect(page.get_by_text("line 2: not JSON")).to_be_visible()
    expect(page.get_by_role("button", name="Run")).to_have_count(0)


def test_a_set_is_run_and_its_report_read_and_downloaded(
    address: str, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = new_page()
    page.goto(f"{address}/evaluate")
    give(page, "few.jsonl", few_cases(4))
    expect(page.get_by_text("4 cases")).to_be_visible()
    page.get_by_role("button", name="Run").click()
    report = page.frame_locator("iframe")
    expect(report.get_by_role("heading", name="few.jsonl")).to_be_visible(
        timeout=150_000
    )  # the run loads the model in a process of its own
    expect(report.get_by_role("heading", name="Which stage is to blame")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="cases.csv").click()
    waiting.value.save_as(tmp_path / "cases.csv")
    assert (tmp_path / "cases.csv").read_text(encoding="utf-8").startswith("id,kind,")


def test_the_page_fits_a_phone(address: str, new_page: Callable[..., Page]) -> None:
    page = new_page(width=390, dark=True)
    page.goto(f"{address}/evaluate")
    expect(page.get_by_role("heading", name="Evaluate", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_way_there_is_in_what_the_archive_is_about(address: str, new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto(address)
    page.get_by_role("link", name=wording.TO_ABOUT, exact=True).first.click()
    page.get_by_role("link", name="For evaluators").click()
    expect(page.get_by_role("heading", name="Evaluate", exact=True)).to_be_visible()
