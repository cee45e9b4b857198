"""A run over the sample archive, made once: a few cases of every kind, asked for real."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from evaluation import QuestionSet, Report, evaluate, read_questions
from retrieval import Archive
from tests.conftest import PROJECT

SAMPLE_QUESTIONS = PROJECT / "data" / "sample-questions.jsonl"
TAKEN = {"number": 3, "speaker": 2, "unanswerable": 2, "false-premise": 1, "conversation": 2, "quote-check": 3}


@dataclass(frozen=True)
class Run:
    """A finished run: its questions, its folder, its report."""

    questions: QuestionSet
    folder: Path
    report: Report


@pytest.fixture(scope="session")
def few_questions() -> QuestionSet:
    """The first cases of some kinds of the sample's set, after one that no answer passes."""
    whole = read_questions(SAMPLE_QUESTIONS)
    chosen = [case for kind, count in TAKEN.items() for case in whole.narrowed(kinds=(kind,), limit=count).cases]
    hopeless = chosen[0].model_copy(update={"id": "hopeless", "must_include": ("words that no release holds",)})
    return QuestionSet(name="few.jsonl", cases=(hopeless, *chosen))


@pytest.fixture(scope="session")
def run(few_questions: QuestionSet, sample_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The few questions, asked of the sample archive."""
    folder = tmp_path_factory.mktemp("runs") / "first"
    report, _ = evaluate(few_questions, sample_archive, folder)
    return Run(questions=few_questions, folder=folder, report=report)
