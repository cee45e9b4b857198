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
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from language import split_sentences
from retrieval.answering.evidence import Sentence
from retrieval.spans import GAP, Span, overlap

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


FURTHEST_OPENING = 400  # characters
LIST_WORDS = 60  # of the items that are given with what announces them
_ITEM = re.compile(r"(?:[-–•*]|\d{1,2}[.)])\s")


def choose_spans(
    sentences: Sequence[Sentence], *, parts: Sequence[Sequence[Sentence]] = (), words: int = WORDS
) -> list[Span]:
    """Return the spans that answer best, about so many words in all or fewer, in reading order.

    Where the question has ``parts``, given the sentences weighed for each, each gets its own, and ``words`` is not looked at.
    The release of the best sentence comes first; sentences that stand side by side in one passage make one span.
    """
    chosen = choose_of_parts(parts) if parts else choose_sentences(sentences, words=words)
    releases = list(dict.fromkeys(one.passage.release_id for one in chosen))
    ordered = sorted(chosen, key=lambda one: (releases.index(one.passage.release_id), one.start))
    spans: list[Span] = []
    for one in ordered:
        last = spans[-1] if spans else None
        start, end = _open_quotation(one), _close_list(one)
        if last and last.passage == one.passage and start - last.end <= GAP:
            spans[-1] = Span(passage=last.passage, start=last.start, end=max(last.end, end))
        elif last and last.passage.release_id == one.passage.release_id:
            if end > last.end:
                spans.append(Span(passage=one.passage, start=max(start, last.end), end=end))
        else:
            spans.append(Span(passage=one.passage, start=start, end=end))
    return spans


def _open_quotation(one: Sentence) -> int:
    """Return where a sentence starts, or the sentence before it that opens the quotation which it closes.

    Without its opening, somebody else's words would read as the speaker's own.
    """
    closes, opens = one.text.find("”"), one.text.find("“")
    if closes < 0 or 0 <= opens < closes:
        return one.start
    text = one.passage.text[: one.start - one.passage.start]
    opening = text.rfind("“")
    if opening < 0 or "”" in text[opening:] or len(text) - opening > FURTHEST_OPENING:
        return one.start
    starts = [start for start, end in split_sentences(text) if start <= opening < end]
    return one.passage.start + (starts[0] if starts else opening)


def _close_list(one: Sentence) -> int:
    """Return where a sentence ends, or of one that announces a list ('those present:') the last item that there is room for."""
    end, words = one.end, 0
    if not one.text.rstrip().endswith(":"):
        return end
    offset = one.passage.start
    for first, last in split_sentences(one.passage.text):
        item = one.passage.text[first:last]
        words += len(item.split()) if first + offset >= one.end else 0
        if end <= first + offset <= end + GAP and _ITEM.match(item) and words <= LIST_WORDS:
            end = last + offset
    return end
