"""Asked values: where in a quotation the one value stands that a question asks for; nothing where that is not sure.

A value is the one asked for where it is of the kind that is asked, and counts what is asked ('how many people'), or has more of
the question's words in its clause than any other. Where two have as many, neither is marked. What the question states itself it
does not ask for; nor, where it asks for money, for what is in no currency.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from language import Measure, Quantity, content_words, find_quantities, patterns, split_sentences, stem, stems
from retrieval.query.answer_type import asks_number, asks_sum, asks_time, holds_sum

_NUMBER_VALUE, _TIME_VALUE, _RELATIVE, _SHARE, _MONEY = patterns(
    "questions", "number_value", "time_value", "relative_time", "share_value", "money_value"
)
_NUMBER, _NONE = patterns("questions", "number", "none_at_all")
_COUNTED, _ASKS_MONEY, _ASKS_SHARE, _ASKS_LENGTH = patterns(
    "questions", "asks_counted", "asks_money", "asks_share", "asks_length"
)
_ASKS_CLOCK, _CLOCK = patterns("questions", "asks_clock", "clock")
_CLAUSE = re.compile(r"[,;:]\s|\s[–—-]+\s")
_BAR = "|"
OF_IT = 0.5  # of the question's words


@dataclass(frozen=True, slots=True)
class _Value:
    """A value, (start, end) in the quotation, whether it counts what is asked, and how many of the question's words are near."""

    start: int
    end: int
    counts: bool
    near: int


def find_values(question: str, text: str, header: str = "") -> list[tuple[int, int]]:
    """Return where in a text the number or the time stands that the question asks for: one of each at most, none if unsure.

    In a table's rows, with their ``header``, these are the values of the columns that the question names.
    """
    if header and (columns := _named_columns(question, header)):
        return [span for span in _all_values(question, text) if _column_of(text, span[0]) in columns]
    found = []
    if asks_number(question):
        stated = {match.group() for match in _NUMBER_VALUE.finditer(question)}
        found += _choose(one for one in _numbers(question, text) if text[one.start : one.end] not in stated)
    if asks_time(question):
        times = [one for one in _times(question, text) if text[one.start : one.end] not in question]
        if _ASKS_CLOCK.search(question):
            times = [one for one in times if _CLOCK.fullmatch(text[one.start : one.end])]
        dated = [one for one in times if not _RELATIVE.fullmatch(text[one.start : one.end])]
        found += _choose(dated or [one for one in times if _is_of_it(question, text, one)])
    return found


def counts_asked(question: str, sentence: str) -> list[Quantity]:
    """Return the quantities of a sentence that count what the question asks for the number of ('how many people')."""
    asked = _asked_things(question)
    counts = (one for one in find_quantities(sentence) if one.measure is Measure.COUNT) if asked else ()
    return [one for one in counts if asked & one.counted]


def lacks_value(question: str, texts: Iterable[str]) -> bool:
    """Whether the question asks how many, how much money or at what time of day, and none of the texts says.

    A text says how many where it says 'none' or holds a number: not one of days and years, nor an amount of money, but where
    these are asked for.
    """
    counted = _COUNTED.search(question)
    if counted is None:
        holds = holds_sum if asks_sum(question) else _CLOCK.search if _ASKS_CLOCK.search(question) else None
        return holds is not None and not any(map(holds, texts))
    others = [_TIME_VALUE] if _counts_money(counted["counted"]) else [_TIME_VALUE, _MONEY]
    return not any(_says_how_many(text, others) for text in texts)


def _counts_money(counted: str) -> bool:
    """Whether what is counted is money: 'dollars', 'million pounds'."""
    return _MONEY.search(f"a {counted}") is not None


def _says_how_many(text: str, others: Iterable[re.Pattern[str]]) -> bool:
    """Whether a text says 'none', or holds a number that is none of the others."""
    rest = text
    for other in others:
        rest = other.sub("", rest)
    return _NUMBER.search(rest) is not None or _NONE.search(text) is not None


