"""Charts of a report as SVG, drawn by Vega-Lite (vl-convert) without a browser or a network.

Their colours are the page's own CSS variables, so that one picture serves light and dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias, get_args

import numpy as np

from evaluation.judging import Judgement, Outcome
from evaluation.questions import FIRST_TURN, LATER_TURN, AnswerableKind, UnanswerableKind
from evaluation.refusal import Risk
from evaluation.report import Report

Spec: TypeAlias = dict[str, Any]

_WIDTH, _HEIGHT = 430, 220
_BINS = 24
_SHOWN_PERCENTILE = 99
_INK, _QUIET, _LINE, _ACCENT = "var(--ink)", "var(--quiet)", "var(--line)", "var(--accent)"
_OUTCOME_COLOURS = {"right": _ACCENT, "rightly refused": "var(--good)", "wrong": "var(--bad)", "refused": "var(--idle)",
                   "missing": _LINE}  # fmt: skip
_CONFIG: Spec = {
    "background": "transparent",
    "font": "inherit",
    "view": {"stroke": None},
    "axis": {
        "labelColor": _QUIET, "titleColor": _QUIET, "gridColor": _LINE, "domainColor": _LINE, "tickColor": _LINE,
        "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "titlePadding": 8, "labelPadding": 6,
    },
    "legend": {"labelColor": _INK, "title": None, "orient": "bottom", "labelFontSize": 12, "symbolType": "square", "columns": 3},
}  # fmt: skip


def draw_charts(report: Report) -> dict[str, str]:
    """Return the report's charts as SVG by name; one that has nothing to show is left out."""
    charts = {
        "hits": _hits(report.hit_curve) if report.hit_curve else None,
        "risk": _risk(report.risk_curve, caution=report.run.caution) if report.risk_curve else None,
        "latency": _latency(report.judgements) if report.latency else None,
        "kinds": _kinds(report.judgements) if report.judgements else None,
    }
    return {name: _svg(spec) for name, spec in charts.items() if spec}


def _hits(curve: Sequence[float]) -> Spec:
    values = [{"k": k, "share": share} for k, share in enumerate(curve, 1)]
    return {
        "data": {"values": values},
        "width": _WIDTH,
        "height": _HEIGHT,
        "mark": {
            "type": "line",
            "color": _ACCENT,
            "strokeWidth": 2,
            "point": {"color": _ACCENT, "size": 36, "filled": True},
        },
        "encoding": {
            "x": _axis("k", "passages looked at (k)", grid=False, values=[1, 3, 5, 10, 15, 20]),
            "y": _percent("share", "questions with a gold passage among them", top=1),
        },
    }


def _risk(points: Sequence[Risk], *, caution: float) -> Spec:
    values = [{"coverage": point.coverage, "risk": point.risk} for point in points]
    chosen = [point for point in points if point.confidence >= caution]
    here = (
        [{"coverage": chosen[-1].coverage, "risk": chosen[-1].risk, "name": f"caution {caution:g}"}] if chosen else []
    )
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "encoding": {
            "x": _percent("coverage", "questions answered", grid=False),
            "y": _percent("risk", "of those, wrong", top=1),
        },
        "layer": [
            {
                "data": {"values": values},
                "mark": {"type": "line", "color": _ACCENT, "strokeWidth": 2, "interpolate": "step-before"},
            },
            {"data": {"values": here}, "mark": {"type": "point", "color": "var(--bad)", "filled": True, "size": 90}},
            {
                "data": {"values": here},
                "mark": {"type": "text", "color": _INK, "align": "right", "dx": -8, "dy": -12, "fontSize": 12},
                "encoding": {"text": {"field": "name"}},
            },
        ],
    }


def _latency(judgements: Sequence[Judgement]) -> Spec:
    times = [judged.timings_ms["total"] for judged in judgements if "total" in judged.timings_ms]
    # A single slow answer would press all others into one bar: the last bar holds what is slower than that.
    slowest = float(np.percentile(times, _SHOWN_PERCENTILE))
    values = [{"ms": min(time, slowest)} for time in times]
    beyond = sum(time > slowest for time in times)
    title = "milliseconds a whole answer" + (
        f" ({beyond} slower than {slowest:.0f} ms in the last bar)" if beyond else ""
    )
    return {
        "data": {"values": values},
        "width": _WIDTH,
        "height": _HEIGHT,
        "mark": {"type": "bar", "color": _ACCENT},
        "encoding": {
            "x": {**_axis("ms", title, grid=False), "bin": {"maxbins": _BINS}},
            "y": {"aggregate": "count", "type": "quantitative", "title": "answers", "axis": {"tickMinStep": 1}},
        },
    }


def _kinds(judgements: Sequence[Judgement]) -> Spec:
    counted: dict[tuple[str, str], int] = {}
    for judged in judgements:
        outcome = "rightly refused" if judged.passed and judged.outcome is Outcome.REFUSED else judged.outcome.value
        counted[judged.kind, outcome] = counted.get((judged.kind, outcome), 0) + 1
    values = [
        {"kind": kind, "outcome": outcome, "count": count, "order": list(_OUTCOME_COLOURS).index(outcome)}
        for (kind, outcome), count in counted.items()
    ]
    order = [*get_args(AnswerableKind), *get_args(UnanswerableKind), FIRST_TURN, LATER_TURN]
    present = [name for name in _OUTCOME_COLOURS if any(value["outcome"] == name for value in values)]
    return {
        "data": {"values": values},
        "width": _WIDTH - 50,
        "height": {"step": 20},
        "mark": {"type": "bar", "height": 14},
        "encoding": {
            "y": {"field": "kind", "type": "nominal", "title": None, "sort": order,
                  "axis": {"labelColor": _INK, "ticks": False, "domain": False}},
            "x": {"field": "count", "type": "quantitative", "title": "questions", "axis": {"tickMinStep": 1}},
            "color": {"field": "outcome", "type": "nominal",
                      "scale": {"domain": present, "range": [_OUTCOME_COLOURS[name] for name in present]}},
            "order": {"field": "order"},
        },
    }  # fmt: skip


def _axis(field: str, title: str, *, grid: bool = True, values: Sequence[int] = ()) -> Spec:
    axis: Spec = {"grid": grid, **({"values": list(values)} if values else {})}
    return {"field": field, "type": "quantitative", "title": title, "axis": axis}


def _percent(field: str, title: str, *, grid: bool = True, top: float = 1) -> Spec:
    scale = {"domain": [0, top]}
    return {
        "field": field,
        "type": "quantitative",
        "title": title,
        "scale": scale,
        "axis": {"format": "%", "grid": grid, "tickCount": 5},
    }


def _svg(spec: Spec) -> str:
    """Return a Vega-Lite specification as SVG that scales with the page."""
    import vl_convert  # late: large, and only a report needs it

    drawn = vl_convert.vegalite_to_svg(
        {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", **spec, "config": _CONFIG}
    )
    return str(drawn)
