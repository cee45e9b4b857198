"""Premises: what a question takes for granted and officials said is not so.

'Why did the minister sign the treaty?' takes for granted that she did. Where an official said, of just that, that it is not
so, this is what the archive has to answer with. Three kinds of evidence count. A sentence that denies: of all sentences of
the ranked passages none matches the question better, and the words that it denies match it too. Another number for what the
question counts. And an exchange: a reporter asked whether it is so, in the question's words, and the official began by saying
no. A reporter's own words never count.

A wrong 'officials said otherwise' is worse than a refusal, so the bounds are narrow. They were read off the 146 single
questions of the development set that are no quotation checks, of which 13 have a false premise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.releases import OFFICIAL_VOICES, Passage
from archive.sentences import split_sentences
from retrieval.asserted_numbers import find_other_number
from retrieval.compose import Span
from retrieval.denials import denies_outright, find_denials, is_negated
from retrieval.evidence import share_of
from retrieval.exchanges import Exchange
from retrieval.late import Interaction
from retrieval.retriever import Ranking
from retrieval.words import WORD, stem, stems

MATCH, DENIED_MATCH = 0.35, 0.30  # late interaction: of the sentence, and of the words that it denies
BELOW_BEST = 0.011  # of any official's sentence
NEAR, ASKED_SHARE = 0.55, 0.35  # cosine of the reporter's question; its share of the question's words, by their rarity
MOST_SHOWN = 2
LONGEST = 600  # characters; a longer sentence matches by its length
FEWEST_WORDS = 3  # that carry meaning: fewer take little for granted
SHORT = 3  # characters

# A question that itself says that something is not, or was kept from being, is borne out by a denial.
_WITHHOLDING = frozenset(
    stem(word)
    for word in """avoid ban bar block cancel cease decline deny exclude fail halt lack lift omit oppose prevent prohibit refuse
    reject remove rule scrap skip stop suspend turn unable withhold without""".split()
)
_YES_OR_NO = re.compile(r"\byes or no\b\W*", re.IGNORECASE)
_LAST_QUESTION = re.compile(r"[^.?!]*\?[^?]*$")
_ASKS_WHAT = re.compile(r"^\W*(?:\w+\W+){0,4}?(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """The words of a question that officials contradict, their own words, best first, and what reporters asked, if they did."""

    words: str
    spans: tuple[Span, ...]
    asked: Passage | None = None


def find_contradiction(question: str, ranking: Ranking, exchanges: Sequence[Exchange]) -> Contradiction | None:
    """Return what officials said against what the question takes for granted; None where nothing certain is found."""
    if len(ranking.own_weights) < FEWEST_WORDS or is_negated(question) or stems(question) & _WITHHOLDING:
        return None
    said = _find_sentences(question, ranking.passages, ranking.interactions)
    if said:
        return Contradiction(words=_shared_words(question, said), spans=tuple(said[:MOST_SHOWN]))
    other = find_other_number(question, ranking)
    if other:
        quantity, span = other
        return Contradiction(words=question[quantity.start : quantity.end], spans=(span,))
    for exchange in exchanges:
        ends = denies_outright(exchange.reply.text) if _asks_whether(exchange, ranking.own_weights) else 0
        if ends:
            reply = exchange.reply
            span = Span(passage=reply, start=reply.start, end=reply.start + ends)
            words = _words_between(question, stems(f"{exchange.asked.text} {exchange.asked.context}"))
            return Contradiction(words=words, spans=(span,), asked=exchange.asked)
    return None


def _find_sentences(question: str, passages: Sequence[Passage], interactions: Sequence[Interaction]) -> list[Span]:
    """Return the sentences that deny what is asked, best first; none where another sentence matches the question better."""
    held = stems(question)
    best = 0.0
    found: list[tuple[float, Span]] = []
    for passage, interaction in zip(passages, interactions, strict=True):
        if passage.voice not in OFFICIAL_VOICES:
            continue
        offset = len(passage.context) + 1
        for start, end in split_sentences(passage.text):
            if end - start > LONGEST:
                continue
            match = interaction.score(start + offset, end + offset)
            best = max(best, match)
            text = passage.text[start:end]
            if match >= MATCH and any(
                stems(text[one.start : one.end]) & held
                and interaction.score(start + one.start + offset, start + one.end + offset) >= DENIED_MATCH
                for one in find_denials(text)
            ):
                found.append((match, Span(passage=passage, start=passage.start + start, end=passage.start + end)))
    found.sort(key=lambda one: -one[0])
    return [span for _, span in found] if found and found[0][0] >= best - BELOW_BEST else []


def _asks_whether(exchange: Exchange, weights: Mapping[str, float]) -> bool:
    """Whether a reporter asked, of what the question is about, if it is so: to what, who or why, 'no' is no denial."""
    if exchange.similarity < NEAR:
        return False
    asked, reply = exchange.asked, exchange.reply
    last = _LAST_QUESTION.search(_YES_OR_NO.sub("", asked.text))
    if last is None or is_negated(last.group()) or _ASKS_WHAT.match(last.group()):
        return False
    return share_of(weights, f"{asked.text} {asked.context} {reply.context}") >= ASKED_SHARE


def _shared_words(question: str, spans: Sequence[Span]) -> str:
    return _words_between(question, stems(spans[0].quote))


def _words_between(question: str, held: frozenset[str]) -> str:
    """Return the question's words from the first to the last that carry meaning and that the text has too."""
    shared = [one.span() for one in WORD.finditer(question) if stem(one.group()) in held and len(one.group()) > SHORT]
    return question[shared[0][0] : shared[-1][1]] if shared else question
