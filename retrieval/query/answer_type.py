"""Expected: the kind of thing that a question asks for, and whether a sentence holds one of that kind."""

from __future__ import annotations

import re
from collections.abc import Collection

from language import fold_name, patterns

_ASKS_NUMBER, _NUMBER, _NUMBER_VALUE, _ASKS_TIME, _TIME, _TIME_VALUE, _ASKS_REASON, _REASON, _ASKS_WHO = patterns(
    "questions",
    "asks_number",
    "number",
    "number_value",
    "asks_time",
    "time",
    "time_value",
    "asks_reason",
    "reason",
    "asks_who",
)
STAGE_DIRECTION = re.compile(r"[(\[][^)\]]*[)\]]")


def read_expected(question: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None]:
    """Return what a sentence holds that has the number, the time and the reason asked for, None where it is not asked for."""
    number, time, reason = (
        held if wanted.search(question) else None
        for wanted, held in ((_ASKS_NUMBER, _NUMBER), (_ASKS_TIME, _TIME), (_ASKS_REASON, _REASON))
    )
    return number, time, reason


def holds_expected(question: str, sentence: str) -> bool:
    """Whether the question asks for a number or a time, and the sentence holds one."""
    number, time, _ = read_expected(question)
    return any(held.search(sentence) for held in (number, time) if held)


def find_values(question: str, text: str) -> list[tuple[int, int]]:
    """Return where in a text the numbers stand, or the times, that the question asks for; none where it asks for neither."""
    asked = ((_ASKS_NUMBER, _NUMBER_VALUE), (_ASKS_TIME, _TIME_VALUE))
    return [match.span() for wanted, value in asked if wanted.search(question) for match in value.finditer(text)]


def is_said(sentence: str) -> bool:
    """Whether a sentence has words beside stage directions such as '(Laughter.)'."""
    return bool(re.search(r"\w", STAGE_DIRECTION.sub("", sentence)))


MOST_WORDS = 4  # of a name
MOST_NAMES = 6  # of one quotation: where there are more, none stands out
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]|\.(?=\s[A-Z]))*")


def find_names(question: str, quote: str, known: Collection[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Return where a quotation names people, in full, whom the question does not; none where it does not ask who.

    ``known`` are the full names of the archive, folded (``fold_name``).
    """
    if not _ASKS_WHO.search(question):
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
