"""Words that were divided at a line's end: 'trans-' and 'port' are one word again, 'long-' and 'term' keep their hyphen."""

from __future__ import annotations

import re
from functools import cache

from spellchecker import SpellChecker

from language import word_set

_COMMON = 1000  # times in the dictionary's 600 million words: 'term' and 'haven' are words, 'lind' is a part of one
LINE_END = "\ufdd2"  # stands in text that is being read where a line ended within a paragraph; no text holds it
_DIVIDED = re.compile(
    rf"(?<![^\W_])(?P<left>[^\W_]+(?:[-’'][^\W_]+)*)-{LINE_END}(?P<right>[^\W_]+)(?P<rest>(?:[-’'][^\W_]+)*)"
)
_DIVIDED_LINE = re.compile(rf"{_DIVIDED.pattern}(?P<closing>[.,;:!?)\]”’]*)[ \n]?")
_AT_LINE_END = re.compile(r"(?<=[^\W\d_]-)\n(?=[^\W\d_A-Z])")
_SOFT = re.compile(r"\u00ad[ \t]*\n[ \t]*(?=[^\W_])")
_SUSPENDED = word_set("words.joining_two")


def join_soft_hyphens(source: str) -> str:
    """Return a source with the words joined that a soft hyphen divides at a line's end."""
    return _SOFT.sub("", source)


def join_divided(text: str, whole: str) -> str:
    """Return a text with the words joined that LINE_END divides, and a space for every other LINE_END.

    What the ``whole`` release prints elsewhere decides, in one word or with a hyphen; then a dictionary, which knows what
    is a word.
    """
    if LINE_END not in text:
        return text
    return _DIVIDED.sub(lambda divided: _join(divided, whole), text).replace(LINE_END, " ")


def join_lines(text: str) -> str:
    """Return a text whose lines stay as they are, with a divided word whole at the end of its line."""
    divided = _AT_LINE_END.sub(LINE_END, text)
    if divided == text:
        return text
    return _DIVIDED_LINE.sub(lambda found: f"{_join(found, text)}{found['closing']}\n", divided).replace(LINE_END, "\n")


def _join(divided: re.Match[str], whole: str) -> str:
    left, right = divided["left"], divided["right"]
    if right.lower() in _SUSPENDED or right.lower().startswith(left.lower()):  # 'low- and high', a stammer
        return f"{left}- {right}{divided['rest']}"
    mark = "" if _is_one_word(left, right, whole) else "-"
    return f"{left}{mark}{right}{divided['rest']}"


def _is_one_word(left: str, right: str, whole: str) -> bool:
    in_capitals = left.isupper() and right.isupper() and len(left) > 1
    if not (left[-1].isalpha() and (right[0].islower() or in_capitals)):  # 'COVID-19', 'Franco-German'
        return False
    last = re.split("[-’']", left)[-1]
    for mark, is_one in (("", True), ("-", False)):
        if re.search(rf"(?<![^\W_]){re.escape(last + mark + right)}(?![^\W_])", whole, re.IGNORECASE):
            return is_one
    if _how_common(last + right):
        return True
    return min(_how_common(last), _how_common(right)) < _COMMON


def _how_common(word: str) -> int:
    """Return how often a word stands in what the dictionary was made of, 0 where it does not know it."""
    return int(_dictionary().word_frequency[word.lower()])


@cache
def _dictionary() -> SpellChecker:
    return SpellChecker(language="en")
