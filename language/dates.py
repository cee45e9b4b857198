"""Calendar: the days that the words of a text mean: 'mid-May 2021', 'the third quarter of 2021', 'last Tuesday'.

Of the libraries that read dates in running text (dateparser's search, parsedatetime, timefhuman, datefinder) none returns
a period with its words' place: 'in August 2021' becomes one day in August, 'may' a month, 'the 2020 election' a date. So the
few shapes in which each language gives a period are written down in its time.toml, and the calendar's arithmetic is the
standard library's.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from language.numbers import value_of
from language.vocabulary import ENGLISH, each_pattern, entries, entry, list_words


def _meanings(*names: str) -> dict[str, Any]:
    """Return what the words of these tables mean in any language."""
    held = [table for name in names for table in entries(f"time.{name}").values()]
    return {word.lower(): meaning for table in held for word, meaning in table.items()}


_DAY = timedelta(days=1)
_ENGLISH_MONTHS: list[list[str]] = entry("time.months", ENGLISH)
MONTHS = tuple(names[0].lower() for names in _ENGLISH_MONTHS)
_MONTHS = {
    name.lower(): number
    for months in entries("time.months").values()
    for number, names in enumerate(months, 1)
    for name in names
}
_WEEKDAYS = {
    name.lower(): number
    for language in entries("time.weekdays")
    for number, name in enumerate(list_words("time.weekdays", language))
}
_PARTS = _meanings("parts", "parts_of")
_UNITS = _meanings("short_units", "units", "unit_plurals")
_DAYS, _WHICH, _SEASONS, _COUNTS, _PLACES = map(_meanings, ("days", "which", "seasons", "counts", "places"))


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
                days = read(match, reference)
            except (ValueError, OverflowError):  # 'June 31', the year 0
                continue
            taken.append((match.start(), match.end(), days))
    return sorted(taken, key=lambda found: found[0])


# --- shapes ---


def _day(match: re.Match[str], reference: date) -> Days:
    last = match.groupdict().get("last_day")
    day = sum(map(value_of, re.split(r"[-\s]", match["day"])))  # 'twenty-ninth'
    year, given = _year(match, reference, month := _month(match), day)
    since = date(year, month, day)
    return Days(since, date(year, month, int(last)) if last else since, exact=True, year_given=given)


def _iso_day(match: re.Match[str], _: date) -> Days:
    day = date(int(match["year"]), int(match["number"]), int(match["day"]))
    return Days(day, day, exact=True)


def _week_of(match: re.Match[str], reference: date) -> Days:
    day = _day(match, reference)
    return replace(_containing(day.since, "week"), year_given=day.year_given)


def _nth_week(match: re.Match[str], reference: date) -> Days:
    month = _part_of_month(match, reference)
    if match["last"]:
        return replace(month, since=month.until - timedelta(days=6))
    first = month.since + timedelta(days=7 * (value_of(match["nth"]) - 1))
    if first > month.until:
        raise ValueError(f"no month has a {match['nth']} week")
    return replace(month, since=first, until=min(first + timedelta(days=6), month.until))


def _part_of_month(match: re.Match[str], reference: date) -> Days:
    month = _month(match)
    year, given = _year(match, reference, month)
    return replace(_days_of_part(match, year, month), year_given=given)


def _which_month(match: re.Match[str], reference: date) -> Days:
    """'last December', 'this July': the one before the reference's month, the one of its year."""
    month = _month(match)
    past = match["which"].lower() != "this" and month >= reference.month
    return _days_of_part(match, _given_year(match) or reference.year - past, month)


def _quarter(match: re.Match[str], reference: date) -> Days:
    nth = match["digit"] or match["nth"].lower()
    first = 3 * (_PLACES.get(nth) or value_of(nth)) - 2
    year, given = _year(match, reference, first)
    return replace(_months(year, first, 3), year_given=given)


def _season_of_year(match: re.Match[str], _: date) -> Days:
    return _months(int(match["year"]), _first_month(match), 3)


def _season(match: re.Match[str], reference: date) -> Days:
    """'last spring', 'in the spring': the latest that began; 'last' is over."""
    month, which = _first_month(match), match.groupdict().get("which")
    year = reference.year - (date(reference.year, month, 1) > reference)
    latest = _months(year, month, 3)
    if which and which.lower() == "last" and latest.until >= reference:
        return _months(year - 1, month, 3)
    return replace(latest, year_given=bool(which))


def _part_of_year(match: re.Match[str], _: date) -> Days:
    first, last = _MONTHS_OF_PARTS[_part(match)]
    year = int(match["year"])
    return Days(date(year, first, 1), month_days(year, last)[1])


def _near_day(match: re.Match[str], reference: date) -> Days:
    day = reference - _DAY * int(_DAYS[match["name"].lower()])
    return Days(day, day, exact=True)


def _weekday(match: re.Match[str], reference: date) -> Days:
    """'last Tuesday', 'on Monday': the latest one before the reference day."""
    back = (reference.weekday() - _WEEKDAYS[match["weekday"].lower()] - 1) % 7 + 1
    day = reference - _DAY * back
    return Days(day, day, exact=True)


def _which_unit(match: re.Match[str], reference: date) -> Days:
    """'this week', 'last month', 'the past year': the calendar's own; 'past' counts back from the reference day."""
    given = match.groupdict()
    which, unit = _WHICH.get((given["which"] or "").lower(), "last"), _unit(match)
    if which == "past":
        return Days(_back(reference, 1, unit), reference)
    this = _containing(reference, unit)
    return this if which == "this" else _containing(this.since - _DAY, unit)


def _last_units(match: re.Match[str], reference: date) -> Days:
    return Days(_back(reference, _count(match), _unit(match)), reference)


