"""The table of times: a row a stage, what a store lacks left blank, and the ratio of medians."""

from __future__ import annotations

from pathlib import Path

from benchmarks.latency import EMBEDDING, SEARCH, Measured, draw_times
from evaluation.latency import measure_latency


def measured(name: str, *, stage: str) -> Measured:
    return Measured(
        store=Path(name), passages=1200, searched=1000, answers=measure_latency([{stage: 30.0, "total": 40.0}]),
        yardstick=measure_latency([{EMBEDDING: 8.0, SEARCH: 2.0, "total": 10.0}]), processor_ratio=3.5,
    )  # fmt: skip


def test_the_table_has_every_stage_of_every_store() -> None:
    table = draw_times([measured("small", stage="dense"), measured("large", stage="words")])
    rows = {line.split("  ")[0]: line.split()[1:] for line in table.splitlines()}
    assert rows["dense"] == ["30.0", "30.0"]
    assert rows["words"] == ["30.0", "30.0"]
    assert rows["whole answer"] == ["answer", "40.0", "40.0", "40.0", "40.0"]
    assert rows["whole answer / yardstick"][-4:] == ["4.0", "x", "4.0", "x"]
    assert rows["in processor time"][-4:] == ["3.5", "x", "3.5", "x"]
