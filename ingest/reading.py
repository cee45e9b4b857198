"""Reading: what the items of many files are read as, on all processors, in the files' order.

Files are split into items here, and read in other processes, some at a time, so that a large file never lies in memory
whole. A date of digits that can be read in two ways is settled when the archive has shown whether its publisher writes the
day or the month first: such an item waits for the end.
"""

from __future__ import annotations

import json
import os
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context, parent_process
from pathlib import PurePosixPath
from threading import Thread
from typing import Self

from archive import Mention, Passage, Release, UnreadableError
from ingest.passages import cut_passages
from ingest.people import find_mentions
from ingest.readers import (
    NotAReleaseError,
    RawItem,
    Reader,
    ReadOptions,
    make_release,
    open_file,
    read_document,
    split_file,
)
from ingest.sources import SourceFile

_WORTH_MORE_PROCESSES = 40  # files
_LARGE_FILE = 1_000_000  # bytes; a file of many releases is worth more processes as well
_ITEMS_AT_ONCE = 16
_BYTES_AT_ONCE = 1_000_000
_WAITING = 4  # chunks a processor
_CLEAR = 20  # times as many dates must show one order of day and month as show the other

ReadRelease = tuple[Release, list[Passage], list[Mention]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem:
    """What an item was read as. Of ``read``, ``reason`` (it cannot be read), ``left_out`` (a rule) and ``unclear`` one is given.

    ``unclear`` says that its date can be read in two ways and must wait; ``day_first`` is what its dates show of the order of
    day and month.
    """

    id: str
    form: str = ""
    read: ReadRelease | None = None
    reason: str = ""
    left_out: str = ""
    day_first: bool | None = None
    unclear: bool = False


@dataclass(slots=True, kw_only=True)
class ReadFile:
    """A file that was read to its end: the ids of its items, why it broke off ('' where it did not), what was left out.

    ``keeps_others`` says that releases that it no longer holds are kept: it shows the latest ones only.
    """

    file: SourceFile
    ids: set[str] = field(default_factory=set)
    unchanged: int = 0
    broke_off: str = ""
    keeps_others: bool = False
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class DateOrders:
    """Which order of day and month dates of digits have shown, by the folder of their files."""

    shown: dict[str, Counter[bool]] = field(default_factory=dict)

    @staticmethod
    def from_json(text: str) -> DateOrders:
        """Return what an earlier ingest learned."""
        held = json.loads(text)
        return DateOrders({folder: Counter({True: days, False: months}) for folder, (days, months) in held.items()})

    def to_json(self) -> str:
        """Return what was learned, to be kept."""
        return json.dumps({folder: (counts[True], counts[False]) for folder, counts in sorted(self.shown.items())})

    def learn(self, file: SourceFile, day_first: bool | None) -> None:
        """Count what a date of a file shows."""
        if day_first is not None:
            self.shown.setdefault(_folder(file), Counter())[day_first] += 1

    def decide(self, file: SourceFile) -> bool | None:
        """Return whether the day is first in a file's dates: as in its folder, else as in all; None where it is not clear."""
        everywhere: Counter[bool] = sum(self.shown.values(), Counter())
        for counts in (self.shown.get(_folder(file), Counter()), everywhere):
            if counts.total():
                return next((order for order in (True, False) if counts[order] > _CLEAR * counts[not order]), None)
        return None


def _folder(file: SourceFile) -> str:
    return f"{file.root}:{PurePosixPath(file.id).parent}"


@dataclass(frozen=True, slots=True)
class _Task:
    """One item to read, as it is sent to another process."""

    reader: Reader | None
    item: RawItem
    id: str


@dataclass(frozen=True, slots=True)
class _Work:
    """One item to read, and its file."""

    task: _Task
    of: ReadFile


def read_files(
    files: Sequence[SourceFile], options: ReadOptions, orders: DateOrders, *, current: Mapping[str, str]
) -> Iterator[tuple[SourceFile, ReadItem] | ReadFile]:
    """Yield what each item of these files was read as, then the file itself; items whose dates must wait come last.

    ``current`` are the digests of releases that need not be read again where theirs is the same. ``orders`` learns.
    """
    many = len(files) >= _WORTH_MORE_PROCESSES or any(file.size > _LARGE_FILE for file in files)
    waiting: dict[str, list[_Work]] = {}
    with _Pool(many) as pool:
        for one in pool.read(_split_all(files, options, current), options):
            if isinstance(one, ReadFile):
                if one.file.id not in waiting:
                    yield one
                continue
            work, outcome = one
            file = work.of.file
            orders.learn(file, outcome.day_first)
            if outcome.left_out:
                work.of.ids.discard(outcome.id)
                work.of.left_out[outcome.left_out] += 1
            if outcome.unclear:
                waiting.setdefault(file.id, []).append(work)
            else:
                yield file, outcome
    for works in waiting.values():
        file = works[0].of.file
        decided = replace(options, day_first=orders.decide(file))
        yield from ((file, _read(work.task, decided, last=True)) for work in works)
        yield works[0].of


def _split_all(
    files: Sequence[SourceFile], options: ReadOptions, current: Mapping[str, str]
) -> Iterator[_Work | ReadFile]:
    """Yield the items of each file that must be read, and behind them the file."""
    for file in files:
        told = ReadFile(file=file)
        try:
            for reader, item in split_file(replace(open_file(file.path, name=file.id), url=file.url or ""), options):
                item_id = f"{file.id}#{item.key}" if item.key else file.id
                told.keeps_others |= reader is not None and reader.is_window
                if item.excluded:
                    told.left_out[item.excluded] += 1
                elif item_id in told.ids:
                    told.left_out["the same item again"] += 1
                elif current.get(item_id) == item.digest:
                    told.ids.add(item_id)
                    told.unchanged += 1
                else:
                    told.ids.add(item_id)
                    yield _Work(_Task(reader, item, item_id), told)
        except UnreadableError as error:
            told.broke_off = str(error)
        except Exception as error:  # noqa: BLE001  one file that trips a reader must not stop the rest: it is quarantined
            told.broke_off = _tripped(error)
        if not told.broke_off and not told.ids and not told.left_out:
            told.broke_off = "the file holds no release"
        yield told


def _tripped(error: Exception) -> str:
    return f"the reader failed on it ({type(error).__name__}: {error}): please report this file"


def _read(task: _Task, options: ReadOptions, *, last: bool = False) -> ReadItem:
    """Return what an item is read as, or why it is not; ``last``, also where its date can be read in two ways."""
    form = task.reader.form if task.reader else ""
    try:
        document = read_document(task.reader, task.item, options=options)
        if document.date is None and document.unclear_date and not last:
            return ReadItem(id=task.id, form=form, unclear=True)
        release = make_release(document, release_id=task.id, digest=task.item.digest)
        mentions = find_mentions(release.title, release.text, given=release.byline)
        return ReadItem(
            id=task.id, form=form, read=(release, cut_passages(release), mentions), day_first=document.day_first
        )
    except UnreadableError as error:
        return ReadItem(id=task.id, form=form, reason=str(error))
    except NotAReleaseError as error:
        return ReadItem(id=task.id, form=form, left_out=str(error))
    except Exception as error:  # noqa: BLE001  one item that trips a reader must not stop the rest: it is quarantined
        return ReadItem(id=task.id, form=form, reason=_tripped(error))


def _read_chunk(tasks: list[_Task], options: ReadOptions) -> list[ReadItem]:
    return [_read(task, options) for task in tasks]


def _end_with_parent() -> None:
    """Have this process end when the one that started it does, however that ends: else it would wait for work for ever."""

    def watch() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True, name="ends with its parent").start()


