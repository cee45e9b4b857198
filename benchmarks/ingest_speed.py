"""How fast files are read, and in how much memory: ``python -m benchmarks.ingest_speed readers|ingest|memory ...``.

- ``readers LABELS.jsonl``: pages a second of each reader, on one processor, over the files that labels name
  (``benchmarks.reading``); a page is 3,000 characters of what came out.
- ``ingest FOLDER``: ingest's passages a second over those of the embedding model alone, on the same passages, in one run.
- ``memory MEGABYTES``: the most memory that reading a CSV of that size takes, here and in each other process.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive import SentenceEmbedder, Settings
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
    given = parser.parse_args()
    {"readers": time_readers, "ingest": time_ingest, "memory": measure_memory}[given.what](given.on)


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


class _Stages(SilentProgress):
    """Notes when each stage begins."""

    def __init__(self) -> None:
        self.began: list[tuple[str, float]] = []

    def begin(self, stage: str, total: int) -> None:
        self.began.append((f"{stage} ({total:,})", time.monotonic()))


class _Recording(SentenceEmbedder):
    """Notes the texts that it embeds."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings.embedding_model, precision=settings.embedding_precision)
        self.batches: list[list[str]] = []

    def read(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[Tokens]]:
        self.batches.append(list(texts))
        return super().read(texts)


def time_ingest(folder: str) -> None:
    """Print the seconds of each stage, and both rates."""
    embedder = _Recording(Settings())
    embedder.read(["warm"])
    embedder.batches.clear()
    stages = _Stages()
    with tempfile.TemporaryDirectory() as store:
        began = time.monotonic()
        ingest([folder], store=Path(store), embedder=embedder, progress=stages)
        whole = time.monotonic() - began
    ends = [at for _, at in stages.began[1:]] + [began + whole]
    for (stage, at), end in zip(stages.began, ends, strict=True):
        print(f"{stage}: {end - at:.1f} s")
    batches = list(embedder.batches)
    began = time.monotonic()
    for batch in batches:
        embedder.read(batch)
    alone = time.monotonic() - began
    count = sum(map(len, batches))
    print(f"{count:,} passages: ingest {whole:.1f} s, encoding alone {alone:.1f} s: {alone / whole:.2f} of its rate")


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
