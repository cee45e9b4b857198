"""What all console commands share: options that mean the same everywhere, and progress on stderr."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Self

import typer

from archive.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

StoreOption = Annotated[Path | None, typer.Option("--store", help="Folder of the store.", show_default="data/store")]
VectorsOption = Annotated[
    str | None,
    typer.Option(
        "--vectors",
        help="Chroma server that holds the vectors: http://host:8000.",
        show_default="OTR_VECTORS, or the store",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        help="A language model that words answers in prose: PROVIDER:NAME, as openai:gpt-4.1-mini or ollama:llama3.2.",
        show_default="OTR_MODEL, or none",
    ),
]
LINE_EVERY = 5.0  # seconds between two lines where nobody watches


def parse_day(option: str, text: str | None) -> date | None:
    """Return the day that an option names, None where it was not given; raises UsageError for one that is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} is {text!r}: give a day as YYYY-MM-DD, for example 2021-08-31") from error


class ConsoleProgress:
    """Progress on stderr: a bar on a terminal, a line now and then elsewhere. Use it as a context manager."""

    def __init__(self, console: Console | None = None, *, line_every: float = LINE_EVERY) -> None:
        """Prepare the bars, without showing them; ``console`` is stderr unless another is given."""
        from rich import console as terminal
        from rich import progress as bars

        self._console = console or terminal.Console(stderr=True)
        self._bars = bars.Progress(
            bars.TextColumn("{task.description:<22}"), bars.BarColumn(), bars.MofNCompleteColumn(),
            bars.TextColumn("{task.fields[rate]}"), bars.TimeElapsedColumn(), bars.TextColumn("left"),
            bars.TimeRemainingColumn(), console=self._console, disable=not self._console.is_terminal,
        )  # fmt: skip
        self._line_every, self._began, self._told = line_every, 0.0, 0.0

    def __enter__(self) -> Self:
        """Show the bars."""
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the bars standing as they are."""
        self._bars.stop()

    def begin(self, stage: str, total: int) -> None:
        """Begin a stage of so many units, with a bar of its own."""
        self._bars.add_task(stage, total=total, rate="")
        self._began = self._told = time.monotonic()
        self._tell(f"{stage}: {total:,}")

    def reach(self, done: int) -> None:
        """Show that so many units of the stage are done."""
        stage, now = self._bars.tasks[-1], time.monotonic()
        rate = done / max(now - self._began, 1e-9)
        self._bars.update(stage.id, completed=done, rate=f"{rate:,.1f}/s")
        if done and not stage.finished and now - self._told >= self._line_every:
            self._told = now
            left = (stage.remaining or 0) / rate
            self._tell(f"{stage.description}: {done:,} of {stage.total:,.0f}, {rate:,.1f}/s, {left:.0f} s left")

    def _tell(self, line: str) -> None:
        """Print a line where there is no bar."""
        if not self._console.is_terminal:
            print(line, file=self._console.file, flush=True)
