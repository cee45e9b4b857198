"""Quotation marks: the spans inside them, of any country's kind, also over paragraphs or where a mark is a wrong one.

Which mark closes which is data (``quotations.closed_by``): “…”, „…“, «…», »…«, "…" and, outside of all these, ‘…’, ‚…‘ and
'…', whose closing mark is an apostrophe as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from language.vocabulary import entry, pattern

_CLOSED_BY: dict[str, str] = entry("quotations.closed_by")
_SINGLE: dict[str, str] = entry("quotations.single_closed_by")
_PLAIN = frozenset("“„«")  # open wherever they stand, but where they close another
_ALL = "".join({*_CLOSED_BY, *"".join(_CLOSED_BY.values())})
_MARKS = re.compile(rf"[{_ALL}{''.join(_SINGLE)}]|\n\s*")
_ANY = re.compile(f"[{_ALL}]")
_INNER = re.compile(f"[{''.join(_CLOSED_BY)}][^{_ALL}\n]*[{_ALL}]")
_ELIDED = pattern("quotations.elided")
# A line such as 'Ida Vale, Harbour Governor: “...': the quotation in it ends with the line though no mark closes it.
_HEADED = re.compile(r"[^“”\"\n]{2,240}(?:[:,]) ?$")
_SOURCE = re.compile(r"\s*\[[^\[\]\n]{1,200}\]\s*$")
FURTHEST_CLOSE = 2000  # characters of further paragraphs that a quotation may have without marks
MASK = "¤"


def find_marked(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the spans inside quotation marks, in order, the outermost only, with the spaces that French sets inside.

    One that goes on in the next paragraph is opened there again, or closed there by the next mark. What an outer mark
    holds that nothing closes is yielded by itself.
    """
    opened: list[int] = []
    inner: list[tuple[int, int]] = []
    position = start
    while match := _MARKS.search(text, position, stop):
        at, mark, position = match.start(), match.group(), match.end()
        if mark[0] == "\n":
            if opened and _is_repeated(text, opened[0], position):
                position += 1
            elif opened and not _closes_later(text, opened[0], position, stop):
                yield from _unclosed(text, start, opened, at, inner)
                opened, inner = [], []
        elif mark in _SINGLE:
            if not opened and (end := _find_single_end(text, at, stop)):
                yield at + 1, end
                position = end + 1
        elif opened and mark in _CLOSED_BY[text[opened[-1] - 1]]:
            a = opened.pop()
            inner += filter(lambda span: text[slice(*span)].strip(), [(a, at)])
            if not opened:
                yield from inner[-1:]
                inner = []
        elif _is_opening(text, at, mark, bool(opened)):
            opened.append(at + 1)
    yield from _unclosed(text, start, opened, stop, inner)


def outer_marks(text: str) -> tuple[str, str]:
    """Return the marks to put before and after quoted words, each empty where it is not wanted.

    Words that open with a mark of their own get no second one before it, and one behind them only where theirs is not
    closed: '“Yes,” she said.' stays as it is. 'Yes,” she said.' gets the one before it only.
    """
    opens, closed = text[:1], any(start == 1 and end < len(text) for start, end in find_marked(text, 0, len(text)))
    if opens in _CLOSED_BY and opens not in "”»":
        return ("", "") if closed else ("", "”" if opens in '“"' else _CLOSED_BY[opens][0])
    begun = next(find_marked(f"“{text}", 0, len(text) + 1), None)
    ends_inside = begun is not None and begun[0] == 1 and text[begun[1] - 1 : begun[1]] == "”"
    return ("", "") if closed else ("“", "" if ends_inside else "”")


def _is_opening(text: str, at: int, mark: str, is_open: bool) -> bool:
    if mark == '"' and not is_open:
        return not _ends_word(text, at)
    return mark in _PLAIN or (mark in _CLOSED_BY and _opens(text, at))


def _is_repeated(text: str, opened: int, at: int) -> bool:
    """Say whether the mark at the beginning of a paragraph only says that the quotation goes on: one of the same kind."""
    marks = {text[at : at + 1], text[opened - 1]}
    return len(marks) == 1 or marks in ({"“", '"'}, {"»", "«"})


def _find_single_end(text: str, at: int, stop: int) -> int | None:
    """Return where words in single marks end that open at ``at``; None where the mark is an apostrophe or nothing closes it.

    The mark after an s may be that of a possessive ('the keepers’ wages'): another one after it is preferred.
    """
    mark = text[at]
    if text[at - 1 : at].isalnum() or not text[at + 1 : at + 2].strip() or _ELIDED.match(text, at + 1):
        return None
    line = text.find("\n", at, stop)
    line = stop if line < 0 else line
    inner = [match.span() for match in _INNER.finditer(text, at + 1, line)]
    possessive: int | None = None
    for match in re.finditer(f"[{_SINGLE[mark]}{mark}]", text[at + 1 : line]):
        here = at + 1 + match.start()
        before, after = text[here - 1], text[here + 1 : here + 2]
        if any(a <= here < b for a, b in inner) or (after.isalnum() and not before.isspace()):
            continue
        if before.isspace() or before in "([—–":
            if after.strip() and match.group() == mark:
                break  # the next one opens
        elif match.group() in _SINGLE[mark]:
            if before not in "sxz" or after not in {" ", "\u00a0"}:
                return here
            possessive = possessive or here
    further = line + len(text[line:stop]) - len(text[line:stop].lstrip())
    if possessive is None and further < stop and text[further] == mark:
        return _find_single_end(text, further, stop)
    return possessive


def _unclosed(
    text: str, start: int, opened: Sequence[int], end: int, inner: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the quotation that no mark closes where its line says that it is one, else those that it holds."""
    headed = _headed_end(text, start, opened[0], end) if opened else None
    yield from [(opened[0], headed)] if headed else inner


def _closes_later(text: str, opened: int, start: int, stop: int) -> bool:
    """Say whether the next mark closes a quotation, not far on: its paragraphs then bear no marks of their own."""
    following = _ANY.search(text, start, min(stop, start + FURTHEST_CLOSE))
    closing = _CLOSED_BY[text[opened - 1]].replace('"', "")
    return following is not None and following.group() in closing and not _opens(text, following.start())


def _opens(text: str, at: int) -> bool:
    """Say whether a mark stands where only an opening one can."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return not (before.isalnum() or (before and before in ".,!?;:)]")) and after.isalnum()


def _ends_word(text: str, at: int) -> bool:
    """Say whether a mark stands where only a closing one can, as that of inches does."""
    return text[at - 1 : at].isalnum() and not text[at + 1 : at + 2].isalnum()


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
        if (ending := text[a:b].rstrip()[-1:]) and ending in ".!?…":
            letters[b - 1 + closed - first] = ending
    return "".join([text[:first], *letters, text[last:]])
