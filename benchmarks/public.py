"""Public test data: what the product's own parts make of it, beside what was published."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.table import draw
from benchmarks.vectors import KeptEmbedder

SCIFACT, CLAPNQ = "scifact", "clapnq-half"
CLAPNQ_FIGURES = {
    "rouge_l": "RougeL", "rouge_lp": "RougeLp", "length": "length", "answered": "answered",
    "refused_unanswerable": "unanswerable refused", "answered_at_t5": "answered, refusing .892 of those",
    "answered_at_80": "refusing .80",
}  # fmt: skip


def measure_public(folder: Path, embedder: KeptEmbedder, *, cache: Path) -> dict[str, dict[str, Any]]:
    """Return ``measured`` and ``published`` figures of each set of test data that a folder holds, by its name.

    What is made of a corpus is kept below ``cache``.
    """
    found: dict[str, dict[str, Any]] = {}
    try:
        if (folder / SCIFACT).is_dir():
            from benchmarks import scifact

            measured = scifact.measure_scifact(folder / SCIFACT, embedder, cache=cache)
            found[SCIFACT] = {"measured": measured, "published": scifact.PUBLISHED}
        if (folder / CLAPNQ).is_dir():
            from benchmarks import clapnq

            answers = clapnq.measure_clapnq(folder / CLAPNQ, embedder)
            found[CLAPNQ] = {"measured": answers, "published": clapnq.PUBLISHED}
    except ImportError as error:
        print(f"public test data is skipped: {error}: pip install -c constraints.txt -e '.[bench]'", file=sys.stderr)
    if not found:
        print(f"SciFact and CLAPnq are not measured: looked for {SCIFACT} and {CLAPNQ} in {folder}", file=sys.stderr)
    return found


def draw_public(found: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield a table for each set of test data."""
    if SCIFACT in found:
        ours, theirs = found[SCIFACT]["measured"], found[SCIFACT]["published"]
        cells = [["SciFact", "nDCG@10"], *([f"On the Record, {name}", f"{value:.3f}"] for name, value in ours.items())]
        yield draw([*cells, *([f"published: {name}", f"{value:.3f}"] for name, value in theirs.items())])
    if CLAPNQ in found:
        ours, theirs = found[CLAPNQ]["measured"], found[CLAPNQ]["published"]
        lines = [*ours.items(), *((f"published: {name}", figures) for name, figures in theirs.items())]
        cells = [["CLAPnq, given the gold passage", *CLAPNQ_FIGURES.values()]]
        yield draw([*cells, *([name, *(_number(one.get(figure)) for figure in CLAPNQ_FIGURES)] for name, one in lines)])


def _number(value: float | None) -> str:
    """Return a share with three digits, a length in whole characters."""
    return "" if value is None else f"{value:.0f}" if value > 1 else f"{value:.3f}"
