"""The cases of a report for other programs: CSV for spreadsheets, JUnit XML for those that show test results."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from junitparser import Failure, JUnitXml, TestCase, TestSuite

from evaluation.judging import Judgement, QuoteJudgement
from evaluation.predictions import Prediction
from evaluation.questions import QuestionSet
from evaluation.report import Report
from retrieval import write_csv

CASES, JUNIT = "cases.csv", "junit.xml"
_COLUMNS = (
    "id", "kind", "group", "question", "understood_as", "outcome", "passed", "stage", "detail", "rank", "release_hit_5",
    "citations", "good_citations", "speaker_right", "confidence", "total_ms", "answer", "must_include",
)  # fmt: skip


def write_cases(report: Report, questions: QuestionSet, predictions: Mapping[str, Prediction], path: Path) -> None:
    """Write a table with a row for each question and each quote check."""
    wanted = {item.id: item.must_include for item in questions.items}
    rows = [_row(judged, predictions.get(judged.id), wanted[judged.id]) for judged in report.judgements]
    rows += [_quote_row(check) for check in report.quotes]
    table = write_csv(_COLUMNS, ([row.get(name, "") for name in _COLUMNS] for row in rows))
    path.write_text(table, encoding="utf-8", newline="")


def write_junit(report: Report, path: Path) -> None:
    """Write every case as a test case, a suite for each kind; a failure says the outcome and the stage to blame."""
    suites: dict[str, TestSuite] = {}
    for judged in report.judgements:
        said = f"{judged.outcome.value}: {judged.stage.value if judged.stage else 'no stage'}; {judged.detail}"
        _add(suites, judged.kind, f"{judged.id} {judged.question}", judged.timings_ms, said if judged.failed else None)
    for check in report.quotes:
        said = f"expected {check.expected}, found {check.found}"
        _add(suites, "quote-check", f"{check.id} {check.quote}", check.timings_ms, None if check.passed else said)
    xml = JUnitXml(report.run.questions_name)
    for suite in suites.values():
        suite.update_statistics()  # type: ignore[no-untyped-call]
        xml.add_testsuite(suite)
    xml.update_statistics()  # type: ignore[no-untyped-call]
    xml.write(str(path), pretty=True)


def _add(
    suites: dict[str, TestSuite], kind: str, name: str, timings_ms: Mapping[str, float], failure: str | None
) -> None:
    case = TestCase(name, classname=kind, time=timings_ms.get("total", 0.0) / 1000)
    if failure:
        case.result = [Failure(failure)]
    suites.setdefault(kind, TestSuite(kind)).add_testcase(case)


def _row(judged: Judgement, prediction: Prediction | None, must_include: tuple[str, ...]) -> dict[str, object]:
    return {
        "id": judged.id, "kind": judged.kind, "group": judged.group, "question": judged.question,
        "understood_as": prediction.resolved_question if prediction else "", "outcome": judged.outcome.value,
        "passed": judged.passed, "stage": judged.stage.value if judged.stage else "", "detail": judged.detail,
        "rank": judged.rank or "", "release_hit_5": judged.ranking.get("release_hit@5", ""), "citations": judged.citations,
        "good_citations": judged.good_citations,
        "speaker_right": "" if judged.speaker_right is None else judged.speaker_right,
        "confidence": "" if judged.confidence is None else judged.confidence, "total_ms": judged.timings_ms.get("total", ""),
        "answer": prediction.text if prediction else "", "must_include": "|".join(must_include),
    }  # fmt: skip


def _quote_row(check: QuoteJudgement) -> dict[str, object]:
    return {
        "id": check.id, "kind": "quote-check", "group": "quote-check", "question": check.quote, "outcome": check.found,
        "passed": check.passed, "detail": f"expected {check.expected}", "total_ms": check.timings_ms.get("total", ""),
    }  # fmt: skip
