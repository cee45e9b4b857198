"""Quantities: the amounts and dates in a sentence, what each one counts, and the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from language.dates import MONTHS
from language.folding import Kind, Word, fold_words
from language.numbers import value_of
from language.vocabulary import entry, list_words, pattern, patterns, word_set
from language.words import STOP_WORDS, stem

MOST_COUNTED = 3  # words after a number that say what it counts
AROUND, BESIDE = 14, 6  # words either side of a number that make its frame, and those that weigh most
FAR = 0.5  # what the others weigh
LARGE = 1000  # a number that is looked at though it does not say what it counts
_HEDGE, _NAMES_BEFORE, _NAMES_BEHIND, _GOES_ON_AS, _UP_TO_DAY = patterns(
    "quantities", "hedge", "names_before", "names_behind", "goes_on_as", "up_to_day"
)
_OF_THE_CLAUSE = {
    name: pattern(f"quantities.scope_{name}")
    for name in ("last", "once", "since", "possible", "eligible", "intended", "denied", "left", "more")
}
_BESIDE = {"each": pattern("quantities.scope_each")}
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_OF_MONTH = pattern("numbers.day_of_month")
_BREAK = re.compile(r"[,.;:!?()\[“”\"—–]|\s-\s|--")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_TIMES = frozenset(map(stem, list_words("quantities.times")))
_JOINING, _GOES_ON = word_set("quantities.joining"), word_set("quantities.going_on")
_MEASURES = frozenset({*entry("numbers.currencies").values(), *list_words("numbers.share")})
_SHARE = list_words("numbers.share")
_SAYS_LITTLE = frozenset(map(stem, list_words("quantities.saying_little")))
_LOOKS_BACK, _COUNTED_YEARS = word_set("quantities.looking_back"), word_set("quantities.counted_years")
_NO_NAMES = word_set("words.first_person") | set(MONTHS) | STOP_WORDS
_SURE_MONTHS = set(MONTHS) - word_set("time.also_modals")


class Measure(StrEnum):
    """What a quantity is in: things that are counted, money, a share, or a day of the year."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """An amount or a day: ``text[start:end]`` is how it is written, with its hedge ('more than') and what it counts.

    ``value`` is the number in digits ('13000', '1.5'), or the day as month and day ('08-31'). ``counted`` are the stems of
    what it counts. ``frame`` are those of the other words around it, without numbers, with what each weighs (less further
    off), and ``names`` the names among them. ``scope`` is the time that it is about, and how sure it is.
    """

    value: str
    measure: Measure
    start: int
    end: int
    counted: frozenset[str]
    frame: Mapping[str, float]
    names: frozenset[str]
    scope: frozenset[str]

    @property
    def is_time(self) -> bool:
        """Whether it says how long something takes or lasts."""
        return bool(self.counted & _TIMES)


def find_quantities(text: str, *, uncounted: bool = False) -> list[Quantity]:
    """Return the amounts and days of a sentence, in order; numbers that name something, and years, are none.

    Nor are those that do not say what they count ('a cap of 62,500'), unless ``uncounted`` asks for the large ones too.
    """
    words = [word for word in fold_words(text) if word.kind in (Kind.SAID, Kind.INSERTED)]
    return list(_quantities(text, words, uncounted))


def _quantities(text: str, words: Sequence[Word], uncounted: bool) -> Iterator[Quantity]:
    for at, word in enumerate(words):
        day = _day(words, at)
        if day:
            first, last = words[min(at, day[1])], words[max(at, day[1])]
            yield _quantity(text, words, (min(at, day[1]), max(at, day[1])), value=day[0], measure=Measure.DAY,
                            span=(first.start, last.end), counted=range(0))  # fmt: skip
        elif _DIGITS.fullmatch(word.folded) and not _names(text, words, at):
            counted = _counted(text, words, at)
            last_word = words[counted[-1]] if counted else word
            large = uncounted and Decimal(word.folded) >= LARGE
            if large if not counted else not _says_little(words, at, counted):
                yield _quantity(text, words, (at, counted[-1] if counted else at), value=word.folded, measure=_measure(words, at),
                                span=(_hedged(text, word.start), last_word.end), counted=counted)  # fmt: skip


def _quantity(
    text: str,
    words: Sequence[Word],
    taken: tuple[int, int],
    *,
    value: str,
    measure: Measure,
    span: tuple[int, int],
    counted: Sequence[int],
) -> Quantity:
    around = _around(text, words, taken)
    frame: dict[str, float] = {}
    for i in around:
        if words[i].folded.split("'")[0] not in STOP_WORDS and not words[i].folded[:1].isdigit():
            near = max(taken[0] - i, i - taken[1]) <= BESIDE
            frame[stem(words[i].folded)] = max(frame.get(stem(words[i].folded), 0.0), 1.0 if near else FAR)
    return Quantity(
        value=value, measure=measure, start=span[0], end=span[1],
        counted=frozenset(stem(words[i].folded) for i in counted if words[i].folded not in STOP_WORDS | _JOINING | _MEASURES),
        frame=frame, names=frozenset(stem(words[i].folded) for i in around if _is_name(text, words, i)),
        scope=find_scope(text, *span),
    )  # fmt: skip


def _around(text: str, words: Sequence[Word], taken: tuple[int, int]) -> list[int]:
    """Return the positions of the words around those taken, in the same clause."""
    clause = clause_span(text, words[taken[0]].start, words[taken[1]].end)
    near = range(max(0, taken[0] - AROUND), min(len(words), taken[1] + 1 + AROUND))
    return [i for i in near if not taken[0] <= i <= taken[1] and clause[0] <= words[i].start < clause[1]]


def _is_name(text: str, words: Sequence[Word], at: int) -> bool:
    written = text[words[at].start : words[at].end]
    before = text[: words[at].start].rstrip(' \n“”"‘’([')
    return (
        written[:1].isupper() and before[-1:] not in ("", ".", "!", "?", ":", "—") and words[at].folded not in _NO_NAMES
    )


def _day(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    """Return (month and day, the position of the number) of the day whose month stands at ``at``; 'the 31st of August' too."""
    word = words[at]
    if word.folded not in MONTHS:
        return None
    places = [at + 1]
    if at >= 2 and words[at - 1].folded == "of":
        places.insert(0, at - 2)
    places.append(at - 1)
    for place in places:
        if 0 <= place < len(words) and place != at:
            day = words[place].folded
            if _DAY_OF_MONTH.fullmatch(day) and 1 <= value_of(day) <= 31:
                return f"{MONTHS.index(word.folded) + 1:02d}-{value_of(day):02d}", place
    return None


def _names(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a number is part of a name, a day, a time or a year, or the word 'one'."""
    word = words[at]
    written = text[word.start : word.end]
    if written.casefold() == "one" or (_YEAR.fullmatch(written) and not _is_counted_year(words, at)):
        return True
    beside = [words[i].folded for i in (at - 1, at + 1) if 0 <= i < len(words)]
    if any(word in _SURE_MONTHS for word in beside):
        return True
    return bool(_NAMES_BEFORE.search(text[max(0, word.start - 24) : word.start]) or _NAMES_BEHIND.match(text, word.end))


