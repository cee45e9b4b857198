"""Comparison: two runs of one set, case by case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.comparison import IncomparableError, check_comparable, compare_runs
from evaluation.judging import Judgement, Outcome
from evaluation.report import Report
from tests.evaluation.conftest import Run


def flipped(report: Report, *, to_right: int, to_wrong: int) -> Report:
    """Return the report with some answerable questions that failed made right, and some that were right made wrong."""
    left = {Outcome.RIGHT: to_wrong, Outcome.WRONG: to_right, Outcome.REFUSED: to_right}
    changed: list[Judgement] = []
    for one in report.judgements:
        other = Outcome.WRONG if one.outcome is Outcome.RIGHT else Outcome.RIGHT
        take = one.answerable and left[one.outcome] > 0
        left[one.outcome] -= take
        changed.append(replace(one, outcome=other) if take else one)
    return replace(report, judgements=changed)


def test_a_run_against_itself_has_nothing_won_and_nothing_lost(run: Run) -> None:
    found = compare_runs(run.report, run.report)
    assert (found.won, found.lost, found.mcnemar_p, found.settings) == ([], [], 1.0, [])
    assert found.both_passed + found.both_failed == len(run.report.judgements) + len(run.report.quotes)
    assert all(change.before == change.after for change in found.changes)


def test_what_was_lost_is_named_case_by_case(run: Run) -> None:
    worse = flipped(run.report, to_right=0, to_wrong=2)
    found = compare_runs(run.report, worse)
    right_before = [one.id for one in run.report.judgements if one.answerable and one.outcome is Outcome.RIGHT]
    assert [pair.id for pair in found.lost] == right_before[:2]
    assert found.lost[0].before.startswith("right")
    assert found.lost[0].after.startswith("wrong")
    assert found.mcnemar_p == pytest.approx(0.5)
    assert [pair.id for pair in compare_runs(worse, run.report).won] == right_before[:2]


def test_what_differs_in_the_settings_is_said(run: Run) -> None:
    bolder = replace(run.report, run=run.report.run.model_copy(update={"caution": 0.1, "program": "f" * 64}))
    assert [name for name, _, _ in compare_runs(run.report, bolder).settings] == ["caution", "program"]


@pytest.mark.parametrize(("field", "said"), [("questions", "the question set"), ("archive", "the archive")])
def test_runs_of_other_questions_or_releases_are_not_compared(run: Run, field: str, said: str) -> None:
    other = run.report.run.model_copy(update={field: "0" * 64})
    with pytest.raises(IncomparableError, match=said):
        check_comparable(run.report.run, other)
