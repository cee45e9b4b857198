"""Numbers as people write them: 'thirteen' and '13', '$1.5 million' and '1,500,000 dollars' are read as the same value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split()
    )
}
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
}  # fmt: skip
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_FOLDED = re.compile(
    r"\d+(?:\.\d+)?(?:st|nd|rd|th)?|(?:percent|hundreds?|thousands?|[mbtr]+illions?|dozens?|half|double)"
)

_Read = tuple[Decimal, int]


def read_number(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """Return (the number in digits, how many words it takes) of the number that begins at ``words[at]``, or None.

    ``words`` are in lower case and stand side by side, '' where something comes between two of them. Ordinals keep
    their ending: 'twenty', 'first' is '21st'. 'a hundred' and 'thousands' are no numbers: they do not say how many.
    """
    ordinal = _ordinal(words, at)
    if ordinal:
        return ordinal
    first = _with_scale(words, at)
    if not first:
        return None
    total, position, smallest = first
    # What is added to it is said in words ('two million three hundred thousand'), and is smaller than its scale.
    while smallest > 1 and (more := _with_scale(words, _skip_and(words, position))):
        value, after, scale = more
        if value >= smallest or _word(words, _skip_and(words, position))[:1].isdigit():
            break
        total, position, smallest = total + value, after, scale
    return write_number(total), position - at


def write_number(value: Decimal) -> str:
    """Return a value in digits without separators or needless zeros: 13000, 1.5."""
    return f"{value.normalize():f}"


def is_number(folded: str) -> bool:
    """Whether a folded word is a number, or counts without saying exactly how many ('thousands', 'percent')."""
    return bool(_FOLDED.fullmatch(folded))


def _with_scale(words: Sequence[str], at: int) -> tuple[Decimal, int, int] | None:
    """Read a number up to its scale: (value, position after, scale), the scale 1 where none is named."""
    found = _below_scale(words, at)
    if not found:
        return None
    value, after = found
    scale = _SCALES.get(_word(words, after), 1)
    return value * scale, after + (scale > 1), scale


def _below_scale(words: Sequence[str], at: int) -> _Read | None:
    """Read digits, or words up to the hundreds: (value, position after)."""
    word = _word(words, at)
    if _DIGITS.fullmatch(word):
        value, after = Decimal(word.replace(",", "")), at + 1
    elif small := _below_hundred(words, at):
        value, after = small
    else:
        return None
    if _word(words, after) != "hundred":
        return value, after
    value, after = value * 100, after + 1
    rest = _below_hundred(words, _skip_and(words, after))
    return (value + rest[0], rest[1]) if rest else (value, after)


def _below_hundred(words: Sequence[str], at: int) -> _Read | None:
    word = _word(words, at)
    if word in _UNITS:
        return Decimal(_UNITS[word]), at + 1
    if word not in _TENS:
        return None
    unit = _UNITS.get(_word(words, at + 1), 0)
    return (Decimal(_TENS[word] + unit), at + 2) if 0 < unit < 10 else (Decimal(_TENS[word]), at + 1)


def _ordinal(words: Sequence[str], at: int) -> tuple[str, int] | None:
    word, following = _word(words, at), _word(words, at + 1)
    if word in _ORDINALS:
        return _with_ending(_ORDINALS[word]), 1
    if word in _TENS and 0 < _ORDINALS.get(following, 0) < 10:
        return _with_ending(_TENS[word] + _ORDINALS[following]), 2
    return None


def _with_ending(value: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th") if value % 100 not in (11, 12, 13) else "th"
    return f"{value}{ending}"


def _skip_and(words: Sequence[str], at: int) -> int:
    return at + 1 if _word(words, at) == "and" else at


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""
