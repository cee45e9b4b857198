"""The console as a script meets it: a process of its own, data on stdout, messages on stderr, and an exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from otr import app
from tests.conftest import PROJECT


def run_process(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the console command as a process."""
    command = [sys.executable, "-m", "otr", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)


@pytest.mark.model
def test_data_goes_to_stdout_and_nothing_else(sample_store: Path) -> None:
    done = run_process("ask", "How many visas were issued in November?", "--json", "--store", str(sample_store))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["schema"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("ask", "visas", "--from", "yesterday"), 2, "YYYY-MM-DD"),
        (("ask", "visas"), 3, "otr ingest"),
    ],
)
def test_what_is_wrong_goes_to_stderr(tmp_path: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    done = run_process(*arguments, "--store", str(tmp_path / "none"))
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_says_what_it_does() -> None:
    assert {command.name for command in app.registered_commands} >= {
        "ask", "check", "evaluate", "ingest", "people", "rebuild", "serve", "status", "timeline",
    }  # fmt: skip
    assert all(command.callback.__doc__ for command in app.registered_commands if command.callback)
