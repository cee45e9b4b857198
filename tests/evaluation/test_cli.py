"""``otr evaluate`` as a script sees it: what it prints, and what it exits with."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import PROJECT, run_otr


def otr(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run_otr("evaluate", *arguments)


def test_the_schema_is_printed() -> None:
    done = otr("--schema")
    assert done.returncode == 0
    assert json.loads(done.stdout)["discriminator"]["propertyName"] == "kind"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "needs a question set and --out"),
        (("none.jsonl", "--out", "runs/none"), "none.jsonl"),
        (("data/sample-questions.jsonl", "--out", "runs/none", "--update-gate"), "--gate FILE"),
        (("data/sample-questions.jsonl", "--out", "runs/none", "--kind", "riddle"), "'riddle'"),
    ],
)
def test_wrong_use_is_told_and_exits_with_2(arguments: tuple[str, ...], said: str) -> None:
    done = otr(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert not (PROJECT / "runs" / "none").exists()


def test_an_empty_store_exits_with_3(tmp_path: Path) -> None:
    done = otr("data/sample-questions.jsonl", "--out", tmp_path / "run", "--store", tmp_path / "store")
    assert done.returncode == 3
    assert "otr ingest" in done.stderr


@pytest.mark.model
def test_a_gate_is_made_passed_and_failed(sample_store: Path, tmp_path: Path) -> None:
    common = ("data/sample-questions.jsonl", "--store", sample_store, "--kind", "dated", "--limit", "3")
    gate = tmp_path / "gate.json"
    made = otr(*common, "--out", tmp_path / "one", "--gate", gate, "--update-gate")
    assert made.returncode == 0, made.stderr
    assert "hit@5" in made.stdout
    floors = json.loads(gate.read_text(encoding="utf-8"))
    floors["floors"]["verbatim"] = 1.5
    gate.write_text(json.dumps(floors), encoding="utf-8")
    failed = otr(*common, "--out", tmp_path / "two", "--compare", tmp_path / "one", "--gate", gate)
    assert failed.returncode == 1
    assert "verbatim is 1.0000, and its floor is 1.5000" in failed.stderr
    assert "0 won, 0 lost" in failed.stdout
    other = otr(*common[:-1], "2", "--out", tmp_path / "three", "--gate", gate)
    assert other.returncode == 2
    assert "another question set" in other.stderr
    assert not (tmp_path / "three").exists()
