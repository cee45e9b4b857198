"""Asserted numbers: where a question takes a number for granted and officials give another for the same.

'Why did the ministry issue 900 visas?' asserts a number. Where no ranked passage has it of the same, and a sentence that
matches the question about as well as any counts the same, in words that stand around both numbers, it says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from language import FURTHEST, Measure, Quantity, find_quantities, list_words, pattern, stem
from retrieval.answering.premises.matched import is_of_the_same
from retrieval.search import RankedSentence
from retrieval.spans import Span
from retrieval.weights import Premises

_PEOPLE = frozenset(map(stem, list_words("numbers.people")))
_ASKS_FOR_WHAT_FOLLOWS = pattern("questions.asks_for_what_follows")


def find_asserted(question: str) -> list[Quantity]:
    """Return the numbers that a question takes for granted, in order: no days, and not how many things it asks for."""
    return [
        quantity
        for quantity in find_quantities(question, uncounted=True)
        if quantity.measure is not Measure.DAY and not _ASKS_FOR_WHAT_FOLLOWS.search(question, 0, quantity.start)
    ]


def find_other_number(
    asserted: Sequence[Quantity],
    said: Sequence[RankedSentence],
    weights: Mapping[str, float],
    bounds: Premises,
) -> tuple[Quantity, Span] | None:
    """Return the asserted number for which a sentence gives another, and the best such sentence; None where none does.

    ``said`` is what officials say in the ranked passages, best match first, ``weights`` gives each content stem of the
    question its rarity.
    """
    given = [
        (sentence, other)
        for sentence in (said if asserted else ())
        for other in find_quantities(sentence.text, uncounted=True)
    ]
    near = bounds.numbers
    for quantity in asserted:
        alike = [(sentence, other) for sentence, other in given if _counts_alike(quantity, other)]
        borne_out = max((sentence.match for sentence, other in alike if other.value == quantity.value), default=0.0)
        nearest = said[0].match - near.below_best if said else 0.0
        least = max(near.match, nearest, borne_out + near.bears_out if borne_out else 0.0)
        around = _around(quantity) & set(weights)
        for sentence, other in alike:
            short = len(sentence.text) <= bounds.longest
            same = short and _is_other(quantity, other) and is_of_the_same(around, _around(other), weights, bounds)
            if sentence.match >= least and same:
                return quantity, sentence.span
    return None


def _around(quantity: Quantity) -> frozenset[str]:
    return quantity.counted | frozenset(quantity.frame)


def _is_other(asserted: Quantity, other: Quantity) -> bool:
    """Whether a quantity comes to another number, of the same order."""
    small, large = sorted((Decimal(asserted.value), Decimal(other.value)))
    return small != large and large <= small * FURTHEST[asserted.measure]


def _counts_alike(asserted: Quantity, other: Quantity) -> bool:
    """Whether two quantities are of one measure and count the same, as far as they say what."""
    counted, others = asserted.counted - _PEOPLE, other.counted - _PEOPLE
    return asserted.measure is other.measure and (not counted or not others or bool(counted & others))
