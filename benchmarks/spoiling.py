"""Spoiling: a sentence changed in one thing that turns it untrue, by a seed and from an archive's own words.

Each function takes a sentence that its evidence bears and returns it changed, or None where it has nothing to change.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from archive import Embedder
from language import HEADS, MONTHS, NAME, STOP_WORDS, WORD, entry, list_words, pattern, stem, stems, word_set

_NUMBER = re.compile(r"(?<![\w$€£.,:/-])[$€£]?(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)(?![\w:/-]|[.,]\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH_NAMES = [names[0] for names in entry("time.months", "en")]
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTH_NAMES)})\b")
_WEEKDAYS = list_words("time.weekdays", "en")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b")
_DAY = re.compile(
    rf"(?:(?<=\b)(?:{'|'.join(_MONTH_NAMES)}) )(?P<day>\d{{1,2}})\b|\b(?P<first>\d{{1,2}}) (?:{'|'.join(_MONTH_NAMES)})"
)
_UNIT_FAMILIES = (
    ("hours", "days", "weeks", "months", "years"), ("hour", "day", "week", "month", "year"), ("dollars", "euros", "pounds"),
    ("percent", "dollars"), ("per cent", "dollars"), ("miles", "kilometres", "metres"), ("tons", "pounds", "gallons"),
    ("tonnes", "kilograms", "litres"), ("$", "€"), ("%", " dollars"),
)  # fmt: skip
_HEDGE = re.compile(
    r"\b(?:more than|less than|fewer than|at least|up to|about|around|nearly|almost|over|approximately|roughly) "
    r"(?=[$€£]?\d)(?!(?:19|20)\d\d\b)"  # 'what was said about 2010' hedges nothing
)
_HEDGES = {
    "more": ("more than ", "at least ", "over "),
    "less": ("fewer than ", "up to ", "nearly ", "almost ", "less than "),
}
_NOT = re.compile(r"\b(?:not|never) |n[’']t\b| no(?= )")
_AUXILIARY = re.compile(
    r"\b(?P<verb>is|are|was|were|will|would|can|could|has|have|had|does|do|did|may|should|must)\b(?! not|n[’'])"
)
_REGULAR = re.compile(r"(?<=[a-z] )(?P<verb>[a-z]{3,}ed)\b(?= (?:the|an?|its|their|that|to|in|on|by|for|his|her)\b)")
_PLANS = re.compile(
    r"\b(?:will|would|may|might|could|can|should|must|plans? to|planned to|intends? to|hopes? to|wants? to"
    r"|(?:is|are|was|were) (?:expected|going|set) to) (?P<be>be\b)?(?!have\b)"
)
_DONE = re.compile(r"\b(?P<verb>is|are|was|were|has|have|had)\b(?! (?:not|expected|going|set)\b)")
# Where it tells nothing else whether something is to come, may be, or is done: 'I will say', 'if they are right', 'did have'.
_UNREAL = pattern("negation.unreal_before")
_SAID_BEHIND = re.compile(
    rf"\s*(?:just |only |also )?(?:{'|'.join(sorted(word_set('saying.verbs', 'saying.weak_verbs')))})\b"
)
_BEFORE_VERB = re.compile(r"\b(?:do|does|did|will|would|may|might|can|could|should|must|to|not) $")
_WORDY = re.compile(r"^[a-z]{4,}$")
_ENDINGS = ("ing", "ed", "ly", "s", "")
_SAME_SPAN = 0.5  # of the numbers put in: those of the cited words themselves, which a mix-up takes
_FREQUENT = 4.0  # times more or less: words of like frequency


@dataclass(frozen=True)
class Pool:
    """What an archive's officials name, count and say: names, numbers, words with how many passages hold them, people."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    words: dict[str, int]
    people: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    """A sentence to be spoiled: with the cited words, their speaker, and who else held that office."""

    sentence: str
    cited: str
    speaker: str | None
    others_in_office: tuple[str, ...] = ()


Spoil = Callable[[Told, Pool, random.Random, Embedder], str | None]


def make_pool(texts: Sequence[str], people: Sequence[str]) -> Pool:
    """Return what some passages name, count and say."""
    names = Counter(match.group() for text in texts for match in re.finditer(rf"(?<=[a-z,] ){NAME}", text))
    numbers = Counter(
        match["digits"] for text in texts for match in _NUMBER.finditer(text) if not _YEAR.fullmatch(match["digits"])
    )
    words = Counter(
        word for text in texts for word in set(WORD.findall(text)) if _WORDY.fullmatch(word) and word not in STOP_WORDS
    )
    people = [name for name in people if len(name.split()) > 1]
    return Pool(tuple(sorted(names)), tuple(sorted(numbers)), dict(sorted(words.items())), tuple(people))


