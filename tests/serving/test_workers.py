"""Workers: what runs in their threads comes back as it comes, no more than there are threads, and ends with who takes it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import aclosing

import pytest

from serving.gate import BusyError
from serving.workers import Workers
from tests.serving.loops import run_apart


def test_one_too_many_is_told_at_once_and_a_free_thread_is_used_again() -> None:
    workers, go_on = Workers(1), threading.Event()

    def slow(_: Callable[[], bool]) -> Iterator[int]:
        yield 1
        go_on.wait(timeout=30)
        yield 2

    async def use() -> list[int]:
        async with aclosing(workers.iterate(slow)) as first:
            assert await anext(first) == 1
            with pytest.raises(BusyError):
                await anext(workers.iterate(slow))
            go_on.set()
            assert [item async for item in first] == [2]
        for _ in range(100):
            try:
                return [item async for item in workers.iterate(slow)]
            except BusyError:  # its thread is about to be free
                await asyncio.sleep(0.02)
        return []

    assert run_apart(use()) == [1, 2]
    workers.close()


def test_what_fails_in_a_thread_is_raised_where_it_is_awaited() -> None:
    def fail(_: Callable[[], bool]) -> Iterator[int]:
        yield 1
        raise BusyError("no more")

    async def use() -> None:
        async for _ in Workers(1).iterate(fail):
            pass

    with pytest.raises(BusyError, match="no more"):
        run_apart(use())


def test_who_goes_away_ends_what_runs() -> None:
    ended = threading.Event()

    def endless(gone: Callable[[], bool]) -> Iterator[int]:
        try:
            while not gone():
                yield 1
                ended.wait(0.01)
        finally:
            ended.set()

    async def use() -> None:
        async with aclosing(Workers(1).iterate(endless)) as items:
            assert await anext(items) == 1

    run_apart(use())
    assert ended.wait(timeout=30)
