"""`otr ingest` and `otr rebuild`: the report on stdout, progress on stderr, and what wrong use exits with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.cli import REASONS_SHOWN, describe_report
from ingest.report import IngestReport
from tests.conftest import run_otr

NOTICE = """---
title: "The Quay"
date: '2031-05-01'
tags: statement
---

The quay is closed until noon.
"""


@pytest.mark.model
def test_an_ingest_reports_and_a_second_finds_nothing_changed(tmp_path: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    folder.mkdir()
    (folder / "quay.md").write_text(NOTICE, encoding="utf-8")
    (folder / "empty.md").write_bytes(b"")
    first = run_otr("ingest", folder, "--json", store=store)
    assert first.returncode == 0
    report = json.loads(first.stdout)
    assert (report["read"], report["added"], report["releases"], report["generation"]) == (2, 1, 1, 1)
    assert [one["path"] for one in report["quarantined"]] == ["empty.md"]
    assert "embedding passages" in first.stderr
    again = run_otr("ingest", folder, store=store)
    assert again.stdout.startswith("nothing has changed\nread 2: 0 added, 0 updated, 1 unchanged, 1 quarantined")
    assert "quarantined empty.md: " in again.stdout
    rebuilt = run_otr("rebuild", store=store)
    assert (rebuilt.returncode, rebuilt.stdout) == (0, "generation 2 published, from the texts of generation 1\n")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("ingest", "no-such-folder"), 2, "no file or folder no-such-folder"),
        (("ingest", "ftp://example.org/x"), 2, "ftp://example.org/x cannot be fetched: its scheme is ftp"),
        (("watch", "https://example.org/x", "--every", "5"), 2, "--every is '5'"),
        (("watch", "no-such-folder", "--once"), 2, "no file or folder no-such-folder"),
        (("ingest", "www.example.org"), 2, "or an address that begins with https://"),
        (("watch", "/"), 2, "lies in /, which is to be watched"),
        (("ingest",), 2, "Missing argument"),
        (("rebuild",), 3, "otr ingest PATH"),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    done = run_otr(*arguments, store=tmp_path / "store")
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr


def test_of_many_reasons_the_first_are_shown() -> None:
    quarantined = tuple((f"{number}.md", "is empty") for number in range(REASONS_SHOWN + 3))
    told = describe_report(IngestReport(quarantined=quarantined))
    assert told.count("quarantined ") == REASONS_SHOWN
    assert told.endswith("... and 3 more: 'otr status' lists them all")