def _choose(values: Iterable[_Value]) -> list[tuple[int, int]]:
    """Return the only value that stands out, none where none does."""
    found = list(values)
    counting = [value for value in found if value.counts] or found
    most = max((value.near for value in counting), default=0)
    best = [value for value in counting if value.near == most]
    sure = len(best) == 1 and (best[0].counts or most > 0 or len(found) == 1)
    return [(best[0].start, best[0].end)] if sure else []


def _numbers(question: str, text: str) -> Iterable[_Value]:
    things, asked = _asked_things(question), {stem(word) for word in content_words(question)}
    for start, end in split_sentences(text):
        sentence = text[start:end]
        quantities = find_quantities(sentence, uncounted=True)
        times = [match.span() for match in _TIME_VALUE.finditer(sentence)]
        amounts = [match.span() for match in _MONEY.finditer(sentence)]
        for match in _NUMBER_VALUE.finditer(sentence):
            a, b = match.span()
            held = next((one for one in quantities if one.start < b and a < one.end), None)
            is_money = any(c <= a < d for c, d in amounts)
            if _is_of_kind(question, sentence, (a, b), held, is_money) and not any(c <= a < d for c, d in times):
                near = len(asked & stems(_clause(sentence, a, b)))
                yield _Value(start + a, start + b, bool(held and things & held.counted), near)
        for held in quantities:  # 'forty ferries' are written as no other number is
            if things & held.counted and not _NUMBER_VALUE.search(sentence[held.start : held.end]):
                near = len(asked & stems(_clause(sentence, held.start, held.end)))
                yield _Value(start + held.start, start + held.end, True, near)


def _times(question: str, text: str) -> Iterable[_Value]:
    asked = {stem(word) for word in content_words(question)}
    for start, end in split_sentences(text):
        for match in _TIME_VALUE.finditer(text, start, end):
            near = len(asked & stems(_clause(text[start:end], match.start() - start, match.end() - start)))
            yield _Value(match.start(), match.end(), False, near)


def _is_of_kind(question: str, sentence: str, span: tuple[int, int], held: Quantity | None, is_money: bool) -> bool:
    """Whether a number is a share, a length of time, money, or any other, as the question asks."""
    is_share = _SHARE.match(sentence, span[1]) is not None or _SHARE.search(sentence[slice(*span)]) is not None
    is_time = held is not None and held.is_time
    if _ASKS_SHARE.search(question):
        return is_share
    if _ASKS_LENGTH.search(question):
        return is_time
    counted = _COUNTED.search(question)
    if counted is None:
        return is_money or not _ASKS_MONEY.search(question)
    return not is_money or _counts_money(counted["counted"]) or _ASKS_MONEY.search(question) is not None


def _is_of_it(question: str, text: str, value: _Value) -> bool:
    """Whether the sentence of a value holds half of the question's words: 'today' is said of much else."""
    asked = {stem(word) for word in content_words(question)}
    sentence = next(text[start:end] for start, end in split_sentences(text) if start <= value.start < end)
    return len(asked & stems(sentence)) >= OF_IT * len(asked)


def _asked_things(question: str) -> set[str]:
    counted = _COUNTED.search(question)
    return {stem(word) for word in content_words(counted["counted"])} if counted else set()


def _clause(sentence: str, start: int, end: int) -> str:
    """Return the words around a value up to the next comma or dash, to both sides."""
    before = max((mark.end() for mark in _CLAUSE.finditer(sentence, 0, start)), default=0)
    after = _CLAUSE.search(sentence, end)
    return sentence[before : after.start() if after else len(sentence)]


def _all_values(question: str, text: str) -> list[tuple[int, int]]:
    kinds = ((asks_number(question), _NUMBER_VALUE), (asks_time(question), _TIME_VALUE))
    return [match.span() for asks, value in kinds if asks for match in value.finditer(text)]


def _column_of(text: str, at: int) -> int:
    return text[text.rfind("\n", 0, at) + 1 : at].count(_BAR)


def _named_columns(question: str, header: str) -> set[int]:
    """Return the columns, from 0 on, whose names have most words of the question; none where no name has any."""
    asked = {stem(word) for word in content_words(question)}
    shared: Sequence[int] = [len(asked & stems(name)) for name in header.split(_BAR)]
    most = max(shared)
    return {column for column, count in enumerate(shared) if most and count == most}