def _units_ago(match: re.Match[str], reference: date) -> Days:
    unit = _unit(match)
    day = _back(reference, _count(match), unit)
    return Days(day, day, exact=True) if unit == "day" else _containing(day, unit)


_Read = Callable[[re.Match[str], date], Days]
_READERS: dict[str, _Read] = {
    "iso_day": _iso_day, "week_of": _week_of, "nth_week": _nth_week, "month_and_day": _day, "day_and_month": _day,
    "day_in_words": _day,
    "which_month": _which_month, "part_of_month": _part_of_month, "quarter": _quarter, "season_of_year": _season_of_year,
    "which_season": _season, "in_season": _season, "part_of_year": _part_of_year, "near_day": _near_day,
    "weekday": _weekday, "last_units": _last_units, "units_ago": _units_ago, "which_unit": _which_unit,
}  # fmt: skip
_SHAPES = [(shape, read) for name, read in _READERS.items() for shape in each_pattern(f"time.{name}")]


# --- what the words of a shape mean ---


def _month(match: re.Match[str]) -> int:
    return _MONTHS[match["month"].lower()]


def _first_month(match: re.Match[str]) -> int:
    return int(_SEASONS[match["season"].lower()])


def _unit(match: re.Match[str]) -> str:
    return str(_UNITS[match["unit"].lower()])


def _count(match: re.Match[str]) -> int:
    number = match["number"].lower()
    return int(_COUNTS.get(number) or value_of(number))


def _given_year(match: re.Match[str]) -> int:
    """Return the year that is given, 0 where none is."""
    given = match.groupdict()
    return int(given.get("year") or given.get("year_") or 0)


def _year(match: re.Match[str], reference: date, month: int, day: int = 1) -> tuple[int, bool]:
    """Return the year that is given, or of the latest such day by the reference; and whether it was given."""
    given = _given_year(match)
    return given or reference.year - ((month, day) > (reference.month, reference.day)), bool(given)


# Days into the month: 'early' may still be said of the 12th, 'mid' of the 9th and the 22nd, 'late' from the 18th on.
_DAYS_OF_PARTS = {
    "": (1, 31), "early": (1, 12), "mid": (9, 22), "late": (18, 31), "first half": (1, 15), "second half": (16, 31)
}  # fmt: skip
_MONTHS_OF_PARTS = {
    "": (1, 12), "early": (1, 4), "mid": (5, 8), "late": (10, 12), "first half": (1, 6), "second half": (7, 12)
}  # fmt: skip


def _part(match: re.Match[str]) -> str:
    """Return which part of a month or a year is meant, '' for all of it."""
    said = (match.groupdict().get("part") or "").lower()
    return next((part for word, part in _PARTS.items() if word in said), "")


def _days_of_part(match: re.Match[str], year: int, month: int) -> Days:
    since, until = month_days(year, month)
    first, last = _DAYS_OF_PARTS[_part(match)]
    return Days(since.replace(day=first), until.replace(day=min(last, until.day)))


# --- the calendar ---


def month_days(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _months(year: int, first: int, count: int) -> Days:
    """Return a number of months from the first on; they may reach into the next year."""
    last = first + count - 2
    return Days(date(year, first, 1), month_days(year + last // 12, last % 12 + 1)[1])


def _containing(day: date, unit: str) -> Days:
    """Return the calendar's week (from Monday), month, quarter or year with a day in it."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Days(monday, monday + timedelta(days=6), exact=True)
    count = {"month": 1, "quarter": 3, "year": 12}[unit]
    return _months(day.year, (day.month - 1) // count * count + 1, count)


def _back(day: date, count: int, unit: str) -> date:
    """Return the day so many days, weeks, months, quarters or years before."""
    if unit in ("day", "week"):
        return day - timedelta(days=count * (7 if unit == "week" else 1))
    months = count * {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# --- days as they are printed ---

_PRINTED = [
    printed
    for name in ("printed_month_first", "printed_day_first", "printed_digits", "printed_marked")
    for printed in each_pattern(f"time.{name}")
]


def read_day(line: str) -> date | None:
    """Return the day that a line is, and nothing else; None where it is no date or there is no such day."""
    for printed in _PRINTED:
        if match := printed.fullmatch(line.strip()):
            return _to_date(match)
    return None


def find_day(text: str) -> date | None:
    """Return the first day named anywhere in ``text``; None where there is none."""
    return next((day for _, _, day in find_printed_days(text)), None)


def find_printed_days(text: str) -> list[tuple[int, int, date]]:
    """Return (start, end, day) of the days that ``text`` prints with their year, in order; of two that overlap the longer."""
    found = [
        (match.start(), match.end(), day)
        for printed in _PRINTED
        for match in printed.finditer(text)
        if (day := _to_date(match)) and _stands_alone(text, match.start(), match.end("year"))
    ]
    kept: list[tuple[int, int, date]] = []
    for one in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether a day is no part of a longer word or number: 'dismay 2, 2031', '14 May 20315'."""
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isdigit()


def write_day(day: date) -> str:
    """Return a day in words: 'October 24, 2016'."""
    return f"{_ENGLISH_MONTHS[day.month - 1][0]} {day.day}, {day.year}"


def write_month(day: date) -> str:
    """Return the month of a day in words: 'October 2016'."""
    return f"{_ENGLISH_MONTHS[day.month - 1][0]} {day.year}"


def _to_date(printed: re.Match[str]) -> date | None:
    fields = printed.groupdict()
    try:
        return date(int(fields["year"]), int(fields.get("number") or _month(printed)), int(fields["day"]))
    except ValueError:
        return None
