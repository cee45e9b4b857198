"""Expected: the kind of thing that a question asks for, and whether a sentence holds one of that kind."""

from __future__ import annotations

import re

NUMBER_ASKED = re.compile(
    r"\bhow (?:many|much|long|big|far|often|old|large)\b|\bwhat (?:share|percent|percentage|portion|number|amount)\b|\bcost\b",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?"
    r"|percent|half|third|quarter)\b",
    re.IGNORECASE,
)
TIME_ASKED = re.compile(r"\bwhen\b|\bwhat (?:date|day|time|year|month)\b|\bby when\b|\buntil what\b", re.IGNORECASE)
TIME = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\b(?:19|20)\d\d\b|\d ?[ap]\.m\.|\btoday\b|\btomorrow\b"
    r"|\byesterday\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:week|month|year)s?\b",
    re.IGNORECASE,
)
STAGE_DIRECTION = re.compile(r"[(\[][^)\]]*[)\]]")


def holds_expected(question: str, sentence: str) -> bool:
    """Whether the question asks for a number or a time, and the sentence holds one."""
    asked = ((NUMBER_ASKED, NUMBER), (TIME_ASKED, TIME))
    return any(wanted.search(question) and held.search(sentence) for wanted, held in asked)


def is_said(sentence: str) -> bool:
    """Whether a sentence has words beside stage directions such as '(Laughter.)'."""
    return bool(re.search(r"\w", STAGE_DIRECTION.sub("", sentence)))
