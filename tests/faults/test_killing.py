"""Killing in short: some writers are killed, in each of the scenarios; `make faults` kills two hundred."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psutil

from tests.faults.killing import SCENARIOS, Tally, _compare

PROJECT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds, on a busy machine
TIMES = os.environ.get("OTR_FAULTS_KILLS", str(len(SCENARIOS)))


def test_what_the_next_run_makes_is_what_a_clean_build_makes() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", "--times", TIMES, "--seed", "3"],
        capture_output=True, text=True, check=False, cwd=PROJECT, env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert said.returncode == 0, said.stdout + said.stderr
    assert all(scenario.name in said.stdout for scenario in SCENARIOS)


READ_MANY = """
import sys; from pathlib import Path
from ingest.build import ingest
from ingest.progress import SilentProgress
from tests.faults.small_archive import QuickEmbedder
if __name__ == "__main__":
    ingest([sys.argv[1]], store=Path(sys.argv[2]), embedder=QuickEmbedder(), progress=SilentProgress())
"""


def test_the_processes_that_read_many_files_end_with_a_writer_that_is_killed(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    for number in range(400):
        words = f"Part {number} of the ferry. " * 300
        (archive / f"{number}.md").write_text(
            f"---\ntitle: One\ndate: '2031-05-01'\ntags: speeches\n---\n\nMS. VALE:  {words}\n"
        )
    (tmp_path / "run.py").write_text(READ_MANY)
    with subprocess.Popen(
        [sys.executable, str(tmp_path / "run.py"), str(archive), str(tmp_path / "store")],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    ) as writer:
        of_it: list[psutil.Process] = []
        until = time.monotonic() + PATIENCE
        while len(of_it) < 2 and writer.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
            of_it = psutil.Process(writer.pid).children(recursive=True)
        assert len(of_it) >= 2
        writer.send_signal(signal.SIGKILL)
    _, alive = psutil.wait_procs(of_it, timeout=PATIENCE)
    assert alive == []


def test_the_comparison_sees_what_is_lost_and_what_is_twice() -> None:
    tally = Tally()
    expected = {"tables": {"releases": ["a", "b"]}, "found": [], "answers": {}, "trouble": ""}
    got = {"tables": {"releases": ["a", "a"]}, "found": [], "answers": {"q": "other"}, "trouble": ""}
    wrong = _compare(expected, got, tally)
    assert (tally.lost, tally.twice, tally.unlike) == (1, 1, 1)
    assert Counter(one.split()[0] for one in wrong) == {"releases:": 1, "answers": 1}
