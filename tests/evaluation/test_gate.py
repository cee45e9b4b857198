"""The gate: what fell is named, floors are raised, and none is lowered unasked."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.gate import (
    GateFailedError,
    LoweringRefusedError,
    check_fingerprints,
    find_breaches,
    raise_gate,
    read_gate,
)
from evaluation.report import Report
from retrieval import UsageError
from tests.evaluation.conftest import Run


def with_value(report: Report, name: str, value: float | None) -> Report:
    return replace(report, figures={**report.figures, name: replace(report.figures[name], value=value)})


@pytest.fixture
def gate(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "gate.json"
    raise_gate(path, run.report)
    return path


def test_the_run_that_made_a_gate_passes_it(run: Run, gate: Path) -> None:
    assert find_breaches(read_gate(gate), run.report) == []
    held = json.loads(gate.read_text())
    assert held["questions"] == run.questions.fingerprint
    assert {"hit@5", "right", "verbatim", "quote_check"} <= set(held["floors"])
    assert {"wrong", "refused_answerable"} == set(held["ceilings"])


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("verbatim", 0.9, "verbatim is 0.9000, and its floor is 1.0000"),
        ("wrong", 1.0, "wrong is 1.0000, and its ceiling is"),
        ("verbatim", None, "verbatim is missing"),
    ],
)
def test_what_fell_is_named(run: Run, gate: Path, name: str, value: float | None, said: str) -> None:
    breaches = find_breaches(read_gate(gate), with_value(run.report, name, value))
    assert [breach.name for breach in breaches] == [name]
    assert said in str(breaches[0])


def test_floors_are_raised(run: Run, gate: Path) -> None:
    before = read_gate(gate).floors["mrr"]
    raise_gate(gate, with_value(run.report, "mrr", before + 0.05))
    assert read_gate(gate).floors["mrr"] == pytest.approx(before + 0.05, abs=2e-4)


def test_a_floor_is_lowered_only_where_that_is_said(run: Run, gate: Path) -> None:
    worse = with_value(run.report, "verbatim", 0.5)
    before = gate.read_bytes()
    with pytest.raises(LoweringRefusedError, match=r"verbatim is 0\.5000.*--allow-lower"):
        raise_gate(gate, worse)
    assert gate.read_bytes() == before
    raise_gate(gate, worse, allow_lower=True)
    assert read_gate(gate).floors["verbatim"] == 0.5


def test_a_gate_is_for_one_set_and_one_archive(run: Run, gate: Path) -> None:
    check_fingerprints(read_gate(gate), run.report.run, gate)
    for field, said in (("questions", "another question set"), ("archive", "another archive")):
        with pytest.raises(UsageError, match=said):
            check_fingerprints(read_gate(gate), run.report.run.model_copy(update={field: "0" * 64}), gate)


@pytest.mark.parametrize(
    ("text", "said"), [("{}", "questions"), ("no json", "the whole file"), ('{"schema": 2}', "schema")]
)
def test_a_file_that_is_no_gate_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "gate.json"
    path.write_text(text)
    with pytest.raises(UsageError, match=said):
        read_gate(path)
    with pytest.raises(UsageError, match="--update-gate"):
        read_gate(tmp_path / "none.json")


def test_a_failed_gate_is_a_failed_check() -> None:
    assert (GateFailedError.exit_code, LoweringRefusedError.exit_code, UsageError.exit_code) == (1, 1, 2)
