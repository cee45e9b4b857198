"""Prose: whether a text is written for people, or is code, a log, a table of numbers, data.

It is told by measure, not by words: how much of it stands in rows of words, how much is the marks that code is made with. By
these bounds none of 870 releases is code (one whose tables are HTML apart), and of 290 files of code all but 14 are.
"""

from __future__ import annotations

import re

from archive import UnreadableError

_LOOKED_AT = 200_000  # characters
_FEWEST = 150  # characters that show what a text is
_ROWS_OF_PROSE = 0.45
_NO_ROWS = 0.05
_MARKS_OF_CODE = 0.045
_DIGITS_OF_TABLES = 0.3
_LONGEST_WORD = 40  # characters on average, without white space
_MOST_STAMPED = 0.5  # of the lines

# Five words or more in a row; letters in a row, of scripts that put no space between words.
_ROW = re.compile(
    r"(?:(?<![\w$@#./\\<=-])[^\W\d_]+(?:['’-][^\W\d_]+)*[,;:.!?]?[\"”’)]? ){4,}[^\W\d_]+"
    r"|[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff0c\u3001\u3002]{5,}"
)  # fmt: skip
_MARK = re.compile(r"[{}\[\]<>=;_$\\`~^@&+]|\w\(|\)\.|::|--\w")
_STAMPED = re.compile(
    r"(?m)^\W{0,3}(?:\d{4}[-/]\d\d[-/]\d\d|\w{3} +\d{1,2}|\d{1,3}(?:\.\d{1,3}){3})\b[^\n]{0,40}?\d\d:\d\d:\d\d"
)
_LATEX = re.compile(r"(?m)^[ \t]*\\(?:documentclass|begin\{document\}|usepackage|section\*?\{)")


def refuse_no_prose(text: str) -> None:
    """Raise UnreadableError, which names what it is, for a text that is no prose."""
    if name := name_no_prose(text):
        raise UnreadableError(f"the file is {name}, not a release")


def name_no_prose(text: str) -> str:
    """Return what a text is that is no prose ('program code', 'a log'), '' for prose and for what is too short to tell."""
    text = text[:_LOOKED_AT]
    if len(_LATEX.findall(text)) > 1:
        return "LaTeX source"
    count = sum(map(len, text.split()))
    if count < _FEWEST:
        return ""
    rows = sum(len(match.group()) - match.group().count(" ") for match in _ROW.finditer(text)) / count
    if rows < _ROWS_OF_PROSE and len(_MARK.findall(text)) > _MARKS_OF_CODE * count:
        return "program code or data"
    if len(_STAMPED.findall(text)) > _MOST_STAMPED * (text.count("\n") + 1):
        return "a log"
    if rows >= _NO_ROWS:
        return ""
    if count > _LONGEST_WORD * len(text.split()):
        return "encoded data"
    return "a table of numbers" if sum(map(str.isdigit, text)) > _DIGITS_OF_TABLES * count else ""
