"""Watching: a round when something has changed or is due, one line each, and none lost to an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.errors import StoreBusyError, UsageError
from ingest.report import IngestReport
from ingest.watching import Watch, parse_interval

ADDRESS = "https://news.example.org/feed"


class EndedError(Exception):
    """The steps of a test are at their end."""


class Play:
    """A watch whose looks are the steps of a test: each is done before the next look; the last one ends it."""

    def __init__(self, *paths: str, every: float = 3_600.0, steps: tuple[Callable[[], object], ...] = ()) -> None:
        self.rounds: list[list[str]] = []
        self.told: list[str] = []
        self.complaints: list[str] = []
        self._steps = list(steps)
        self._watch = Watch(
            paths=paths, every=every, ingest=self._ingest, tell=self.told.append, complain=self.complaints.append,
            sleep=self._step,
        )  # fmt: skip
        with pytest.raises(EndedError):
            self._watch.run()

    def _ingest(self, due: list[str]) -> IngestReport:
        self.rounds.append(due)
        return IngestReport(
            added=1, generation=len(self.rounds), unfetched=(("https://news.example.org/a", "it answered 500"),)
        )

    def _step(self, _seconds: float) -> None:
        if not self._steps:
            raise EndedError
        self._steps.pop(0)()


def nothing() -> None:
    """Let a look pass."""


def test_a_folder_is_read_when_it_has_changed_and_come_to_rest(tmp_path: Path) -> None:
    file = tmp_path / "one.md"
    file.write_text("one")

    def write() -> None:
        with file.open("a") as open_file:
            open_file.write(" more")

    def add() -> None:
        (tmp_path / "two.md").write_text("two")

    played = Play(str(tmp_path), steps=(nothing, nothing, write, write, nothing, nothing, add, nothing, nothing))
    assert played.rounds == [[str(tmp_path)]] * 3, "at the start, after both writes together, and for the new file"
    assert len(played.told) == 3
    assert "1 added" in played.told[0]
    assert played.complaints == ["https://news.example.org/a: it answered 500"], "each trouble is told once"


def test_a_file_that_is_taken_away_or_hidden(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("one")
    (tmp_path / ".git").mkdir()

    def hide() -> None:
        (tmp_path / ".git" / "index").write_text("x")

    played = Play(str(tmp_path), steps=(hide, nothing, nothing))
    assert len(played.rounds) == 1
    played = Play(str(tmp_path), steps=((tmp_path / "one.md").unlink, nothing, nothing))
    assert len(played.rounds) == 2


def test_an_address_is_asked_at_its_interval(tmp_path: Path) -> None:
    assert Play(ADDRESS, str(tmp_path), steps=(nothing, nothing)).rounds == [[ADDRESS, str(tmp_path)]]
    assert Play(ADDRESS, str(tmp_path), every=0.0, steps=(nothing, nothing)).rounds[1:] == [[ADDRESS], [ADDRESS]]


@pytest.mark.parametrize(
    "error", [StoreBusyError("the store is being written"), OSError("disk full"), UsageError("gone")]
)
def test_an_error_ends_one_round_only(tmp_path: Path, error: Exception) -> None:
    outcomes: list[IngestReport | Exception] = [IngestReport(), error, IngestReport(added=1)]
    rounds: list[list[str]] = []
    complaints: list[str] = []

    def ingest(due: list[str]) -> IngestReport:
        rounds.append(due)
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    watch = Watch(
        paths=[ADDRESS], every=0.0, ingest=ingest, tell=lambda _: None, complain=complaints.append, sleep=lambda _: None
    )
    report = watch.run(rounds=3)
    assert report == IngestReport(added=1)
    assert len(rounds) == 3
    assert str(error) in complaints[0]


def test_what_is_wrong_from_the_start_ends_it() -> None:
    def ingest(due: list[str]) -> IngestReport:
        raise UsageError(f"no file or folder {due[0]}")

    watch = Watch(paths=["nowhere"], every=60.0, ingest=ingest, tell=print, complain=print)
    with pytest.raises(UsageError, match="nowhere"):
        watch.run()


@pytest.mark.parametrize(
    ("text", "seconds"), [("15m", 900.0), ("60s", 60.0), ("2h", 7_200.0), ("1d", 86_400.0), (" 1 H ", 3_600.0)]
)
def test_an_interval_is_read(text: str, seconds: float) -> None:
    assert parse_interval("--every", text) == seconds


@pytest.mark.parametrize("text", ["", "15", "m", "59s", "0m", "-5m", "1.5h", "15 min", "9999999d"])
def test_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"--every is .* 15m, 2h or 1d"):
        parse_interval("--every", text)
