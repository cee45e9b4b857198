"""Said when: between which days a release lies that answers what a question asks about a period.

A release has the day on which its words were said. Where the question says that they were said then ('what did Orr say in
May'), that is the period, give or take a day or so; where something happened then, a release may tell of it some weeks later,
or announce it before; where the period belongs to a thing ('the 2020 election') or is still to come, it says nothing of when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from retrieval.query.periods import Period, Relation, find_periods
from retrieval.query.speakers import MentionedSpeaker
from retrieval.question import Chip, ChipField, Filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """How many days before and after a period a release that answers may lie."""

    before: int
    after: int


# Measured in November 2026 on two question sets (110 and 48 answerable questions).
SAID_DAY = Slack(before=1, after=3)
SAID_MONTH = Slack(before=1, after=3)
HAPPENED_DAY = Slack(before=3, after=45)
HAPPENED_MONTH = Slack(before=14, after=120)
SAID_ABOUT = Slack(before=1, after=14)  # 'what did Orr say about the port in May': she, or what the port went through?
STOOD = Slack(before=14, after=30)  # 'as of', 'by'

_SAID_THING = (
    r"(?:briefing|press\s+call|background\s+call|press\s+conference|news\s+conference|speech|remarks|address|interview|gaggle"
    r"|town\s+hall|statement|post|blog|pitch|fact\s+sheet|proclamation|memo|memorandum|readout|outline|testimony|eulogy)"
)
_DONE_THING = r"(?:call|order|announcement|letter)"
_WORDS_BETWEEN = r"(?:\s+(?!of\b|on\b|in\b|for\b|with\b|to\b|from\b|about\b|and\b)[\w.’'&/-]+){0,4}?\s+"
_OF_SAID = re.compile(rf"{_WORDS_BETWEEN}{_SAID_THING}\b", re.IGNORECASE)
_OF_DONE = re.compile(rf"{_WORDS_BETWEEN}{_DONE_THING}\b", re.IGNORECASE)
# What was still to come is told before it came, by how long before nobody knows.
_TO_COME = re.compile(
    r"\b(?:will|shall|going\s+to|have\s+to|has\s+to|must|by\s+when|until\s+(?:when|what))\b"
    r"|(?<![Ii]n )(?<!since )\bmay\b(?!\s+\d)"
)
_PERHAPS_TO_COME = re.compile(
    r"\b(?:would|due|plan(?:s|ned|ning)?|expect(?:s|ed|ing)?|supposed|scheduled|deadline|set\s+to|aim(?:s|ed|ing)?|targets?|goals?"
    r"|projected|forecast)\b",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(r"\b(?:what|which|who|whom|whose|how|when|where|why|did|does)\b", re.IGNORECASE)
_ENDS_WITH_SAID = re.compile(rf"\b(?:{_SAID_THING}|{_DONE_THING})$", re.IGNORECASE)
_DATED = re.compile(r"(?:of|on|from|in)\s", re.IGNORECASE)  # 'the briefing of May 3'
# 'about the port', 'in the briefing about the port': no clause of its own, in which something else may have happened then.
_ABOUT = re.compile(
    r"(?:\s+(?!(?:was|were|is|are|had|has|have|that|while|when|who|which|how|what|why|being)\b)[\w.’'&-]+){1,10}",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:asked|told\s+reporters|said|speaking|briefing)\s*$", re.IGNORECASE)


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
    relation, slack = _tie(text, period, said)
    if slack is None:
        return None
    try:
        since, until = period.since - timedelta(days=slack.before), period.until + timedelta(days=slack.after)
    except OverflowError:
        return None
    if relation is Relation.AFTER:
        return max(since, period.since - timedelta(days=SAID_DAY.before)), None
    if relation is Relation.BEFORE:
        return None, until
    return since, until


def _tie(text: str, period: Period, said: Sequence[MentionedSpeaker]) -> tuple[Relation, Slack | None]:
    """Return how the answer's release is tied to a period, and how closely; no slack where it is not."""
    happened = HAPPENED_DAY if period.exact else HAPPENED_MONTH
    spoken = SAID_DAY if period.exact else SAID_MONTH
    if period.relation is Relation.ATTRIBUTE:
        return _tie_of_attribute(text, period, spoken, happened)
    before = text[: period.start].rstrip(" ,")
    if _ENDS_WITH_SAID.search(before) and _DATED.match(text, period.start):
        return Relation.WITHIN, spoken
    if _is_said_then(before, said):
        return period.relation, spoken if period.relation is not Relation.ASIDE else None
    if any(_ABOUT.fullmatch(before, one.said_end) for one in said) and period.relation is Relation.WITHIN:
        return period.relation, SAID_ABOUT
    if period.relation in (Relation.ASIDE, Relation.BEFORE) or _is_to_come(text, period):
        return period.relation, None
    return period.relation, STOOD if period.relation is Relation.AS_OF else happened


def _tie_of_attribute(text: str, period: Period, spoken: Slack, happened: Slack) -> tuple[Relation, Slack | None]:
    """'the October 2021 call' says when the words were said; 'the October 2021 storm' does not; 'oil price october 2021' may."""
    year_only = (period.until - period.since).days > 300
    if _OF_SAID.match(text, period.end):
        return _before_attribute(text, period), spoken
    if _OF_DONE.match(text, period.end):
        return _before_attribute(text, period), happened
    last = not text[period.end :].strip(" ?.!") or (not text[: period.start].strip() and text[period.end :][:1] in ",:")
    return Relation.WITHIN, happened if last and not year_only and not _is_to_come(text, period) else None


def _before_attribute(text: str, period: Period) -> Relation:
    """'after the October 2021 call': the answer lies after it too."""
    after = re.search(r"\b(?:after|since|following)\s+(?:the\s+)?$", text[: period.start], re.IGNORECASE)
    return Relation.AFTER if after else Relation.WITHIN


def _is_said_then(before: str, said: Sequence[MentionedSpeaker]) -> bool:
    """Whether a period stands at a word of saying, or before a question about what was said."""
    if _ASKED.search(before) or any(one.said_end == len(before) for one in said):
        return True
    return bool(said) and not before


def _is_to_come(text: str, period: Period) -> bool:
    """Whether the question is of what was still ahead; 'in May, how many would ...' is of what was said in May."""
    fronted = not _QUESTION_WORD.search(text, 0, period.start)
    return bool(_TO_COME.search(text) or (not fronted and _PERHAPS_TO_COME.search(text)))


def _is_ambiguous(period: Period, covered: tuple[date, date]) -> bool:
    """Whether the archive covers the same days of the year before as well."""
    try:
        earlier = period.until.replace(year=period.until.year - 1)
    except ValueError:
        return False
    return earlier >= covered[0]


def _meets(period: Period, covered: tuple[date, date]) -> bool:
    """Whether the archive covers a day of the period: 'after the storm of last June' is no limit where it begins in July."""
    return period.since <= covered[1] and period.until >= covered[0]
