"""Figures: the metrics of a run with their 95% intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from evaluation.judging import Judgement, Outcome, QuoteJudgement
from evaluation.metrics import METRICS, Metric
from evaluation.refusal import area_under_risk, risk_coverage
from evaluation.resampling import interval, ratio, ratio_interval

_CURVE_RESAMPLES = 300  # an AUROC costs a thousand times a ratio

Rows: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A metric's value on a run, with its 95% interval and how many questions it rests on; None where it has none."""

    name: str
    label: str
    about: str
    value: float | None
    low: float | None
    high: float | None
    count: int
    better: str = "higher"


def measure_figures(judgements: Sequence[Judgement], quotes: Sequence[QuoteJudgement] = ()) -> dict[str, Figure]:
    """Return every figure of a run by its name; without a value where no question counts for it."""
    found = [_figure(metric, judgements) for metric in METRICS]
    return {
        figure.name: figure
        for figure in (
            *found,
            _follow_up_loss(judgements),
            _auroc(judgements),
            _aurc(judgements),
            _quote_accuracy(quotes),
        )
    }


def by_kind(judgements: Sequence[Judgement]) -> dict[str, dict[str, float | None]]:
    """Return for each kind of question how many there are, right, wrong and refused, and its hit@5 (None without evidence)."""
    kinds = dict.fromkeys(judged.kind for judged in judgements)
    return {kind: _counts([judged for judged in judgements if judged.kind == kind]) for kind in kinds}


def _counts(judgements: Sequence[Judgement]) -> dict[str, float | None]:
    counted = {outcome.value: float(sum(judged.outcome is outcome for judged in judgements)) for outcome in Outcome}
    hits = [judged.ranking["hit@5"] for judged in judgements if judged.ranking]
    return {"n": float(len(judgements)), **counted, "hit@5": sum(hits) / len(hits) if hits else None}


def _figure(metric: Metric, judgements: Sequence[Judgement]) -> Figure:
    columns = metric.columns(judgements)
    counted = sum(metric.over(judged) for judged in judgements)
    value = float(ratio(columns.sum(axis=0))) if counted else math.nan
    low, high = (
        ratio_interval(columns, [judged.case_id for judged in judgements])
        if not math.isnan(value)
        else (math.nan, math.nan)
    )
    return _known(metric.name, metric.label, metric.about, (value, low, high), counted, better=metric.better)


def _follow_up_loss(judgements: Sequence[Judgement]) -> Figure:
    first, later = (
        next(metric for metric in METRICS if metric.name == name).columns(judgements)
        for name in ("first_turn_hit@5", "later_turn_hit@5")
    )

    def loss(rows: Rows) -> float:
        return float(ratio(first[rows].sum(axis=0)) - ratio(later[rows].sum(axis=0)))

    turns = int(first[:, 1].sum() + later[:, 1].sum())
    about = (
        "hit@5 of the questions that open a conversation, less that of those that follow: what is lost by leaning back."
    )
    return _known("follow_up_loss", "follow-up loss", about, _with_interval(loss, judgements), turns, better="lower")


def _auroc(judgements: Sequence[Judgement]) -> Figure:
    """Area under the ROC curve of the confidence, by scikit-learn."""
    from sklearn.metrics import roc_auc_score  # late: it takes a second, and every console command would wait for it

    rated = [judged for judged in judgements if judged.confidence is not None]
    labels = np.array([judged.answerable for judged in rated], dtype=bool)
    scores = np.array([judged.confidence for judged in rated], dtype=float)

    def area(rows: Rows) -> float:
        return float(roc_auc_score(labels[rows], scores[rows])) if len(set(labels[rows])) == 2 else math.nan

    values = _with_interval(area, rated)
    about = "How often an answerable question has the higher confidence than one that is not (Hanley and McNeil 1982)."
    return _known("refusal_auroc", "refusal AUROC", about, values, len(rated))


def _aurc(judgements: Sequence[Judgement]) -> Figure:
    rated = [judged for judged in judgements if judged.confidence is not None]

    def area(rows: Rows) -> float:
        return area_under_risk(risk_coverage([rated[row] for row in rows]))

    about = "Area under the risk/coverage curve: mean share of wrong answers over all coverages (Geifman and El-Yaniv 2017)."
    return _known("aurc", "AURC", about, _with_interval(area, rated), len(rated), better="lower")


def _quote_accuracy(quotes: Sequence[QuoteJudgement]) -> Figure:
    columns = np.array([(float(check.passed), 1.0) for check in quotes]).reshape(-1, 2)
    value = float(ratio(columns.sum(axis=0))) if quotes else math.nan
    low, high = ratio_interval(columns, [check.id for check in quotes]) if quotes else (math.nan, math.nan)
    about = "Share of the quote checks whose verdict is the expected one."
    return _known("quote_check", "quote checks", about, (value, low, high), len(quotes))


def _with_interval(area: Callable[[Rows], float], rated: Sequence[Judgement]) -> tuple[float, float, float]:
    if not rated:
        return math.nan, math.nan, math.nan
    value = area(np.arange(len(rated)))
    if math.isnan(value):
        return math.nan, math.nan, math.nan
    return value, *interval(area, [judged.case_id for judged in rated], resamples=_CURVE_RESAMPLES)


def _known(
    name: str, label: str, about: str, values: tuple[float, float, float], count: int, *, better: str = "higher"
) -> Figure:
    value, low, high = (None if math.isnan(number) else round(number, 4) for number in values)
    return Figure(name=name, label=label, about=about, value=value, low=low, high=high, count=count, better=better)