def put_name(told: Told, pool: Pool, dice: random.Random, _: Embedder) -> str | None:
    """Another name of the archive in the place of one that the sentence has in its midst."""
    places = [
        match for match in re.finditer(rf"(?<=[\w,] ){NAME}", told.sentence)
        if match.group().lower() not in {*MONTHS, *STOP_WORDS, *map(str.lower, _WEEKDAYS)} and match.group() != "I"
    ]  # fmt: skip
    if not places:
        return None
    place = dice.choice(places)
    words = len(place.group().split())
    others = [
        name
        for name in pool.names
        if len(name.split()) == words and not stems(name) & stems(told.cited + told.sentence)
    ]
    return _put(told.sentence, place.span(), dice.choice(others)) if others else None


def put_number(told: Told, pool: Pool, dice: random.Random, _: Embedder) -> str | None:
    """Another number: one of the cited words, or one of the archive of like length."""
    places = [place for place in _NUMBER.finditer(told.sentence) if _is_amount(told.sentence, place)]
    if not places:
        return None
    place = dice.choice(places)
    own = {match["digits"] for match in _NUMBER.finditer(told.sentence)}
    held = {match["digits"] for match in _NUMBER.finditer(told.cited) if not _YEAR.fullmatch(match["digits"])} - own
    like = [
        one for one in pool.numbers if len(one) == len(place["digits"]) and one != place["digits"] and one not in held
    ]
    chosen = sorted(held) if held and dice.random() < _SAME_SPAN else like
    return _put(told.sentence, place.span("digits"), dice.choice(chosen)) if chosen else None


def put_unit(told: Told, _: Pool, dice: random.Random, __: Embedder) -> str | None:
    """Another unit behind a number, or currency before it."""
    found = [
        (match.span("unit"), family, unit)
        for family in _UNIT_FAMILIES
        for unit in family
        for match in re.finditer(_unit_shape(unit), told.sentence)
    ]
    if not found:
        return None
    span, family, unit = dice.choice(found)
    return _put(told.sentence, span, dice.choice([one for one in family if one != unit]))


def _unit_shape(unit: str) -> str:
    if unit in "$€":
        return rf"(?P<unit>{re.escape(unit)})(?=\s?\d)"
    return rf"(?:\d|\b(?:{'|'.join(list_words('numbers.units', 'en'))}|hundred|\w+illion))(?:(?<=\d)|\s)(?P<unit>{unit})(?!\w)"


def put_hedge(told: Told, _: Pool, dice: random.Random, __: Embedder) -> str | None:
    """Another hedge before a number, or one where there was none."""
    if match := _HEDGE.search(told.sentence):
        own = next((way for way, hedges in _HEDGES.items() if match.group().lower() in hedges), "")
        return _put(told.sentence, match.span(), _HEDGES["less" if own == "more" else "more"][0])
    places = [place for place in _NUMBER.finditer(told.sentence) if _is_amount(told.sentence, place)]
    hedge = dice.choice((_HEDGES["more"][0], *_HEDGES["less"][:2]))
    return _put(told.sentence, (places[0].start(), places[0].start()), hedge) if places else None


def _is_amount(sentence: str, number: re.Match[str]) -> bool:
    return not _YEAR.fullmatch(number["digits"]) and not any(
        match.start() <= number.start() < match.end() for match in _DAY.finditer(sentence)
    )


def put_day(told: Told, _: Pool, dice: random.Random, __: Embedder) -> str | None:
    """Another day, month, year or weekday."""
    found: list[tuple[tuple[int, int], str]] = []
    for match in _DAY.finditer(told.sentence):
        name = "day" if match["day"] else "first"
        found.append((match.span(name), str(int(match[name]) % 28 + dice.choice((1, 2, 3)))))
    for shape, others in ((_MONTH, _MONTH_NAMES), (_WEEKDAY, _WEEKDAYS)):
        found += [
            (match.span(), dice.choice([one for one in others if one != match.group()]))
            for match in shape.finditer(told.sentence)
        ]
    found += [
        (match.span(), str(int(match.group()) + dice.choice((-2, -1, 1, 2)))) for match in _YEAR.finditer(told.sentence)
    ]
    return _put(told.sentence, *dice.choice(found)) if found else None


def put_speaker(told: Told, pool: Pool, dice: random.Random, _: Embedder) -> str | None:
    """Another of the archive's people as the one who says it."""
    others = [name for name in pool.people if not told.speaker or not stems(name) & stems(told.speaker)]
    others = [name for name in others if not stems(name) & stems(told.cited)]
    return _say(told, dice.choice(others)) if others else None


