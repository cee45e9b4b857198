"""Quantities: the amounts and dates in a sentence, what each one counts, and the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from language.dates import MONTHS
from language.folding import Kind, Word, fold_words
from language.words import STOP_WORDS, stem

MOST_COUNTED = 3  # words after a number that say what it counts
AROUND, BESIDE = 14, 6  # words either side of a number that make its frame, and those that weigh most
FAR = 0.5  # what the others weigh
LARGE = 1000  # a number that is looked at though it does not say what it counts
_HEDGE = re.compile(
    r"(?:\b(?:more|fewer|less|greater) than|\b(?:just |well )?(?:over|under|about|above|around|nearly|almost|roughly|only)"
    r"|\bapproximately|\bat least|\bat most|\bup to|\bas (?:many|much|few) as|\bsome|\bclose to"
    r"|\ban? (?:additional|estimated|total of))\s+(?:an? (?:additional |estimated |total of )?)?$",
    re.IGNORECASE,
)
# A number that names rather than counts: 'Section 3', 'Order 14043', 'COVID-19', '24/7', '3:30', 'H.R. 1319'.
_NAMED = re.compile(
    r"(?:\b(?:section|sections|sec|title|order|orders|proclamation|no|nos|number|article|articles|level|tier|phase|chapter|part"
    r"|law|resolution|annex|page|room|top|route|highway|flight|covid|g|channel|amendment|district|group|day|version|step|goal|act)\.?"
    r"|[a-z]\.[a-z]\.(?:\s?[a-z]+\.)*)\s$|[^\W\d_][-–\u2011]$|[/:#@_]$|\d[.\-–\u2011]$",
    re.IGNORECASE,
)
_NAMES_ON = re.compile(
    r"[/:_]\w|[-–\u2011]\d|\.\d|[-–\u2011][A-Z]|[-–\u2011](?:and|or)\b|\s?[ap]\.?m\b|\s?o[’']clock", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BREAK = re.compile(r"[,.;:!?()\[“”\"—–]|\s-\s|--")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_TIME = re.compile(r"(?:hour|day|week|month|year|decade)s?$")
_TIMES = frozenset(stem(word) for word in ("hours", "days", "weeks", "months", "years", "decades"))
_JOINING = frozenset({"of", "and", "or", "the", "our", "their", "us", "more", "s"})
_MEASURES = frozenset({"dollars", "percent", "pounds", "euros"})
_GOES_ON = frozenset(
    """after across against ago already before between during each every last next not now past per since than today tomorrow
    total under until within without yesterday yet""".split()
)
_GOES_ON_AS = re.compile(r"(?:ed|ing|ly)$")
_SAYS_LITTLE = frozenset(
    stem(word)
    for word in """example following issue minute moment part piece point question reason second set side step thing time way
    word""".split()
)
_NO_NAMES = frozenset({"i", "i'm", "i've", "i'll", "i'd", *MONTHS}) | STOP_WORDS


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
            number = re.match(r"\d{1,2}(?:st|nd|rd|th)?$", words[place].folded)
            if number and 1 <= int(re.sub(r"\D", "", number[0])) <= 31:
                return f"{MONTHS.index(word.folded) + 1:02d}-{int(re.sub(r'[^0-9]', '', number[0])):02d}", place
    return None


def _names(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a number is part of a name, a day, a time or a year, or the word 'one'."""
    word = words[at]
    written = text[word.start : word.end]
    if written.casefold() == "one" or (_YEAR.fullmatch(written) and not _is_counted_year(words, at)):
        return True
    beside = [words[i].folded for i in (at - 1, at + 1) if 0 <= i < len(words)]
    if any(one in MONTHS[:4] + MONTHS[5:] for one in beside):
        return True
    return bool(_NAMED.search(text[max(0, word.start - 24) : word.start]) or _NAMES_ON.match(text, word.end))


def _says_little(words: Sequence[Word], at: int, counted: Sequence[int]) -> bool:
    """Whether a number counts nothing that is claimed ('two things'), or says where it began or how far back it looks."""
    if stem(words[counted[0]].folded) in _SAYS_LITTLE:
        return True
    after = words[counted[-1] + 1].folded if counted[-1] + 1 < len(words) else ""
    before = words[at - 1].folded if at else ""
    if before == "from" and after == "to":
        return True  # 'from 59 percent to 90 percent': where it stood before
    back = before in {"last", "past", "prior", "next", "previous", "1st", "every", "or"} or after == "ago"
    return back and bool(_TIME.match(words[counted[0]].folded))


def _is_counted_year(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].folded in {"people", "percent", "dollars"}


def _measure(words: Sequence[Word], at: int) -> Measure:
    following = words[at + 1].folded if at + 1 < len(words) else ""
    if following == "percent":
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
_AS_OF = re.compile(r"\bas of\b[^,;]{0,30}?\b(?:today|yesterday|tonight)\b")  # up to that day, and not on it
_BEFORE, _AFTER = 12, 24  # characters around a quantity where 'an average of' or 'a month' is about it
_UNIT = r"(hour|day|week|month|quarter|year|decade)s?"
_OF_THE_CLAUSE = {
    "last": re.compile(rf"\b(?:last|past|in (?:an?|one)|over (?:an?|one)|period of) (?:(\w+)[- ])?{_UNIT}\b"),
    "once": re.compile(r"\b(today|yesterday|tonight|last night|this week|last week|last month|this month)\b"),
    "since": re.compile(rf"\bsince\b(?: [\w’']+){{0,4}}? ({'|'.join(MONTHS)})\b"),
    "possible": re.compile(
        r"\b(?:can|could|may(?!-month)|might|would|if|potentially|expect(?:s|ed)?|project(?:s|ed)?)\b"
    ),
    "eligible": re.compile(r"\b(eligible)\b"),
    "intended": re.compile(r"\b(?:commit\w*|pledg\w*|promis\w*|goals?|targets?|plan(?:s|ned|ning)?|by the end)\b"),
    "denied": re.compile(r"\b(?:not|never|cannot|no longer)\b|n[’']t\b"),
    "left": re.compile(r"\b(?:remain(?:s|ing)?|left|still)\b"),
    "more": re.compile(r"\b(?:additional|another|extra)\b"),
}
_BESIDE = {"each": re.compile(r"\b(?:(?:per|a|each|every) (day|week|month|year)|(dai|week|month)ly)\b")}


def clause_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the part of a sentence around a span begins and ends: at a semicolon or a colon, or with the sentence."""
    before = max((mark.end() for mark in _CLAUSE_MARK.finditer(text, 0, start)), default=0)
    after = _CLAUSE_MARK.search(text, end)
    return before, after.start() if after else len(text)


def find_scope(text: str, start: int, end: int) -> frozenset[str]:
    """Return the scope of the quantity that is ``text[start:end]``: 'last 24 hour', 'since august', 'intended' and the like."""
    before, after = clause_span(text, start, end)
    # The month is no 'may': it is kept by its capital, as a word that only 'since' looks for.
    clause = _AS_OF.sub(" ", text[before:after].replace("May", _MONTH_OF_MAY).casefold())
    beside = text[max(0, start - _BEFORE) : end + _AFTER].casefold()
    found = [(name, pattern.search(clause)) for name, pattern in _OF_THE_CLAUSE.items()]
    found += [(name, pattern.search(beside)) for name, pattern in _BESIDE.items()]
    return frozenset(" ".join([name, *filter(None, match.groups())]) for name, match in found if match)
