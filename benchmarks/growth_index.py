"""Chroma's index of a stand-in's vectors: what building it takes, in a process of its own, and asking it, in another."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np
import psutil
from numpy.typing import NDArray

from archive.vectors import FolderIndex, build_index

_TOLD = 50_000  # vectors between two lines of progress
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexFigures:
    """Of one index: seconds of the processor to build it, bytes on the disk, and of memory at the peak of building.

    ``asked`` is the median of milliseconds of the processor that a search takes, ``open`` the bytes of memory that the index
    takes once it is open and was asked, ``found`` what each question found, by row, best first.
    """

    built: float
    building: int
    disk: int
    asked: float
    open: int
    found: list[list[int]]


def measure_index(
    vectors: Path, shape: tuple[int, int], asked: NDArray[np.float32], folder: Path, limit: int
) -> IndexFigures:
    """Build the index of float16 vectors that lie in a file, in an empty ``folder``, and ask it for the nearest ``limit``."""
    built, building = _apart(_build, vectors, shape, folder)
    spent, held, found = _apart(_ask, folder, asked, limit)
    disk = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
    return IndexFigures(built=built, building=building, disk=disk, asked=spent, open=held, found=found)


def _apart(job: Callable[..., _Result], *given: object) -> _Result:
    """Return what a job returns in a fresh process: memory that another one left would hide what it takes."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(job, *given).result()


def _build(path: Path, shape: tuple[int, int], folder: Path) -> tuple[float, int]:
    vectors = np.memmap(path, dtype="<f2", mode="r", shape=shape)
    began, clock = time.process_time(), time.monotonic()

    def tell(done: int, total: int) -> None:
        if done % _TOLD == 0 or done == total:
            spent, passed = time.process_time() - began, time.monotonic() - clock
            said = f"index: {done:,} of {total:,}, {spent:,.0f} s of the processor, {passed:,.0f} s by the clock"
            print(said, file=sys.stderr, flush=True)

    build_index(folder, np.arange(shape[0], dtype=np.int64), vectors, progress=tell)
    return time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _ask(folder: Path, asked: NDArray[np.float32], limit: int) -> tuple[float, int, list[list[int]]]:
    own = psutil.Process(os.getpid())
    before = own.memory_info().rss
    index = FolderIndex(folder)
    found = [[one for one, _ in index.search(vector, limit=limit)] for vector in asked]
    spent = []
    for vector in asked:
        began = time.process_time()
        index.search(vector, limit=limit)
        spent.append((time.process_time() - began) * 1000)
    held = own.memory_info().rss - before
    index.close()
    return median(spent), held, found
