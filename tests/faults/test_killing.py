"""Killing in short: some writers are killed, in each of the scenarios; `make faults` kills two hundred."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.faults.killing import SCENARIOS, Tally, _compare

PROJECT = Path(__file__).parents[2]
TIMES = os.environ.get("OTR_FAULTS_KILLS", str(len(SCENARIOS)))


def test_what_the_next_run_makes_is_what_a_clean_build_makes() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", "--times", TIMES, "--seed", "3"],
        capture_output=True, text=True, check=False, cwd=PROJECT, env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert said.returncode == 0, said.stdout + said.stderr
    assert all(scenario.name in said.stdout for scenario in SCENARIOS)


def test_the_comparison_sees_what_is_lost_and_what_is_twice() -> None:
    tally = Tally()
    expected = {"tables": {"releases": ["a", "b"]}, "found": [], "answers": {}, "trouble": ""}
    got = {"tables": {"releases": ["a", "a"]}, "found": [], "answers": {"q": "other"}, "trouble": ""}
    wrong = _compare(expected, got, tally)
    assert (tally.lost, tally.twice, tally.unlike) == (1, 1, 1)
    assert Counter(one.split()[0] for one in wrong) == {"releases:": 1, "answers": 1}
