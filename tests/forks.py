"""Processes that have imported already what they need: one process has, and forks for each.

A test that publishes would wait three seconds for what an index is checked with, one that looks at the page fifteen for what
serves it. What a process does with its arguments, its environment and its output is as ever: ``python -m MODULE ARGUMENTS``.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

PROJECT = Path(__file__).parents[1]
_SERVED_WITH = ("streamlit.web.bootstrap", "ui.page", "serving.doors", "sentence_transformers", "chromadb", "otr")
_END_SECONDS = 20
# The modules that are run so, and what is imported before.
IMPORTED_BEFORE = {
    "archive.vectors.probe": ("archive.vectors.probe",),
    "streamlit": _SERVED_WITH,
    "otr": _SERVED_WITH,
    "tests.serving.one_page": ("streamlit.testing.v1", *_SERVED_WITH),
}


class Forked:
    """A process that was forked: what the tests need of ``subprocess.Popen``."""

    def __init__(self, forks: Forks, pid: int) -> None:
        """Know the process, and who forked it."""
        self.pid = pid
        self._forks = forks
        self._code: int | None = None

    def poll(self) -> int | None:
        """Return what it exited with, below 0 the signal that ended it; None while it runs."""
        if self._code is None:
            self._code = self._forks.ask(poll=self.pid)
        return self._code

    def wait(self, timeout: float = float("inf")) -> int:
        """Wait until it has ended; raises TimeoutExpired."""
        until = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            time.sleep(0.01)
        return code

    def terminate(self) -> None:
        """Tell it to end."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        if self.poll() is None:  # it is not waited for before, so that its number is no other's
            os.kill(self.pid, number)


Process: TypeAlias = "Forked | subprocess.Popen[bytes]"


def end(*processes: Process) -> None:
    """End servers, and wait until they have ended; one that takes too long is killed: a reader leaves nothing half done."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=_END_SECONDS)
        except subprocess.TimeoutExpired:  # on a busy machine
            process.kill()
            process.wait()


class Forks:
    """Starts processes; stands in the place of ``subprocess`` where a command is run to its end."""

    def __init__(self) -> None:
        """Start nothing yet: many tests need no process."""
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None

    def start(self, command: Sequence[str], *, log: Path, env: Mapping[str, str]) -> Process:
        """Start ``python -m MODULE ARGUMENTS``; what it says goes into the log."""
        if not hasattr(os, "fork"):
            with log.open("wb") as output:
                return subprocess.Popen(command, cwd=PROJECT, env=dict(env), stdout=output, stderr=subprocess.STDOUT)
        said = str(log)
        return Forked(self, self.ask(module=command[2], arguments=list(command[3:]), out=said, err=said, env=dict(env)))

    def run(self, command: Sequence[str], **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a command, and return what it says and what it exits with."""
        if list(command[:3]) != [sys.executable, "-m", "archive.vectors.probe"]:
            return subprocess.run(command, check=False, **options)
        with tempfile.NamedTemporaryFile("w+") as out, tempfile.NamedTemporaryFile("w+") as err:
            to = {"out": out.name, "err": err.name, "env": dict(os.environ)}
            code = Forked(self, self.ask(module=command[2], arguments=list(command[3:]), **to)).wait()
            return subprocess.CompletedProcess(list(command), code, out.read(), err.read())

    def ask(self, **request: Any) -> Any:
        """Ask the process that forks."""
        with self._lock:
            if self._process is None:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "tests.forks"],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT,
                )  # fmt: skip
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        """End the process that forks, if there is one."""
        if self._process is not None:
            self._process.communicate()


def _fork(module: str, arguments: list[str], out: str, err: str, env: Mapping[str, str]) -> int:
    """Return the number of a process that runs a module."""
    for name in IMPORTED_BEFORE[module]:
        importlib.import_module(name)
    if child := os.fork():
        return child
    code = 1
    warnings.filterwarnings("ignore", category=RuntimeWarning, module="runpy")  # that it is imported already
    try:
        for number, path in enumerate((os.devnull, out, err)):
            os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND), number)
        os.environ.clear()
        os.environ.update(env)
        sys.argv = [module, *arguments]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 - as Python itself tells what ends it
        traceback.print_exc()
    finally:  # an error, too, ends the child, which must not go on as its parent would
        with contextlib.suppress(OSError):
            sys.stdout.flush()
        os._exit(code)


def _poll(pid: int) -> int | None:
    ended, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None


if __name__ == "__main__":
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(_poll(request["poll"]) if "poll" in request else _fork(**request)), flush=True)
