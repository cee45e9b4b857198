"""Days after: the days that a follow-up means by 'that day' or 'the next month', counted from what was heard before it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from retrieval.periods import Period, Relation

_RELATIVE = re.compile(
    r"\b(?:(?P<same>that|the same)|(?P<later>the (?:next|following))|(?P<earlier>the previous)) (?P<unit>day|morning|afternoon"
    r"|evening|night|week|month)\b|\b(?P<after>a|one) (?P<then>day|week|month) (?P<way>later|before|earlier)\b"
    r"|\b(?:the )(?P<eve>day|week|month) before\b(?! \w)",
    re.IGNORECASE,
)
_LONG = {"week": timedelta(days=7), "month": timedelta(days=31)}
_DAY = timedelta(days=1)


def days_after(text: str, *, day: date) -> list[Period]:
    """Return the periods that a follow-up's words mean, where ``day`` is the one heard of before.

    They are generous: what a release tells may have happened the day before it.
    """
    return [_read(match, day) for match in _RELATIVE.finditer(text)]


def _read(match: re.Match[str], day: date) -> Period:
    step = _LONG.get((match["unit"] or match["then"] or match["eve"]).casefold(), _DAY)
    exact = step == _DAY
    if match["same"]:
        since, until = (day, day) if exact else (day - step, day + step)
    elif match["later"] or (match["way"] or "").casefold() == "later":
        since, until = (day, day + _DAY) if exact else (day + step / 2, day + 2 * step)
    else:
        since, until = (day - _DAY, day - _DAY) if exact else (day - 2 * step, day - step / 2)
    return Period(start=match.start(), end=match.end(), since=since, until=until, relation=Relation.WITHIN, exact=exact)
