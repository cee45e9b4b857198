"""Evaluates an archive with a question set, and writes the report."""

from __future__ import annotations

from pathlib import Path

from evaluation.asking import PREDICTIONS, Manifest, Told, ask_all
from evaluation.cases import CASES, JUNIT, write_cases, write_junit
from evaluation.comparison import RunComparison, check_comparable, compare_runs
from evaluation.fingerprints import archive_fingerprint, program_fingerprint
from evaluation.page import write_page
from evaluation.predictions import read_predictions
from evaluation.questions import QuestionSet
from evaluation.report import REPORT, Report, make_report, read_report, write_report
from evaluation.trec import write_trec
from retrieval import PROMPT_VERSION, Archive

PAGE, _TREC = "report.html", "trec"


def evaluate(
    questions: QuestionSet,
    archive: Archive,
    out: Path,
    *,
    jobs: int = 1,
    compare_with: Path | None = None,
    told: Told = lambda _done, _all: None,
) -> tuple[Report, RunComparison | None]:
    """Ask every case, judge the answers, and write all files of the run into ``out``; return the report.

    ``jobs`` cases are asked at a time (their latencies then say little). ``compare_with`` is the folder of an earlier run.
    Raises UsageError, before anything is asked, where the folder or the earlier run cannot be used.
    """
    manifest = make_manifest(questions, archive, jobs=jobs)
    earlier = read_report(compare_with) if compare_with else None
    if earlier:
        check_comparable(earlier.run, manifest)
    before = read_predictions(compare_with / PREDICTIONS) if compare_with else {}
    archive.warm()  # else the first answer's time would be that of loading the model
    finished = ask_all(questions, archive, out, manifest=manifest, told=told)
    report, rankings = make_report(questions, archive, out, manifest=finished)
    predictions = read_predictions(out / PREDICTIONS)
    comparison = compare_runs(earlier, report) if earlier else None
    write_report(report, out / REPORT)
    write_cases(report, questions, predictions, out / CASES)
    write_junit(report, out / JUNIT)
    write_trec(rankings, out / _TREC)
    write_page(report, questions, predictions, out / PAGE, comparison=comparison, earlier=before)
    return report, comparison


def make_manifest(questions: QuestionSet, archive: Archive, *, jobs: int = 1) -> Manifest:
    """Return the manifest of a run of these questions over this archive."""
    coverage = archive.coverage()
    return Manifest(
        questions_name=questions.name,
        questions=questions.fingerprint,
        archive=archive_fingerprint(archive),
        program=program_fingerprint(),
        generation=coverage.generation,
        embedding_model=coverage.embedding_model,
        reranker=archive.answerer.reranker.name if archive.answerer.reranker else "",
        model=f"{archive.model}, prompt {PROMPT_VERSION}" if archive.model else "",
        releases=coverage.releases,
        passages=coverage.passages,
        caution=archive.answerer.tools.caution,
        jobs=jobs,
    )
