"""Asserted numbers: where a question takes a number for granted and officials give another for the same.

'Why did the ministry issue 900 visas?' asserts a number. Where no ranked passage has it of the same, and one of the best
sentences counts the same, once, in most of the question's other words, it says otherwise.
"""

from __future__ import annotations

from decimal import Decimal

from archive import OFFICIAL_VOICES
from language import FURTHEST, WORD, Measure, Quantity, find_quantities, list_words, pattern, share_of, stem
from retrieval.search import Ranking
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


def find_other_number(question: str, ranking: Ranking, bounds: Premises) -> tuple[Quantity, Span] | None:
    """Return the asserted number for which one of the best sentences gives another, and that sentence; None where none does."""
    asserted = find_asserted(question)
    if not asserted:
        return None
    sentences = [one for found in ranking.sentences for one in found if one.passage.voice in OFFICIAL_VOICES]
    said = [(one, find_quantities(one.text, uncounted=True)) for one in sorted(sentences, key=lambda one: -one.match)]
    for quantity in asserted:
        if any(
            quantity.value == other.value and _counts_alike(quantity, other) for _, given in said for other in given
        ):
            continue  # it is borne out
        number = {stem(word) for word in WORD.findall(question[quantity.start : quantity.end])} - quantity.counted
        rest = {word: weight for word, weight in ranking.asked.rarity.items() if word not in number}
        for sentence, given in said[: bounds.best_sentences]:
            alike = [other for other in given if _counts_alike(quantity, other)]
            only = len(alike) == 1 and _is_other(quantity, alike[0])
            if only and share_of(rest, sentence.text) >= bounds.counted:
                return quantity, sentence.span
    return None


def _is_other(asserted: Quantity, other: Quantity) -> bool:
    """Whether a quantity comes to another number, of the same order."""
    small, large = sorted((Decimal(asserted.value), Decimal(other.value)))
    return small != large and large <= small * FURTHEST[asserted.measure]


def _counts_alike(asserted: Quantity, other: Quantity) -> bool:
    """Whether two quantities are of one measure and count the same, as far as they say what."""
    counted, others = asserted.counted - _PEOPLE, other.counted - _PEOPLE
    return asserted.measure is other.measure and (not counted or not others or bool(counted & others))
