"""Progress: what a writer tells is shown, and stands beside the store for the page that waits."""

from __future__ import annotations

from pathlib import Path

from archive.generations.generations import read_progress, stage
from ingest.progress import StoreProgress


class Heard:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.said: list[tuple[str, int]] = []

    def begin(self, stage: str, total: int) -> None:
        """Keep it."""
        self.said.append((stage, total))

    def reach(self, done: int) -> None:
        """Keep it."""
        self.said.append(("", done))


def test_all_is_shown_and_beginning_and_end_of_a_stage_are_written(tmp_path: Path) -> None:
    stage(tmp_path)
    heard = Heard()
    progress = StoreProgress(tmp_path, heard)
    progress.begin("embedding passages", 3)
    assert read_progress(tmp_path) == ("embedding passages", 0, 3)
    for done in (1, 2, 3):
        progress.reach(done)
    assert read_progress(tmp_path) == ("embedding passages", 3, 3)
    progress.begin("building the index", 9)
    assert read_progress(tmp_path) == ("building the index", 0, 9)
    assert heard.said == [("embedding passages", 3), ("", 1), ("", 2), ("", 3), ("building the index", 9)]
