"""Tables in a release's text: lines one after another whose cells stand apart by ' | ', the first of them their header."""

from __future__ import annotations

import re

_BAR = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)")
_LONGEST_CELL = 80  # characters of a column's name
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?")


def find_header(text: str, position: int) -> tuple[int, int] | None:
    """Return where the header of the table stands that has a row at this position; None where there is none."""
    start = text.rfind("\n", 0, position) + 1
    end = _end_of_line(text, start)
    bars = _count_bars(text[start:end])
    if not bars:
        return None
    first = start
    while first:
        above = text.rfind("\n", 0, first - 1) + 1
        if _count_bars(text[above : first - 1]) != bars:
            break
        first = above
    last = _end_of_line(text, first)
    return (first, last) if first < start and _names_columns(text[first:last]) else None


def is_header(text: str, position: int) -> bool:
    """Say whether the line at a position is the header of a table, and tells nothing by itself."""
    start = text.rfind("\n", 0, position) + 1
    below = _end_of_line(text, start) + 1
    header = find_header(text, below) if below < len(text) else None
    return header is not None and header[0] == start


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _count_bars(line: str) -> int:
    return sum(1 for _ in _BAR.finditer(line)) if "|" in line else 0


def _names_columns(line: str) -> bool:
    """Say whether a line names columns: its cells are short, one has words, and none is a number that is no year."""
    cells = [cell.strip() for cell in _BAR.split(line)]
    named = any(re.search(r"[^\W\d_]", cell) for cell in cells)
    return named and all(len(cell) <= _LONGEST_CELL and not _is_value(cell) for cell in cells)


def _is_value(cell: str) -> bool:
    return bool(re.fullmatch(r"[^\w]*\d[\d.,\s%]*\W*", cell)) and not _YEAR.fullmatch(cell)
