"""Workers: what blocks runs in threads of their own, and what it yields comes back to the event loop as it comes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Any, TypeVar

from serving.gate import BusyError

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None = None


class Workers:
    """A pool of threads: two are kept for what asks no question, however many questions wait."""

    def __init__(self, questions: int) -> None:
        """``questions`` is how many may wait, be answered or still grow at the same time."""
        self._free = threading.Semaphore(questions)
        self._asking = ThreadPoolExecutor(questions, thread_name_prefix="asking")
        self._reading = ThreadPoolExecutor(2, thread_name_prefix="reading")

    async def call(self, work: Callable[..., _Result], *arguments: Any) -> _Result:
        """Return what some short work returns."""
        return await asyncio.get_running_loop().run_in_executor(self._reading, lambda: work(*arguments))

    async def iterate(self, make: Callable[[Callable[[], bool]], Iterator[_Item]]) -> AsyncGenerator[_Item]:
        """Yield what an iterator yields that is made and run in a thread; raises what it raises.

        ``make`` is given what tells whether nobody takes what it yields any more: then it is closed after the next item. Raises
        BusyError where no thread is free.
        """
        loop = asyncio.get_running_loop()
        items: asyncio.Queue[_Item | _End] = asyncio.Queue()
        gone = threading.Event()

        def tell(item: _Item | _End) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(items.put_nowait, item)

        if not self._free.acquire(blocking=False):
            raise BusyError("every thread is taken by a question that waits or an answer that grows")
        self._asking.submit(self._run, make, gone, tell)
        try:
            while not isinstance(item := await items.get(), _End):
                yield item
            if item.error is not None:
                raise item.error
        finally:
            gone.set()

    def _run(
        self,
        make: Callable[[Callable[[], bool]], Iterator[_Item]],
        gone: threading.Event,
        tell: Callable[[_Item | _End], None],
    ) -> None:
        """Tell what an iterator yields until it ends or nobody listens, then how it ended; free the thread."""
        end = _End()
        try:
            with closing(_as_steps(make(gone.is_set))) as steps:
                for item in steps:
                    if gone.is_set():
                        break
                    tell(item)
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is awaited
            end = _End(error)
        finally:
            self._free.release()
        tell(end)

    def close(self) -> None:
        """Take no more work; what runs is left to end."""
        self._asking.shutdown(wait=False, cancel_futures=True)
        self._reading.shutdown(wait=False, cancel_futures=True)


def _as_steps(iterator: Iterator[_Item]) -> Generator[_Item]:
    yield from iterator