class _Pool:
    """Reads items in the order in which they come, on all processors or on this one, a bounded number at a time."""

    def __init__(self, many: bool) -> None:
        processors = os.cpu_count() or 1
        self._executor = (
            ProcessPoolExecutor(processors, mp_context=get_context("spawn"), initializer=_end_with_parent)
            if many
            else None
        )
        self._most = _WAITING * processors

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._executor:
            self._executor.shutdown(cancel_futures=True)

    def read(
        self, parts: Iterator[_Work | ReadFile], options: ReadOptions
    ) -> Iterator[tuple[_Work, ReadItem] | ReadFile]:
        """Yield each item with what it was read as, and each file behind its items."""
        if self._executor is None:
            for part in parts:
                yield part if isinstance(part, ReadFile) else (part, _read(part.task, options))
            return
        pending: deque[tuple[list[_Work | ReadFile], Future[list[ReadItem]]]] = deque()
        for chunk in _in_chunks(parts):
            tasks = [part.task for part in chunk if isinstance(part, _Work)]
            pending.append((chunk, self._executor.submit(_read_chunk, tasks, options)))
            if len(pending) >= self._most:
                yield from _joined(*pending.popleft())
        while pending:
            yield from _joined(*pending.popleft())


def _in_chunks(parts: Iterator[_Work | ReadFile]) -> Iterator[list[_Work | ReadFile]]:
    chunk: list[_Work | ReadFile] = []
    size = 0
    for part in parts:
        chunk.append(part)
        size += len(part.task.item.data) if isinstance(part, _Work) else 0
        if len(chunk) >= _ITEMS_AT_ONCE or size >= _BYTES_AT_ONCE:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _joined(
    chunk: list[_Work | ReadFile], future: Future[list[ReadItem]]
) -> Iterator[tuple[_Work, ReadItem] | ReadFile]:
    outcomes = iter(future.result())
    for part in chunk:
        yield part if isinstance(part, ReadFile) else (part, next(outcomes))