def _says_little(words: Sequence[Word], at: int, counted: Sequence[int]) -> bool:
    """Whether a number counts nothing that is claimed ('two things'), or says where it began or how far back it looks."""
    if stem(words[counted[0]].folded) in _SAYS_LITTLE:
        return True
    after = words[counted[-1] + 1].folded if counted[-1] + 1 < len(words) else ""
    before = words[at - 1].folded if at else ""
    if before == "from" and after == "to":
        return True  # 'from 59 percent to 90 percent': where it stood before
    back = before in _LOOKS_BACK or after == "ago"
    return back and stem(words[counted[0]].folded) in _TIMES


def _is_counted_year(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].folded in _COUNTED_YEARS


def _measure(words: Sequence[Word], at: int) -> Measure:
    following = words[at + 1].folded if at + 1 < len(words) else ""
    if following in _SHARE:
        return Measure.SHARE
    return Measure.MONEY if following in _MEASURES else Measure.COUNT


def _counted(text: str, words: Sequence[Word], at: int) -> list[int]:
    """Return the positions of the words that say what a number counts, up to a break or a word that goes on otherwise."""
    found: list[int] = []
    told = 0
    for i in range(at + 1, len(words)):
        word = words[i]
        inside = word.start < words[i - 1].end  # '$5': the currency stands in the number itself
        if not inside and _BREAK.search(text, words[i - 1].end, word.start):
            break
        if word.folded in _MEASURES or inside:
            found.append(i)
            continue
        if found and re.fullmatch(r"[-–\u2011]", text[words[i - 1].end : word.start]) and word.folded[:1].isdigit():
            found.append(i)  # the 19 of 'COVID-19'
            continue
        if told and _GOES_ON_AS.search(word.folded):
            break
        if word.folded[:1].isdigit() or word.folded in MONTHS or word.folded in _GOES_ON:
            break
        if word.folded.split("'")[0] in STOP_WORDS and word.folded not in _JOINING:
            break
        found.append(i)
        told += word.folded not in _JOINING
        if told == MOST_COUNTED:
            break
    while found and words[found[-1]].folded in _JOINING:
        found.pop()
    return found


def _hedged(text: str, start: int) -> int:
    """Return where a quantity begins with the words that hedge it: 'more than', 'about', 'at least'."""
    before = max(0, start - 40)
    hedge = _HEDGE.search(text[before:start])
    return before + hedge.start() if hedge else start


FURTHEST = {Measure.COUNT: 10, Measure.MONEY: 5, Measure.SHARE: 3}  # times; a number further off says something else
_CLAUSE_MARK = re.compile(r"[;:](?=\s)")
_MONTH_OF_MAY = "May-month"
_BEFORE, _AFTER = 12, 24  # characters around a quantity where 'an average of' or 'a month' is about it


def clause_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the part of a sentence around a span begins and ends: at a semicolon or a colon, or with the sentence."""
    before = max((mark.end() for mark in _CLAUSE_MARK.finditer(text, 0, start)), default=0)
    after = _CLAUSE_MARK.search(text, end)
    return before, after.start() if after else len(text)


def find_scope(text: str, start: int, end: int) -> frozenset[str]:
    """Return the scope of the quantity that is ``text[start:end]``: 'last 24 hour', 'since august', 'intended' and the like."""
    before, after = clause_span(text, start, end)
    # The month is no 'may': it is kept by its capital, as a word that only 'since' looks for.
    clause = _UP_TO_DAY.sub(" ", text[before:after].replace("May", _MONTH_OF_MAY).casefold())
    beside = text[max(0, start - _BEFORE) : end + _AFTER].casefold()
    found = [(name, pattern.search(clause)) for name, pattern in _OF_THE_CLAUSE.items()]
    found += [(name, pattern.search(beside)) for name, pattern in _BESIDE.items()]
    return frozenset(" ".join([name, *filter(None, match.groups())]) for name, match in found if match)
