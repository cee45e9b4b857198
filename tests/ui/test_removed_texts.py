"""A text that was removed is told as that on the page: where a citation leads, and in a conversation that quotes it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from archive.cleaning import clean
from archive.models.embedder import SentenceEmbedder
from archive.withdrawn_texts import TextRule
from ingest.build import ingest
from ingest.progress import SilentProgress
from tests.conftest import PROJECT, run_otr
from tests.serving.conftest import wait_for
from ui import wording

pytestmark = pytest.mark.model
RELEASE = """---
title: "Briefing on the {what}"
date: '2031-05-0{day}'
tags: press-briefings
---

MS. VALE:  Good morning.  The {what} will sail at dawn tomorrow, and nobody pays for it.

Q    Did it sink?

MS. VALE:  It did not sink.
"""


def open_page(**query: str) -> AppTest:
    page = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=300)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    """Return all that a page draws, the values of its components among it."""
    return " ".join(str(element.proto) for element in page.main)


def test_a_removed_text_is_told_wherever_it_was_cited(
    tmp_path: Path, embedder: SentenceEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    folder.mkdir()
    for day, what in enumerate(("ferry", "barge", "tug"), 1):
        (folder / f"{what}.md").write_text(RELEASE.format(what=what, day=day), encoding="utf-8")
    ingest([str(folder)], store=store, embedder=embedder, progress=SilentProgress())
    monkeypatch.setenv("OTR_STORE", str(store))
    asked = open_page(q="When will the ferry sail?")
    (turn,) = asked.session_state["exchanges"]
    cited = next(one for one in turn.answer.citations if one.release_id == "ferry.md")
    (folder / "ferry.md").unlink()
    ingest([str(folder)], store=store, embedder=embedder, progress=SilentProgress())
    tomorrow = date.today() + timedelta(days=2)  # noqa: DTZ011 - after whatever was withdrawn now, in any zone
    clean(store, None, TextRule(withdrawn_before=tomorrow), today=tomorrow)
    permalink = {"release": "ferry.md", "start": str(cited.start), "end": str(cited.end)}
    wait_for(lambda: wording.TEXT_REMOVED in shown(open_page(**permalink)))  # once the new generation is noticed
    told = shown(open_page(**permalink))
    assert f"The text was removed on {tomorrow}" in told
    assert wording.NO_SUCH_SPAN not in told
    assert cited.quote not in told
    again = open_page(c=asked.query_params["c"])
    assert [kept.answer.text for kept in again.session_state["exchanges"]] == [turn.answer.text], "as it was answered"
    checked = run_otr("check", cited.quote, "--json", store=store)
    assert (checked.returncode, '"ferry.md"' in checked.stdout) == (0, False)
    assert run_otr("ask", "When will the ferry sail?", store=store).returncode == 0
