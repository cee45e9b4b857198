"""The preview: what each file would be read as, in a table, with nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.preview import describe_previews, preview
from ingest.progress import SilentProgress
from ingest.readers import ReadOptions
from otr import app

BRIEFING = """---
title: Briefing on the Ferry
date: 2031-05-01
---

MS. VALE:  The ferry sails at dawn.

Q    Did it sink?

MS. VALE:  It did not sink.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a release, and a file that is none."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ferry.md").write_text(BRIEFING, encoding="utf-8")
    (tmp_path / "in" / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return tmp_path / "in"


def test_each_file_is_told(folder: Path) -> None:
    read, aside = preview([str(folder)], ReadOptions(), SilentProgress())
    assert (read.form, read.title, str(read.date), read.turns) == ("markdown", "Briefing on the Ferry", "2031-05-01", 3)
    assert dict(read.speakers) == {"Ms. Vale": 2, "Q": 1}
    assert "an image" in aside.set_aside
    table = describe_previews([read, aside])
    assert "Ms. Vale, Q" in table
    assert "1 would be read, 0 of them undated; 1 set aside; nothing was written" in table


def test_a_long_file_is_told_by_its_first_items(folder: Path) -> None:
    read, _ = preview([str(folder)], ReadOptions(), SilentProgress())
    table = describe_previews([read] * 8)
    assert table.count("Briefing on the Ferry") == 5
    assert "... and 3 more of ferry.md" in table


def test_the_console_writes_nothing(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    told = CliRunner().invoke(app, ["ingest", str(folder), "--dry-run", "--store", str(store)])
    assert told.exit_code == 0
    assert "Briefing on the Ferry" in told.stdout
    assert not store.exists()
    (folder / "ferry.md").unlink()
    assert CliRunner().invoke(app, ["ingest", str(folder), "--dry-run", "--store", str(store)]).exit_code == 1
