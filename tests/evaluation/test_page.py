"""The report's page: self-contained, complete, and deaf to what a question set or an archive would have it do."""

from __future__ import annotations

import re
from dataclasses import replace

from evaluation import PREDICTIONS, read_predictions
from evaluation.comparison import compare_runs
from evaluation.judging import Outcome
from evaluation.page import render_page
from evaluation.questions import AnswerableCase, QuestionSet
from tests.evaluation.conftest import Run

HOSTILE = '</script><img src=x onerror="alert(1)">'


def test_the_page_needs_nothing_beside_it(run: Run) -> None:
    page = (run.folder / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"""<(?:script|img|iframe|link)[^>]+(?:src|href)=["'](?!data:)""", page)
    assert not re.search(r"url\((?!data:|#)", page)


def test_the_page_shows_every_failed_case_with_its_stage_and_its_gold_words(run: Run) -> None:
    page = (run.folder / "report.html").read_text(encoding="utf-8")
    for one in run.report.judgements:
        assert (f'id="{one.id}"' in page) is one.failed
    assert page.count("<svg") == 4
    for heading in ("Which stage is to blame", "Quote checks", "All figures", "Time and memory", "Failed cases"):
        assert heading in page


def test_what_a_question_set_says_stays_text(run: Run) -> None:
    first = next(case for case in run.questions.cases if isinstance(case, AnswerableCase))
    hostile = first.model_copy(update={"answer": HOSTILE, "must_include": (HOSTILE,)})
    questions = QuestionSet(name=f"{HOSTILE}.jsonl", cases=(hostile, *run.questions.cases[1:]))
    judgements = [
        replace(one, question=HOSTILE, outcome=Outcome.WRONG, detail=HOSTILE) if one.id == first.id else one
        for one in run.report.judgements
    ]
    manifest = run.report.run.model_copy(update={"questions_name": questions.name})
    predictions = read_predictions(run.folder / PREDICTIONS)
    predictions[first.id] = predictions[first.id].model_copy(update={"text": HOSTILE, "resolved_question": HOSTILE})
    page = render_page(replace(run.report, judgements=judgements, run=manifest), questions, predictions)
    assert "<img" not in page
    assert page.count("</script>") == 1


def test_a_comparison_is_shown_side_by_side(run: Run) -> None:
    worse = [
        replace(one, outcome=Outcome.WRONG) if one.outcome is Outcome.RIGHT else one for one in run.report.judgements
    ]
    after = replace(run.report, judgements=worse)
    predictions = read_predictions(run.folder / PREDICTIONS)
    comparison = compare_runs(run.report, after)
    page = render_page(after, run.questions, predictions, comparison=comparison, earlier=predictions)
    assert f"<strong>0 won, {len(comparison.lost)} lost</strong>" in page
    assert page.count("<h4>then</h4>") == page.count("<h4>now</h4>") == len(comparison.lost)
