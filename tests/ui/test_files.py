"""The page that says how each file was read, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from archive.models.embedder import SentenceEmbedder
from ingest.build import ingest
from ingest.progress import SilentProgress

pytestmark = pytest.mark.browser


@pytest.fixture
def address(serve: Callable[..., str], tmp_path: Path, embedder: SentenceEmbedder) -> str:
    """A page over an archive with one release and one file that was set aside."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bridge.md").write_text(
        "---\ntitle: The Bridge\ndate: 2031-09-16\n---\n\nIt is open.\n", encoding="utf-8"
    )
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    ingest([str(folder)], store=tmp_path / "store", embedder=embedder, progress=SilentProgress())
    return serve(tmp_path / "store")


def test_what_was_read_and_what_was_set_aside(address: str, new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto(f"{address}/files")
    expect(page.get_by_role("heading", name="How the files were read")).to_be_visible()
    expect(page.get_by_text("1 release · 1 set aside")).to_be_visible()
    expect(page.get_by_text("logo.png")).to_be_visible()
    expect(page.get_by_text("an image")).to_be_visible()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
