"""Denied exchanges: where a reporter asked whether it is so, in the question's words, and the official began by saying no."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.sentences import split_sentences
from retrieval.compose import Span
from retrieval.denials import denies_outright, is_negated
from retrieval.evidence import share_of
from retrieval.exchanges import Exchange
from retrieval.retriever import Ranking
from retrieval.words import content_words, stem, stems

# Of a reporter's question: its cosine, its share of the question's words by their rarity, and how far its match may lie below
# that of the passage that matches best.
NEAR, ASKED_SHARE, BELOW_BEST_PASSAGE = 0.45, 0.40, 0.06
# Of what the reporter put last, to which the official says no: the same share, and the share of its words that are the
# question's: who says no to 'Did the shot have side effects?' denies no shot.
PUT_SHARE, OF_THE_QUESTION = 0.25, 0.20
# Words: a denial of fewer is given with what is said next, as long as both have no more than that.
CURT, ALL_TOLD = 14, 60
LEANS = 3  # a question of fewer words that carry meaning ('Could you confirm that?') leans on what was said before it

_TAG = re.compile(
    r",\s*(?:is|are|was|were|has|have|had|do|does|did|wo|ca)n[’']t (?:it|he|she|they|you|we|there|that)\s*\?",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(r"\byes or no\b\W*", re.IGNORECASE)
_OF_TRUTH = frozenset(
    stem(word) for word in "accurate case correct false inaccurate incorrect right true untrue wrong".split()
)
_LAST_QUESTION = re.compile(r"[^.?!]*\?[^?]*$")  # with what is said after it
_ASKS_WHAT = re.compile(r"^\W*(?:\w+\W+){0,4}?(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)


def find_denied(exchanges: Sequence[Exchange], ranking: Ranking) -> tuple[Exchange, Span] | None:
    """Return the first exchange in which an official denied what the question is about, with the words that deny it."""
    for exchange in exchanges:
        ends = _denied(exchange, ranking) if _asks_whether(exchange, ranking) else 0
        if ends:
            reply = exchange.reply
            return exchange, Span(passage=reply, start=reply.start, end=reply.start + _go_on(reply.text, ends))
    return None


def _asks_whether(exchange: Exchange, ranking: Ranking) -> bool:
    """Whether a reporter asked, of what the question is about, if it is so: to what, who or why, 'no' is no denial."""
    if exchange.similarity < NEAR or exchange.match < ranking.best_match - BELOW_BEST_PASSAGE:
        return False
    asked, reply = exchange.asked, exchange.reply
    put = _put(_TAG.sub("?", _YES_OR_NO.sub("", asked.text)))
    if is_negated(put) or _ASKS_WHAT.match(put) or share_of(ranking.own_weights, put) < PUT_SHARE:
        return False
    words = {stem(word) for word in content_words(put)} - _OF_TRUTH
    if len(words & set(ranking.own_weights)) < OF_THE_QUESTION * len(words):
        return False
    return share_of(ranking.own_weights, f"{asked.text} {asked.context} {reply.context}") >= ASKED_SHARE


def _go_on(reply: str, ends: int) -> int:
    """Return where the denial ends, or where what is said next does, if the denial is too curt to tell what is denied."""
    for start, end in split_sentences(reply):
        if start >= ends and len(reply[:ends].split()) < CURT and len(reply[:end].split()) <= ALL_TOLD:
            ends = end
    return ends


def _put(asked: str) -> str:
    """Return what a reporter put to the official: the last question, with the sentence before it where it leans on that.

    Who asks nothing ('There is talk of a secret annex.') puts all that he says.
    """
    last = _LAST_QUESTION.search(asked)
    if last is None:
        return asked
    if len(content_words(last.group())) >= LEANS:
        return last.group()
    before = [asked[start:end] for start, end in split_sentences(asked[: last.start()])]
    return " ".join([*before[-1:], last.group()])


def _denied(exchange: Exchange, ranking: Ranking) -> int:
    """Return where the reply's opening denial ends; 0 where none does, or where it takes up a word that only the reporter used.

    'Are you reconsidering the release?' 'We are not reconsidering.' denies no release.
    """
    ends = denies_outright(exchange.reply.text)
    start, end = split_sentences(exchange.reply.text)[0]
    said = {stem(word) for word in content_words(exchange.reply.text[start:end])} - _OF_TRUTH
    taken_up = said & stems(exchange.asked.text)
    return 0 if taken_up and not taken_up & set(ranking.own_weights) else ends
