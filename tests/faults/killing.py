"""Kills writers, really and many times, and compares what the next run makes with a clean build.

    python -m tests.faults.killing --times 200

Each writer is a process of its own (forked from this one, which has everything imported) that gets SIGKILL: at a moment drawn
at random, or at a step of the file system, drawn at random from all that it takes in its store (creating, renaming, removing a
file or a folder, opening a database). What is printed is a table: times killed, and what was lost, twice or wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from archive.errors import StoreError
from archive.generations.generations import published_generations
from archive.store import Store
from archive.vectors import kinds
from archive.vectors.probe import probe
from ingest.build import ingest
from ingest.editions import Pace
from ingest.progress import SilentProgress
from ingest.rebuilding import rebuild_index
from language import detect_foreign
from tests.faults.small_archive import QuickEmbedder, picture, write_archive

# What the file system is asked for: Python tells an audit hook of it (PEP 578).
_STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree", "shutil.copyfile",
          "sqlite3.connect", "subprocess.Popen"}  # fmt: skip
EXPECTED = {"CURRENT", "writer.lock"}  # beside the generations, when nobody writes


@dataclass(frozen=True)
class Scenario:
    """What a store holds before, the archive's state when the writer is killed and when the next one runs, and what they do."""

    name: str
    before: str
    killed: str
    then: str
    work: Callable[[Path, Path], object]


def update(archive: Path, store: Path) -> object:
    """Ingest the archive."""
    return ingest([str(archive)], store=store, embedder=QuickEmbedder(), progress=SilentProgress())


def update_in_editions(archive: Path, store: Path) -> object:
    """Ingest the archive, and publish as often as it can on the way."""
    often = Pace(first=0.0, texts=1, between=0.0, share=1.0)
    return ingest([str(archive)], store=store, embedder=QuickEmbedder(), progress=SilentProgress(), pace=often)


def rebuild_all(archive: Path, store: Path) -> object:
    """Ingest the archive from nothing."""
    return ingest([str(archive)], store=store, embedder=QuickEmbedder(), progress=SilentProgress(), rebuild=True)


def rebuild_indexes(_: Path, store: Path) -> object:
    """Make the indexes again."""
    return rebuild_index(store=store, progress=SilentProgress())


SCENARIOS = [
    Scenario("the first ingest", "", "first", "first", update),
    Scenario("an update", "first", "later", "later", update),
    Scenario("an update, and the files change before the next", "first", "later", "last", update),
    Scenario("a first ingest in editions", "", "first", "first", update_in_editions),
    Scenario("an update in editions", "first", "later", "later", update_in_editions),
    Scenario("a rebuild from the files", "first", "later", "later", rebuild_all),
    Scenario("a rebuild of the indexes", "first", "first", "first", rebuild_indexes),
]


@dataclass
class Tally:
    """What came of the kills of one scenario."""

    killed: int = 0
    ended: int = 0  # before the kill came
    pointless: int = 0
    unlike: int = 0  # the store after the next run is not the clean build's
    lost: int = 0
    twice: int = 0
    unreadable: int = 0  # the store between the kill and the next run
    litter: int = 0
    asked: int = 0  # by the reader that looks on
    asked_wrong: int = 0
    where: Counter[str] = field(default_factory=Counter)