def put_holder(told: Told, _: Pool, dice: random.Random, __: Embedder) -> str | None:
    """Another holder of the speaker's office as the one who says it."""
    others = [name for name in told.others_in_office if not stems(name) & stems(told.cited)]
    return _say(told, dice.choice(others)) if others else None


def put_negation(told: Told, _: Pool, dice: random.Random, __: Embedder) -> str | None:
    """A negation where there was none, or none where there was one."""
    if match := _NOT.search(told.sentence):
        return re.sub(r"\s+", " ", _put(told.sentence, match.span(), " " if match.group().startswith(" ") else ""))
    if places := list(_AUXILIARY.finditer(told.sentence)):
        place = dice.choice(places)
        return _put(told.sentence, (place.end(), place.end()), " not")
    if places := list(_REGULAR.finditer(told.sentence)):
        place = dice.choice(places)
        return _put(told.sentence, (place.start(), place.start()), "never ")
    return None


def put_modality(told: Told, _: Pool, dice: random.Random, __: Embedder) -> str | None:
    """What is to come or possible as done, or what is done as to come or possible."""
    if places := _real(_PLANS.finditer(told.sentence)):
        place = dice.choice(places)
        return _put(told.sentence, place.span(), "was" if place["be"] else "did ")
    forms = {"is": "be", "are": "be", "was": "be", "were": "be"}
    if places := _real(_DONE.finditer(told.sentence)):
        place = dice.choice(places)
        return _put(told.sentence, place.span(), f"{dice.choice(('may', 'will'))} {forms.get(place['verb'], 'have')}")
    if places := _real(_REGULAR.finditer(told.sentence)):
        place = dice.choice(places)
        return _put(told.sentence, (place.start(), place.start()), dice.choice(("may have ", "will have ")))
    return None


def _real(found: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Return the verbs of which it changes what is told whether they are to come, may be or are done."""
    return [
        verb
        for verb in found
        if not _UNREAL.search(verb.string[: verb.start()])
        and not _BEFORE_VERB.search(verb.string[: verb.start()])
        and not _SAID_BEHIND.match(verb.string, verb.end())
    ]


def put_word(told: Told, pool: Pool, dice: random.Random, embedder: Embedder) -> str | None:
    """Another word of the archive, of like frequency and ending, in the place of one with meaning."""
    places = [
        match for match in WORD.finditer(told.sentence)
        if _WORDY.fullmatch(match.group()) and match.group() not in STOP_WORDS and match.group() not in _SAYING
    ]  # fmt: skip
    if not places:
        return None
    place = dice.choice(places)
    word = place.group()
    ending = next(one for one in _ENDINGS if word.endswith(one))
    count = pool.words.get(word, 1)
    like = [
        other for other, number in pool.words.items()
        if other.endswith(ending)
        and 1 / _FREQUENT <= number / count <= _FREQUENT
        and (ending or not other.endswith(_ENDINGS[:-1]))
        and stem(other) not in stems(told.cited) | stems(told.sentence)
    ]  # fmt: skip
    tried = dice.sample(like, min(8, len(like)))
    vectors = embedder.embed([word, *tried])
    nearness = np.asarray(vectors[1:] @ vectors[0])
    # The nearer half may be synonyms; how near these come differs between models.
    far = [other for other, near in zip(tried, nearness, strict=True) if near < np.median(nearness)]
    return _put(told.sentence, place.span(), far[0]) if far else None


_SAYING = word_set("saying.verbs", "saying.weak_verbs", "saying.verbs_of_reports") | HEADS
SPOILS: dict[str, Spoil] = {
    "name": put_name, "number": put_number, "unit": put_unit, "hedge": put_hedge, "day": put_day, "speaker": put_speaker,
    "other holder": put_holder, "negation": put_negation, "modality": put_modality, "one word": put_word,
}  # fmt: skip


def attribute(told: Told) -> str | None:
    """Return the sentence with its own speaker's name as the one who says it."""
    return _say(told, told.speaker) if told.speaker else None


def _say(told: Told, name: str) -> str:
    """Return the sentence as what somebody said, in the place of whom it names as the sayer."""
    surname = (told.speaker or name).split()[-1]
    if match := re.match(
        rf"(?:(?:[A-Z][\w.]+ ){{0,4}}{re.escape(surname)}|He|She|They) (?=(?:{'|'.join(sorted(_SAYING))})\b)",
        told.sentence,
    ):
        return f"{name} {told.sentence[match.end() :]}"
    return f"{told.sentence.rstrip('.')}, according to {name}."


def _put(sentence: str, span: tuple[int, int], words: str) -> str:
    return f"{sentence[: span[0]]}{words}{sentence[span[1] :]}"
