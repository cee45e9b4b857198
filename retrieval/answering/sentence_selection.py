"""Sentence selection: which of the weighed sentences make the answer: those that are worth their words, and no more.

A sentence is worth its odds of being the one that answers, and a part of the odds of those beside it in its passage: the value
asked for often stands beside the sentence that matches, and what goes before says what is meant.
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
from retrieval.weights import SentenceSelection

FURTHEST_OPENING = 400  # characters
LIST_WORDS = 60  # of the items that are given with what announces them
_ITEM = re.compile(r"(?:[-–•*]|\d{1,2}[.)])\s")


@dataclass(frozen=True, slots=True)
class _Worth:
    """A sentence, its odds against the best one's, what it is worth (its odds among it), and that for its length.

    A long sentence says more than a short one, and costs the reader more: the worth is divided by the root of the length.
    """

    sentence: Sentence
    words: int
    odds: float
    worth: float
    for_its_words: float


def choose_sentences(sentences: Sequence[Sentence], bounds: SentenceSelection, *, words: int) -> list[Sentence]:
    """Return the sentences that are worth most for the words that they take, best first, until it is enough.

    It is enough where there are so many ``words``, or where the sentences have most of the probability: a sentence that is
    plainly the best stands alone.
    """
    weighed = sorted(_weigh(sentences, bounds), key=lambda worth: -worth.for_its_words)
    best, whole = max((worth.worth for worth in weighed), default=0.0), sum(worth.odds for worth in weighed)
    chosen: list[_Worth] = []
    for worth in weighed:
        taken = sum(other.words for other in chosen)
        if taken >= words or (chosen and sum(other.odds for other in chosen) >= bounds.enough * whole):
            break
        fits = not chosen or taken + worth.words <= words + bounds.words_over
        if fits and _may_be_given(worth, [other.sentence for other in chosen], best, bounds):
            chosen.append(worth)
    return [worth.sentence for worth in chosen]


def choose_of_parts(parts: Sequence[Sequence[Sentence]], bounds: SentenceSelection) -> list[Sentence]:
    """Return the sentences that answer each part of a question, part by part, each once."""
    chosen: list[Sentence] = []
    for sentences in parts:
        found = choose_sentences(sentences, bounds, words=bounds.words_of_part)
        chosen += [sentence for sentence in found if not any(_repeats(sentence, other) for other in chosen)]
    return chosen


def _weigh(sentences: Sequence[Sentence], bounds: SentenceSelection) -> list[_Worth]:
    best = max((sentence.score for sentence in sentences), default=0.0)
    odds = [math.exp(sentence.score - best) for sentence in sentences]
    worth = list(odds)
    reading = sorted(range(len(sentences)), key=lambda place: (id(sentences[place].passage), sentences[place].start))
    for first, second in pairwise(reading):
        if _stands_before(sentences[first], sentences[second]):
            worth[first] += bounds.before * odds[second]
            worth[second] += bounds.after * odds[first]
    found = []
    for sentence, share, value in zip(sentences, odds, worth, strict=True):
        words = len(sentence.text.split())
        found.append(_Worth(sentence, words, share, value, value / math.sqrt(words + bounds.few_words)))
    return found


def _may_be_given(worth: _Worth, chosen: Sequence[Sentence], best: float, bounds: SentenceSelection) -> bool:
    """Whether a sentence is new and worth giving; the first one need not stand beside another."""
    sentence = worth.sentence
    asks_back = worth.words < bounds.scrap and sentence.text.rstrip().endswith("?")
    if asks_back or any(_repeats(sentence, other) for other in chosen):
        return False
    if not chosen or any(_stand_side_by_side(sentence, other) for other in chosen):
        return worth.worth >= bounds.least_beside * best
    places = len(chosen) - sum(_stand_side_by_side(a, b) for a, b in combinations(chosen, 2))
    return worth.worth >= bounds.least_apart * best and worth.words >= bounds.scrap and places < bounds.most_apart


def _stand_side_by_side(one: Sentence, other: Sentence) -> bool:
    return _stands_before(one, other) or _stands_before(other, one)


def _stands_before(one: Sentence, other: Sentence) -> bool:
    return one.passage is other.passage and 0 <= other.start - one.end <= GAP


def _repeats(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences overlap, or are the same words in two places."""
    return overlap(one, other) or one.text == other.text


def choose_spans(
    sentences: Sequence[Sentence], bounds: SentenceSelection, *, parts: Sequence[Sequence[Sentence]] = ()
) -> list[Span]:
    """Return the spans that answer best, about as many words in all as the bounds say or fewer, in reading order.

    Where the question has ``parts``, given the sentences weighed for each, each gets its own.
    The release of the best sentence comes first; sentences that stand side by side in one passage make one span.
    """
    chosen = choose_of_parts(parts, bounds) if parts else choose_sentences(sentences, bounds, words=bounds.words)
    releases = list(dict.fromkeys(sentence.passage.release_id for sentence in chosen))
    spans: list[Span] = []
    for sentence in sorted(chosen, key=lambda found: (releases.index(found.passage.release_id), found.start)):
        passage, start, end = sentence.passage, _open_quotation(sentence), _close_list(sentence)
        last = spans[-1] if spans else None
        if last and last.passage == passage and start - last.end <= GAP:
            spans[-1] = Span(passage=passage, start=last.start, end=max(last.end, end))
        elif last is None or last.passage.release_id != passage.release_id:
            spans.append(Span(passage=passage, start=start, end=end))
        elif end > last.end:
            spans.append(Span(passage=passage, start=max(start, last.end), end=end))
    return spans


def _open_quotation(sentence: Sentence) -> int:
    """Return where a sentence starts, or the sentence before it that opens the quotation which it closes.

    Without its opening, somebody else's words would read as the speaker's own.
    """
    closes, opens = sentence.text.find("”"), sentence.text.find("“")
    if closes < 0 or 0 <= opens < closes:
        return sentence.start
    text = sentence.passage.text[: sentence.start - sentence.passage.start]
    opening = text.rfind("“")
    if opening < 0 or "”" in text[opening:] or len(text) - opening > FURTHEST_OPENING:
        return sentence.start
    starts = [start for start, end in split_sentences(text) if start <= opening < end]
    return sentence.passage.start + (starts[0] if starts else opening)


def _close_list(sentence: Sentence) -> int:
    """Return where a sentence ends, or of one that announces a list ('those present:') the last item that there is room for."""
    end, words = sentence.end, 0
    if not sentence.text.rstrip().endswith(":"):
        return end
    offset = sentence.passage.start
    for first, last in split_sentences(sentence.passage.text):
        item = sentence.passage.text[first:last]
        words += len(item.split()) if first + offset >= sentence.end else 0
        if end <= first + offset <= end + GAP and _ITEM.match(item) and words <= LIST_WORDS:
            end = last + offset
    return end