class Killing:
    """Kills the writers of one folder of work."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._random = random.Random(seed)
        self._clean: dict[tuple[str, ...], Any] = {}
        self._made: dict[str, Path] = {}
        self._steps: dict[str, tuple[int, float]] = {}

    def run(self, scenario: Scenario, tally: Tally, *, looking_on: bool) -> list[str]:
        """Kill one writer, run the next one, compare; return what is wrong."""
        steps, seconds = self._measure(scenario)
        archive, store = self._prepare(scenario, self._folder / "store")
        at_step = self._random.randrange(1, steps + 1) if self._random.random() < 0.5 else 0
        after = self._random.uniform(0, seconds)
        reader = self._look_on(store) if looking_on and scenario.before else None
        child = _fork(lambda: self._write(scenario, archive, store, at_step))
        where = self._kill(child, at_step, after)
        tally.killed += where != "ended"
        tally.ended += where == "ended"
        tally.where[where] += 1
        wrong = []
        published = max(published_generations(store), default=0) > bool(scenario.before)
        expected = self._expect(scenario, via=scenario.killed if published else "")
        if scenario.before and (told := _in_child(lambda: self._check_between(store))):
            tally.unreadable += 1
            wrong.append(f"between: {told}")
        write_archive(archive, scenario.then)
        if told := _in_child(lambda: scenario.work(archive, store) and None):
            wrong.append(f"the next run: {told}")
        if reader is not None:
            asked, asked_wrong = _await_reader(*reader)
            tally.asked += asked
            tally.asked_wrong += asked_wrong
        got = _in_child(lambda: picture(store))
        tally.litter += bool(litter := _litter(store))
        wrong += [f"left behind: {litter}"] if litter else []
        wrong += _compare(expected, got, tally)
        return [f"{scenario.name}, killed at {where}: {one}" for one in wrong]

    def _write(self, scenario: Scenario, archive: Path, store: Path, at_step: int) -> None:
        if at_step:
            _kill_at_step(store, at_step)
        scenario.work(archive, store)

    def _kill(self, child: int, at_step: int, after: float) -> str:
        """Kill a child after so many seconds, unless it does so itself; return where it was killed, or 'ended'."""
        if not at_step:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return f"step {at_step}" if at_step else f"{after:.1f} s"
        return "ended"

    def _prepare(self, scenario: Scenario, store: Path) -> tuple[Path, Path]:
        """Return the archive in the state in which it is read, and the store before that."""
        archive = self._folder / "archive"
        shutil.rmtree(store, ignore_errors=True)
        if scenario.before:
            if scenario.before not in self._made:
                write_archive(archive, scenario.before)
                made = self._folder / f"before-{scenario.before}"
                _must(_in_child(lambda: update(archive, made) and None))
                self._made[scenario.before] = made
            shutil.copytree(self._made[scenario.before], store)
        write_archive(archive, scenario.killed)
        return archive, store

    def _expect(self, scenario: Scenario, *, via: str) -> Any:
        """Return the picture of a store that nobody was killed over; ``via`` is a state that was published on the way."""
        key = (scenario.before, via, scenario.then, scenario.work.__name__)
        if key not in self._clean:
            archive, store = self._prepare(scenario, self._folder / "clean")
            if via:
                _must(_in_child(lambda: scenario.work(archive, store) and None))
            write_archive(archive, scenario.then)
            _must(_in_child(lambda: scenario.work(archive, store) and None))
            self._clean[key] = _in_child(lambda: picture(store))
        return self._clean[key]

    def _measure(self, scenario: Scenario) -> tuple[int, float]:
        """Return how many steps a run takes that is not killed, and how many seconds."""
        if scenario.name not in self._steps:
            archive, store = self._prepare(scenario, self._folder / "store")
            began = time.monotonic()
            steps = _in_child(lambda: _count_steps(store, lambda: scenario.work(archive, store)))
            self._steps[scenario.name] = int(steps), time.monotonic() - began
        return self._steps[scenario.name]

    def _check_between(self, store: Path) -> str:
        """Return what is wrong with the store before the next run."""
        opened = Store(store)
        numbers = published_generations(store)
        generation = opened.generation()
        for passage in generation.catalogue.passages([int(one) for one in generation.vectors[0]]):
            if (
                generation.catalogue.release(passage.release_id, bare=True).release.text[passage.start : passage.end]
                != passage.text
            ):
                return f"a passage of {passage.release_id} is not in its text"
        return opened.trouble or ("" if generation.number in numbers else f"{generation.number} is none of {numbers}")

    def _look_on(self, store: Path) -> tuple[int, int]:
        """Start a reader that goes on asking until it gets SIGTERM; return its process, and the pipe of what it found."""
        read, write = os.pipe()
        child = os.fork()
        if child:
            os.close(write)
            return child, read
        asked = wrong = 0
        stop: list[int] = []
        signal.signal(signal.SIGTERM, lambda number, _: stop.append(number))
        opened = Store(store, notice_after=0.2)
        until = time.monotonic() + 60
        while time.monotonic() < until and not stop:
            try:
                generation = opened.generation()
                ids = [int(one) for one in generation.vectors[0]]
                found = generation.index.search(generation.vectors[1][0].astype("float32"), limit=3)
                whole = len(found) == 3 and len(generation.catalogue.passages(ids)) == len(ids)
            except StoreError:
                whole = False
            asked, wrong = asked + 1, wrong + (not whole)
            time.sleep(0.1)
        os.write(write, json.dumps([asked, wrong]).encode())
        os._exit(0)


def _await_reader(child: int, pipe: int) -> tuple[int, int]:
    os.kill(child, signal.SIGTERM)
    with os.fdopen(pipe) as file:
        said = file.read()
    os.waitpid(child, 0)
    asked, wrong = json.loads(said) if said else (0, 1)
    return asked, wrong


def _kill_at_step(store: Path, at: int) -> None:
    """Have this process kill itself before its nth step in the store."""
    counted = 0

    def watch(event: str, given: tuple[Any, ...]) -> None:
        nonlocal counted
        if event in _STEPS and _concerns(store, given):
            counted += 1
            if counted == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def _count_steps(store: Path, work: Callable[[], object]) -> int:
    counted = 0

    def watch(event: str, given: tuple[Any, ...]) -> None:
        nonlocal counted
        counted += event in _STEPS and _concerns(store, given)

    sys.addaudithook(watch)
    work()
    return counted


def _concerns(store: Path, given: tuple[Any, ...]) -> bool:
    return any(str(store) in str(one) for one in given if isinstance(one, (str, bytes, Path, list)))


def _fork(work: Callable[[], object]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:  # noqa: BLE001  told, and ended: a fork must not go on as its parent
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _in_child(work: Callable[[], Any]) -> Any:
    """Return what a child process returns, as JSON carries it; a text that says so where it fails."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            said = json.dumps(work())
        except BaseException:  # noqa: BLE001
            said = json.dumps(traceback.format_exc())
        with os.fdopen(write, "w") as file:
            file.write(said)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as file:
        said = file.read()
    _, status = os.waitpid(child, 0)
    return json.loads(said) if said else f"it ended with {status}"


