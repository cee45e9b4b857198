"""Question sets to figures. What is listed here is what the console, the page and the benchmarks may use."""

from evaluation.asking import PREDICTIONS, Manifest, Told, make_question
from evaluation.cases import CASES, JUNIT
from evaluation.evaluate import PAGE, evaluate, make_manifest
from evaluation.figures import Figure, measure_figures
from evaluation.judging import Judgement, Outcome, Stage, judge
from evaluation.predictions import Prediction, read_predictions
from evaluation.questions import Item, QuestionSet
from evaluation.reading import InvalidQuestionSetError, parse_questions, read_questions
from evaluation.report import REPORT, Report, read_report
from evaluation.runs import KeptRun, choose_folder, list_runs

__all__ = [
    "CASES",
    "JUNIT",
    "PAGE",
    "PREDICTIONS",
    "REPORT",
    "Figure",
    "InvalidQuestionSetError",
    "Item",
    "Judgement",
    "KeptRun",
    "Manifest",
    "Outcome",
    "Prediction",
    "QuestionSet",
    "Report",
    "Stage",
    "Told",
    "choose_folder",
    "evaluate",
    "judge",
    "list_runs",
    "make_manifest",
    "make_question",
    "measure_figures",
    "parse_questions",
    "read_predictions",
    "read_questions",
    "read_report",
]
