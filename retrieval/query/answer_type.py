"""Answer type: the kind of thing that a question asks for, and where a text holds one of that kind."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from language import content_words, fold_name, patterns, split_sentences, stem, stems
from retrieval.query.sub_questions import read_sub_questions

_ASKS_NUMBER, _ASKS_TIME, _ASKS_WHO = patterns("questions", "asks_number", "asks_time", "asks_who")
_NUMBER, _TIME = patterns("questions", "number", "time")
_ASKS_SUM, _MONEY, _FREE = patterns("questions", "asks_sum", "money_value", "free")
_STAGE_DIRECTION = re.compile(r"[(\[][^)\]]*[)\]]")


@lru_cache(maxsize=64)  # it is asked of every passage and sentence
def asks_number(question: str) -> bool:
    """Whether the question asks for a number."""
    return _ASKS_NUMBER.search(question) is not None


@lru_cache(maxsize=64)
def asks_time(question: str) -> bool:
    """Whether the question asks for a time."""
    return _ASKS_TIME.search(question) is not None


@lru_cache(maxsize=64)
def asks_sum(question: str) -> bool:
    """Whether the question surely asks how much money, and nothing beside it; what else is told of a price asks for none."""
    return _ASKS_SUM.search(question) is not None and not read_sub_questions(question)


def holds_sum(text: str) -> bool:
    """Whether a text holds an amount of money, or says that something is free."""
    return _MONEY.search(text) is not None or _FREE.search(text) is not None


def holds_number(question: str, sentence: str) -> bool:
    """Whether the question asks for a number, and the sentence holds one; one of money where that is asked for."""
    if asks_sum(question):
        return holds_sum(sentence)
    return asks_number(question) and _NUMBER.search(sentence) is not None


def holds_expected(question: str, sentence: str) -> bool:
    """Whether the question asks for a number or a time, and the sentence holds one."""
    return holds_number(question, sentence) or (asks_time(question) and _TIME.search(sentence) is not None)


def is_said(sentence: str) -> bool:
    """Whether a sentence has words beside stage directions such as '(Laughter.)'."""
    return bool(re.search(r"\w", _STAGE_DIRECTION.sub("", sentence)))


MOST_WORDS = 4  # of a name
MOST_NAMES = 6  # of one quotation: where there are more, none stands out
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]|\.(?=\s[A-Z]))*")


def find_named_answers(question: str, quote: str, known: Collection[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Return where a quotation names people, in full, whom the question does not; none where it does not ask who.

    Only in the sentence that has most of the question's words: the others may be about somebody else.
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
            last = words[place + size - 1]
            found.append((words[place].start(), last.start() + len(last.group().rstrip("."))))
        place += size or 1
    found = [
        (start, end) for start, end in found if any(a <= start < b for a, b in _nearest_sentences(question, quote))
    ]
    return found if len(found) <= MOST_NAMES else []


def _nearest_sentences(question: str, text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text that have most of the question's words: more than one where they have as many."""
    asked = {stem(word) for word in content_words(question)}
    shared = {(start, end): len(asked & stems(text[start:end])) for start, end in split_sentences(text)}
    return [span for span, count in shared.items() if count == max(shared.values())]


def _is_known(quote: str, words: list[re.Match[str]], size: int, known: Collection[tuple[str, ...]]) -> bool:
    """Whether so many words stand side by side, begin with capitals, and are a full name."""
    if len(words) < size or not (words[0].group()[0].isupper() and words[-1].group()[0].isupper()):
        return False
    text = quote[words[0].start() : words[-1].end()]
    return fold_name(text) in known and re.fullmatch(r"[^,;:!?()“”]+", text) is not None