def _must(told: object) -> None:
    if told:
        raise RuntimeError(str(told))


def _litter(store: Path) -> list[str]:
    there = {path.name for path in store.iterdir()} - EXPECTED
    return sorted(name for name in there if not name.startswith("generation-"))


def _compare(expected: Any, got: Any, tally: Tally) -> list[str]:
    if not isinstance(got, dict) or not isinstance(expected, dict):
        tally.unlike += 1
        return [f"no picture: {got}"[:1500]]
    wrong = []
    for table, rows in expected["tables"].items():
        want, have = Counter(rows), Counter(got["tables"].get(table, []))
        tally.lost += sum((want - have).values())
        tally.twice += sum(count - 1 for count in have.values() if count > 1 and table != "mentions")
        if want != have:
            wrong.append(
                f"{table}: lost {list((want - have).elements())[:2]}, more {list((have - want).elements())[:2]}"
            )
    wrong += [f"{part} differ" for part in ("found", "answers", "trouble") if expected[part] != got[part]]
    tally.unlike += bool(wrong)
    return wrong


def kill_many(
    scenarios: Sequence[Scenario], folder: Path, *, times: int, seed: int, tell: Callable[[str], None]
) -> dict[str, Tally]:
    """Kill so many writers, the scenarios in turn; tell what is wrong; return the tally of each scenario."""
    kinds.probe_folder = probe  # in the writer itself: importing everything anew takes longer than all the rest
    detect_foreign("read what it needs once, for all the processes that are forked from this one", ())
    killing = Killing(folder, seed)
    tallies = {scenario.name: Tally() for scenario in scenarios}
    for number in range(times):
        scenario = scenarios[number % len(scenarios)]
        tally = tallies[scenario.name]
        for wrong in killing.run(scenario, tally, looking_on=(number // len(scenarios)) % 2 == 0):
            tell(f"{number}: {wrong}")
        if (number + 1) % 20 == 0:
            tell(f"after {number + 1}:\n{describe(tallies)}")
    return tallies


def describe(tallies: dict[str, Tally]) -> str:
    """Return the tallies as a table in Markdown."""
    heads = ["killed during", "kills", "ended before", "unlike a clean build", "rows lost", "rows twice", "unreadable between",
             "left behind", "asked meanwhile", "of these wrong"]  # fmt: skip
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for name, t in tallies.items():
        cells = [name, t.killed, t.ended, t.unlike, t.lost, t.twice, t.unreadable, t.litter, t.asked, t.asked_wrong]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def main() -> int:
    """Kill, and print the table; 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="scenarios with this in their name")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="otr-faults-") as folder:
        chosen = [one for one in SCENARIOS if given.only in one.name]
        tallies = kill_many(
            chosen, Path(folder), times=given.times, seed=given.seed, tell=lambda line: print(line, flush=True)
        )
    print(describe(tallies))
    return int(any(t.unlike or t.unreadable or t.litter or t.asked_wrong for t in tallies.values()))


if __name__ == "__main__":
    sys.exit(main())
