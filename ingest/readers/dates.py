"""Dates as files print them. None is guessed: what can be read in two ways is told as that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from ingest.readers.reader import ReadOptions
from language import find_day

_DIGITS = re.compile(r"(?<!\d)(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A date as read: the day, or None; ``unclear`` and ``day_first`` as in Document."""

    day: date | None = None
    unclear: str | None = None
    day_first: bool | None = None


def read_date(value: Any, options: ReadOptions) -> PrintedDate:
    """Return the day that a field's value is; all None where it is no date, or there is no such day."""
    if isinstance(value, datetime):
        return PrintedDate(day=value.date())
    if isinstance(value, date):
        return PrintedDate(day=value)
    printed = str(value or "").strip()
    if match := _ISO.search(printed):
        return PrintedDate(day=_day(match["year"], match["month"], match["day"]))
    if match := _DIGITS.search(printed):
        return _read_digits(match, options)
    try:
        return PrintedDate(day=parsedate_to_datetime(printed).date())
    except (ValueError, TypeError):  # it is no date of a mail or a feed
        return PrintedDate(day=find_day(printed))


def _read_digits(match: re.Match[str], options: ReadOptions) -> PrintedDate:
    first, second = int(match["first"]), int(match["second"])
    as_day, as_month = _day(match["year"], second, first), _day(match["year"], first, second)
    if as_day and as_month and as_day != as_month:
        if options.day_first is None:
            return PrintedDate(unclear=match.group())
        return PrintedDate(day=as_day if options.day_first else as_month)
    shown = None if as_day == as_month else as_day is not None
    return PrintedDate(day=as_day or as_month, day_first=shown)


def _day(year: Any, month: Any, day: Any) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:  # there is no such day
        return None
