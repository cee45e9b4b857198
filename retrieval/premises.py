"""Premises: what a question takes for granted and officials said is not so.

'Why did the minister sign the treaty?' takes for granted that she did. Where an official said, of just that, that it is not
so, this is what the archive has to answer with. Three kinds of evidence count. A sentence that denies: of all sentences of
the ranked passages none matches the question better, and the words that it denies match it too. Another number for what the
question counts. And an exchange: a reporter asked whether it is so, in the question's words, and the official began by saying
no. A reporter's own words never count.

A wrong 'officials said otherwise' is worse than a refusal, so the bounds are narrow. They were read off the development
set's single questions (13 of which have a false premise, 133 have none) and 120 more about the same archive (50 and 70), of
which the first version had seen none: it was right in 7 of the first 30 and wrong in 2 of the first 20 whose premise stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.reader import CatalogueReader
from archive.releases import Passage
from retrieval.asserted_numbers import find_other_number
from retrieval.compose import Span
from retrieval.denials import Denial, find_denials, is_negated
from retrieval.denied_exchanges import find_denied
from retrieval.exchanges import Exchange
from retrieval.matched import MatchedSentence, match_sentences
from retrieval.quoted import keep_asked
from retrieval.retriever import Ranking
from retrieval.words import WORD, stem, stems

MATCH, DENIED_MATCH = 0.35, 0.30  # late interaction: of the sentence, and of the words that it denies
BELOW_BEST = 0.011  # of any official's sentence
MOST_SHOWN, BELOW_FIRST = 2, 0.08  # sentences, and how far below the first one's match the second may lie
LONGEST = 600  # characters; a longer sentence matches by its length
FEWEST_WORDS = 3  # that carry meaning: fewer take little for granted

# A question that itself says that something is not, or was kept from being, is borne out by a denial.
_WITHHOLDING = frozenset(
    stem(word)
    for word in """avoid ban bar block boycott cancel cease conceal decline deny exclude fail halt hide lack lift omit oppose
    prevent prohibit refuse reject remove rule scrap skip stop suspend unable withhold without""".split()
)
# 'There is no need to visit' denies no visit; 'we don't plan to sign' does deny that it was signed.
_FALLS_SHORT = re.compile(
    r"\W*(?:really |currently )?(need|needs|have|require|rush|mean|means|matter)\b", re.IGNORECASE
)
_KEPT_SECRET = re.compile(r"\bke(?:ep|eps|eping|pt)\b[^?]*\bsecret", re.IGNORECASE)
# Whether it is so, or what was said about it.
_ASKS_OPENLY = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b"
    r"|\b(?:say|says|said|think|thinks|thought|tell|told|comment|comments|remarks?|views?|position|stance|statement|claim|claims"
    r"|according)\b[^?]{0,30}\b(?:about|on|of|regarding|whether|to)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s*(?:[;:]|,? ?but\b|,\s+(?:and|so|yet)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """The words of a question that officials contradict, their own words, best first, and what reporters asked, if they did.

    ``certain`` is whether they outweigh an answer: another number may be another thing's.
    """

    words: str
    spans: tuple[Span, ...]
    certain: bool
    asked: Passage | None = None


def find_contradiction(
    question: str, ranking: Ranking, exchanges: Sequence[Exchange], catalogue: CatalogueReader
) -> Contradiction | None:
    """Return what officials said against what the question takes for granted; None where it takes nothing so.

    Who asks whether it is so, or what was said about it, takes nothing for granted: a denial answers that.
    """
    if len(ranking.own_weights) < FEWEST_WORDS or _denies(question) or _ASKS_OPENLY.search(question):
        return None
    held = frozenset(ranking.own_weights)
    sentences = list(match_sentences(ranking))
    short = [one for one in sentences if len(one.span.quote) <= LONGEST]
    said = keep_asked(_find_sentences(held, short), ranking.selection, catalogue)
    if said:
        words = _words_between(question, stems(said[0].quote) & held)
        return Contradiction(words=words, spans=tuple(said[:MOST_SHOWN]), certain=True)
    other = find_other_number(question, sentences, ranking.own_weights)
    if other and keep_asked([other[1]], ranking.selection, catalogue):
        quantity, span = other
        return Contradiction(words=question[quantity.start : quantity.end], spans=(span,), certain=False)
    denied = find_denied(exchanges, ranking)
    if denied:
        exchange, span = denied
        words = _words_between(question, stems(f"{exchange.asked.text} {exchange.asked.context}") & held)
        return Contradiction(words=words, spans=(span,), certain=True, asked=exchange.asked)
    return None


def _denies(question: str) -> bool:
    """Whether a question says itself that something is not so: then a denial bears it out."""
    return is_negated(question) or bool(stems(question) & _WITHHOLDING) or _KEPT_SECRET.search(question) is not None


def _find_sentences(held: frozenset[str], sentences: Sequence[MatchedSentence]) -> list[Span]:
    """Return the sentences that deny what is asked, best first; none where another sentence matches the question better."""
    best = max((one.match for one in sentences), default=0.0)
    found: list[tuple[float, frozenset[str], Span]] = []
    for one in sentences:
        denied = _denied_words(one, held) if one.match >= MATCH else frozenset()
        if denied:
            found.append((one.match, denied, one.span))
    found.sort(key=lambda one: -one[0])
    if not found or found[0][0] < best - BELOW_BEST:
        return []
    first, of_first, _ = found[0]
    return [s for m, denied, s in found if m >= first - BELOW_FIRST and 2 * len(denied & of_first) >= len(of_first)]


def _denied_words(sentence: MatchedSentence, held: frozenset[str]) -> frozenset[str]:
    """Return the stems among ``held`` that a sentence denies."""
    text, offset = sentence.span.quote, sentence.offset
    denied: frozenset[str] = frozenset()
    for one in find_denials(text):
        words = stems(text[one.start : one.end]) & held
        short = _FALLS_SHORT.match(text, one.start)
        if not words or (short and stem(short.group(1)) not in held) or _says_more(text, one, held):
            continue
        if sentence.interaction.score(one.start + offset, one.end + offset) >= DENIED_MATCH:
            denied |= words
    return denied


def _says_more(text: str, denial: Denial, held: frozenset[str]) -> bool:
    """Whether a sentence goes on to say of the question's words what it did not deny of others: 'not more; it is less'."""
    return text[denial.end : denial.end + 1] != "" and bool(
        _GOES_ON.match(text, denial.end) and (stems(text[denial.end :]) - stems(text[denial.start : denial.end])) & held
    )


def _words_between(question: str, held: frozenset[str]) -> str:
    """Return the question's words from the first to the last whose stem is held."""
    shared = [one.span() for one in WORD.finditer(question) if stem(one.group()) in held]
    return question[shared[0][0] : shared[-1][1]] if shared else question
