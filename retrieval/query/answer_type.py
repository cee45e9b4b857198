"""Expected: the kind of thing that a question asks for, and whether a sentence holds one of that kind."""

from __future__ import annotations

import re
from collections.abc import Collection

from language import fold_name

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
_COUNT = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|hundreds?"
    r"|thousands?|half|a third|a quarter)"
)
_SCALE = r"(?:\s(?:percent|(?:hundred|thousand|million|billion|trillion)\b))"
NUMBER_VALUE = re.compile(
    rf"(?<![\w-])[$£€]?\d(?:[\d,]*\d)?(?:\.\d+)?%?(?:-plus)?{_SCALE}*|\b{_COUNT}{_SCALE}+"
    r"|\b(?:dozens|hundreds|thousands|millions|billions)\b",
    re.IGNORECASE,
)
TIME_VALUE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}"
    r"(?:st|nd|rd|th)?(?:, \d{4})?\b|\b(?:jan|febr)uary\b(?: \d{4})?"
    r"|\b(?:april|june|july|august|september|october|november|december)\b(?: \d{4})?"
    r"|\b(?:19|20)\d\d\b|\b\d{1,2}(?::\d\d)? ?[ap]\.m\.|\b(?:today|tomorrow|yesterday)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:next|last|this|coming) (?:week|month|year)\b",
    re.IGNORECASE,
)
REASON_ASKED = re.compile(
    r"\bwhy\b|\breasons?\b|\bhow come\b|\bon what grounds\b|\bexplanation\b|\bexplain\w*|\bjustif\w+", re.IGNORECASE
)
REASON = re.compile(
    r"\b(?:because|since|so that|in order to|due to|given that|in light of|as a result|reason|therefore)\b",
    re.IGNORECASE,
)
STAGE_DIRECTION = re.compile(r"[(\[][^)\]]*[)\]]")


def read_expected(question: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None]:
    """Return what a sentence holds that has the number, the time and the reason asked for, None where it is not asked for."""
    number, time, reason = (
        held if wanted.search(question) else None
        for wanted, held in ((NUMBER_ASKED, NUMBER), (TIME_ASKED, TIME), (REASON_ASKED, REASON))
    )
    return number, time, reason


def holds_expected(question: str, sentence: str) -> bool:
    """Whether the question asks for a number or a time, and the sentence holds one."""
    number, time, _ = read_expected(question)
    return any(held.search(sentence) for held in (number, time) if held)


def find_values(question: str, text: str) -> list[tuple[int, int]]:
    """Return where in a text the numbers stand, or the times, that the question asks for; none where it asks for neither."""
    asked = ((NUMBER_ASKED, NUMBER_VALUE), (TIME_ASKED, TIME_VALUE))
    return [match.span() for wanted, value in asked if wanted.search(question) for match in value.finditer(text)]


def is_said(sentence: str) -> bool:
    """Whether a sentence has words beside stage directions such as '(Laughter.)'."""
    return bool(re.search(r"\w", STAGE_DIRECTION.sub("", sentence)))


MOST_WORDS = 4  # of a name
MOST_NAMES = 6  # of one quotation: where there are more, none stands out
# 'who' that asks, not 'the envoy who signed'; who said something is named beside the words.
_WHO = re.compile(r"(?:^|[.,;:?!–—-]\s+|\b(?:and|but|or|with|to|by|of|for|from)\s+)(?:who|whom)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]|\.(?=\s[A-Z]))*")


def find_names(question: str, quote: str, known: Collection[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Return where a quotation names people, in full, whom the question does not; none where it does not ask who.

    ``known`` are the full names of the archive, folded (``fold_name``).
    """
    if not _WHO.search(question):
        return []
    words = list(_WORD.finditer(quote))
    asked = fold_name(question)
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(words):
        size = next((n for n in range(MOST_WORDS, 1, -1) if _is_known(quote, words[place : place + n], n, known)), 0)
        if size and fold_name(words[place + size - 1].group())[-1] not in asked:
            found.append((words[place].start(), words[place + size - 1].end()))
        place += size or 1
    return found if len(found) <= MOST_NAMES else []


def _is_known(quote: str, words: list[re.Match[str]], size: int, known: Collection[tuple[str, ...]]) -> bool:
    """Whether so many words stand side by side, begin with capitals, and are a full name."""
    if len(words) < size or not (words[0].group()[0].isupper() and words[-1].group()[0].isupper()):
        return False
    text = quote[words[0].start() : words[-1].end()]
    return fold_name(text) in known and re.fullmatch(r"[^,;:!?()“”]+", text) is not None
