"""Runs and qrels in TREC's format, so that trec_eval and its kin can check the figures.

A run's line is ``QUESTION Q0 DOCUMENT RANK SCORE TAG``, a qrel's ``QUESTION 0 DOCUMENT 1``; ids are percent-encoded where
they hold blanks. Source: the README of trec_eval (NIST).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote as percent_encode

from evaluation.ranking import Rankings

_TAG = "on-the-record"


def write_trec(rankings: Rankings, folder: Path) -> list[Path]:
    """Write into a folder passages.run, passages.qrels, releases.run and releases.qrels; return their paths."""
    folder.mkdir(exist_ok=True)
    written = []
    for name, runs, qrels in (
        ("passages", rankings.passage_runs, rankings.passage_qrels),
        ("releases", rankings.release_runs, rankings.release_qrels),
    ):
        written += [
            _write(folder / f"{name}.run", _run_lines(runs)),
            _write(folder / f"{name}.qrels", _qrel_lines(qrels)),
        ]
    return written


def _run_lines(runs: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [
        f"{_bare(item_id)} Q0 {_bare(document)} {rank} {1 / rank:.6f} {_TAG}"
        for item_id, run in runs.items()
        for rank, document in enumerate(run, 1)
    ]


def _qrel_lines(qrels: Mapping[str, frozenset[str]]) -> list[str]:
    return [
        f"{_bare(item_id)} 0 {_bare(document)} 1"
        for item_id, documents in qrels.items()
        for document in sorted(documents)
    ]


def _bare(name: str) -> str:
    """Return an id without blanks; one that is encoded already stays as it is."""
    return percent_encode(name, safe="%#:/~+-_.,()'!*=&;@")


def _write(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path
