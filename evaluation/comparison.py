"""Comparison of two runs over the same questions and archive: cases won and lost, and whether by chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from evaluation.asking import Manifest
from evaluation.judging import Judgement, QuoteJudgement, Stage
from evaluation.metrics import METRICS
from evaluation.report import Report
from evaluation.resampling import mcnemar, ratio, ratio_difference
from retrieval import UsageError

Judged: TypeAlias = Judgement | QuoteJudgement


class IncomparableError(UsageError):
    """Two runs are not of the same questions over the same archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A figure in both runs: ``after - before`` with its 95% interval and two-sided p, by the paired bootstrap."""

    name: str
    label: str
    before: float
    after: float
    low: float
    high: float
    p: float
    better: str

    @property
    def improved(self) -> bool:
        """Whether the change is in the direction that is better."""
        return (self.after > self.before) if self.better == "higher" else (self.after < self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One case in both runs."""

    id: str
    kind: str
    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunComparison:
    """Run ``after`` against run ``before``: cases won and lost, McNemar's exact two-sided p, and every figure of both.

    ``settings`` says what else differs between the runs, as (what, then, now).
    """

    settings: list[tuple[str, str, str]]
    won: list[Pair]
    lost: list[Pair]
    both_passed: int
    both_failed: int
    mcnemar_p: float
    changes: list[FigureChange]


def check_comparable(before: Manifest, after: Manifest) -> None:
    """Raise IncomparableError, which names what differs, unless two runs are of the same questions and archive."""
    differing = [
        f"the {name} ({getattr(before, field)[:12]} then, {getattr(after, field)[:12]} now)"
        for name, field in (("question set", "questions"), ("archive", "archive"))
        if getattr(before, field) != getattr(after, field)
    ]
    if differing:
        raise IncomparableError(
            f"the runs cannot be compared: {' and '.join(differing)} differ; run both over the same questions and releases"
        )


def compare_runs(before: Report, after: Report) -> RunComparison:
    """Return what changed from one run to another; raises IncomparableError."""
    check_comparable(before.run, after.run)
    earlier: dict[str, Judged] = {judged.id: judged for judged in _judged(before)}
    pairs = [(earlier[judged.id], judged) for judged in _judged(after)]
    won = [_pair(then, now) for then, now in pairs if now.passed and not then.passed]
    lost = [_pair(then, now) for then, now in pairs if then.passed and not now.passed]
    return RunComparison(
        settings=_differing(before.run, after.run),
        won=won,
        lost=lost,
        both_passed=sum(then.passed and now.passed for then, now in pairs),
        both_failed=sum(not then.passed and not now.passed for then, now in pairs),
        mcnemar_p=mcnemar(len(won), len(lost)),
        changes=_changes(before, after),
    )


def _differing(before: Manifest, after: Manifest) -> list[tuple[str, str, str]]:
    shown = (
        ("caution", "caution"),
        ("embedding_model", "embedding model"),
        ("reranker", "cross-encoder"),
        ("model", "language model"),
        ("passages", "passages"),
        ("jobs", "asked at a time"),
    )
    found = [(name, f"{getattr(before, field)}", f"{getattr(after, field)}") for field, name in shown]
    found.append(("program", before.program[:12], after.program[:12]))
    return [(name, then, now) for name, then, now in found if then != now]


def _judged(report: Report) -> list[Judged]:
    return [*report.judgements, *report.quotes]


def _changes(before: Report, after: Report) -> list[FigureChange]:
    """Return every figure that both runs have, in the order of the metrics."""
    case_ids = [judged.case_id for judged in after.judgements]
    found: list[FigureChange] = []
    for metric in METRICS:
        first, second = metric.columns(before.judgements), metric.columns(after.judgements)
        values = [float(ratio(columns.sum(axis=0))) for columns in (first, second)]
        if values[0] == values[0] and values[1] == values[1]:  # neither is nan
            low, high, p = ratio_difference(first, second, case_ids)
            found.append(
                FigureChange(name=metric.name, label=metric.label, before=values[0], after=values[1], low=low, high=high, p=p,
                       better=metric.better)
            )  # fmt: skip
    return found


def _pair(before: Judged, after: Judged) -> Pair:
    kind, question = ("quote-check", after.quote) if isinstance(after, QuoteJudgement) else (after.kind, after.question)
    return Pair(id=after.id, kind=kind, question=question, before=_said(before), after=_said(after))


def _said(judged: Judged) -> str:
    if isinstance(judged, QuoteJudgement):
        return judged.found
    told = judged.stage.value if judged.stage and judged.stage is not Stage.REFUSED else ""
    return f"{judged.outcome.value} ({told})" if told else judged.outcome.value
