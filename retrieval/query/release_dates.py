"""Release dates: between which days a release lies that answers what a question asks about a period.

A release has the day on which its words were said. Where the question says that they were said then ('what did Orr say in
May'), that is the period, give or take a day or so; where something happened then, a release may tell of it some weeks later,
or announce it before; where the period belongs to a thing ('the 2020 election') or is still to come, it says nothing of when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from language import month_days, pattern, patterns
from retrieval.query.periods import Period, Tie, find_periods
from retrieval.query.speakers import MentionedSpeaker
from retrieval.question import Chip, ChipField, Filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """How many days before and after a period a release that answers may lie."""

    before: int
    after: int


# Measured in November 2026 on two question sets (110 and 48 answerable questions), so that no answer is filtered away.
SAID = Slack(before=1, after=3)
HAPPENED_DAY = Slack(before=3, after=45)
HAPPENED_MONTH = Slack(before=14, after=120)
SAID_ABOUT = Slack(before=1, after=14)  # 'what did Orr say about the port in May': she, or what the port went through?
STOOD = Slack(before=14, after=30)  # 'as of', 'by'

_OF_SAID, _OF_DONE, _ENDS_WITH_THING, _ABOUT = patterns(
    "releases", "said_thing_behind", "done_thing_behind", "thing_before", "about_thing"
)
_TO_COME, _PERHAPS_TO_COME, _AFTER, _ASKED, _DATED = patterns(
    "time", "to_come", "perhaps_to_come", "after_in_front", "asked_in_front", "dated"
)
_QUESTION_WORD = pattern("questions.question_word")


def read_period(
    text: str, covered: tuple[date, date], *, asked_on: date | None, said: Sequence[MentionedSpeaker] = ()
) -> Chip | None:
    """Return the one chip for when, None where a question does not say: of several periods, the whole that holds them all.

    ``covered`` is the archive's first and last day; ``said`` are those whom the question makes speakers.
    """
    windows = []
    for period in find_periods(text, reference=asked_on or covered[1]):
        if not period.year_given and asked_on is None and _is_ambiguous(period, covered):
            continue
        window = _window(text, period, said)
        if window and _meets(period, covered):
            windows.append((period, window))
    if not windows:
        return None
    since = None if any(w[0] is None for _, w in windows) else min(w[0] for _, w in windows if w[0])
    until = None if any(w[1] is None for _, w in windows) else max(w[1] for _, w in windows if w[1])
    if _covers_most(since, until, covered):
        return None
    return Chip(
        field=ChipField.PERIOD,
        start=windows[0][0].start,
        end=windows[-1][0].end,
        words=" … ".join(text[period.start : period.end] for period, _ in windows),
        filters=Filters(since=since, until=until),
        named_since=min(period.since for period, _ in windows),
        named_until=max(period.until for period, _ in windows),
    )


def _covers_most(since: date | None, until: date | None, covered: tuple[date, date]) -> bool:
    """Whether a limit is hardly one: it leaves nine tenths of the days that the archive covers."""
    first, last = max(since or covered[0], covered[0]), min(until or covered[1], covered[1])
    return (last - first).days >= 0.9 * (covered[1] - covered[0]).days


def _window(text: str, period: Period, said: Sequence[MentionedSpeaker]) -> tuple[date | None, date | None] | None:
    """Return the first and the last day on which a release that answers may lie; None where the period says nothing of it."""
    tie, slack = _tie(text, period, said)
    if slack is None:
        return None
    try:
        since, until = period.since - timedelta(days=slack.before), period.until + timedelta(days=slack.after)
    except OverflowError:  # the year 1 or 9999
        return None
    if tie is Tie.AFTER:
        return max(since, period.since - timedelta(days=SAID.before)), None
    if tie is Tie.BEFORE:
        return None, period.since + timedelta(days=slack.after - 1)
    return (None, until) if tie is Tie.UNTIL else (since, until)


def _tie(text: str, period: Period, said: Sequence[MentionedSpeaker]) -> tuple[Tie, Slack | None]:
    """Return how the answer's release is tied to a period, and how closely; no slack where it is not."""
    happened = HAPPENED_DAY if period.exact else HAPPENED_MONTH
    if period.tie is Tie.ATTRIBUTE:
        return _tie_of_attribute(text, period, happened)
    before = text[: period.start].rstrip(" ,")
    if _ENDS_WITH_THING.search(before) and _DATED.match(text, period.start):
        return Tie.WITHIN, SAID
    if _is_said_then(before, said):
        return period.tie, SAID if period.tie is not Tie.ASIDE else None
    if any(_ABOUT.fullmatch(before, speaker.said_end) for speaker in said) and period.tie is Tie.WITHIN:
        return period.tie, SAID_ABOUT
    if period.tie in (Tie.ASIDE, Tie.BEFORE, Tie.UNTIL) or _is_to_come(text, period):
        return period.tie, None
    return period.tie, STOOD if period.tie is Tie.AS_OF else happened


def _tie_of_attribute(text: str, period: Period, happened: Slack) -> tuple[Tie, Slack | None]:
    """'the October 2021 call' says when the words were said; 'the October 2021 storm' does not; 'oil price october 2021' may."""
    year_only = (period.until - period.since).days > 300
    if slack := SAID if _OF_SAID.match(text, period.end) else happened if _OF_DONE.match(text, period.end) else None:
        # 'after the October 2021 call': the answer lies after it too.
        return Tie.AFTER if _AFTER.search(text, 0, period.start) else Tie.WITHIN, slack
    last = not text[period.end :].strip(" ?.!") or (not text[: period.start].strip() and text[period.end :][:1] in ",:")
    return Tie.WITHIN, happened if last and not year_only and not _is_to_come(text, period) else None


def _is_said_then(before: str, said: Sequence[MentionedSpeaker]) -> bool:
    """Whether a period stands at a word of saying, or before a question about what was said."""
    at_verb = _ASKED.search(before) or any(speaker.said_end == len(before) for speaker in said)
    return bool(at_verb or (said and not before))


def _is_to_come(text: str, period: Period) -> bool:
    """Whether the question is of what was still ahead; 'in May, how many would ...' is of what was said in May."""
    fronted = not _QUESTION_WORD.search(text, 0, period.start)
    return bool(_TO_COME.search(text) or (not fronted and _PERHAPS_TO_COME.search(text)))


def _is_ambiguous(period: Period, covered: tuple[date, date]) -> bool:
    """Whether the archive covers the same days of the year before as well."""
    year, month = period.until.year - 1, period.until.month
    return date(year, month, min(period.until.day, month_days(year, month)[1].day)) >= covered[0]


def _meets(period: Period, covered: tuple[date, date]) -> bool:
    """Whether the archive covers a day of the period: 'after the storm of last June' is no limit where it begins in July."""
    return period.since <= covered[1] and period.until >= covered[0]
