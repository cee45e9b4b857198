"""How fast files are read, and in how much memory: ``python -m benchmarks.ingest_speed readers|ingest|memory ...``.

- ``readers LABELS.jsonl``: pages a second of each reader, on one processor, over the files that labels name
  (``benchmarks.reading``); a page is 3,000 characters of what came out.
- ``ingest FOLDER [--store STORE]``: the share of an ingest's time that the embedding model takes: its rate over that of the model
  alone; by the clock, and by the time of all processors, which counts where the machine does other work. Then an ingest with
  nothing changed, and one with one file changed, with the seconds of each stage. The store, a new one, is kept where it is named.
- ``memory MEGABYTES``: the most memory that reading a CSV of that size takes, here and in each other process.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive import SentenceEmbedder, Settings, UsageError
from archive.tokens import Tokens
from benchmarks.reading import read_file
from ingest.build import ingest
from ingest.preview import preview
from ingest.progress import SilentProgress
from ingest.readers import ReadOptions

_PAGE = 3_000  # characters
_AT_LEAST = 1.0  # seconds each file is read for


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("readers", "ingest", "memory"))
    parser.add_argument("on", help="labels, a folder, or megabytes")
    parser.add_argument("--store", type=Path, help="where an ingest's store is kept; there must be none yet")
    given = parser.parse_args()
    if given.what == "ingest":
        time_ingest(given.on, given.store)
    else:
        {"readers": time_readers, "memory": measure_memory}[given.what](given.on)


def time_readers(labels: str) -> None:
    """Print a row for each form."""
    pages: dict[str, float] = defaultdict(float)
    seconds: dict[str, float] = defaultdict(float)
    files: dict[str, int] = defaultdict(int)
    for line in Path(labels).read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        form = label["form"].split(" (")[0]
        path = Path(labels).parent / label["file"]
        if not (releases := read_file(path)[0]):
            continue
        began, times = time.monotonic(), 0
        while time.monotonic() - began < _AT_LEAST:
            read_file(path)
            times += 1
        seconds[form] += (time.monotonic() - began) / times
        pages[form] += sum(len(release.text) for release in releases) / _PAGE
        files[form] += 1
    print("| form | files | pages | pages a second |\n|---|---|---|---|")
    for form in sorted(files):
        print(f"| {form} | {files[form]} | {pages[form]:,.0f} | {pages[form] / seconds[form]:,.0f} |")


def spent() -> tuple[float, float]:
    """Return the seconds on the clock, and those of the processors in this process and in those that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return time.monotonic(), sum(one.ru_utime + one.ru_stime for one in used)


class _Stages(SilentProgress):
    """Notes when each stage begins."""

    def __init__(self) -> None:
        self.began: list[tuple[str, tuple[float, float]]] = []

    def begin(self, stage: str, total: int) -> None:
        self.began.append((f"{stage} ({total:,})", spent()))


class _Recording(SentenceEmbedder):
    """Counts the texts that it embeds, and the time that it takes."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            settings.embedding_model, precision=settings.embedding_precision, device=settings.embedding_device
        )
        self.texts = 0
        self.encoding = np.zeros(2)  # seconds within ``read``, as ``spent`` tells them

    def read(self, texts: Sequence[str], *, asked: bool = False) -> tuple[NDArray[np.float32], list[Tokens]]:
        self.texts += len(texts)
        began = spent()
        found = super().read(texts, asked=asked)
        self.encoding += np.subtract(spent(), began)
        return found


def time_ingest(folder: str, kept: Path | None = None) -> None:
    """Print the seconds of each stage, and both rates; raises UsageError where a store is kept already."""
    if kept and kept.exists():
        raise UsageError(f"{kept} is there already, and this measures a first ingest: name another folder with --store")
    embedder = _Recording(Settings())
    embedder.read(["warm"])
    embedder.texts = 0
    embedder.encoding[:] = 0
    with tempfile.TemporaryDirectory() as place:
        files = Path(place) / "in"
        shutil.copytree(folder, files, copy_function=shutil.copyfile)
        store = kept or Path(place) / "store"
        whole = _ingest_once("first", files, store, embedder)
        count, encoding = embedder.texts, embedder.encoding.copy()
        again = _ingest_once("unchanged", files, store, embedder)
        changed = next(path for path in sorted(files.rglob("*")) if path.is_file() and b" the " in path.read_bytes())
        changed.write_bytes(changed.read_bytes().replace(b" the ", b" a ", 3))
        _ingest_once("one file changed", files, store, embedder)
    print(
        f"{count:,} passages, {count / encoding[1]:.0f} of them encoded a second of a processor; of its rate ingest has"
    )
    print(f"{encoding[0] / whole[0]:.2f} by the clock, {encoding[1] / whole[1]:.2f} by the processors' time")
    print(f"unchanged: {again[1] / whole[1]:.1%} of the first time, by the processors")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB here")


def _ingest_once(name: str, files: Path, store: Path, embedder: _Recording) -> tuple[float, float]:
    stages = _Stages()
    began = spent()
    ingest([str(files)], store=store, embedder=embedder, progress=stages)
    ended = spent()
    starts = [*stages.began, ("", ended)]
    for (stage, at), (_, end) in pairwise([("finding what changed", began), *starts]):
        print(f"{name}, {stage}: {end[0] - at[0]:.1f} s, {end[1] - at[1]:.1f} of the processors", flush=True)
    whole = ended[0] - began[0], ended[1] - began[1]
    print(f"{name}: {whole[0]:.1f} s, {whole[1]:.1f} of the processors", flush=True)
    return whole


def measure_memory(megabytes: str) -> None:
    """Print the size of the CSV, how many rows were read, and the most memory."""
    words = (
        "The Harbour Ministry opened the new bridge at Quay on Tuesday. It is forty metres long and carries two lanes. "
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "releases.csv"
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(["id", "title", "date", "text"])
            number = 0
            while stream.tell() < float(megabytes) * 1_000_000:
                number += 1
                day = f"20{number % 30:02d}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
                writer.writerow([number, f"Notice {number} on the bridge", day, words * 40])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.monotonic()
        read = sum(not one.set_aside for one in preview([folder], ReadOptions(), SilentProgress()))
        seconds = time.monotonic() - began
        here, there = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print(
            f"{path.stat().st_size / 1e6:,.0f} MB, {number:,} rows, {read:,} read in {seconds:.0f} s; at most"
            f" {here / 1024:,.0f} MB here ({before / 1024:,.0f} before) and {there / 1024:,.0f} MB in another process"
        )


if __name__ == "__main__":
    main()
