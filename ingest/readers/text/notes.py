"""Footnotes: their marks become '352⁽¹⁾', which is no digit and no power, and so does what their notes begin with.

A mark may be raised ('352<sup>1</sup>', '352¹', '352^1^'), one of markdown's ('352[^1]'), or stand in brackets ('352[1]',
'352(1)'). In brackets it is a mark only where the notes of the release fit the marks one to one. What is raised may also be
a unit's or a power: 'm²', '10⁶'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, takewhile

from language import pattern, word_set

RAISED, LOWERED = "\ufdd0", "\ufdd1"  # stand around what is raised in text that is being read; no text holds them
_DIGITS = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_IN_TEXT = re.compile(r"[⁺⁻]?[⁰¹²³⁴-⁹]+")
_CARETS = re.compile(r"\^(\d{1,3}|[a-z*†‡])\^")
_RAISED = re.compile(f"{RAISED}([^{RAISED}{LOWERED}]*){LOWERED}")
_MARKS = re.compile(r"\[?\(?(?P<marks>\d{1,3}(?:,\s?\d{1,3})*|[a-z])\)?\]?")
_POWER = re.compile(r"[+\-\u2212]?\d{1,2}")
_MARKDOWN = re.compile(r"\[\^(?P<name>[^\]\s^]{1,40})\](?P<head>:[ ]?)?")
_HEAD = re.compile(r"(?:\[(\d{1,3})\]:?|\((\d{1,2})\)|(\d{1,2})(?:[.)](?=\s)|(?= [A-Z])))[ ]?")
_FORMS = (
    re.compile(r"(?<=\S)⁽([⁰¹²³⁴-⁹]{1,3})⁾"),
    re.compile(r"(?<=[\w.,;:!?%)”’\"'])\s?\[(\d{1,3})\](?![(\w])"),
    re.compile(r"(?<=[\w.%”’])\((\d{1,2})\)(?![\w(])"),
)
_UNITS = word_set("quantities.raised_units")
_NUMBERING = pattern("quantities.before_numbering")
_LINE = re.compile(r"[^\n]+")
_BASE = re.compile(r"(?P<letters>[^\W\d_]+)$|(?P<number>\d[\d.,]*)$")


def raise_carets(text: str) -> str:
    """Return a text in which what pandoc or Unicode prints raised stands between RAISED and LOWERED."""
    text = _CARETS.sub(rf"{RAISED}\1{LOWERED}", text)
    return _IN_TEXT.sub(lambda run: f"{RAISED}{run.group().translate(_PLAIN)}{LOWERED}", text)


def mark_notes(text: str, whole: str) -> str:
    """Return a text with footnotes marked, and nothing between RAISED and LOWERED; ``whole`` is the release's, as read so."""
    marked_whole = _mark_raised(whole, whole)
    marked = marked_whole if text == whole else _mark_raised(text, whole)
    notes = _find_notes(marked_whole)
    return _mark_notes_below(marked, notes) if notes else marked


def _mark_raised(text: str, whole: str) -> str:
    names = {name: str(n) for n, name in enumerate(dict.fromkeys(m["name"] for m in _MARKDOWN.finditer(whole)), 1)}
    text = _MARKDOWN.sub(lambda mark: _note_mark(_number(mark["name"], names)) + (" " if mark["head"] else ""), text)
    heads = {mark for match in _RAISED.finditer(whole) if _is_head(whole, match.start()) for mark in _read_marks(match)}
    heads |= {str(n) for n in range(1, len(_last_run(whole)) + 1)}
    return _RAISED.sub(lambda match: _read_raised(match, text, heads), text)


def _number(name: str, names: dict[str, str]) -> str:
    return name if name.isdecimal() else names.get(name, name)


def _note_mark(number: str) -> str:
    return f"⁽{number.translate(_DIGITS)}⁾"


def _read_marks(match: re.Match[str]) -> Sequence[str]:
    found = _MARKS.fullmatch(match[1].strip())
    return re.split(r",\s?", found["marks"]) if found else ()


