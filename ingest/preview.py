"""Preview: what each file would be read as, without a store and without the embedding model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from archive import Turn, Voice
from ingest.progress import Progress
from ingest.readers import ReadOptions
from ingest.reading import DateOrders, ReadFile, ReadItem, read_files
from ingest.sources import FoundFiles, find_files

_NOBODY = frozenset({Voice.FURNITURE, Voice.CAPTION, Voice.OFFICE})
_SHOWN_OF_A_FILE = 5
_SPEAKERS_SHOWN = 4
_WIDTHS = (22, 10, 6, 36, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an item would be: its form, title and date, how often each speaker speaks, and how many turns it has.

    ``set_aside`` is the reason why it would not be read, ``left_out`` the rule that leaves it out; '' where it is read.
    """

    id: str
    file: str
    form: str = ""
    title: str = ""
    date: date | None = None
    turns: int = 0
    speakers: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    set_aside: str = ""
    left_out: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON-ready values."""
        return {
            "id": self.id, "file": self.file, "form": self.form, "title": self.title,
            "date": str(self.date) if self.date else None, "turns": self.turns, "speakers": dict(self.speakers),
            "notes": list(self.notes), "set_aside": self.set_aside, "left_out": self.left_out,
        }  # fmt: skip


def preview(
    paths: Sequence[str], options: ReadOptions, progress: Progress, *, fetched: Sequence[FoundFiles] = ()
) -> Iterator[Preview]:
    """Yield what each item below these paths, and of what was fetched, would be.

    Raises UsageError for a path that is not there.
    """
    sources = [*(find_files(path) for path in paths), *fetched]
    files = [file for source in sources for file in source.files]
    progress.begin("reading releases", len(files))
    done = 0
    for one in read_files(files, options, DateOrders(), current={}):
        if isinstance(one, ReadFile):
            done += 1
            progress.reach(done)
            if one.broke_off:
                yield Preview(id=one.file.id, file=one.file.id, set_aside=one.broke_off)
            yield from (
                Preview(id=one.file.id, file=one.file.id, left_out=f"{count} x {rule}" if count > 1 else rule)
                for rule, count in one.left_out.items()
            )
        elif not one[1].left_out:
            yield _preview(one[0].id, one[1])
    for source in sources:
        yield from (Preview(id=path, file=path, left_out=rule) for path, rule in source.left_out.items())
        troubles = source.unreadable | source.unfetched
        yield from (Preview(id=path, file=path, set_aside=reason) for path, reason in troubles.items())


def _preview(file: str, item: ReadItem) -> Preview:
    if item.read is None:
        return Preview(id=item.id, file=file, form=item.form, set_aside=item.reason)
    release = item.read[0]
    return Preview(
        id=item.id, file=file, form=item.form, title=release.title, date=release.date, turns=len(release.turns),
        speakers=_count_speakers(release.turns), notes=release.notes,
    )  # fmt: skip


def _count_speakers(turns: Sequence[Turn]) -> Mapping[str, int]:
    return Counter(turn.speaker or turn.label or "not known" for turn in turns if turn.voice not in _NOBODY)


def describe_previews(previews: Sequence[Preview]) -> str:
    """Return the previews as a table in words, the first items of each file, and what they come to."""
    lines = [_row("form", "date", "turns", "speakers", "title", "file")]
    shown: Counter[str] = Counter()
    for one in previews:
        shown[one.file] += 1
        if shown[one.file] <= _SHOWN_OF_A_FILE or one.set_aside or one.left_out:
            lines.append(_describe(one))
    lines += [
        f"... and {count - _SHOWN_OF_A_FILE:,} more of {file}: --json lists them all"
        for file, count in shown.items()
        if count > _SHOWN_OF_A_FILE
    ]
    read = [one for one in previews if not (one.set_aside or one.left_out)]
    lines.append(
        f"{len(read):,} would be read, {sum(one.date is None for one in read):,} of them undated;"
        f" {sum(bool(one.set_aside) for one in previews):,} set aside; nothing was written"
    )
    return "\n".join(lines)


def _describe(one: Preview) -> str:
    if one.set_aside or one.left_out:
        return f"{'set aside' if one.set_aside else 'left out':{_WIDTHS[0]}}  {one.set_aside or one.left_out}  {one.id}"
    names = list(one.speakers)
    speakers = ", ".join(names[:_SPEAKERS_SHOWN]) + (
        f" +{len(names) - _SPEAKERS_SHOWN}" * (len(names) > _SPEAKERS_SHOWN)
    )
    return _row(one.form, str(one.date or "undated"), str(one.turns), speakers, one.title, one.id)


def _row(*cells: str) -> str:
    cut = [cell if len(cell) <= width else f"{cell[: width - 1]}…" for cell, width in zip(cells, _WIDTHS, strict=False)]
    return "  ".join([*(f"{cell:{width}}" for cell, width in zip(cut, _WIDTHS, strict=True)), cells[-1]])
