"""Calendar: the days that the words of a text mean: 'mid-May 2021', 'the third quarter of 2021', 'last Tuesday'.

Of the libraries that read dates in running text (dateparser's search, parsedatetime, timefhuman, datefinder) none returns
a period with its words' place: 'in August 2021' becomes one day in August, 'may' a month, 'the 2020 election' a date. So the
few shapes in which English gives a period are written down here, and the calendar's arithmetic is the standard library's.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

_DAY = timedelta(days=1)
_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: n for name, n in list(_MONTHS.items())} | {"sept": 9}
_WEEKDAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_NUMBERS = {
    word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_NUMBERS |= {"a": 1, "an": 1, "couple of": 2, "few": 3}

_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?{_YEAR}\b|\s*\(\s*{_YEAR.replace('year', 'year_')}\s*\))"
_PART = r"(?P<part>early|mid|middle|late|(?:the\s+)?(?:very\s+)?(?:start|beginning|middle|end|close|first half|second half)\s+of)"
_NUMBER = r"(?P<number>\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"


@dataclass(frozen=True, slots=True)
class Days:
    """The first and last day of a period; ``exact`` where these are days rather than a month or more.

    ``year_given`` is False where the year was supplied from the reference day.
    """

    since: date
    until: date
    exact: bool = False
    year_given: bool = True


def find_days(text: str, *, reference: date) -> list[tuple[int, int, Days]]:
    """Return (start, end, days) of all periods that a text names, in order; what is relative is so to the reference day.

    A month without a year is the latest one that began by the reference day.
    """
    # The first shape that fits a place takes it: they stand from the longest to the shortest.
    taken: list[tuple[int, int, Days]] = []
    for shape, read in _SHAPES:
        for match in shape.finditer(text):
            if any(match.start() < end and start < match.end() for start, end, _ in taken):
                continue
            try:
                span = read(match, reference)
            except (ValueError, OverflowError):  # 'June 31', 'Q7', the year 0
                continue
            taken.append((match.start(), match.end(), span))
    return sorted(taken, key=lambda one: one[0])


# --- shapes ---


def _day(match: re.Match[str], reference: date) -> Days:
    last = match.groupdict().get("last_day")
    year, given = _year(match, reference, month := _month(match), int(match["day"]))
    since = date(year, month, int(match["day"]))
    return Days(since, date(year, month, int(last)) if last else since, exact=True, year_given=given)


def _iso_day(match: re.Match[str], _: date) -> Days:
    day = date(int(match["year"]), int(match["number"]), int(match["day"]))
    return Days(day, day, exact=True)


def _week_of(match: re.Match[str], reference: date) -> Days:
    day = _day(match, reference)
    monday = day.since - timedelta(days=day.since.weekday())
    return Days(monday, monday + timedelta(days=6), exact=True, year_given=day.year_given)


def _nth_week(match: re.Match[str], reference: date) -> Days:
    since, until, given = _whole_month(match, reference)
    nth = match["nth"].lower()
    if nth in ("last", "final"):
        return Days(until - timedelta(days=6), until, year_given=given)
    first = since + timedelta(days=7 * (_ORDINALS[nth] - 1))
    return Days(first, min(first + timedelta(days=6), until), year_given=given)


def _month_of(match: re.Match[str], reference: date) -> Days:
    since, until, given = _whole_month(match, reference)
    return Days(*_part_of(match["part"], since, until), year_given=given)


def _last_month_named(match: re.Match[str], reference: date) -> Days:
    """'last December', 'this July': the one before the reference's month, the one of its year."""
    month = _month(match)
    year = match.groupdict().get("year") or match.groupdict().get("year_")
    if year:
        return Days(*_part_of(match["part"], *month_days(int(year), month)))
    this = match["which"].lower() == "this"
    year_number = reference.year if this or month < reference.month else reference.year - 1
    return Days(*_part_of(match["part"], *month_days(year_number, month)))


def _quarter(match: re.Match[str], _: date) -> Days:
    nth = match["nth"].lower()
    return _months(int(match["year"]), 3 * ((_ORDINALS.get(nth) or int(nth)) - 1) + 1, 3)


def _season(match: re.Match[str], reference: date) -> Days:
    month = _SEASONS[match["season"].lower()]
    year = match.groupdict().get("year")
    if year:
        return _months(int(year), month, 3)
    which = (match.groupdict().get("which") or "").lower()
    began = [y for y in (reference.year, reference.year - 1) if date(y, month, 1) <= reference]
    latest = _months(began[0], month, 3)
    if which == "last" and latest.until >= reference:
        return _months(began[0] - 1, month, 3)
    return replace(latest, year_given=bool(which))


