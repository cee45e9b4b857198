"""Question sets to figures. What is listed here is what the console, the page and the benchmarks may use."""

from evaluation.asking import Manifest, read_manifest
from evaluation.evaluate import PAGE, evaluate
from evaluation.figures import Figure, measure
from evaluation.judging import Judgement, Outcome, Stage, judge
from evaluation.predictions import Prediction, read_predictions
from evaluation.questions import Item, QuestionSet
from evaluation.reading import InvalidQuestionSetError, parse_questions, read_questions
from evaluation.report import Report, read_report

__all__ = [
    "PAGE",
    "Figure",
    "InvalidQuestionSetError",
    "Item",
    "Judgement",
    "Manifest",
    "Outcome",
    "Prediction",
    "QuestionSet",
    "Report",
    "Stage",
    "evaluate",
    "judge",
    "measure",
    "parse_questions",
    "read_manifest",
    "read_predictions",
    "read_questions",
    "read_report",
]
