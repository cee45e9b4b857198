"""Asserted numbers: where a question takes a number for granted and officials give another for the same.

'Why did the ministry issue 900 visas?' asserts a number. Where no ranked passage has it, and a sentence that matches the
question about as well as any counts the same in its words and gets to another number, that sentence says otherwise.
"""

from __future__ import annotations

from decimal import Decimal

from archive.releases import OFFICIAL_VOICES
from archive.sentences import split_sentences
from retrieval.compose import Span
from retrieval.drift import FURTHEST
from retrieval.evidence import share_of
from retrieval.quantities import Measure, Quantity, find_quantities
from retrieval.retriever import Ranking

MATCH, BELOW_BEST = 0.35, 0.05  # late interaction of the sentence, and how far below the best one
SAME_WORDS = (
    0.6  # share of the question's words but for the number, by their rarity, that the sentence has in its context
)
LONGEST = 300  # characters


def find_other_number(question: str, ranking: Ranking) -> tuple[Quantity, Span] | None:
    """Return the number that a question asserts and the best sentence that gives another; None where none does."""
    asserted = [one for one in find_quantities(question) if one.measure is not Measure.DAY and not one.is_time]
    if not asserted:
        return None
    sentences = _official_sentences(ranking)
    best = max((match for match, _ in sentences), default=0.0)
    given = [one for _, span in sentences for one in find_quantities(span.quote)]
    for quantity in asserted:
        if any(_counts_alike(quantity, one) and one.value == quantity.value for one in given):
            continue
        for match, span in sentences:
            if match >= max(MATCH, best - BELOW_BEST) and _counts_the_same(quantity, span, ranking):
                return quantity, span
    return None


def _official_sentences(ranking: Ranking) -> list[tuple[float, Span]]:
    """Return the officials' sentences with how well each matches the question, best first."""
    found = []
    for passage, interaction in zip(ranking.passages, ranking.interactions, strict=True):
        if passage.voice in OFFICIAL_VOICES:
            offset = len(passage.context) + 1
            for start, end in split_sentences(passage.text):
                span = Span(passage=passage, start=passage.start + start, end=passage.start + end)
                found.append((interaction.score(start + offset, end + offset), span))
    return sorted(found, key=lambda one: -one[0])


def _counts_the_same(asserted: Quantity, span: Span, ranking: Ranking) -> bool:
    if len(span.quote) > LONGEST:
        return False
    words = {
        word: weight
        for word, weight in ranking.own_weights.items()
        if word not in asserted.counted and not word[0].isdigit()
    }
    if share_of(words, f"{span.quote} {span.passage.context}") < SAME_WORDS:
        return False
    return any(_is_other(asserted, one) for one in find_quantities(span.quote))


def _is_other(asserted: Quantity, other: Quantity) -> bool:
    """Whether a quantity counts what is asserted and comes to another number of the same order."""
    if not _counts_alike(asserted, other) or asserted.value == other.value:
        return False
    small, large = sorted((Decimal(asserted.value), Decimal(other.value)))
    return large <= small * FURTHEST[asserted.measure]


def _counts_alike(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are of one measure and count the same, as far as they say what."""
    counted = one.counted or other.counted
    return one.measure is other.measure and (not counted or bool(one.counted & other.counted))
