"""Options that several console commands share, and the filters that they make."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from archive.errors import UsageError
from retrieval.question import Filters

StoreOption = Annotated[Path | None, typer.Option("--store", help="Folder of the store.", show_default="data/store")]
SpeakerOption = Annotated[
    list[str] | None, typer.Option("--speaker", help="Only this person's words; may be given again.")
]
SinceOption = Annotated[str | None, typer.Option("--from", help="Only from this day on: YYYY-MM-DD.")]
UntilOption = Annotated[str | None, typer.Option("--to", help="Only up to this day: YYYY-MM-DD.")]
KindOption = Annotated[list[str] | None, typer.Option("--kind", help="Only this kind of release; may be given again.")]
AskedOnOption = Annotated[
    str | None,
    typer.Option(
        "--asked-on", help="The day that 'last month' is relative to: YYYY-MM-DD.", show_default="the last release's"
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def read_filters(speaker: list[str] | None, since: str | None, until: str | None, kind: list[str] | None) -> Filters:
    """Return the filters that the options name; raises UsageError for a day that is none."""
    return Filters(
        speakers=tuple(speaker or ()),
        since=read_day("--from", since),
        until=read_day("--to", until),
        kinds=tuple(kind or ()),
    )


def read_day(option: str, text: str | None) -> date | None:
    """Return the day that an option names, None where it was not given; raises UsageError for one that is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} is {text!r}: give a day as YYYY-MM-DD, for example 2021-08-31") from error
