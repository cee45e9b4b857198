"""How long a warm answer takes, stage by stage, beside a yardstick, and how that grows with the archive.

    python -m benchmarks.latency QUESTIONS.jsonl --store STORE [--store STORE ...]

All in one process. Every question of the set is answered ``--rounds`` times over each store, after one round that is not
counted; each answer is followed by the yardstick on the same question: one embedding of it, and exact search over the
vectors of the same passages in memory (float32, one matrix product, the first 100). So both have the same machine at the
same time. Times are milliseconds; p50 is the median, p95 the 95th percentile. 'other' is what no stage accounts for. The last
line is the same ratio of medians in the processor's time, which counts no waiting: on a machine that does other work it is
the one to go by.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive import SEARCHED_VOICES, Generation, Selection, Settings
from benchmarks.table import draw
from evaluation import QuestionSet, read_questions
from evaluation.latency import TOTAL, StageTime, measure_latency
from retrieval import Archive, OnTheRecordError
from retrieval.search import SEARCHED

EMBEDDING, SEARCH = "one embedding", "exact search"
YARDSTICK = f"yardstick: {EMBEDDING} + {SEARCH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One store's times: passages in all and in the officials' voices, what answers took, and what the yardstick took."""

    store: Path
    passages: int
    searched: int
    answers: list[StageTime]
    yardstick: list[StageTime]
    processor_ratio: float

    @property
    def ratio(self) -> float:
        """The median of a whole answer by that of the yardstick."""
        return self.answers[0].p50 / self.yardstick[0].p50


def main() -> int:
    """Measure, print, and return the exit code."""
    given = _parse()
    try:
        whole = read_questions(given.questions)
        questions = replace(whole, cases=whole.cases[:: given.every])
        measured = [measure_store(store, questions, rounds=given.rounds) for store in given.store]
    except OnTheRecordError as error:
        print(f"benchmarks.latency: {error}", file=sys.stderr)
        return 2
    print(draw_times(measured))
    return 0


def measure_store(store: Path, questions: QuestionSet, *, rounds: int) -> Measured:
    """Return the times of one store's answers and of the yardstick, one warming round not counted."""
    archive = Archive.open(store)
    archive.warm()
    generation = archive.store.generation()
    matrix = _official_vectors(generation)
    answers: list[dict[str, float]] = []
    yardstick: list[dict[str, float]] = []
    spent: list[tuple[float, float]] = []
    for number in range(rounds + 1):
        print(f"{store}: round {number} of {rounds}", file=sys.stderr, flush=True)
        if number == 1:
            answers, yardstick, spent = [], [], []
        for _, turns in groupby(questions.items, key=lambda item: item.case_id):
            conversation = archive.converse()
            for item in turns:
                began = time.process_time()
                answers.append(dict(conversation.ask(item.question).timings_ms))
                between = time.process_time()
                yardstick.append(_time_yardstick(item.question, archive, matrix))
                spent.append((between - began, time.process_time() - between))
    return Measured(
        store=store,
        passages=generation.catalogue.count("passages"),
        searched=len(matrix),
        answers=measure_latency(answers),
        yardstick=measure_latency(yardstick),
        processor_ratio=statistics.median(one for one, _ in spent) / statistics.median(other for _, other in spent),
    )


def draw_times(measured: Sequence[Measured]) -> str:
    """Return the times as text: a row a stage, two columns a store."""
    stages = list(dict.fromkeys(one.stage for store in measured for one in store.answers))
    heading = ["ms", *(f"{one.store.name} {figure}" for one in measured for figure in ("p50", "p95"))]
    counts = [
        ["passages", *(cell for one in measured for cell in (f"{one.passages:,}", ""))],
        ["of them searched", *(cell for one in measured for cell in (f"{one.searched:,}", ""))],
    ]
    lines = [
        [
            "whole answer" if stage == TOTAL else stage,
            *(cell for one in measured for cell in _cells(one.answers, stage)),
        ]
        for stage in stages
    ]
    steps = [(YARDSTICK, TOTAL), (EMBEDDING, EMBEDDING), (SEARCH, SEARCH)]
    lines += [[label, *(cell for one in measured for cell in _cells(one.yardstick, stage))] for label, stage in steps]
    ratios = ["whole answer / yardstick", *(cell for one in measured for cell in (f"{one.ratio:.1f} x", ""))]
    processor = ["in processor time", *(cell for one in measured for cell in (f"{one.processor_ratio:.1f} x", ""))]
    return draw([heading, *counts, *lines, ratios, processor])


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.latency", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("questions", type=Path, help="question set")
    parser.add_argument("--store", type=Path, action="append", help="a store; given again, another one (data/store)")
    parser.add_argument("--rounds", type=int, default=1, help="how often every question is asked of each store (1)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth case of the set (1: all)")
    given = parser.parse_args()
    given.store = given.store or [Settings().store]
    return given


def _official_vectors(generation: Generation) -> NDArray[np.float32]:
    """Return the unit vectors of the passages that an ordinary question searches."""
    ids, vectors = generation.vectors
    rows = np.searchsorted(ids, generation.catalogue.select(Selection(voices=tuple(SEARCHED_VOICES))))
    return vectors[rows].astype(np.float32)


def _time_yardstick(question: str, archive: Archive, matrix: NDArray[np.float32]) -> dict[str, float]:
    """Return the milliseconds of one embedding and of one exact search."""
    began = time.perf_counter()
    vector = archive.embedder.embed([question])[0]
    embedded = time.perf_counter()
    scores = matrix @ vector
    best = np.argpartition(-scores, min(SEARCHED, len(scores) - 1))[:SEARCHED]
    best[np.argsort(-scores[best])]
    ended = time.perf_counter()
    return {
        EMBEDDING: (embedded - began) * 1000,
        SEARCH: (ended - embedded) * 1000,
        TOTAL: (ended - began) * 1000,
    }


def _cells(times: Sequence[StageTime], stage: str) -> tuple[str, str]:
    found = next((one for one in times if one.stage == stage), None)
    return (f"{found.p50:.1f}", f"{found.p95:.1f}") if found else ("", "")


if __name__ == "__main__":
    sys.exit(main())
