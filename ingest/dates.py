"""Days as they are printed on releases: 'October 24, 2016', '24 Oct. 2016', '2016-10-24'."""

from __future__ import annotations

import re
from datetime import date

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_MONTH = r"(?P<month>[A-Z][a-z]{2,8})\.?"
_TIME = r"(?:,?(?: at)? \d{1,2}:\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?)?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_FORMS = (
    rf"{_WEEKDAY}{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}}){_TIME}",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (?P<year>\d{{4}}){_TIME}",
    rf"(?P<year>\d{{4}})-(?P<number>\d{{2}})-(?P<day>\d{{2}})(?:T\d{{2}}:\d{{2}}\S*)?{_TIME}",
)
_PATTERNS = tuple(re.compile(form) for form in _FORMS)


def read_day(line: str) -> date | None:
    """Return the day that a line is, and nothing else; None where it is no date or there is no such day."""
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(line.strip()):
            return _to_date(match.groupdict())
    return None


def find_day(text: str) -> date | None:
    """Return the first day named anywhere in ``text``; None where there is none."""
    found = [match for pattern in _PATTERNS for match in pattern.finditer(text)]
    days = (_to_date(match.groupdict()) for match in sorted(found, key=lambda match: match.start()))
    return next((day for day in days if day), None)


def write_day(day: date) -> str:
    """Return a day in words: 'October 24, 2016'."""
    return f"{MONTHS[day.month - 1].title()} {day.day}, {day.year}"


def _to_date(fields: dict[str, str | None]) -> date | None:
    name = (fields.get("month") or "").lower()
    named = next((i for i, month in enumerate(MONTHS, 1) if name and (month.startswith(name) or name == "sept")), None)
    if name == "sept":
        named = 9
    number = int(fields.get("number") or 0) or named
    if not number:
        return None
    try:
        return date(int(fields["year"] or 0), number, int(fields["day"] or 0))
    except ValueError:
        return None
