"""The ledger: what is spent is capped among threads and processes, drafts are bounded, and a damaged file is told of."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive import Ledger, Spent, StoreDamagedError, StoreError
from archive.usage import ledger


def test_a_day_has_its_caps(tmp_path: Path) -> None:
    book = Ledger(tmp_path / "new" / "model.sqlite")
    first = book.reserve(Spent(tokens=600, money=0.6), tokens_a_day=1000, money_a_day=1.0)
    assert first is not None
    assert book.reserve(Spent(tokens=600), tokens_a_day=1000) is None
    assert book.reserve(Spent(money=0.6), money_a_day=1.0) is None
    book.settle(first, Spent(tokens=100, money=0.1))
    assert book.reserve(Spent(tokens=600, money=0.6), tokens_a_day=1000, money_a_day=1.0) is not None
    assert book.spent_today() == Spent(tokens=700, money=pytest.approx(0.7))


def test_another_day_begins_with_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Ledger(tmp_path / "model.sqlite")
    book.reserve(Spent(tokens=5))
    monkeypatch.setattr(ledger, "_today", lambda: "2041-01-01")
    assert book.spent_today() == Spent()


def test_threads_do_not_pass_a_cap_together(tmp_path: Path) -> None:
    path = tmp_path / "model.sqlite"
    Ledger(path)
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: Ledger(path).reserve(Spent(tokens=10), tokens_a_day=100), range(40)))
    assert sum(number is not None for number in taken) == 10


def test_processes_do_not_pass_a_cap_together(tmp_path: Path) -> None:
    path = tmp_path / "model.sqlite"
    work = (
        "import sys; from pathlib import Path; from archive.usage import Ledger, Spent\n"
        "book = Ledger(Path(sys.argv[1]))\n"
        "print(sum(book.reserve(Spent(tokens=10), tokens_a_day=100) is not None for _ in range(20)))"
    )
    workers = [
        subprocess.Popen([sys.executable, "-c", work, str(path)], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    assert sum(int(worker.communicate()[0]) for worker in workers) == 10


def test_drafts_are_kept_and_the_oldest_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "_MOST_DRAFTS", 2)
    book = Ledger(tmp_path / "model.sqlite")
    book.keep_draft("a", "first")
    book.keep_draft("b", "second")
    assert book.read_draft("a") == "first"  # used since: the other is the oldest
    book.keep_draft("c", "third")
    assert [book.read_draft(key) for key in "abc"] == ["first", None, "third"]
    book.keep_draft("d", "x" * (ledger._LONGEST_DRAFT + 1))
    assert book.read_draft("d") is None


def test_a_damaged_ledger_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "model.sqlite"
    path.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreDamagedError, match=r"model\.sqlite is damaged .* move it away"):
        Ledger(path)
    assert path.read_bytes().startswith(b"this is no")


def test_a_ledger_that_cannot_be_made_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="OTR_MODEL_LEDGER"):
        Ledger(tmp_path / "file" / "model.sqlite")
