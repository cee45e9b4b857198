"""The page under load: so many people with so many questions each, over real WebSockets, as a browser speaks with the server.

    python -m benchmarks.load QUESTIONS.jsonl --store STORE [--people 50] [--questions 10] [--sessions 1000]

Starts the server itself, and measures it from its first moment: how long until the page is drawn and until the first answer
stands; then all the people at once, each asking the next question ``--pause`` seconds after the answer to the last; then
sessions that are opened, drawn and closed, with the memory of the server after every hundredth part. Prints a table; exits 1
where a session was dropped, a question got no answer, or an answer was an error.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs, urlencode

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg  # noqa: TID251 - what the page and its server say to each other
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # noqa: TID251
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.ports import free_port
from benchmarks.table import draw
from evaluation import read_questions
from retrieval import OnTheRecordError

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 300.0  # seconds for one answer: what takes longer is no answer
_PENDING = "pending"


@dataclass(slots=True)
class Seen:
    """What the people saw: seconds until each answer stood, and how many had each status; what went wrong, in words."""

    seconds: list[float] = field(default_factory=list)
    queued: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)


class Visitor:
    """One person's page: a WebSocket, and what the server has drawn in it so far."""

    def __init__(self, opened: ClientConnection) -> None:
        """Take an open socket; ``draw`` asks for the page."""
        self._socket = opened
        self._query = ""

    async def draw(self, question: str = "") -> None:
        """Ask for the page to be drawn, with a question in its address as ``?q=``."""
        message = BackMsg()
        query = {name: values[-1] for name, values in parse_qs(self._query).items()}
        message.rerun_script.query_string = urlencode(query | ({"q": question} if question else {}))
        await self._socket.send(message.SerializeToString())

    async def wait_for_page(self) -> None:
        """Return when the page is drawn."""
        async for message in self._messages():
            if message.WhichOneof("type") == "script_finished":
                return

    async def wait_for_answer(self, question: str) -> tuple[str, bool]:
        """Return the status of the answer to a question once it stands, and whether it waited in the queue."""
        queued = False
        async for message in self._messages():
            for data in _component_data(message):
                if data.get("question") != question:
                    continue
                if data["status"] != _PENDING:
                    return str(data["status"]), queued
                queued = queued or any(map(str.isdigit, str(data["note"])))
        return "", queued

    async def _messages(self) -> AsyncIterator[ForwardMsg]:
        async for raw in self._socket:
            message = ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())
            if message.WhichOneof("type") == "page_info_changed":
                self._query = message.page_info_changed.query_string
            yield message


def main() -> int:
    """Measure, print, and return the exit code."""
    given = _parse()
    try:
        items = read_questions(given.questions).items
    except OnTheRecordError as error:
        print(error, file=sys.stderr)
        return 2
    questions = list(dict.fromkeys(item.question for item in items if not item.turn))
    with TemporaryDirectory() as folder:
        port = free_port()
        server = _start(given.store, port, Path(folder))
        try:
            code = asyncio.run(_measure(given, questions, port, psutil.Process(server.pid)))
            if code:
                print((Path(folder) / "log").read_text(encoding="utf-8")[-4000:], file=sys.stderr)
            return code
        finally:
            server.terminate()
            server.wait(timeout=60)


async def _measure(given: argparse.Namespace, questions: Sequence[str], port: int, server: psutil.Process) -> int:
    began = time.monotonic()
    await _wait_until_up(port)
    up = time.monotonic() - began
    async with _visit(port) as first:
        await first.draw()
        await first.wait_for_page()
        drawn = time.monotonic() - began
        await first.draw(questions[0])
        status, _ = await first.wait_for_answer(questions[0])
        answered = time.monotonic() - began
    print(
        f"cold start: listening after {up:.1f} s, page drawn after {drawn:.1f} s, first answer ({status}) {answered:.1f} s"
    )
    seen = await _load(given, questions, port)
    _print_load(given, seen)
    await _print_memory(given.sessions, port, server)
    return 1 if seen.faults or seen.statuses["failed"] else 0


async def _load(given: argparse.Namespace, questions: Sequence[str], port: int) -> Seen:
    seen = Seen()
    await asyncio.gather(*(_ask_all(given, questions, port, seen, person) for person in range(given.people)))
    return seen


