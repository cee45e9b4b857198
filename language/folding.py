"""Folding: the words of a text as a quotation is compared by them, each with its place in the text.

Two spellings of the same words fold to the same; two different words never do. The rules, each a row of
``tests/language/test_folding.py``:

1. Case, accents, white space, punctuation, quotation marks, dashes and hyphens do not count; invisible characters
   (U+2060, soft hyphens and the like) are not there. An apostrophe inside a word counts, however it is drawn.
2. Numbers are read as values (``language/numbers.py``); '$5' is '5 dollars', '5%' is '5 percent', '&' is 'and'.
3. Initials lose their stops: 'U.S.' is 'us', 'a.m.' is 'am'.
4. What a transcriber adds about the sound is left out: '(Laughter.)', '[applause]', '(inaudible)', '[sic]'.
5. A false start may be left out by who quotes: a word cut off by a hyphen before a dash ('conf- - confidence'), words
   said again across a dash ('the - the'), and 'uh', 'um', 'er'.
6. In a release, words in square brackets are the editor's and words between ``~~`` are struck out: a quotation may give
   the line as corrected or as spoken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from language.markings import STRUCK
from language.numbers import begins_number, read_number
from language.vocabulary import entries, entry, pattern, word_set

_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069"
_APOSTROPHES = "'’‘`\u02bc\u00b4\u2032"
_HYPHENS = "-\u2010\u2011"
_LETTERS = rf"[^\W\d_](?:[{_INVISIBLE}]*[^\W_])*"
_TOKEN = re.compile(
    rf"(?P<currency>[$£€])(?=\s?\d)|(?P<number>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)(?![^\W_])"
    rf"|(?P<initials>(?<![^\W_])(?:[^\W\d_]\.){{2,}})|(?P<word>[^\W_](?:[{_INVISIBLE}]*[^\W_])*"
    rf"(?:[{_APOSTROPHES}]{_LETTERS})*)|(?P<sign>[%&])"
)
_ASIDE = pattern("transcripts.aside")
_CURRENCIES: dict[str, str] = entry("numbers.currencies")
_SIGNS: dict[str, str] = entry("numbers.signs")
_PER_CENT = [held.split() for held in entries("numbers.per_hundred").values()]
_FILLERS = word_set("transcripts.fillers")
_BRACKETED = re.compile(r"\[([^\[\]\n]{1,200})\]")
_CUT_OFF = re.compile(rf"[{_HYPHENS}]\s*[—–]|[{_HYPHENS}]\s+[-–—]")
_DASH = re.compile(r"\s*(?:[—–―]|--+|\s-\s)\s*")
_LONGEST_REPEAT = 4  # words said again across a dash
_LONGEST_NUMBER = 12  # words
_BETWEEN_NUMBERS = re.compile(rf"[{_HYPHENS}\s–]*")


class Kind(Enum):
    """What a word is in its text: said, or one that a quotation may give or leave out."""

    SAID = "said"
    FALSE_START = "false start"
    STRUCK = "struck out"
    INSERTED = "inserted by an editor"


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, and its place in the text that it was folded from: ``text[start:end]``."""

    folded: str
    start: int
    end: int
    kind: Kind = Kind.SAID


def fold_words(text: str, start: int = 0, end: int | None = None, *, marked_up: bool = True) -> list[Word]:
    """Return the words of ``text[start:end]`` in order, folded, their offsets into ``text``.

    ``marked_up`` is whether square brackets and ``~~`` mean what they mean in a release (rule 6).
    """
    stop = len(text) if end is None else end
    tokens = list(_merge_numbers(list(_tokens(text, start, stop)), text))
    if marked_up:
        for pattern, kind in ((_BRACKETED, Kind.INSERTED), (STRUCK, Kind.STRUCK)):
            tokens = _mark_within(tokens, [m.span(1) for m in pattern.finditer(text, start, stop)], kind)
    return _mark_false_starts(tokens, text)


def fold(text: str) -> str:
    """Return the folded words of a text in one line, those that may be left out among them."""
    return " ".join(word.folded for word in fold_words(text))


Reading = Callable[[Word], bool]

