"""Days: whether each day, month and year of a claim stands in the cited words, or is the day on which they were said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from language import Days, find_days, list_words, pattern, word_set
from retrieval.answering.verify.composed import Composed, Fault
from retrieval.answering.verify.outcome import Reason
from retrieval.answering.verify.shape import relative_days

HALF_A_YEAR = timedelta(days=184)
_UNDATED = date(2000, 12, 31)
_SAYS = pattern("composed.says")
_ALSO_OTHER_WORDS = word_set("time.also_other_words")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(list_words('time.weekdays'))})\b")
_NAMED = word_set("time.weekdays", "time.months")
_BEFORE, _BEHIND = 12, 4  # words between a day and the verb of saying that it stands before, or behind


def find_wrong_days(composed: Composed) -> Iterator[Fault]:
    """Yield the days of a sentence that are not in the cited words, nor the day on which they were said."""
    text, theirs, said = composed.read.text, composed.cited.read.text, composed.cited.first.date
    for start, end in relative_days(text):
        if text[start:end].lower() not in theirs.lower():
            yield Fault(composed.read.at(start), Reason.DAY)
    for match in _WEEKDAY.finditer(text):
        known = match.group() in theirs or (said is not None and said.strftime("%A") == match.group())
        if not known:
            yield Fault(composed.read.at(match.start()), Reason.DAY)
    told = find_named_days(theirs, said)
    for at, replaced in composed.replacing.items():
        instead = [composed.cited.read.words[place] for place in replaced]
        of_day = any(a <= word.start < b for word in instead for a, b, _ in told)
        own = composed.read.words[at]
        if (of_day or any(word.written in _NAMED for word in instead)) and (own.is_number or own.written in _NAMED):
            yield Fault(at, Reason.DAY)
    for start, end, days in find_named_days(text, said):
        if relative_days(text[start:end]) or any(_is_same(days, other, said) for _, _, other in told):
            continue
        if not (_tells_when_said(text, start, end) and said is not None and days.since <= said <= days.until):
            yield Fault(composed.read.at(start), Reason.DAY)


@lru_cache(maxsize=1024)
def find_named_days(text: str, said: date | None = None) -> list[tuple[int, int, Days]]:
    """Return (start, end, days) of the days that a text names; 'may' and 'march' in lower case are no months."""
    return [
        found
        for found in find_days(text, reference=said or _UNDATED)
        if text[found[0] : found[1]] not in _ALSO_OTHER_WORDS
    ]


def _is_same(days: Days, other: Days, said: date | None) -> bool:
    """Whether a day of the claim is one of the cited words: the same, or the month or the year of it.

    Where only the claim has a year, it is the one in which the day comes nearest to when it was said.
    """
    if days.year_given and not other.year_given:
        of_day = (days.since.month, days.since.day, days.until.month, days.until.day)
        same = of_day == (other.since.month, other.since.day, other.until.month, other.until.day)
        return same and said is not None and abs(days.since - said) <= HALF_A_YEAR
    year = other.since.year - days.since.year if not days.year_given else 0
    try:
        since, until = (one.replace(year=one.year + year) for one in (days.since, days.until))
    except ValueError:  # the 29th of February
        return False
    return since <= other.since and other.until <= until


def _tells_when_said(text: str, start: int, end: int) -> bool:
    """Whether a day stands beside a verb of saying, so that it tells when something was said: 'on 3 May, Vale said that'."""
    for match in _SAYS.finditer(text):
        between = text[end : match.start()] if match.start() >= end else text[match.end() : start]
        if len(between.split()) <= (_BEFORE if match.start() >= end else _BEHIND) and not re.search(
            r"[.;:]|\bthat\b", between
        ):
            return True
    return False
