"""A few questions of the sample's set, with what the sample archive has for each."""

from __future__ import annotations

import pytest

from benchmarks.training import Example, gather
from evaluation import QuestionSet, read_questions
from retrieval import Archive
from tests.conftest import PROJECT

SAMPLE_QUESTIONS = PROJECT / "data" / "sample-questions.jsonl"
TAKEN = {"number": 4, "when": 3, "unanswerable": 4, "conversation": 1}


@pytest.fixture(scope="session")
def few_questions() -> QuestionSet:
    """The first cases of some kinds of the sample's set."""
    whole = read_questions(SAMPLE_QUESTIONS)
    chosen = [case for kind, count in TAKEN.items() for case in whole.narrowed(kinds=(kind,), limit=count).cases]
    return QuestionSet(name="few.jsonl", cases=tuple(chosen))


@pytest.fixture(scope="session")
def examples(few_questions: QuestionSet, sample_archive: Archive) -> list[Example]:
    """The few questions, with what is found for each."""
    return list(gather(few_questions, sample_archive))