# How a line may be read aloud from the page: whole; without false starts; as corrected; as spoken.
READINGS: tuple[Reading, ...] = (
    lambda word: True,
    lambda word: word.kind is not Kind.FALSE_START,
    lambda word: word.kind is not Kind.STRUCK,
    lambda word: word.kind not in (Kind.STRUCK, Kind.FALSE_START),
    lambda word: word.kind is not Kind.INSERTED,
    lambda word: word.kind not in (Kind.INSERTED, Kind.FALSE_START),
    lambda word: word.kind is Kind.SAID,
)


def readings(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the different readings of a line, the whole first."""
    seen: set[tuple[Word, ...]] = set()
    for reading in READINGS:
        read = tuple(filter(reading, words))
        if read not in seen:
            seen.add(read)
            yield list(read)


def _tokens(text: str, start: int, stop: int) -> Iterator[Word]:
    """Yield the tokens outside the transcriber's asides; currency signs stay before their number for now."""
    position = start
    for aside in [*_ASIDE.finditer(text, start, stop), None]:
        for match in _TOKEN.finditer(text, position, aside.start() if aside else stop):
            yield Word(_fold_token(match), match.start(), match.end())
        position = aside.end() if aside else stop


def _fold_token(match: re.Match[str]) -> str:
    token = match.group()
    if match["currency"] or match["number"]:
        return token
    if match["sign"]:
        return _SIGNS[token]
    if match["initials"]:
        return token.replace(".", "").casefold()
    if not token.isascii():
        token = re.sub(f"[{_INVISIBLE}]", "", token)
        token = "".join(c for c in unicodedata.normalize("NFKD", token) if not unicodedata.combining(c))
    return re.sub(f"[{_APOSTROPHES}]", "'", token.casefold())


def _merge_numbers(tokens: Sequence[Word], text: str) -> Iterator[Word]:
    """Yield the tokens with each number as one word, its currency after it, and 'per cent' as 'percent'."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        currency = _CURRENCIES.get(token.folded)
        first = at + 1 if currency else at
        number = read_number(_run(tokens, first, text)) if begins_number(tokens[first].folded) else None
        if number:
            value, count = number
            end = tokens[first + count - 1].end
            yield Word(value, token.start, end)
            if currency:
                yield Word(currency, token.start, end)
            at = first + count
        elif [word.folded for word in tokens[at : at + 2]] in _PER_CENT:
            yield Word(_SIGNS["%"], token.start, tokens[at + 1].end)
            at += 2
        else:
            yield token
            at += 1


def _run(tokens: Sequence[Word], first: int, text: str) -> list[str]:
    """Return the folded tokens from one on with nothing but spaces and hyphens between them, a dozen at most."""
    last = first + 1
    while last < min(len(tokens), first + _LONGEST_NUMBER) and _BETWEEN_NUMBERS.fullmatch(
        text, tokens[last - 1].end, tokens[last].start
    ):
        last += 1
    return [token.folded for token in tokens[first:last]]


def _mark_within(words: Sequence[Word], spans: Sequence[tuple[int, int]], kind: Kind) -> list[Word]:
    if not spans:
        return list(words)
    return [
        replace(word, kind=kind) if any(start <= word.start and word.end <= end for start, end in spans) else word
        for word in words
    ]


def _mark_false_starts(words: list[Word], text: str) -> list[Word]:
    """Mark words cut off, words said again across a dash, and fillers."""
    marked = list(words)
    for index, word in enumerate(words):
        if word.kind is not Kind.SAID:
            continue
        if word.folded in _FILLERS or _CUT_OFF.match(text, word.end):
            marked[index] = replace(word, kind=Kind.FALSE_START)
        elif index + 1 < len(words) and _DASH.fullmatch(text, word.end, words[index + 1].start):
            for length in _repeated(words, index):
                for again in range(index - length + 1, index + 1):
                    marked[again] = replace(words[again], kind=Kind.FALSE_START)
    return marked


def _repeated(words: Sequence[Word], last: int) -> Iterator[int]:
    """Yield the length of the run that ends at ``last`` and is said again right after it."""
    for length in range(min(_LONGEST_REPEAT, last + 1), 0, -1):
        run = [word.folded for word in words[last - length + 1 : last + 1]]
        if run == [word.folded for word in words[last + 1 : last + 1 + length]]:
            yield length
            return