def _whole_year(match: re.Match[str], _: date) -> Days:
    year = int(match["year"])
    return Days(*_part_of_year(match["part"], year))


def _relative_day(match: re.Match[str], reference: date) -> Days:
    day = reference - _DAY * {"today": 0, "yesterday": 1}[match["name"].lower()]
    return Days(day, day, exact=True)


def _weekday(match: re.Match[str], reference: date) -> Days:
    """'last Tuesday', 'on Monday': the latest one before the reference day."""
    back = (reference.weekday() - _WEEKDAYS[match["weekday"].lower()] - 1) % 7 + 1
    day = reference - _DAY * back
    return Days(day, day, exact=True)


def _unit(match: re.Match[str], reference: date) -> Days:
    """'this week', 'last month', 'the past year': the calendar's own; 'past' counts back from the reference day."""
    which, unit = match["which"].lower(), match["unit"].lower()
    if which == "past":
        return Days(_back(reference, 1, unit), reference)
    this = _containing(reference, unit)
    return this if which == "this" else _containing(this.since - _DAY, unit)


def _last_units(match: re.Match[str], reference: date) -> Days:
    return Days(_back(reference, _count(match), match["unit"].lower()), reference)


def _ago(match: re.Match[str], reference: date) -> Days:
    unit = match["unit"].lower()
    day = _back(reference, _count(match), unit)
    return Days(day, day, exact=True) if unit == "day" else _containing(day, unit)


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$€£.,-])(?:{pattern})(?![\w%])", re.IGNORECASE)


_ORDINAL_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_SHAPES: list[tuple[re.Pattern[str], Callable[[re.Match[str], date], Days]]] = [
    (_shape(rf"{_YEAR}-(?P<number>[01]\d)-(?P<day>[0-3]\d)"), _iso_day),
    (_shape(rf"(?:the\s+)?week\s+of\s+(?:the\s+)?{_MONTH}\s+{_ORDINAL_DAY}(?!\d){_OF_YEAR}?"), _week_of),
    (
        _shape(
            rf"(?:(?:the\s+)?(?:start|beginning|middle|end)\s+of\s+)?(?:the\s+)?(?P<nth>first|second|third|fourth|last|final|1st|2nd|3rd|4th)\s+week\s+(?:of|in)\s+{_MONTH}{_OF_YEAR}?"
        ),
        _nth_week,
    ),
    (
        _shape(
            rf"{_MONTH}\s+{_ORDINAL_DAY}(?!\d)(?:\s?(?:-|–|—|to|through|and)\s?(?P<last_day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:]))?{_OF_YEAR}?"
        ),
        _day,
    ),
    (_shape(rf"(?:the\s+)?{_ORDINAL_DAY}\s+(?:of\s+)?{_MONTH}{_OF_YEAR}?"), _day),
    (_shape(rf"(?:{_PART}[\s-]+)?(?P<which>last|this|past)\s+{_MONTH}{_OF_YEAR}?"), _last_month_named),
    (_shape(rf"(?:{_PART}[\s-]*)?{_MONTH}{_OF_YEAR}?"), _month_of),
    (_shape(rf"Q(?P<nth>[1-4])(?:\s+of)?\s+{_YEAR}"), _quarter),
    (_shape(rf"(?:the\s+)?(?P<nth>first|second|third|fourth)\s+quarter\s+of\s+{_YEAR}"), _quarter),
    (_shape(rf"(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?\s+{_YEAR}"), _season),
    (_shape(r"(?P<which>this|last|past)\s+(?P<season>spring|summer|autumn|fall|winter)"), _season),
    (_shape(r"(?<=\bin )(?:the\s+)?(?P<season>spring|summer|autumn|winter)"), _season),
    (_shape(rf"(?:{_PART}[\s-]*)?(?:the\s+year\s+)?{_YEAR}"), _whole_year),
    (_shape(r"(?P<name>today|yesterday)"), _relative_day),
    (_shape(rf"(?:(?:last|this|past|on)\s+)(?P<weekday>{'|'.join(_WEEKDAYS)})"), _weekday),
    (_shape(rf"(?:the\s+)?(?:last|past)\s+(?:{_NUMBER})\s+(?P<unit>day|week|month|year)s"), _last_units),
    (_shape(rf"{_NUMBER}\s+(?P<unit>day|week|month|year)s?\s+ago"), _ago),
    (_shape(r"(?:the\s+)?(?P<which>this|last|past|previous)\s+(?P<unit>week|month|quarter|year)"), _unit),
]  # fmt: skip


# --- the calendar ---


def _month(match: re.Match[str]) -> int:
    return _MONTHS[match["month"].lower()]


def _count(match: re.Match[str]) -> int:
    number = match["number"].lower()
    return _NUMBERS.get(number) or int(number)


