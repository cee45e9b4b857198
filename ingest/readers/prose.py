"""Prose: whether a text is written for people, or is code, a log, a table of numbers, data.

It is told by measure, not by words: what its lines consist of. Each has the name that it is refused by.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from archive import UnreadableError

_MOST_TEXT = 500_000  # characters that are looked at
_MOST_LINES = 2_000  # of a text that are looked at
_LONGEST = 1_000  # characters of a line that are looked at
_FEW_WORDS = 5  # in a row, so that a line may be of a sentence
_MOST_REFUSED = 0.4  # of the lines that are no prose; more, and so is the text

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_IN_A_ROW = re.compile(r"(?:(?<![\w$@#./\\-])[^\W\d_]+(?:['’-][^\W\d_]+)*[,;:.!?]?[\"”’)]? ){4}[^\W\d_]+")
_IDEOGRAPHS = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{5}")
_CODE_ENDS = re.compile(r"(?:[;{}]|\)\s*:|=>|\\\\)$|^\s*(?://|/\*|\*/|<\?|#!|@\w+\(|[{}()\[\]]+[;,]?$)")
_CODE_MARKS = re.compile(r"[{}\[\]<>=;_$\\|`~^]|\w\(|\)\.|::|&&|--\w|\.\w+\(")
_STAMP = re.compile(r"\W{0,3}(?:\d{4}[-/]\d\d[-/]\d\d|\w{3} +\d{1,2}|\d{1,3}(?:\.\d{1,3}){3})\b.{0,30}?\d\d:\d\d:\d\d")
_LATEX = re.compile(r"(?m)^\s*\\(?:documentclass|begin\{document\}|usepackage|section\*?\{)")


def refuse_no_prose(text: str) -> None:
    """Raise UnreadableError, which names what it is, for a text that is no prose."""
    if name := name_no_prose(text):
        raise UnreadableError(f"the file is {name}, no release")


def name_no_prose(text: str) -> str:
    """Return what a text is that is no prose ('program code', 'a log'), '' for prose."""
    lines = list(islice(filter(None, (line[:_LONGEST].strip() for line in text[:_MOST_TEXT].split("\n"))), _MOST_LINES))
    if len(_LATEX.findall(text[:20_000])) > 1:
        return "LaTeX source"
    sorts = Counter(map(_sort, lines))
    said = sum(count for sort, count in sorts.items() if sort)
    if not said:
        return ""
    worst, _ = max(
        ((sort, count) for sort, count in sorts.items() if sort != "prose"),
        key=lambda one: (bool(one[0]), one[1]),
        default=("", 0),
    )
    bad = said - sorts["prose"]
    return worst if worst and bad > sorts["prose"] and bad > _MOST_REFUSED * len(lines) else ""


def _sort(line: str) -> str:
    """Return what a line is a part of: 'prose', or something else by its name; '' for what may be either (a name, a heading)."""
    stripped = line.strip()
    if _STAMP.match(stripped):
        return "a log"
    words = _WORD.findall(stripped)
    if len(stripped) > 40 and " " not in stripped and not _IDEOGRAPHS.search(stripped):
        return "" if "://" in stripped else "encoded data"
    marks = len(_CODE_MARKS.findall(stripped))
    if _CODE_ENDS.search(stripped) or marks * 8 > max(len(stripped), 1):
        return "program code"
    if _IDEOGRAPHS.search(stripped) or _IN_A_ROW.search(stripped):
        return "prose"
    digits = sum(character.isdigit() for character in stripped)
    if (
        digits > 4
        and digits > sum(map(len, words))
        and stripped.count(",") + stripped.count("\t") + stripped.count(";") > 1
    ):
        return "a table of numbers"
    return ""
