"""Checks indexes as ``python -m archive.probe`` does, each in a process of its own, without starting Python anew for each.

A test that publishes would wait three seconds for modules to be loaded. This process has loaded them, and forks.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Lock
from typing import Any

PROJECT = Path(__file__).parents[1]
_PROBE = [sys.executable, "-m", "archive.probe"]


class Prober:
    """Stands in the place of ``subprocess`` where an index is checked; another command is run as ever."""

    def __init__(self) -> None:
        """Start nothing yet: many tests check no index."""
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None

    def run(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        """Return what the command says, and what it exits with; below 0 the signal that ended it."""
        if command[: len(_PROBE)] != _PROBE:
            return subprocess.run(command, check=False, **options)
        with self._lock:
            if self._process is None:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "tests.prober"],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT,
                )  # fmt: skip
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.write(json.dumps(command[len(_PROBE) :]) + "\n")
            self._process.stdin.flush()
            code, out, err = json.loads(self._process.stdout.readline())
        return subprocess.CompletedProcess(command, code, out, err)

    def end(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.communicate()


def _answer(arguments: list[str]) -> tuple[int, str, str]:
    """Return the exit code of a check, and what it wrote to its standard output and its standard error."""
    from archive.probe import check

    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            code = 1
            try:
                code = check(arguments)
            finally:  # an error, too, ends the child, which must not go on as its parent would
                sys.stdout.flush()
                os._exit(code)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out.seek(0)
        err.seek(0)
        return ended, out.read(), err.read()


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)
