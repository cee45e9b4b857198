"""Figures: the metrics of a handful of judgements, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation.figures import by_kind, measure_figures
from evaluation.judging import Judgement, Outcome, QuoteJudgement
from evaluation.latency import measure_latency
from evaluation.refusal import Risk, area_under_risk, risk_coverage

RIGHT, WRONG, REFUSED = Outcome.RIGHT, Outcome.WRONG, Outcome.REFUSED


def judgement(number: int, group: str, outcome: Outcome, **values: Any) -> Judgement:
    return Judgement(
        id=f"q-{number}",
        case_id=f"q-{number}",
        kind=values.pop("kind", group),
        group=group,
        question="?",
        outcome=outcome,
        **values,
    )


JUDGED = [
    judgement(
        1,
        "answerable",
        RIGHT,
        confidence=0.9,
        citations=2,
        good_citations=1,
        evidence=1,
        evidence_cited=1,
        speaker_right=True,
    ),
    judgement(
        2,
        "answerable",
        RIGHT,
        confidence=0.8,
        citations=1,
        good_citations=1,
        evidence=2,
        evidence_cited=1,
        speaker_right=False,
    ),
    judgement(3, "answerable", WRONG, confidence=0.7, citations=1, evidence=1),
    judgement(4, "answerable", REFUSED, confidence=0.2, evidence=1, withheld_right=True),
    judgement(5, "unanswerable", REFUSED, confidence=0.1, withheld_right=False),
    judgement(6, "unanswerable", WRONG, confidence=0.6),
]


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        ("right", 2 / 4, 4),
        ("wrong", 1 / 4, 4),
        ("refused_answerable", 1 / 4, 4),
        ("reliability", (2 - 1 + 1 - 1) / 6, 6),
        ("cited", 2 / 4, 4),
        ("citation_precision", 2 / 4, 4),
        ("citation_recall", 2 / 5, 4),
        ("speaker", 1 / 2, 2),
        ("refusal_recall", 1 / 2, 2),
        ("refusal_precision", 1 / 2, 2),
        ("refusal_f1", 1 / 2, 6),
        ("refusal_auroc", 7 / 8, 6),  # of 4 x 2 pairs, .2 against .6 is the wrong way round
    ],
)
def test_a_figure(name: str, value: float, count: int) -> None:
    figure = measure_figures(JUDGED)[name]
    assert figure.value == pytest.approx(value, abs=1e-4)
    assert figure.count == count
    assert figure.low is not None
    assert figure.high is not None
    assert figure.low <= figure.value <= figure.high


def test_a_figure_that_nothing_counts_for_has_no_value() -> None:
    assert measure_figures([])["right"].value is None
    assert measure_figures(JUDGED)["hit@5"].value is None
    assert measure_figures(JUDGED)["quote_check"].value is None


def test_follow_up_loss_is_what_later_turns_lose() -> None:
    turns = [
        judgement(n, group, RIGHT, ranking={"hit@5": hit}, alone_hit=alone)
        for n, (group, hit, alone) in enumerate(
            [
                ("first-turn", 1.0, None),
                ("first-turn", 1.0, None),
                ("later-turn", 1.0, False),
                ("later-turn", 0.0, True),
            ]
        )
    ]
    figures = measure_figures(turns)
    assert figures["first_turn_hit@5"].value == 1.0
    assert figures["later_turn_hit@5"].value == 0.5
    assert figures["alone_hit@5"].value == 0.5
    assert figures["follow_up_loss"].value == 0.5


def test_counts_by_kind() -> None:
    counted = by_kind(JUDGED)
    assert counted["answerable"] == {"n": 4, "right": 2, "wrong": 1, "refused": 1, "missing": 0, "hit@5": None}
    assert counted["unanswerable"]["refused"] == 1


def test_the_risk_curve_takes_what_a_refusal_kept_back() -> None:
    points = risk_coverage(JUDGED)
    assert [(point.confidence, round(point.risk, 3)) for point in points] == [
        (0.9, 0.0), (0.8, 0.0), (0.7, 0.333), (0.6, 0.5), (0.2, 0.4), (0.1, 0.5),
    ]  # fmt: skip
    assert points[-1].coverage == 1.0
    assert area_under_risk(points) == pytest.approx(sum(point.risk for point in points) / 6)


def test_questions_of_one_confidence_are_answered_together() -> None:
    same = [judgement(n, "answerable", outcome, confidence=0.5) for n, outcome in enumerate((RIGHT, WRONG))]
    assert risk_coverage(same) == [Risk(confidence=0.5, coverage=1.0, risk=0.5)]
    assert risk_coverage([]) == []


def test_quote_checks_have_a_figure() -> None:
    quotes = [
        QuoteJudgement(id=f"k-{n}", quote="x", claimed_speaker=None, expected="verbatim", found=found)
        for n, found in enumerate(("verbatim", "altered", "verbatim", "verbatim"))
    ]
    assert measure_figures([], quotes)["quote_check"].value == 0.75


def test_latency_by_stage() -> None:
    stages = {
        one.stage: one
        for one in measure_latency([{"search": 30.0, "total": 40.0}, {"search": 10.0, "total": 60.0}, {}])
    }
    assert (stages["total"].p50, stages["total"].share) == (50.0, 1.0)
    assert (stages["search"].p50, stages["search"].share) == (20.0, 0.4)
    assert stages["other"].share == 0.6
    assert measure_latency([{}]) == []
