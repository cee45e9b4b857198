"""Asserted numbers: where a question takes a number for granted and officials give another for the same.

'Why did the ministry issue 900 visas?' asserts a number. Where no ranked passage has it, and a sentence that matches the
question about as well as any counts the same in its words and gets to another number, that sentence says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from retrieval.compose import Span
from retrieval.drift import FURTHEST
from retrieval.evidence import share_of
from retrieval.matched import MatchedSentence
from retrieval.quantities import Measure, Quantity, find_quantities

MATCH, BELOW_BEST = 0.35, 0.05  # late interaction of the sentence, and how far below the best one
SAME_WORDS = (
    0.6  # share of the question's words but for the number, by their rarity, that the sentence has in its context
)
LONGEST = 300  # characters


def find_other_number(
    question: str, said: Sequence[MatchedSentence], weights: Mapping[str, float]
) -> tuple[Quantity, Span] | None:
    """Return the number that a question asserts and the best sentence that gives another; None where none does.

    ``said`` is what officials say in the ranked passages, ``weights`` gives each content stem of the question its rarity.
    """
    asserted = [one for one in find_quantities(question) if one.measure is not Measure.DAY and not one.is_time]
    if not asserted:
        return None
    sentences = sorted(said, key=lambda one: -one.match)
    best = sentences[0].match if sentences else 0.0
    given = [one for sentence in sentences for one in find_quantities(sentence.span.quote)]
    for quantity in asserted:
        if any(_counts_alike(quantity, one) and one.value == quantity.value for one in given):
            continue
        for sentence in sentences:
            close = sentence.match >= max(MATCH, best - BELOW_BEST)
            if close and _counts_the_same(quantity, sentence.span, weights):
                return quantity, sentence.span
    return None


def _counts_the_same(asserted: Quantity, span: Span, weights: Mapping[str, float]) -> bool:
    if len(span.quote) > LONGEST:
        return False
    words = {word: weight for word, weight in weights.items() if word not in asserted.counted and not word[0].isdigit()}
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
