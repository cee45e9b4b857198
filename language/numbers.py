"""Numbers as people write them: 'thirteen' and '13', '$1.5 million' and '1,500,000 dollars' are read as the same value.

The package text2num was tried in its place: see docs/experiments.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from language.vocabulary import entries, list_words, pattern


def _placed(name: str, first: int = 0) -> dict[str, int]:
    """Return the place of each word in the lists of an entry, from ``first`` on, in any language."""
    return {
        word: place
        for held in entries(f"numbers.{name}").values()
        for place, item in enumerate(held.split() if isinstance(held, str) else held, first)
        for word in ([item] if isinstance(item, str) else item)
    }


def _apart(name: str) -> frozenset[str]:
    """Return the words of an entry that English may not have."""
    return frozenset(word for held in entries(f"numbers.{name}").values() for word in held.split())


_UNITS = _placed("units")
_TENS = {word: 10 * value for word, value in _placed("tens", 2).items()}
_HUNDREDS = {word: 100 * value for word, value in _placed("hundreds", 1).items()}
_SCALES = {word: 1000**power for word, power in _placed("scales", 1).items()}
_ORDINALS = _placed("unit_ordinals", 1) | {word: 10 * value for word, value in _placed("ten_ordinals", 2).items()}
_ALONE, _ONE, _JOINT_OF_TENS = map(_apart, ("alone", "one", "joint_of_tens"))
_HUNDRED, _JOINT, _ENDINGS = list_words("numbers.hundred"), list_words("numbers.joint"), list_words("numbers.endings")
_HUNDREDS_END = 100  # what stands beside hundreds is less
_DIGITS, _FOLDED = pattern("numbers.digits"), pattern("numbers.folded")
_FIRST = frozenset({*_UNITS, *_TENS, *_HUNDREDS, *_ORDINALS, *_ALONE, *_ONE})
_AFTER_TENS = {word: value for word, value in (_UNITS | _ORDINALS).items() if 0 < value < 10}


def begins_number(word: str) -> bool:
    """Whether a word in lower case is the first of a number."""
    return word[:1].isdigit() or word in _FIRST


def read_number(read: Sequence[str]) -> tuple[str, int] | None:
    """Return (the number in digits, how many words it takes) of the number with which words in lower case begin, or None.

    Ordinals keep their ending: 'twenty', 'first' is '21st'. 'a hundred' and 'thousands' are no numbers: they do not say how
    many.
    """
    said = [*read, ""]
    if said[0] in _ORDINALS:
        return f"{_ORDINALS[said[0]]}{_ending(_ORDINALS[said[0]])}", 1
    part = _read_part(said, 0)
    if not part:
        return None
    total, after, scale = part
    # What is added is said in words ('two million three hundred thousand'), and is smaller than the scale before it.
    while scale > 1 and not said[start := _skip_joint(said, after)][:1].isdigit() and (part := _read_part(said, start)):
        if part[2] > scale:  # 'dos mil trescientos millones': the larger one counts both
            total = total * part[2] + part[0]
        elif part[0] >= scale:
            break
        else:
            total += part[0]
        after, scale = part[1:]
    return f"{total.normalize():f}{_ending(int(total)) if said[after - 1] in _ORDINALS else ''}", after


def value_of(word: str) -> int:
    """Return the value of a number in digits ('3', '21st') or in one word, an ordinal among them; raises KeyError otherwise."""
    digits = "".join(filter(str.isdigit, word))
    return int(digits) if digits else {**_UNITS, **_TENS, **_ORDINALS}[word.lower()]


def is_number(folded: str) -> bool:
    """Whether a folded word is a number, or counts without saying exactly how many ('thousands', 'percent')."""
    return _FOLDED.fullmatch(folded) is not None


def _ending(value: int) -> str:
    """Return the ending of an ordinal in digits: 'st' of 21st."""
    last = 0 if value % 100 in (11, 12, 13) else value % 10
    return _ENDINGS[last if last < len(_ENDINGS) else 0]


def _read_part(said: Sequence[str], at: int) -> tuple[Decimal, int, int] | None:
    """Read a number up to its scale: (value, the place after it, the scale, 1 where none is named)."""
    small = (Decimal(said[at].replace(",", "")), at + 1) if _DIGITS.fullmatch(said[at]) else _read_small(said, at)
    if not small:
        return None
    value, after = small
    if (
        said[at] in _HUNDREDS
        and said[after] not in _ALONE
        and (rest := _read_small(said, after))
        and rest[0] < _HUNDREDS_END
    ):
        value, after = value + rest[0], rest[1]
    if said[after] in _HUNDRED and said[after - 1] not in _ORDINALS:
        value, after = 100 * value, after + 1
        if rest := _read_small(said, _skip_joint(said, after)):
            value, after = value + rest[0], rest[1]
    scale = 1
    while said[after - 1] not in _ORDINALS and said[after] in _SCALES and said[after] not in _HUNDREDS:
        scale, after = scale * _SCALES[said[after]], after + 1  # 'dos mil millones'
        if said[after - 1] not in _ALONE:
            break
    return value * scale, after, scale


def _read_small(said: Sequence[str], at: int) -> tuple[Decimal, int] | None:
    """Read a number below a hundred in words, which ends where its last word is an ordinal ('twenty', 'first')."""
    if tens := _TENS.get(said[at]):
        unit = _AFTER_TENS.get(said[at + 1], 0)
        if said[at + 1] in _JOINT_OF_TENS:
            unit = 1 if said[at + 2] in _ONE else _AFTER_TENS.get(said[at + 2], 0)
            return Decimal(tens + unit), at + 1 + 2 * bool(unit)
        return Decimal(tens + unit), at + 1 + bool(unit)
    if said[at] in _HUNDREDS:
        return Decimal(_HUNDREDS[said[at]]), at + 1
    if said[at] in _ALONE:
        return Decimal(1), at  # the scale itself comes next
    if said[at] in _ONE:
        return (Decimal(1), at + 1) if said[at + 1] in _SCALES else None
    return (Decimal(_UNITS[said[at]]), at + 1) if said[at] in _UNITS else None


def _skip_joint(said: Sequence[str], at: int) -> int:
    return at + (said[at] in _JOINT)
