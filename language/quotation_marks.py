"""Quotation marks: the spans inside them, also where a quotation runs over paragraphs or a mark is a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_MARKS = re.compile(r"[“”„\"«»″]|\n\s*")
_OPENS = frozenset("“„«")
_CLOSES = frozenset("”»″")
_OPENING = frozenset('“„«"')
# A line such as 'Ida Vale, Harbour Governor: “...': the quotation in it ends with the line though no mark closes it.
_HEADED = re.compile(r"[^“”\"\n]{2,240}(?:[:,]) ?$")
_SOURCE = re.compile(r"\s*\[[^\[\]\n]{1,200}\]\s*$")
_ANY = re.compile(r"[“”„\"«»″]")
FURTHEST_CLOSE = 2000  # characters of further paragraphs that a quotation may have without marks
MASK = "¤"


def find_marked(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the spans inside quotation marks, in order, the outermost only.

    One that goes on in the next paragraph is opened there again, or closed there by the next mark. What an outer mark
    holds that nothing closes is yielded by itself.
    """
    opened: list[int] = []
    inner: list[tuple[int, int]] = []
    repeated = -1  # where a mark only says that the quotation goes on
    for match in _MARKS.finditer(text, start, stop):
        at, mark = match.start(), match.group()
        if mark[0] == "\n" and opened:
            if text[match.end() : match.end() + 1] in _OPENING:
                repeated = match.end()
            elif not _closes_later(text, match.end(), stop):
                yield from _unclosed(text, start, opened[0], at, inner)
                opened, inner = [], []
        elif mark[0] == "\n" or at == repeated:
            continue
        elif _is_opening(text, at, mark, bool(opened)):
            opened.append(at + 1)
        elif opened:
            a = opened.pop()
            inner += [(a, at)] if text[a:at].strip() else []
            if not opened:
                yield from inner[-1:]
                inner = []
    if opened:
        yield from _unclosed(text, start, opened[0], stop, inner)


def outer_marks(text: str) -> tuple[str, str]:
    """Return the marks to put before and after quoted words, each empty where it is not wanted.

    Words that open with a mark of their own get no second one before it, and one behind them only where theirs is not
    closed: '“Yes,” she said.' stays as it is.
    """
    if text[:1] not in _OPENING:
        return "“", "”"
    closed = any(start == 1 and end < len(text) for start, end in find_marked(text, 0, len(text)))
    return ("", "") if closed else ("", "”")


def _unclosed(text: str, start: int, opened: int, end: int, inner: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the quotation that no mark closes where its line says that it is one, else those that it holds."""
    headed = _headed_end(text, start, opened, end)
    yield from [(opened, headed)] if headed else inner


def _is_opening(text: str, at: int, mark: str, is_open: bool) -> bool:
    return mark in _OPENS or (not is_open and (mark == '"' or _opens(text, at)))


def _closes_later(text: str, start: int, stop: int) -> bool:
    """Say whether the next mark closes a quotation, not far on: its paragraphs then bear no marks of their own."""
    following = _ANY.search(text, start, min(stop, start + FURTHEST_CLOSE))
    return following is not None and following.group() in _CLOSES and not _opens(text, following.start())


def _opens(text: str, at: int) -> bool:
    """Say whether a closing mark stands where only an opening one can."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not (before.isalnum() or before in ".,!?;:)]") and after.isalnum()


def _headed_end(text: str, start: int, opened: int, end: int) -> int | None:
    """Return where a quotation ends that a name and a colon head and that no mark closes; None where it is none."""
    line = max(text.rfind("\n", 0, opened) + 1, start)
    if not _HEADED.fullmatch(text[line : opened - 1]):
        return None
    source = _SOURCE.search(text, opened, end)
    return len(text[: source.start() if source else end].rstrip())


def mask_marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text of the same length whose quotations are blotted out, but for what ends a sentence in them.

    What leads to a quotation can then be read past the one before it in the same sentence.
    """
    if not spans:
        return text
    first, last = max(min(a for a, _b in spans) - 1, 0), max(b for _a, b in spans) + 1
    letters = list(text[first:last])
    for a, b in spans:
        closed = b < len(text) and text[b] != "\n"
        for i in range(max(a - 1, 0), b + closed):
            letters[i - first] = MASK if text[i] != "\n" else "\n"
        if text[b - 1] in ".!?":
            letters[b - 1 + closed - first] = text[b - 1]
    return "".join([text[:first], *letters, text[last:]])
