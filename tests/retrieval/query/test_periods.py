"""The periods that a question names: their days, and how they are tied to what is asked."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.query.periods import Tie, days_after, find_periods

LAST = date(2031, 11, 30)


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("in August 2031", "2031-08-01", "2031-08-31"),
        ("en agosto de 2031", "2031-08-01", "2031-08-31"),
        ("en mayo", "2031-05-01", "2031-05-31"),
        ("el 6 de julio de 2031", "2031-07-06", "2031-07-06"),
        ("del 3 al 5 de julio de 2031", "2031-07-03", "2031-07-05"),
        ("a principios de julio de 2031", "2031-07-01", "2031-07-12"),
        ("a finales de 2030", "2030-10-01", "2030-12-31"),
        ("el mes pasado", "2031-10-01", "2031-10-31"),
        ("este año", "2031-01-01", "2031-12-31"),
        ("hace dos meses", "2031-09-01", "2031-09-30"),
        ("en los últimos tres meses", "2031-08-30", "2031-11-30"),
        ("en el tercer trimestre de 2031", "2031-07-01", "2031-09-30"),
        ("en verano", "2031-06-01", "2031-08-31"),
        ("el lunes pasado", "2031-11-24", "2031-11-24"),
        ("en juillet 2031", "2031-07-01", "2031-07-31"),
        ("le 6 juillet 2031", "2031-07-06", "2031-07-06"),
        ("am 6. Juli 2031", "2031-07-06", "2031-07-06"),
        ("im Juli 2031", "2031-07-01", "2031-07-31"),
        ("em julho de 2031", "2031-07-01", "2031-07-31"),
        ("no dia 6 de julho de 2031", "2031-07-06", "2031-07-06"),
        ("in august 2031", "2031-08-01", "2031-08-31"),
        ("in Aug. 2031", "2031-08-01", "2031-08-31"),
        ("in Sept 2031", "2031-09-01", "2031-09-30"),
        ("in February 2032", "2032-02-01", "2032-02-29"),
        ("in may 2031", "2031-05-01", "2031-05-31"),
        ("in May", "2031-05-01", "2031-05-31"),
        ("in March", "2031-03-01", "2031-03-31"),
        ("in December", "2030-12-01", "2030-12-31"),
        ("last December", "2030-12-01", "2030-12-31"),
        ("last November", "2030-11-01", "2030-11-30"),
        ("this November", "2031-11-01", "2031-11-30"),
        ("at the end of last December (2030)", "2030-12-18", "2030-12-31"),
        ("on July 6, 2031", "2031-07-06", "2031-07-06"),
        ("on July 6th 2031", "2031-07-06", "2031-07-06"),
        ("on 6 July 2031", "2031-07-06", "2031-07-06"),
        ("on the 6th of July", "2031-07-06", "2031-07-06"),
        ("on the twenty-sixth of July", "2031-07-26", "2031-07-26"),
        ("on the thirtieth day of June 2031", "2031-06-30", "2031-06-30"),
        ("on July 6", "2031-07-06", "2031-07-06"),
        ("on December 6", "2030-12-06", "2030-12-06"),
        ("on 2031-07-06", "2031-07-06", "2031-07-06"),
        ("during the week of July 9, 2031", "2031-07-07", "2031-07-13"),
        ("in the first week of July 2031", "2031-07-01", "2031-07-07"),
        ("in the last week of July 2031", "2031-07-25", "2031-07-31"),
        ("in early July 2031", "2031-07-01", "2031-07-12"),
        ("in mid-July 2031", "2031-07-09", "2031-07-22"),
        ("in late July 2031", "2031-07-18", "2031-07-31"),
        ("at the very end of July 2031", "2031-07-18", "2031-07-31"),
        ("in the first half of July 2031", "2031-07-01", "2031-07-15"),
        ("in the second quarter of 2031", "2031-04-01", "2031-06-30"),
        ("in Q3 2031", "2031-07-01", "2031-09-30"),
        ("in summer 2031", "2031-06-01", "2031-08-31"),
        ("in the fall of 2031", "2031-09-01", "2031-11-30"),
        ("in winter 2030", "2030-12-01", "2031-02-28"),
        ("last summer", "2031-06-01", "2031-08-31"),
        ("in 2031", "2031-01-01", "2031-12-31"),
        ("in late 2031", "2031-10-01", "2031-12-31"),
        ("between May and July 2031", "2031-05-01", "2031-07-31"),
        ("between November and February 2031", "2030-11-01", "2031-02-28"),
        ("from May to July 2031", "2031-05-01", "2031-07-31"),
        ("from July 6 to July 9, 2031", "2031-07-06", "2031-07-09"),
        ("on July 6-8, 2031", "2031-07-06", "2031-07-08"),
        ("between July 6 and August 2, 2031", "2031-07-06", "2031-08-02"),
        ("today", "2031-11-30", "2031-11-30"),
        ("yesterday", "2031-11-29", "2031-11-29"),
        ("on Monday", "2031-11-24", "2031-11-24"),
        ("last Sunday", "2031-11-23", "2031-11-23"),
        ("last week", "2031-11-17", "2031-11-23"),
        ("last month", "2031-10-01", "2031-10-31"),
        ("this month", "2031-11-01", "2031-11-30"),
        ("last quarter", "2031-07-01", "2031-09-30"),
        ("in the past two weeks", "2031-11-16", "2031-11-30"),
        ("three months ago", "2031-08-01", "2031-08-31"),
        ("in the last 3 months", "2031-08-30", "2031-11-30"),
    ],
)
def test_days(words: str, since: str, until: str) -> None:
    found = find_periods(f"How many ships sailed {words}?", reference=LAST)
    assert [(str(period.since), str(period.until), period.tie) for period in found] == [(since, until, Tie.WITHIN)]
    assert f"How many ships sailed {words}?"[found[0].start : found[0].end] in (words, words.removeprefix("during "))


@pytest.mark.parametrize(
    "text",
    [
        "How may a sailor apply?",
        "Who will march to the port?",
        "May a sailor apply twice?",
        "How many ships have 2031 berths or 1999-B hulls?",
        "What is section 2031.4 of the code?",
        "Who paid $2031 for a lamp?",
        "Is June 31 a day?",
        "What did the second officer see?",
        "Whose fall was it, and who will spring him?",
        "Did she say so today's ferry is late, on page 12?",
    ],
)
def test_no_period(text: str) -> None:
    assert [period for period in find_periods(text, reference=LAST) if period.tie is not Tie.ATTRIBUTE] == []


@pytest.mark.parametrize(
    ("text", "words", "tie"),
    [
        ("How many ships sailed in May 2031?", "in May 2031", Tie.WITHIN),
        ("How many ships sailed since the May 2031 storm?", "May 2031", Tie.ATTRIBUTE),
        ("How many ships have sailed since May 2031?", "since May 2031", Tie.AFTER),
        ("How many ships sailed later than May 2031?", "later than May 2031", Tie.AFTER),
        ("How many ships sailed before May 2031?", "before May 2031", Tie.BEFORE),
        ("How many ships sailed prior to May 2031?", "prior to May 2031", Tie.BEFORE),
        ("How many ships sailed ahead of May 2031?", "ahead of May 2031", Tie.BEFORE),
        ("How many ships sailed earlier than May 2031?", "earlier than May 2031", Tie.BEFORE),
        ("How many ships sailed in the weeks before May 5, 2031?", "weeks before May 5, 2031", Tie.AS_OF),
        ("How many ships had sailed by May 2031?", "by May 2031", Tie.AS_OF),
        ("How many ships had sailed as of May 2031?", "as of May 2031", Tie.AS_OF),
        ("How many ships may sail until May 2031?", "until May 2031", Tie.UNTIL),
        ("What was planned for May 2031?", "for May 2031", Tie.ASIDE),
        ("What did May 2031's report say?", "May 2031", Tie.ATTRIBUTE),
    ],
)
def test_how_a_period_is_tied_to_what_is_asked(text: str, words: str, tie: Tie) -> None:
    assert [(text[period.start : period.end], period.tie) for period in find_periods(text, reference=LAST)] == [
        (words, tie)
    ]


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("What did he say that day?", (2032, 3, 10), (2032, 3, 10)),
        ("And the next day, who came?", (2032, 3, 10), (2032, 3, 11)),
        ("What had she said the day before?", (2032, 3, 9), (2032, 3, 9)),
        ("What was said a week later?", (2032, 3, 13), (2032, 3, 24)),
        ("And the previous month?", (2032, 1, 8), (2032, 2, 24)),
    ],
)
def test_that_day_is_counted_from_what_was_heard(
    question: str, since: tuple[int, int, int], until: tuple[int, int, int]
) -> None:
    assert [(period.since, period.until) for period in days_after(question, day=date(2032, 3, 10))] == [
        (date(*since), date(*until))
    ]


@pytest.mark.parametrize(
    "question", ["What happened on the day before the vote?", "Who opens the day?", "That is all."]
)
def test_days_that_are_not_counted_from_anything_are_not_read(question: str) -> None:
    assert days_after(question, day=date(2032, 3, 10)) == []
