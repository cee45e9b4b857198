"""Repeating: where a sentence only repeats the evidence, and is better given as a quotation of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from archive import OFFICIAL_VOICES
from language import Word, fold_words, split_sentences
from retrieval.answering.verify.reading import Cited

FEWEST_REPEATED = 5  # words


def find_repeated(sentence: str, evidence: Sequence[Cited]) -> tuple[int, str] | None:
    """Return (number of the evidence, its own words) where a sentence is one run of the words of a line, else None.

    The words are whole sentences of an official's line, none of them marked as wrong: a part of one may mean something else.
    """
    said = [word.folded for word in fold_words(sentence)]
    if len(said) < FEWEST_REPEATED:
        return None
    for one in evidence:
        if one.first.voice in OFFICIAL_VOICES and (words := _own_words(said, one)):
            return one.first.n, words
    return None


@lru_cache(maxsize=1024)
def _fold(quote: str) -> list[Word]:
    return fold_words(quote)


def _own_words(said: list[str], one: Cited) -> str:
    quote = one.first.quote
    words = _fold(quote)
    for first in range(len(words) - len(said) + 1):
        if [word.folded for word in words[first : first + len(said)]] == said:
            start, end = words[first].start, words[first + len(said) - 1].end
            around = [(a, b) for a, b in split_sentences(quote) if a < end and start < b]
            start, end = around[0][0], around[-1][1]
            offset = one.first.start
            if any(mark.start < offset + end and offset + start < mark.end for mark in one.first.corrections):
                return ""
            return quote[start:end]
    return ""