def _is_head(text: str, position: int) -> bool:
    """Say whether what is raised there begins a note: nothing, or white space and another note, stands before it."""
    line = text.rfind("\n", 0, position) + 1
    return position == line or (text[position - 1].isspace() and text[line] == RAISED)


def _read_raised(match: re.Match[str], text: str, heads: set[str]) -> str:
    """Return what stands for something raised: a note's mark, a power, or the plain characters ('20th')."""
    marks = _read_marks(match)
    before = text[: match.start()]
    if _is_head(text, match.start()):
        return "".join(map(_note_mark, marks)) + _space_after(text, match.end()) if marks else match[1]
    base = _BASE.search(before[-12:].replace(LOWERED, " "))
    if _POWER.fullmatch(match[1]) and base and _is_power(base, before, match[1], heads):
        return match[1].translate(_DIGITS)
    if marks and (marks[0].isdecimal() or marks[0] in heads):
        return "".join(map(_note_mark, marks))
    return match[1]


def _space_after(text: str, position: int) -> str:
    return "" if text[position : position + 1].isspace() or position == len(text) else " "


def _is_power(base: re.Match[str], before: str, raised: str, heads: set[str]) -> bool:
    """Say whether what is raised behind letters or a number makes a unit, a variable or a power of them."""
    if not raised.isdecimal():
        return True
    if base["letters"]:
        unit = (
            base["letters"] in _UNITS and raised in ("2", "3") and (base["letters"] != "in" or before[-4:-3].isdigit())
        )
        return unit or (len(base["letters"]) == 1 and raised not in heads)
    if base["number"] == "10" and re.search(r"[×x·]\s?10$", before):
        return True
    return raised not in heads and (base["number"] == "10" or raised in ("2", "3"))


@dataclass(frozen=True, slots=True)
class _Notes:
    """Notes in lines one after another, by their numbers, and the form of their marks in the text."""

    lines: frozenset[str]
    numbers: frozenset[str]
    marks: re.Pattern[str]


def _find_notes(text: str) -> _Notes | None:
    """Return the last lines of a text that count from 1 on, where they fit marks of one form above them one to one."""
    run = _last_run(text)
    numbers = [str(n) for n in range(1, len(run) + 1)]
    for marks in _FORMS:
        above = (
            mark for mark in marks.finditer(text, 0, run[0].start() if run else 0) if not _is_numbering(text, mark)
        )
        if run and list(dict.fromkeys(_number_in(mark) for mark in above)) == numbers:
            return _Notes(frozenset(line.group() for line in run), frozenset(numbers), marks)
    return None


def _last_run(text: str) -> list[re.Match[str]]:
    """Return the last lines of a text, one after another, that count from 1 on."""
    lines = list(_LINE.finditer(text))
    numbers = [_number_of(_HEAD.match(line.group())) for line in lines]
    first = len(lines) - 1 - numbers[::-1].index("1") if "1" in numbers else len(lines)
    counted = zip(lines[first:], numbers[first:], count(1), strict=False)
    return [line for line, *_ in takewhile(lambda one: one[1] == str(one[2]), counted)]


def _number_of(head: re.Match[str] | None) -> str:
    return next(filter(None, head.groups()), "") if head else ""


def _number_in(mark: re.Match[str]) -> str:
    return mark[1].translate(_PLAIN)


def _is_numbering(text: str, mark: re.Match[str]) -> bool:
    """Say whether a number in brackets is part of a section's: 'Section 3(1)'."""
    return (
        mark.group().startswith("(") and _NUMBERING.search(text[max(0, mark.start() - 40) : mark.start()]) is not None
    )


def _mark_notes_below(text: str, notes: _Notes) -> str:
    def rewrite(mark: re.Match[str]) -> str:
        is_mark = _number_in(mark) in notes.numbers and not _is_numbering(text, mark)
        return _note_mark(_number_in(mark)) if is_mark else mark.group()

    marked = notes.marks.sub(rewrite, text)
    lines = (
        _HEAD.sub(lambda head: f"{_note_mark(_number_of(head))} ", line, count=1) if line in notes.lines else line
        for line in marked.split("\n")
    )
    return "\n".join(lines)
