"""Answering: from ranked passages to an answer, or to an honest refusal."""

from retrieval.answering.answer_builder import answered
from retrieval.answering.answerability import Grounds, probability
from retrieval.answering.conversation import Conversation
from retrieval.answering.evidence import WEIGHED_PASSAGES, Sentence, weigh_sentences
from retrieval.answering.non_answers import Exchange, find_exchanges
from retrieval.answering.runnable import ArchiveAnswerer
from retrieval.answering.sentence_selection import choose_spans
from retrieval.answering.state import Inquiry

__all__ = [
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
    "weigh_sentences",
]
