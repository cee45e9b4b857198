"""Query: what a question asks for: speakers, periods, kinds, parts, and what it leans on."""

from retrieval.query.answer_type import asks_time, find_named_answers, holds_expected, holds_number, is_said
from retrieval.query.asked_values import counts_asked, find_values, lacks_value
from retrieval.query.asking import word_question
from retrieval.query.filters import read_question
from retrieval.query.follow_up import (
    asks_for_more,
    counts_through,
    has_clause,
    is_bare,
    leans_back,
    mark_change,
    mark_return,
    measure_leaning,
    measure_nearness,
    points_back,
    read_correction,
    read_ellipsis,
    read_nth,
)
from retrieval.query.people import NamedSpeaker, is_of_country, resolve_speaker
from retrieval.query.periods import Period, Tie, days_after, find_periods
from retrieval.query.restating import restate
from retrieval.query.scope import check_scope, describe_language
from retrieval.query.sub_questions import SubQuestion, read_sub_questions
from retrieval.query.topic import names_no_topic
from retrieval.query.understanding import understand
from retrieval.query.unknown_names import unknown_names

__all__ = [
    "NamedSpeaker",
    "Period",
    "SubQuestion",
    "Tie",
    "asks_for_more",
    "asks_time",
    "check_scope",
    "counts_asked",
    "counts_through",
    "days_after",
    "describe_language",
    "find_named_answers",
    "find_periods",
    "find_values",
    "has_clause",
    "holds_expected",
    "holds_number",
    "is_bare",
    "is_of_country",
    "is_said",
    "lacks_value",
    "leans_back",
    "mark_change",
    "mark_return",
    "measure_leaning",
    "measure_nearness",
    "names_no_topic",
    "points_back",
    "read_correction",
    "read_ellipsis",
    "read_nth",
    "read_question",
    "read_sub_questions",
    "resolve_speaker",
    "restate",
    "understand",
    "unknown_names",
    "word_question",
]