def _year(match: re.Match[str], reference: date, month: int, day: int = 1) -> tuple[int, bool]:
    """Return the year that is given, or of the latest such day by the reference; and whether it was given."""
    given = match.groupdict().get("year") or match.groupdict().get("year_")
    if given:
        return int(given), True
    return reference.year - ((month, day) > (reference.month, reference.day)), False


def _whole_month(match: re.Match[str], reference: date) -> tuple[date, date, bool]:
    month = _month(match)
    year, given = _year(match, reference, month)
    return *month_days(year, month), given


def month_days(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _months(year: int, first: int, count: int) -> Days:
    """Return a number of months from the first on; they may reach into the next year."""
    last = first + count - 2
    return Days(date(year, first, 1), month_days(year + last // 12, last % 12 + 1)[1])


# Days into the month: 'early' may still be said of the 12th, 'mid' of the 9th and the 22nd, 'late' from the 18th on.
_EARLY, _MID, _LATE = 12, (9, 22), 18


def _part_of(part: str | None, since: date, until: date) -> tuple[date, date]:
    """Return the days of a month that 'early', 'mid' or 'late' may mean."""
    words = (part or "").lower()
    if not words:
        return since, until
    if "half" in words:
        return (since, since.replace(day=15)) if "first" in words else (since.replace(day=16), until)
    if words.startswith("mid") or "middle" in words:
        return since.replace(day=_MID[0]), since.replace(day=_MID[1])
    if any(word in words for word in ("late", "end", "close")):
        return since.replace(day=_LATE), until
    return since, since.replace(day=_EARLY)


def _part_of_year(part: str | None, year: int) -> tuple[date, date]:
    words = (part or "").lower()
    if not words:
        return date(year, 1, 1), date(year, 12, 31)
    if "half" in words:
        return (date(year, 1, 1), date(year, 6, 30)) if "first" in words else (date(year, 7, 1), date(year, 12, 31))
    if words.startswith("mid") or "middle" in words:
        return date(year, 5, 1), date(year, 8, 31)
    if any(word in words for word in ("late", "end", "close")):
        return date(year, 10, 1), date(year, 12, 31)
    return date(year, 1, 1), date(year, 4, 30)


def _containing(day: date, unit: str) -> Days:
    """Return the calendar's week (from Monday), month, quarter or year with a day in it."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Days(monday, monday + timedelta(days=6), exact=True)
    if unit == "month":
        return Days(*month_days(day.year, day.month))
    if unit == "quarter":
        return _months(day.year, 3 * ((day.month - 1) // 3) + 1, 3)
    return Days(date(day.year, 1, 1), date(day.year, 12, 31))


def _back(day: date, count: int, unit: str) -> date:
    """Return the day so many days, weeks, months, quarters or years before."""
    if unit in ("day", "week"):
        return day - timedelta(days=count * (7 if unit == "week" else 1))
    months = count * {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_PRINTED_MONTH = r"(?P<month>[A-Z][a-z]{2,8})\.?"
_PRINTED_TIME = r"(?:,?(?: at)? \d{1,2}:\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?)?"
_PRINTED_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_PRINTED_FORMS = (
    rf"{_PRINTED_WEEKDAY}{_PRINTED_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}}){_PRINTED_TIME}",
    rf"{_PRINTED_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_PRINTED_MONTH},? (?P<year>\d{{4}}){_PRINTED_TIME}",
    rf"(?P<year>\d{{4}})-(?P<number>\d{{2}})-(?P<day>\d{{2}})(?:T\d{{2}}:\d{{2}}\S*)?{_PRINTED_TIME}",
)
_PRINTED_PATTERNS = tuple(re.compile(form) for form in _PRINTED_FORMS)


def read_day(line: str) -> date | None:
    """Return the day that a line is, and nothing else; None where it is no date or there is no such day."""
    for pattern in _PRINTED_PATTERNS:
        if match := pattern.fullmatch(line.strip()):
            return _to_date(match.groupdict())
    return None


def find_day(text: str) -> date | None:
    """Return the first day named anywhere in ``text``; None where there is none."""
    found = [match for pattern in _PRINTED_PATTERNS for match in pattern.finditer(text)]
    days = (_to_date(match.groupdict()) for match in sorted(found, key=lambda match: match.start()))
    return next((day for day in days if day), None)


def write_day(day: date) -> str:
    """Return a day in words: 'October 24, 2016'."""
    return f"{MONTHS[day.month - 1].title()} {day.day}, {day.year}"


def write_month(day: date) -> str:
    """Return the month of a day in words: 'October 2016'."""
    return f"{MONTHS[day.month - 1].title()} {day.year}"


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
