"""What all console commands share: how a day is read, and how progress is told with and without a terminal."""

from __future__ import annotations

import io
from datetime import date

import pytest
from rich.console import Console

from archive import ConsoleProgress, UsageError, parse_day


@pytest.mark.parametrize(("text", "day"), [(None, None), ("2032-02-01", date(2032, 2, 1))])
def test_a_day_is_read(text: str | None, day: date | None) -> None:
    assert parse_day("--from", text) == day


def test_a_day_that_is_none_is_named_with_its_option() -> None:
    with pytest.raises(UsageError, match=r"--from is 'soon': give a day as YYYY-MM-DD"):
        parse_day("--from", "soon")


def told(*, terminal: bool, line_every: float = 60) -> str:
    """Return what is told of a stage of four units."""
    written = io.StringIO()
    with ConsoleProgress(Console(file=written, force_terminal=terminal, width=120), line_every=line_every) as progress:
        progress.begin("releases", 4000)
        for done in (0, 1000, 2000, 4000):
            progress.reach(done)
    return written.getvalue()


def test_a_terminal_gets_a_bar() -> None:
    assert "4000/4000" in told(terminal=True)
    assert "releases: 4,000" not in told(terminal=True)


def test_elsewhere_a_stage_is_told_in_lines() -> None:
    assert told(terminal=False) == "releases: 4,000\n"
    begun, *reached = told(terminal=False, line_every=0).splitlines()
    assert begun == "releases: 4,000"
    assert [line.partition(" of ")[0] for line in reached] == ["releases: 1,000", "releases: 2,000"]
