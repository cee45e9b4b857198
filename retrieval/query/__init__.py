"""Query: what a question asks for: speakers, periods, kinds, parts, and what it leans on."""

from retrieval.query.answer_type import find_named_answers, holds_expected, holds_number, is_said
from retrieval.query.asked_values import counts_asked, find_values, lacks_number
from retrieval.query.filters import read_question
from retrieval.query.follow_up import (
    leans_back,
    mark_change,
    mark_return,
    measure_leaning,
    measure_nearness,
    points_back,
    read_ellipsis,
)
from retrieval.query.people import is_of_country
from retrieval.query.periods import Period, Tie, days_after, find_periods
from retrieval.query.scope import check_scope, describe_language
from retrieval.query.sub_questions import SubQuestion, read_sub_questions
from retrieval.query.unknown_names import unknown_names

__all__ = [
    "Period",
    "SubQuestion",
    "Tie",
    "check_scope",
    "counts_asked",
    "days_after",
    "describe_language",
    "find_named_answers",
    "find_periods",
    "find_values",
    "holds_expected",
    "holds_number",
    "is_of_country",
    "is_said",
    "lacks_number",
    "leans_back",
    "mark_change",
    "mark_return",
    "measure_leaning",
    "measure_nearness",
    "points_back",
    "read_ellipsis",
    "read_question",
    "read_sub_questions",
    "unknown_names",
]
