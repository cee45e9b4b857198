"""Choosing: which of the weighed sentences make the answer: those that are worth their words, and no more.

A sentence is worth its odds of being the one that answers, and a part of the odds of those beside it in its passage: the value
asked for often stands beside the sentence that matches, and what goes before says what is meant.

Chosen on the development questions (November 2026): by cross-validation, with everything answered, of 110 single questions
.72 are right in 89 words (.74 in 90 by a later ranking, and with half of BEFORE and AFTER). With 60
for WORDS .65 in 66, with 80 .68 in 77, with 120 .74 in 99;
with .8 for ENOUGH .70 in 82, without it .73 in 94. The three best sentences with a neighbour on either side, 130 words at
most, by the weights before: .70 in 107. These figures are of the best of some three hundred settings tried, so a little kind.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Protocol

from archive.releases import Passage
from retrieval.evidence import Sentence

WORDS = 100  # after which no sentence is added
PART_WORDS = 60  # the same for one part of a question that asks for several things
ENOUGH = 0.9  # of the probability: after which none is added either
WORDS_OVER = 60  # a sentence that would bring more above the words is left out
BEFORE, AFTER = 0.1, 0.05  # of a sentence's odds: what the sentence before it, and after it, is worth for its sake
# Of the worth of the best: what a sentence must be worth beside one that is given, and apart from all that are.
LEAST_BESIDE, LEAST_APART = 0.05, 0.15
MOST_APART = 4  # sentences that stand apart from each other: more places than that, and a reader is lost
SCRAP = 6  # words: a sentence of fewer tells nothing apart from the others
FEW_WORDS = 10
GAP = 3  # characters of white space between two sentences that stand side by side


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """A sentence, its odds against the best one's, and what it is worth, its odds among it."""

    sentence: Sentence
    odds: float
    worth: float

    @property
    def words(self) -> int:
        return len(self.sentence.text.split())

    @property
    def worth_its_words(self) -> float:
        """By the square root of its length: a long sentence says more than a short one, and costs the reader more."""
        return self.worth / math.sqrt(self.words + FEW_WORDS)


class Placed(Protocol):
    """Words of a passage; offsets in its release."""

    @property
    def passage(self) -> Passage:
        """The passage that they stand in."""
        ...

    @property
    def start(self) -> int:
        """Where they begin."""
        ...

    @property
    def end(self) -> int:
        """Where they end."""
        ...


def overlap(one: Placed, other: Placed) -> bool:
    """Whether two places of releases have words in common."""
    return one.passage.release_id == other.passage.release_id and one.start < other.end and other.start < one.end


def choose_sentences(sentences: Sequence[Sentence], *, words: int = WORDS) -> list[Sentence]:
    """Return the sentences that are worth most for the words that they take, best first, until it is enough.

    It is enough where there are so many words, or where the sentences have most of the probability: a sentence that is
    plainly the best stands alone.
    """
    weighed = sorted(_weigh(sentences), key=lambda one: -one.worth_its_words)
    best, whole = max((one.worth for one in weighed), default=0.0), sum(one.odds for one in weighed)
    chosen: list[_Weighed] = []
    for one in weighed:
        if _may_be_given(one, [other.sentence for other in chosen], best):
            taken = sum(other.words for other in chosen)
            if not chosen or taken + one.words <= words + WORDS_OVER:
                chosen.append(one)
        if sum(other.words for other in chosen) >= words or sum(other.odds for other in chosen) >= ENOUGH * whole:
            break
    return [one.sentence for one in chosen]


def choose_of_parts(parts: Sequence[Sequence[Sentence]], *, words: int = PART_WORDS) -> list[Sentence]:
    """Return the sentences that answer each part of a question, part by part, each once; ``words`` are those of a part."""
    chosen: list[Sentence] = []
    for sentences in parts:
        found = choose_sentences(sentences, words=words)
        chosen += [one for one in found if not any(_repeats(one, other) for other in chosen)]
    return chosen


def _weigh(sentences: Sequence[Sentence]) -> list[_Weighed]:
    best = max((one.score for one in sentences), default=0.0)
    odds = [math.exp(one.score - best) for one in sentences]
    worth = list(odds)
    reading = sorted(range(len(sentences)), key=lambda place: (id(sentences[place].passage), sentences[place].start))
    for first, second in pairwise(reading):
        if _stands_before(sentences[first], sentences[second]):
            worth[first] += BEFORE * odds[second]
            worth[second] += AFTER * odds[first]
    return [_Weighed(sentence=a, odds=b, worth=c) for a, b, c in zip(sentences, odds, worth, strict=True)]


def _may_be_given(one: _Weighed, chosen: Sequence[Sentence], best: float) -> bool:
    """Whether a sentence is new and worth giving; the first one need not stand beside another."""
    here = one.sentence
    asks_back = one.words < SCRAP and here.text.rstrip().endswith("?")
    if asks_back or any(_repeats(here, other) for other in chosen):
        return False
    if not chosen or any(_stand_side_by_side(here, other) for other in chosen):
        return one.worth >= LEAST_BESIDE * best
    places = len(chosen) - sum(_stand_side_by_side(a, b) for a, b in combinations(chosen, 2))
    return one.worth >= LEAST_APART * best and one.words >= SCRAP and places < MOST_APART


def _stand_side_by_side(one: Sentence, other: Sentence) -> bool:
    return _stands_before(one, other) or _stands_before(other, one)


def _stands_before(one: Sentence, other: Sentence) -> bool:
    return one.passage is other.passage and 0 <= other.start - one.end <= GAP


def _repeats(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences overlap, or are the same words in two places."""
    return overlap(one, other) or one.text == other.text
