"""Answering: from ranked passages to an answer, or to an honest refusal."""

from retrieval.answering.answer_builder import answered
from retrieval.answering.answerability import FURTHEST, ON_TOPIC, Grounds, probability, share_of
from retrieval.answering.conversation import Conversation
from retrieval.answering.evidence import FEATURES, WEIGHED_PASSAGES, Sentence, weigh_first, weigh_later, weigh_sentences
from retrieval.answering.non_answers import Exchange, find_exchanges
from retrieval.answering.pipeline import ArchiveAnswerer
from retrieval.answering.sentence_selection import choose_spans
from retrieval.answering.state import Inquiry

__all__ = [
    "FEATURES",
    "FURTHEST",
    "ON_TOPIC",
    "WEIGHED_PASSAGES",
    "ArchiveAnswerer",
    "Conversation",
    "Exchange",
    "Grounds",
    "Inquiry",
    "Sentence",
    "answered",
    "choose_spans",
    "find_exchanges",
    "probability",
    "share_of",
    "weigh_first",
    "weigh_later",
    "weigh_sentences",
]
