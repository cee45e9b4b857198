"""Sentence selection: which of the weighed sentences make the answer: the best one with what stands around it, in few places.

The best sentence comes first. It is given with the sentences beside it, which say what is meant, as far as there is room: the
value asked for often stands behind the sentence that matches. Before it stands only what is nearly as likely, or what its first
words point back at. Another place is given where it is nearly as likely.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from archive import Voice
from language import WORD, patterns, split_sentences, word_set
from retrieval.answering.evidence import Sentence
from retrieval.spans import GAP, Placed, Span, overlap
from retrieval.weights import SentenceSelection

FURTHEST_OPENING = 400  # characters
LIST_WORDS = 120  # of the items that are given with what announces them
_ITEM = re.compile(r"(?:[-–•*]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")
_COURTESY, _BELOW_TEXT = patterns("statements", "courtesy", "below_text")
_POINTS_BACK = word_set("quotations.points_back")
_ASKS = re.compile(r"\?[”’\"')\]*_\s]*$")


def choose_spans(
    sentences: Sequence[Sentence], bounds: SentenceSelection, *, parts: Sequence[Sequence[Sentence]] = ()
) -> list[Span]:
    """Return the spans that answer best, the best first, each once.

    Where the question has ``parts``, given the sentences weighed for each, each gets a place of its own, in their order.
    """
    chosen: list[Span] = []
    for weighed in parts or [sentences]:
        _choose(weighed, chosen, bounds, places=1 if parts else bounds.places)
    return chosen


def is_question(sentence: Placed, text: str) -> bool:
    """Whether a sentence only asks, and so answers nothing; a reporter's words are given where just their question is wanted."""
    return _ASKS.search(text) is not None and sentence.passage.voice is not Voice.REPORTER


def _choose(sentences: Sequence[Sentence], chosen: list[Span], bounds: SentenceSelection, *, places: int) -> None:
    """Add up to so many places to those that are chosen already, best first."""
    ordered = sorted(sentences, key=lambda sentence: -sentence.score)
    passages = _read_passages(sentences)
    added, least = 0, -math.inf
    for sentence in ordered:
        if added == places or sentence.score < least:
            return
        if _says_nothing(sentence.text):
            continue
        if any(overlap(sentence, span) or sentence.text in span.quote for span in chosen):
            least = max(least, sentence.score + math.log(bounds.apart))
            continue
        run = _take_around(sentence, passages[id(sentence.passage)], bounds)
        if run:
            added, least = added + 1, max(least, sentence.score + math.log(bounds.apart))
            _add(run, chosen)


def _read_passages(sentences: Sequence[Sentence]) -> dict[int, list[Sentence]]:
    """Return the sentences of each passage in reading order, by the passage's identity."""
    found: dict[int, list[Sentence]] = {}
    for sentence in sorted(sentences, key=lambda one: one.start):
        found.setdefault(id(sentence.passage), []).append(sentence)
    return found


def _take_around(best: Sentence, passage: Sequence[Sentence], bounds: SentenceSelection) -> Sequence[Sentence]:
    """Return a sentence and those beside it, the likelier side first, until there are so many words or none is likely.

    With a question goes the answer that follows; none is given where nothing follows it.
    """
    first = last = passage.index(best)
    last = _answer_questions(passage, last)
    if last < 0:
        return ()
    words = sum(len(sentence.text.split()) for sentence in passage[first : last + 1])
    while True:
        sides = []
        if first > 0 and _stands_before(passage[first - 1], passage[first]):
            sides.append((first - 1, last, -math.inf if _points_back(passage[first].text) else math.log(bounds.before)))
        if last + 1 < len(passage) and _stands_before(passage[last], passage[last + 1]):
            sides.append((first, _answer_questions(passage, last + 1), math.log(bounds.beside)))
        fitting = []
        for a, b, odds in sides:
            added = [*passage[a:first], *passage[last + 1 : b + 1]]
            longer = sum(len(sentence.text.split()) for sentence in added)
            likely = max((sentence.score for sentence in added), default=-math.inf)
            if likely >= best.score + odds and words + longer <= bounds.words:
                fitting.append((likely, a, b, longer))
        if not fitting:
            return _without_courtesies(passage[first : last + 1], best)
        _, first, last, longer = max(fitting)
        words += longer


def _points_back(text: str) -> bool:
    """Whether one of the first two words of a sentence stands for what was named before it: 'They've', 'With that'."""
    words = (re.split("[’']", word.group().casefold())[0] for word in islice(WORD.finditer(text), 2))
    return not _POINTS_BACK.isdisjoint(words)


def _without_courtesies(run: Sequence[Sentence], best: Sentence) -> Sequence[Sentence]:
    """Return a run without what says nothing at its ends: thanks, who speaks next, a signature."""
    telling = [at for at, one in enumerate(run) if one is best or not _says_nothing(one.text)]
    return run[telling[0] : telling[-1] + 1]


def _says_nothing(text: str) -> bool:
    return bool(_COURTESY.fullmatch(text) or _BELOW_TEXT.fullmatch(text))


def _answer_questions(passage: Sequence[Sentence], at: int) -> int:
    """Return the place of the first sentence from ``at`` on that asks nothing, -1 where none follows."""
    while is_question(passage[at], passage[at].text):
        if at + 1 == len(passage) or not _stands_before(passage[at], passage[at + 1]):
            return -1
        at += 1
    return at


def _stands_before(one: Sentence, other: Sentence) -> bool:
    return 0 <= other.start - one.end <= GAP


def _add(run: Sequence[Sentence], chosen: list[Span]) -> None:
    """Add a run of sentences to the spans, as a part of one that it stands beside."""
    passage = run[0].passage
    span = Span(passage=passage, start=_open_quotation(run[0]), end=max(map(_close_list, run)))
    for at, other in enumerate(chosen):
        if other.passage == passage and span.start - other.end <= GAP and other.start - span.end <= GAP:
            chosen[at] = replace(other, start=min(other.start, span.start), end=max(other.end, span.end))
            return
        if overlap(span, other):
            before = span.start < other.start
            span = replace(span, end=other.start) if before else replace(span, start=other.end)
    chosen.append(span)


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
    if not sentence.text.rstrip("*_ ").endswith(":"):
        return sentence.end
    text = sentence.passage.text[sentence.end - sentence.passage.start :]
    end, words, blank = 0, 0, False
    place = len(text) - len(text.lstrip())
    for line in text[place:].splitlines(keepends=True):
        item = line.strip()
        words += len(item.split())
        marked = _ITEM.match(item) is not None
        if place - end > GAP or words > LIST_WORDS or (item and not marked and (blank or item[-1] in ".!?:")):
            break
        end = place + len(line.rstrip()) if item else end
        place, blank = place + len(line), not item
    return sentence.end + end
