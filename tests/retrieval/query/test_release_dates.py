"""When a question asks about: phrases of our own, and the days between which a release that answers may lie."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from retrieval.query.release_dates import (
    HAPPENED_DAY,
    HAPPENED_MONTH,
    SAID,
    SAID_ABOUT,
    STOOD,
    Slack,
    read_period,
)
from retrieval.query.speakers import MentionedSpeaker

COVERED = (date(2031, 2, 1), date(2031, 11, 30))
LAST = COVERED[1]


def speakers(text: str) -> list[MentionedSpeaker]:
    """Orr, wherever she speaks in a text."""
    return [
        MentionedSpeaker(start=one.start(), end=one.start() + 3, names=("Ruth Orr",), voices=(), said_end=one.end())
        for one in re.finditer(r"\bOrr(?: sa(?:y|id))?", text)
    ]


def window(since: str, until: str, slack: Slack) -> tuple[date | None, date | None]:
    first = date.fromisoformat(since) - timedelta(days=slack.before) if since else None
    last = date.fromisoformat(until) + timedelta(days=slack.after) if until else None
    return first, last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Said then.
        ("What did Orr say in May 2031 about the port?", window("2031-05-01", "2031-05-31", SAID)),
        ("In May 2031, what did Orr say about the port?", window("2031-05-01", "2031-05-31", SAID)),
        ("What did Orr say on May 5, 2031?", window("2031-05-05", "2031-05-05", SAID)),
        ("Was the port shut, according to Orr in May 2031?", window("2031-05-01", "2031-05-31", SAID)),
        ("Asked in May 2031 about the port, did she answer?", window("2031-05-01", "2031-05-31", SAID)),
        ("What was the toll, going by the May 2031 briefing?", window("2031-05-01", "2031-05-31", SAID)),
        ("Which lamp did the May 5, 2031 fact sheet name?", window("2031-05-05", "2031-05-05", SAID)),
        ("What was the toll in her briefing of May 5, 2031?", window("2031-05-05", "2031-05-05", SAID)),
        ("What did Orr say about the port in May 2031?", window("2031-05-01", "2031-05-31", SAID_ABOUT)),
        ("What did Orr say between May and July 2031?", window("2031-05-01", "2031-07-31", SAID)),
        ("What has Orr said since September 2031?", window("2031-09-01", "", SAID)),
        ("What did Orr say before May 2031?", window("", "2031-04-30", SAID)),
        ("What did Orr say until May 2031?", window("", "2031-05-31", SAID)),
        ("What was said before May 5, 2031?", window("", "2031-05-04", SAID)),
        ("What did Orr say in Q2 2031?", window("2031-04-01", "2031-06-30", SAID)),
        ("What did Orr say in Q2?", window("2031-04-01", "2031-06-30", SAID)),
        ("What did Orr say in early 2031?", window("2031-01-01", "2031-04-30", SAID)),
        ("What does the order of May 5, 2031 say?", window("2031-05-05", "2031-05-05", SAID)),
        # Happened then: told of some weeks later, or announced before.
        ("How many ships sailed in May 2031?", window("2031-05-01", "2031-05-31", HAPPENED_MONTH)),
        ("How many ships sailed on May 5, 2031?", window("2031-05-05", "2031-05-05", HAPPENED_DAY)),
        ("ferry price may 2031", window("2031-05-01", "2031-05-31", HAPPENED_MONTH)),
        ("What did Orr say was stolen when the port burned in May 2031?", window("2031-05-01", "2031-05-31", HAPPENED_MONTH)),
        ("Which towns did the May 2031 order name?", window("2031-05-01", "2031-05-31", HAPPENED_MONTH)),
        ("What was sold after the May 2031 call?", window("2031-05-01", "", SAID)),
        ("What has changed since September 2031?", window("2031-09-01", "", SAID)),
        # How things stood then.
        ("How many had left by May 5, 2031?", window("2031-05-05", "2031-05-05", STOOD)),
        ("How many had left as of mid-May 2031?", window("2031-05-09", "2031-05-22", STOOD)),
        ("In the fortnight before May 5, 2031, who left?", window("2031-05-05", "2031-05-05", STOOD)),
        # Several periods: the whole that holds them.
        ("Who left in April 2031, and who in June 2031?", window("2031-04-01", "2031-06-30", HAPPENED_MONTH)),
        ("In May 2031, how many berths would be built?", window("2031-05-01", "2031-05-31", HAPPENED_MONTH)),
        # Of a thing, for a time, until a time, still to come: not when it was said.
        ("Who won the 2031 election?", None),
        ("What does the 2031 budget act say of lamps?", None),
        ("Who paid after the May 2031 floods?", None),
        ("What was on show in the May 2031 boat fair?", None),
        ("How many records were published for May 2031?", None),
        ("Until when are the flags lowered, and is it until May 5, 2031?", None),
        ("By when must the plans be in?", None),
        ("How much will a passport cost in May 2031?", None),
        ("How many berths may a boat use in May 2031?", None),
        ("Will half of the ferries be electric by 2040?", None),
        ("What share is to be electric by 2031, as planned?", None),
        ("How much did FY2031 bring?", None),
        ("How big is the raise for 2031?", None),
        ("What did Orr say about May 5?", None),
        ("Who was evacuated before May 5, 2031?", None),
        # Outside what the archive covers, or all of it.
        ("How many ships sailed in May 2019?", None),
        ("How many ships sailed in January 2031?", None),
        ("How many ships sailed in 2031?", None),
        ("What did Orr say in May 2040?", None),
    ],
)  # fmt: skip
def test_window(text: str, expected: tuple[date | None, date | None] | None) -> None:
    chip = read_period(text, COVERED, asked_on=None, said=speakers(text))
    assert (chip and (chip.filters.since, chip.filters.until)) == expected


def test_a_relative_day_is_relative_to_the_day_of_asking() -> None:
    chip = read_period("What did Orr say last month?", COVERED, asked_on=date(2031, 6, 15), said=())
    assert chip
    assert (chip.named_since, chip.named_until) == (date(2031, 5, 1), date(2031, 5, 31))


def test_a_month_of_several_years_is_no_limit_unless_the_day_of_asking_says_which() -> None:
    covered = (date(2030, 1, 1), date(2031, 11, 30))
    text = "How many ships sailed in May?"
    assert read_period(text, covered, asked_on=None) is None
    chip = read_period(text, covered, asked_on=date(2031, 11, 30))
    assert chip
    assert chip.named_since == date(2031, 5, 1)


def test_a_chip_shows_the_words_of_every_period() -> None:
    chip = read_period("Who left in April 2031, and who in June 2031?", COVERED, asked_on=None)
    assert chip
    assert chip.words == "in April 2031 … in June 2031"