async def _ask_all(given: argparse.Namespace, questions: Sequence[str], port: int, seen: Seen, person: int) -> None:
    chance = random.Random(person)  # noqa: S311 - whose questions come when, not a secret
    try:
        async with _visit(port) as visitor:
            await visitor.draw()
            await visitor.wait_for_page()
            for question in chance.sample(list(questions), min(given.questions_each, len(questions))):
                await asyncio.sleep(chance.uniform(0.5, 1.5) * given.pause)
                began = time.monotonic()
                await visitor.draw(question)
                status, queued = await asyncio.wait_for(visitor.wait_for_answer(question), PATIENCE)
                seen.seconds.append(time.monotonic() - began)
                seen.statuses[status or "dropped"] += 1
                seen.queued += queued
                if not status:
                    seen.faults["the session was dropped"] += 1
                    return
    except (OSError, TimeoutError) as error:
        seen.faults[f"{type(error).__name__}: {error}"] += 1


def _print_load(given: argparse.Namespace, seen: Seen) -> None:
    cuts = statistics.quantiles(seen.seconds, n=100)
    asked = given.people * given.questions_each
    rows = [
        ["under load", ""],
        ["people", str(given.people)],
        ["questions asked", str(asked)],
        ["answers that stood", str(len(seen.seconds))],
        ["by status", ", ".join(f"{name} {count}" for name, count in seen.statuses.most_common())],
        ["waited in the queue and were told", str(seen.queued)],
        ["seconds, p50 / p95 / longest", f"{cuts[49]:.2f} / {cuts[94]:.2f} / {max(seen.seconds):.2f}"],
        [
            "dropped sessions and errors",
            ", ".join(f"{told} ({count})" for told, count in seen.faults.items()) or "none",
        ],
    ]
    print(draw(rows))


async def _print_memory(sessions: int, port: int, server: psutil.Process) -> None:
    if not sessions:
        return
    told = [_megabytes(server)]
    for number in range(1, sessions + 1):
        async with _visit(port) as visitor:
            await visitor.draw()
            await visitor.wait_for_page()
        if number % max(1, sessions // 10) == 0:
            told.append(_megabytes(server))
    print(
        f"memory over {sessions} sessions opened and closed, MB: " + " ".join(f"{megabytes:.0f}" for megabytes in told)
    )


@asynccontextmanager
async def _visit(port: int) -> AsyncIterator[Visitor]:
    origin: Any = f"http://localhost:{port}"
    async with connect(
        f"ws://localhost:{port}/_stcore/stream",
        subprotocols=["streamlit"],
        origin=origin,
        max_size=None,
        open_timeout=120,  # type: ignore[list-item]
    ) as opened:
        yield Visitor(opened)


def _component_data(message: ForwardMsg) -> list[dict[str, Any]]:
    """Return the values that a message gives to a component of the page, as far as they have a question."""
    if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
        return []
    element = message.delta.new_element
    if element.WhichOneof("type") != "bidi_component":
        return []
    held = json.loads(element.bidi_component.json or element.bidi_component.mixed.json or "{}")
    return [held] if isinstance(held, dict) and "question" in held else []


async def _wait_until_up(port: int) -> None:
    while True:
        try:
            await asyncio.to_thread(urllib.request.urlopen, f"http://localhost:{port}/_stcore/health", timeout=5)
            return
        except (urllib.error.URLError, OSError):
            await asyncio.sleep(0.1)


def _megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 2**20


def _start(store: Path, port: int, folder: Path) -> subprocess.Popen[bytes]:
    kept = {"OTR_STORE": str(store.resolve()), "OTR_CONVERSATIONS": str(folder / "conversations.sqlite")}
    command = [sys.executable, "-m", "streamlit", "run", "server.py", "--server.port", str(port)]
    return subprocess.Popen(
        [*command, "--server.headless", "true", "--browser.gatherUsageStats", "false"],
        cwd=ROOT, env={**os.environ, **kept}, stdout=(folder / "log").open("wb"), stderr=subprocess.STDOUT,
    )  # fmt: skip


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("questions", type=Path, help="a question set")
    parser.add_argument("--store", type=Path, required=True, help="the store that is asked")
    parser.add_argument("--people", type=int, default=50, help="how many ask at the same time (50)")
    parser.add_argument("--questions", dest="questions_each", type=int, default=10, help="how many questions each (10)")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds of reading between two questions, about (0)")
    parser.add_argument("--sessions", type=int, default=1000, help="how many sessions are opened and closed (1000)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
