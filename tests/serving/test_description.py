"""The API's description, held against the API by Schemathesis: made-up requests, right and wrong, of a fixed seed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

pytestmark = pytest.mark.model
REPORTS = PROJECT / "runs" / "schemathesis"


def test_the_api_does_as_it_is_described(server: str, tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("schemathesis")
    done = subprocess.run(
        [command, "--config-file", PROJECT / "tests" / "serving" / "schemathesis.toml", "run",
         f"{server}/api/openapi.json", "--seed", "18", "--max-examples", "15", "--phases", "examples,coverage,fuzzing",
         "--request-timeout", "30", "--report", "junit,html", "--report-dir", REPORTS],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:]
    assert "Tested: 10" in done.stdout
