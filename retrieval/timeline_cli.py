"""Console command that shows how a topic was spoken of over time: ``otr timeline``."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from archive.errors import UsageError
from archive.quotation_marks import outer_marks
from archive.settings import Settings
from retrieval import wording
from retrieval.desk import Archive
from retrieval.options import JsonOption, KindOption, SinceOption, SpeakerOption, StoreOption, UntilOption, read_filters
from retrieval.timeline import SHOWN, Timeline, name_with_source


def timeline_command(  # noqa: PLR0913, PLR0917 - each is a flag of the console
    topic: Annotated[str, typer.Argument(help="What was spoken about, in a few words.")],
    store: StoreOption = None,
    speaker: SpeakerOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    limit: Annotated[int, typer.Option(min=0, help="Only so many statements, the strongest; 0: all.")] = SHOWN,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table as CSV, one statement a line.")] = False,
) -> None:
    """Show what officials said on a topic, in order of date, and which numbers changed. Exits 0 where it is nothing, too."""
    if as_json and as_csv:
        raise UsageError("--json and --csv are two forms of the same: give one of them")
    filters = read_filters(speaker, since, until, kind)
    timeline = Archive.open(store or Settings().store).timeline(topic, filters=filters, limit=limit)
    if as_csv:
        print(timeline.to_csv(), end="")
    elif as_json:
        print(json.dumps(timeline.to_json(), ensure_ascii=False, indent=1))
    else:
        print(describe_timeline(timeline))


def describe_timeline(timeline: Timeline) -> str:
    """Return a timeline for the terminal: the numbers that changed, then the statements, a heading a day."""
    if not timeline.entries:
        nothing = wording.NOTHING_ON_TOPIC_SELECTED if timeline.filters.narrows else wording.NOTHING_ON_TOPIC
        return nothing.format(topic=timeline.topic)
    days = f"{timeline.entries[0].citation.date} to {timeline.entries[-1].citation.date}"
    lines = [f"{timeline.topic}: {timeline.found} statements, {days}"]
    if timeline.changing:
        lines += ["", wording.CHANGING_NUMBERS]
    for group in timeline.changing:
        lines.append("")
        lines += [
            f"  {one.citation.date}  {one.citation.quote}  ({name_with_source(one.citation)}) [{one.n}]"
            for one in group.numbers
        ]
    day = None
    for entry in timeline.entries:
        one = entry.citation
        if one.date != day:
            lines += ["", str(one.date)]
            day = one.date
        marks = [wording.FIRST_STATEMENT] * (entry is timeline.first) + [wording.LATEST_STATEMENT] * (
            entry is timeline.latest
        )
        before, after = outer_marks(one.quote)
        said = f"{before}{one.quote}{after}"
        lines.append(f"[{one.n}] {name_with_source(one)}: {said}" + "".join(f"  <- {mark}" for mark in marks))
        lines.append(f"    {one.title}  {one.release_id}:{one.start}-{one.end}" + (f"  {one.url}" if one.url else ""))
        lines += [
            f"    {wording.ALSO_IN}: {again.date}  {again.release_id}:{again.start}-{again.end}"
            for again in entry.also_in
        ]
    if timeline.found > len(timeline.entries):
        lines += ["", wording.MORE_STATEMENTS.format(shown=len(timeline.entries), found=timeline.found)]
    return "\n".join(lines)
