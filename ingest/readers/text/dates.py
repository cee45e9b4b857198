"""Dates as files print them, and as their names hold them. None is guessed: what can be read in two ways is told as that.

A day is the one that is printed, whatever the time zone. A year has four digits, from 1700 to 2199; two stand for a year only
in a date of a mail (RFC 5322, 4.3) whose weekday confirms it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from ingest.readers.reader import ReadOptions
from ingest.readers.text.fields import find_names
from language import find_printed_days, patterns

_YEARS = range(1700, 2200)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # of RFC 5322, 3.3: these are no words of a language
_LONGEST = 1000  # characters of a field's value in which a date is looked for
_LONGEST_BESIDE = 40  # characters beside the date of a line that is one: who, where, which weekday
_BEHIND_DATELINE, _IN_SENTENCE = patterns("pages", "behind_dateline", "in_sentence")

_ISO = re.compile(
    r"(?<!\d)(?<!\d[./-])(?P<year>\d{4})(?P<mark>[/.-])[ ]?(?P<month>\d{1,2})(?P=mark)[ ]?(?P<day>\d{1,2})(?![/-]?\d)"
)
_DIGITS = re.compile(
    r"(?<!\d)(?<!\d[./-])(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?![/-]?\d)"
)
_ORDINALS = re.compile(r"(?<!\d)(?P<day>\d{1,2})\. (?P<month>\d{1,2})\. ?(?P<year>\d{4})(?!\d)")
_COMPACT = re.compile(
    r"(?<![\d.,])(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?Z?)?(?![\d])"
)
_NAMED = re.compile(r"(?<!\d)(?P<year>\d{4})(?P<mark>[-_. ])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)")
_NAMED_DIGITS = re.compile(
    r"(?<!\d)(?<!\d[-_. ])(?P<first>\d{1,2})(?P<mark>[-_. ])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)"
)
_FOLDERS = re.compile(r"(?<![^/])(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?=/|$|-)")
_HASH = re.compile(r"(?<![0-9a-zA-Z])(?=\d*[a-f])[0-9a-f-]{16,}(?![0-9a-zA-Z])")
_EXTENSION = re.compile(r"\.[A-Za-z]\w{0,4}$")
_APART = re.compile(r"[\s_+,.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A date as read: the day, or None; ``unclear`` and ``day_first`` as in Document."""

    day: date | None = None
    unclear: str | None = None
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    date: PrintedDate


def read_date(value: Any, options: ReadOptions) -> PrintedDate:
    """Return the day that a field's value is; all None where it is no date, or there is no such day."""
    if isinstance(value, datetime):
        return PrintedDate(day=value.date())
    if isinstance(value, date):
        return PrintedDate(day=value)
    printed = unicodedata.normalize("NFC", str(value or "")[:_LONGEST]).strip()
    found = next(_find_all(printed, options), None)
    return found.date if found else PrintedDate(day=_of_mail(printed))


def read_date_line(line: str, options: ReadOptions) -> PrintedDate:
    """Return the day that a line gives: it is that, with few words beside it, or opens with it, as a dateline does.

    'Tuesday, 3 March 2031', 'Published: 3.3.2031', 'Quay, March 3, 2031 - The harbour ...'; in 'On March 3, 2031, the
    harbour was closed' the day is what the sentence is about.
    """
    opening = unicodedata.normalize("NFC", line[: _LONGEST_BESIDE + 100])
    found = next(_find_all(opening, options), None)
    if found is None or found.start > _LONGEST_BESIDE:
        return PrintedDate()
    before, after = opening[: found.start].strip(), opening[found.end :].strip()
    if find_names([before.rstrip(": ")], "date", ReadOptions()):
        return found.date
    is_dateline = _BEHIND_DATELINE.match(after) is not None
    is_short = (
        len(line) - (found.end - found.start) <= _LONGEST_BESIDE and _stands_beside(before) and _stands_beside(after)
    )
    return found.date if (is_dateline or is_short) and not _IN_SENTENCE.search(before) else PrintedDate()


def _stands_beside(words: str) -> bool:
    """Say whether words may stand beside a date that is no sentence's: names, a time, a label; 'approved of' may not."""
    return words.endswith((":", ",")) or not (words.endswith(".") or any(word[0].islower() for word in words.split()))


def date_in_name(name: str) -> date | None:
    """Return the day that a file's name holds, else its folders ('2021/03/04/x.md'); ``name`` is a path with '/'.

    Only a whole day counts that is no part of a longer number (200211182 is none), and none where there are two. A name
    that begins with a day in digits was filed by that day, whatever day its title names.
    """
    path = unquote(name)
    path = _EXTENSION.sub("", path)
    stem = _HASH.sub(" ", PurePosixPath(path).name)
    return _only(_in_digits(stem)) or (None if any(_in_digits(stem)) else _only(_in_words(stem))) or _in_folders(path)


def _in_folders(path: str) -> date | None:
    without_file = path.rpartition("/")[0]
    return _only(_days(_FOLDERS, path)) or _only(day for part in without_file.split("/") for day in _in_digits(part))


def _only(days: Iterator[date]) -> date | None:
    found = set(days)
    return found.pop() if len(found) == 1 else None


def _in_digits(stem: str) -> Iterator[date]:
    yield from _days(_NAMED, stem)
    yield from _days(_COMPACT, stem)
    for match in _NAMED_DIGITS.finditer(stem):
        if day := _read_digits(match, ReadOptions()).day:
            yield day


def _in_words(stem: str) -> Iterator[date]:
    return (day for _, _, day in find_printed_days(_APART.sub(" ", stem)) if day.year in _YEARS)


def _days(pattern: re.Pattern[str], text: str) -> Iterator[date]:
    return (day for match in pattern.finditer(text) if (day := _day(match["year"], match["month"], match["day"])))


def _find_all(text: str, options: ReadOptions) -> Iterator[_Found]:
    """Yield the dates that a text prints, in order."""
    found = [
        _Found(start, end, PrintedDate(day=day)) for start, end, day in find_printed_days(text) if day.year in _YEARS
    ]
    found += [
        _Found(match.start(), match.end(), PrintedDate(day=day))
        for shape in (_ISO, _ORDINALS, _COMPACT)
        for match in shape.finditer(text)
        if (day := _day(match["year"], match["month"], match["day"]))
    ]
    found += [_Found(match.start(), match.end(), _read_digits(match, options)) for match in _DIGITS.finditer(text)]
    found = [one for one in found if one.date.day or one.date.unclear]
    yield from sorted(found, key=lambda one: (one.start, -one.end))


def _of_mail(printed: str) -> date | None:
    """Return the day of a mail's date with a year of two digits, where its weekday is that day's."""
    try:
        day = parsedate_to_datetime(printed).date()
    except (ValueError, TypeError, IndexError, OverflowError):  # it is no such date
        return None
    return day if day.year in _YEARS and printed[:3].lower() == _WEEKDAYS[day.weekday()] else None


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
        found = date(int(year), int(month), int(day))
    except ValueError:  # there is no such day
        return None
    return found if found.year in _YEARS else None
