"""Periods: when a question says that something was said or happened, and how it says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from language import Days, entry, find_days, month_days, patterns, word_set


class Tie(StrEnum):
    """How the words before a period tie what is asked to it.

    ATTRIBUTE: it belongs to a thing ('the 2020 election'). ASIDE: it says what for ('for May').
    """

    WITHIN = "within"
    AFTER = "after"
    BEFORE = "before"
    UNTIL = "until"
    AS_OF = "as of"
    ASIDE = "aside"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period that a text names: ``text[start:end]`` are its words, ``since`` and ``until`` its first and last day.

    ``exact`` says that it is a day, or days, rather than a month or more. ``year_given`` is False where the year was
    supplied from the reference day.
    """

    start: int
    end: int
    since: date
    until: date
    tie: Tie
    exact: bool = False
    year_given: bool = True


def find_periods(text: str, *, reference: date) -> list[Period]:
    """Return the periods that a text names, in order; what is relative ('last month') is so to the reference day.

    A month without a year is the latest one that began by the reference day, or has the year of the other end of its range.
    """
    spans = _merge_ranges(text, find_days(text, reference=reference))
    found = []
    for start, end, span in spans:
        opening, tie = _relate(text, start, end)
        if not _is_other_word(text, start, end, tie):
            period = Period(
                start=opening, end=end, since=span.since, until=span.until, tie=tie, exact=span.exact,
                year_given=span.year_given,
            )  # fmt: skip
            found.append(period)
    return found


# --- what ties it to the question ---

_RANGE_OPENING, _RANGE_BEGINS, _RANGE_JOINT, _RANGE_AND = patterns(
    "time", "range_opening", "range_begins", "range_joint", "range_and"
)
_TIES = {
    "tied_as_of": Tie.AS_OF, "tied_after": Tie.AFTER, "tied_just_before": Tie.AS_OF,
    "tied_before": Tie.BEFORE, "tied_until": Tie.UNTIL, "tied_aside": Tie.ASIDE, "tied_by": Tie.AS_OF, "tied_within": Tie.WITHIN,
}  # fmt: skip
_TIED = list(zip(patterns("time", *_TIES), _TIES.values(), strict=True))  # the first that fits holds
_ARTICLE, _NOUN, _SAYS_WHEN, _AFTER_THAT_DAY = patterns(
    "time", "article_before", "noun_behind", "says_when", "after_that_day"
)
_DAY = timedelta(days=1)
_POSSESSIVE = re.compile(r"[’']s?\b")
_ALSO_OTHER_WORDS = word_set("time.also_other_words")


def _merge_ranges(text: str, spans: list[tuple[int, int, Days]]) -> list[tuple[int, int, Days]]:
    """Join 'between A and B', 'from A to B' and 'A to B' into one; a year given at one end holds for the other."""
    merged: list[tuple[int, int, Days]] = []
    for start, end, span in spans:
        if merged:
            before_start, before_end, before = merged[-1]
            joint = text[before_end:start]
            opened = _RANGE_OPENING.search(text, 0, before_start)
            if _RANGE_JOINT.fullmatch(joint) and (opened or not _RANGE_AND.search(joint)):
                first = _with_year_of(before, span)
                opening = opened.start() if opened else before_start
                whole = Days(first.since, span.until, first.exact and span.exact, span.year_given)
                if whole.since <= whole.until:
                    merged[-1] = (opening, end, whole)
                    continue
        merged.append((start, end, span))
    return merged


def _with_year_of(first: Days, last: Days) -> Days:
    """Give the first end of a range the year of the last where it has none: 'between November and February 2022'."""
    if first.year_given:
        return first
    year = last.since.year - ((first.since.month, first.since.day) > (last.until.month, last.until.day))
    until_year = year + first.until.year - first.since.year
    until = date(until_year, first.until.month, min(first.until.day, month_days(until_year, first.until.month)[1].day))
    return Days(first.since.replace(year=year), until, first.exact)


def _relate(text: str, start: int, end: int) -> tuple[int, Tie]:
    """Return where a period's words begin with the word that ties it, and how it is tied."""
    if _POSSESSIVE.match(text, end):  # 'May's report'
        return start, Tie.ATTRIBUTE
    if _RANGE_BEGINS.match(text, start):
        return start, Tie.WITHIN
    for words, tie in _TIED:
        found = words.search(text, 0, start)
        if found:
            # 'in the July 2021 surge': the period belongs to the surge.
            of_a_thing = _ARTICLE.search(found.group()) and _NOUN.match(text, end)
            return (start, Tie.ATTRIBUTE) if of_a_thing else (found.start(), tie)
    return start, Tie.WITHIN if _SAYS_WHEN.match(text, start) else Tie.ATTRIBUTE


def _is_other_word(text: str, start: int, end: int, tie: Tie) -> bool:
    """Whether 'may', 'march' or 'mar' is no month here: nothing with it says so."""
    word = text[start:end].lower().rstrip(".")
    if word not in _ALSO_OTHER_WORDS:
        return False
    followed = text[end : end + 2].strip()[:1].isalpha()
    tied = tie in (Tie.WITHIN, Tie.AFTER, Tie.BEFORE, Tie.AS_OF)
    return not tied or (followed and text[start].islower())


def days_after(text: str, *, day: date) -> list[Period]:
    """Return the periods that a follow-up's words mean, where ``day`` is the one heard of before.

    They are generous: what a release tells may have happened the day before it.
    """
    return [_read(match, day) for match in _AFTER_THAT_DAY.finditer(text)]


def _read(match: re.Match[str], day: date) -> Period:
    span = timedelta(days=entry("time.spans")[(match["unit"] or match["then"] or match["eve"]).casefold()])
    later = match["later"] or match["way"]
    if not span:
        since, until = (day, day) if match["same"] else (day, day + _DAY) if later else (day - _DAY, day - _DAY)
    elif match["same"]:
        since, until = day - span, day + span
    else:
        since, until = (day + span / 2, day + 2 * span) if later else (day - 2 * span, day - span / 2)
    return Period(start=match.start(), end=match.end(), since=since, until=until, tie=Tie.WITHIN, exact=not span)
