"""The page over a store on a full disk, really: the answer stands, the visitor is told what is not kept, and it is kept later."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from archive.models.embedder import SentenceEmbedder
from ingest.build import ingest
from ingest.progress import SilentProgress
from retrieval import Status
from tests.conftest import PROJECT
from tests.faults.disks import SmallDisk, on_a_small_disk
from ui import wording
from ui.chat import conversations

pytestmark = pytest.mark.model
RELEASE = """---
title: "Briefing on the ferry"
date: '2031-05-01'
tags: press-briefings
---

MS. VALE:  Good morning.  The ferry will sail at dawn tomorrow, and nobody pays for it.

Q    Did it sink?

MS. VALE:  It did not sink.
"""
FIRST, SECOND = "When will the ferry sail?", "Did the ferry sink?"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Path:
    """A store of one release."""
    folder = tmp_path_factory.mktemp("ingested")
    (folder / "in").mkdir()
    (folder / "in" / "ferry.md").write_text(RELEASE, encoding="utf-8")
    ingest([str(folder / "in")], store=folder / "store", embedder=embedder, progress=SilentProgress())
    return folder / "store"


@pytest.fixture
def disk(tmp_path: Path, ingested: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallDisk]:
    """A small disk with the store on it; feedback and conversations are kept beside the store."""
    with on_a_small_disk(tmp_path / "disk", megabytes=24) as small:
        shutil.copytree(ingested, small.folder / "store")
        monkeypatch.setenv("OTR_STORE", str(small.folder / "store"))
        yield small


def new_page(**query: str) -> AppTest:
    return again(AppTest.from_file(str(PROJECT / "app.py"), default_timeout=300), **query)


def again(page: AppTest, **query: str) -> AppTest:
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def told(page: AppTest) -> list[str]:
    return [toast.value for toast in page.toast]


def answers(page: AppTest) -> list[tuple[str, str]]:
    return [
        (one.question, one.answer.text)
        for one in page.session_state["exchanges"]
        if one.answer.status == Status.ANSWERED
    ]


def address(page: AppTest) -> str:
    """Return the conversation that the page's address names."""
    return str(page.query_params["c"])


def press(page: AppTest, name: str) -> AppTest:
    """Press the button with this label, or whose key ends so."""
    (button,) = [one for one in page.button if one.label == name or (one.key or "").endswith(name)]
    button.click().run()
    assert not page.exception
    return page


def test_a_conversation_on_a_disk_that_is_full_from_the_start_is_kept_once_there_is_room(disk: SmallDisk) -> None:
    ballast = disk.fill()
    page = new_page(q=FIRST)
    assert [question for question, _ in answers(page)] == [FIRST]
    assert told(page) == [wording.CONVERSATION_NOT_KEPT]
    assert "c" not in page.query_params, "an address that leads nowhere"
    assert told(again(page)) == [], "told once"
    ballast.unlink()
    again(page)
    assert answers(new_page(c=address(page))) == answers(page)


def test_a_disk_that_fills_while_the_page_is_open_loses_nothing(disk: SmallDisk) -> None:
    page = new_page(q=FIRST)
    assert told(page) == []
    ballast = disk.fill()
    again(page, q=SECOND)
    assert [question for question, _ in answers(page)] == [FIRST, SECOND]
    assert told(page) == [wording.CONVERSATION_NOT_KEPT]
    assert answers(new_page(c=address(page))) == answers(page)[:1], "what was kept can be read"
    assert told(press(page, "-1-useful")) == [wording.FEEDBACK_NOT_KEPT]
    ballast.unlink()
    assert told(press(page, "-1-useful")) == [wording.FEEDBACK_KEPT]
    assert answers(new_page(c=address(page))) == answers(page)


def test_a_conversation_that_cannot_be_deleted_now_is_not_said_to_be(disk: SmallDisk) -> None:
    page = new_page(q=FIRST)
    kept, ballast = address(page), disk.fill()
    assert told(press(page, wording.FORGET_CONVERSATION)) == [wording.CONVERSATION_NOT_FORGOTTEN]
    assert answers(page)
    ballast.unlink()
    assert told(press(page, wording.FORGET_CONVERSATION)) == []
    assert told(new_page(c=kept)) == [wording.NOT_KEPT]


def test_a_conversation_that_cannot_be_read_now_is_not_said_to_be_gone(disk: SmallDisk) -> None:
    page = new_page(q=FIRST)
    kept, ballast = address(page), disk.fill()
    conversations._open.clear()  # another process of the page, which begins on the full disk
    late = new_page(c=kept)
    assert told(late) == [wording.CONVERSATION_NOT_READ]
    again(late, q=SECOND)
    ballast.unlink()
    again(late)
    assert address(late) != kept
    assert answers(new_page(c=kept)) == answers(page)
