"""Answering: from ranked passages to an answer, or to an honest refusal."""

from retrieval.answering.answerability import Grounds, probability
from retrieval.answering.conversation import Conversation
from retrieval.answering.evidence import WEIGHED_PASSAGES, Sentence, weigh_sentences
from retrieval.answering.held_offices import HeldOffice, NamingRelease, find_held_offices
from retrieval.answering.non_answers import find_exchanges
from retrieval.answering.pipeline import (
    Tools,
    compose,
    estimate,
    look_around,
    part,
    rank,
    read,
    run,
    scope,
    search,
    weigh,
)
from retrieval.answering.runnable import AnswerWriter, ArchiveAnswerer, QuestionRewriter
from retrieval.answering.sentence_selection import choose_spans
from retrieval.answering.state import Contradiction, PipelineState

__all__ = [
    "WEIGHED_PASSAGES",
    "AnswerWriter",
    "ArchiveAnswerer",
    "Contradiction",
    "Conversation",
    "Grounds",
    "HeldOffice",
    "NamingRelease",
    "PipelineState",
    "QuestionRewriter",
    "Sentence",
    "Tools",
    "choose_spans",
    "compose",
    "estimate",
    "find_exchanges",
    "find_held_offices",
    "look_around",
    "part",
    "probability",
    "rank",
    "read",
    "run",
    "scope",
    "search",
    "weigh",
    "weigh_sentences",
]
