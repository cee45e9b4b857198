"""Publishes and asks at the same time, for half an hour, and looks how memory goes.

    python -m tests.faults.soak --minutes 30        (make soak)

``otr watch`` reads a copy of the sample archive, in which every few seconds a file is changed, taken away or put back. This
process asks the store one question after another, each of which the sample's own set has an answer to. Every minute it prints
how many were asked, the generation, the memory of both processes, and what went wrong. At the end ``otr verify`` looks at all.
Exits 1 where a question failed or quoted what its release does not say, or where the store does not hold together.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from archive import Settings
from archive.errors import OnTheRecordError
from retrieval import Answer, Archive, Status, store_state

ROOT = Path(__file__).resolve().parents[2]
SAMPLE, QUESTIONS = ROOT / "data" / "sample", ROOT / "data" / "sample-questions.jsonl"
_OTR = [sys.executable, "-c", "import sys; sys.argv[0] = 'otr'; from otr import main; main()"]
_LONGEST_START = 600.0  # seconds


@dataclass(slots=True)
class Minute:
    """What happened in a minute."""

    asked: int = 0
    faults: Counter[str] = field(default_factory=Counter)


class Editor:
    """Changes a folder of releases, one file at a time, so that each change can be taken back."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        """Take a folder that is a copy."""
        self._chance = chance
        self._texts = {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
        self.changes = 0

    def change(self) -> None:
        """Change a file, take one away, or put one back as it was."""
        path = self._chance.choice(list(self._texts))
        if not path.exists() or path.read_bytes() != self._texts[path]:
            path.write_bytes(self._texts[path])
        elif self._chance.random() < 0.3:
            path.unlink()
        else:
            path.write_bytes(self._texts[path] + f"\n\nNote {self.changes}: read again.\n".encode())
        self.changes += 1


def main() -> int:
    """Soak, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--every", type=float, default=8.0, help="seconds between two changes of a file (8)")
    parser.add_argument("--pause", type=float, default=0.2, help="seconds between two questions (0.2)")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    with TemporaryDirectory(prefix="otr-soak-") as scratch:
        folder, store = Path(scratch) / "releases", Path(scratch) / "store"
        shutil.copytree(SAMPLE, folder)
        with (Path(scratch) / "watch.log").open("wb") as log:
            watch = subprocess.Popen(
                [*_OTR, "watch", str(folder), "--store", str(store)], cwd=ROOT, stdout=log, stderr=log
            )
        try:
            faults = _soak(given, folder, store, watch)
        finally:
            watch.terminate()
            watch.wait()
        verified = subprocess.run(
            [*_OTR, "verify", "--store", str(store)], cwd=ROOT, check=False, capture_output=True, text=True
        )
        print(f"otr verify: exit {verified.returncode}. {verified.stdout.strip().splitlines()[-1:]}")
        return 1 if faults or verified.returncode else 0


def _soak(given: argparse.Namespace, folder: Path, store: Path, watch: subprocess.Popen[bytes]) -> int:
    questions = _read_questions()
    editor, chance = Editor(folder, random.Random(given.seed)), random.Random(given.seed + 1)
    archive = _open(store)
    print(
        f"{'minute':>6} {'asked':>6} {'changes':>8} {'generation':>10} {'asking, MB':>11} {'reading, MB':>12}  faults",
        flush=True,
    )
    began = last_change = minute_began = time.monotonic()
    minute, number, faults = Minute(), 0, 0
    while time.monotonic() - began < given.minutes * 60:
        _ask(archive, chance.choice(questions), minute)
        now = time.monotonic()
        if now - last_change >= given.every:
            editor.change()
            last_change = now
        if watch.poll() is not None:
            minute.faults[f"otr watch ended with {watch.returncode}"] += 1
        if now - minute_began >= 60:
            number, minute_began = number + 1, now
            _tell(number, minute, editor.changes, archive.store.generation().number, watch.pid)
            faults += sum(minute.faults.values())
            minute = Minute()
            if watch.poll() is not None:
                break
        time.sleep(given.pause)
    return faults + sum(minute.faults.values())


def _ask(archive: Archive, question: str, minute: Minute) -> None:
    minute.asked += 1
    try:
        answer = archive.ask(question)
    except OnTheRecordError as error:
        minute.faults[f"{type(error).__name__}: {str(error)[:80]}"] += 1
        return
    if answer.status is Status.FAILED:
        minute.faults[answer.text[:80]] += 1
    minute.faults.update("a quotation that its release does not have" for _ in _wrong(archive, answer))


def _wrong(archive: Archive, answer: Answer) -> list[str]:
    """Return the quotations that do not stand in the version that they name."""
    texts = ((one, archive.release(one.release_id, version=one.version).text) for one in answer.citations)
    return [one.quote for one, text in texts if text[one.start : one.end] != one.quote]


def _tell(number: int, minute: Minute, changes: int, generation: int, reading: int) -> None:
    told = ", ".join(f"{what} ({count})" for what, count in minute.faults.items()) or "none"
    asking, other = _megabytes(os.getpid()), _megabytes(reading)
    print(
        f"{number:>6} {minute.asked:>6} {changes:>8} {generation:>10} {asking:>11.0f} {other:>12.0f}  {told}",
        flush=True,
    )


def _megabytes(pid: int) -> float:
    try:
        return float(psutil.Process(pid).memory_info().rss) / 2**20
    except psutil.NoSuchProcess:
        return 0.0


def _open(store: Path) -> Archive:
    deadline = time.monotonic() + _LONGEST_START
    while store_state(store).name != "ready":
        if time.monotonic() > deadline:
            raise SystemExit("the archive was not read in time")
        time.sleep(1)
    archive = Archive.open(store, settings=Settings(store=store))
    archive.warm()
    return archive


def _read_questions() -> list[str]:
    cases = (json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if line.strip())
    return [case["question"] for case in cases if case.get("question") and case.get("evidence")]


if __name__ == "__main__":
    sys.exit(main())
