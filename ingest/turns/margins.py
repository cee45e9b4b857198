"""What stands around the words of a release: above the first label, below the end, and between as stage directions."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from archive import Turn, Voice

_TIME = (
    r"\(?(?:(?:at|as of)\s)?\d{1,2}(?::\d{2})?\s?[AaPp]\.?\s?[Mm]\.?(?:\s\(?[A-Z]{1,5}\)?|\s\(?local(?: time)?\)?)*\)?"
)
_END_LINE = re.compile(
    rf"(?:\W*\bENDS?\b\W*(?:{_TIME})?|\W*[Ee]nds\W*|{_TIME}|(?:[#*_\-–—]\s*){{2,}}|[-–—]\s*(?:30|END)\s*[-–—]|)\W*"
)
_LINK = re.compile(r"https?://|\bwww\.")
_LINE = re.compile(r"^[^\n]+$", re.MULTILINE)
_STAGE_DIRECTION = re.compile(r"(?:(?:\([^()\n]+\)|\[[^\[\]\n]+\])[\s.,;—–-]*)+")
_LONGEST_DIRECTION = 200  # characters; what is longer is what somebody says in another language
_SENTENCE_END = re.compile(r"[.!?][”’\")\]]*$")
_HEAD_LINES = 3  # the first lines of a text, among which places and days stand
_LONGEST_HEAD_LINE = 40  # characters
_MOST_HEAD_WORDS = 3  # of a line without a comma
_MOST_NOTES = 3  # lines below the mark of the end
_LONGEST_HEADER_LINE = 150  # characters; a place, a day or a time above the first label is shorter
# A header line that ends like a sentence is a note: a small word in it, and no abbreviation at its end ('En route Quay, Q.T.').
_SENTENCE = re.compile(r"(?:^|\s)[a-zà-ÿ]{2,}.*\w{3,}[.!?][”’\")\]]*$|(?:^|\s)[a-zà-ÿ]{3,}[.!?][”’\")\]]*$")


def read_margin(text: str, begin: int, end: int) -> Iterator[Turn]:
    """Yield what stands above the first label or below the end: places, times and links as furniture, notes as prose.

    A note ('This transcript has been corrected ...') is the office's own.
    """
    pieces: list[tuple[int, Voice]] = []
    for match in re.finditer(r"[^\n]+", text[begin:end]):
        line = match.group()
        prose = len(line) > _LONGEST_HEADER_LINE or _SENTENCE.search(line) is not None
        voice = Voice.OFFICE if prose and not _LINK.search(line) else Voice.FURNITURE
        if not pieces or pieces[-1][1] is not voice:
            pieces.append((begin + match.start() if pieces else begin, voice))
    stops = [*(start for start, _voice in pieces[1:]), end]
    for (start, voice), stop in zip(pieces, stops, strict=False):
        yield Turn(start=start, said=start, end=stop, voice=voice)


def find_head(text: str, begin: int) -> int:
    """Return where the words of a text begin, at ``begin`` at the earliest: below a place or a day of its own line.

    Such a line is short, has no full stop, and a capital on each word; what follows it is a paragraph.
    """
    lines = list(islice(re.finditer(r"[^\n]+", text[begin:]), _HEAD_LINES + 1))
    count = next((i for i, line in enumerate(lines) if not _is_head_line(line.group())), len(lines))
    if 0 < count < len(lines) and len(lines[count].group()) > _LONGEST_HEAD_LINE:
        return begin + lines[count].start()
    return begin + (lines[0].start() if lines else 0)


def _is_head_line(line: str) -> bool:
    words = re.findall(r"[^\W\d_]+", line)
    is_place = "," in line or len(words) <= _MOST_HEAD_WORDS
    ends = line.endswith(":") or _SENTENCE_END.search(line) is not None
    return is_place and len(line) <= _LONGEST_HEAD_LINE and not ends and all(word[0].isupper() for word in words)


def find_end(text: str, floor: int) -> int:
    """Return where a transcript ends: at the marks of the end, which a few lines of notes may follow."""
    lines = [(floor + match.start(), match.group()) for match in re.finditer(r"[^\n]+", text[floor:])]
    for start, line in lines[-_MOST_NOTES - 1 :]:
        if start > floor and re.search(r"[\w#]", line) and _END_LINE.fullmatch(line):
            return find_tail(text[:start], floor)
    return find_tail(text, floor)


def find_tail(text: str, floor: int) -> int:
    """Return where the marks of the end begin ('END 3:40 P.M.', '###'), at ``floor`` at the earliest."""
    end = len(text)
    while end > floor:
        start = max(text.rfind("\n", 0, len(text[:end].rstrip())) + 1, floor)
        line = text[start:end].strip()
        if start <= floor or not _END_LINE.fullmatch(line):
            break
        end = start
    return end


def set_captions_apart(turns: Sequence[Turn], text: str, *, captions: Sequence[str]) -> tuple[Turn, ...]:
    """Return the turns with the lines that are these captions as turns of their own."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group() in captions] if captions else []
    return _set_apart(turns, text, lines, Voice.CAPTION)


def set_stage_directions_apart(turns: Sequence[Turn], text: str) -> tuple[Turn, ...]:
    """Return the turns with the lines that are stage directions ('(The bill is signed.)') apart: nobody says them."""
    spoken = [turn for turn in turns if turn.label]
    lines = [
        (match.start(), match.end())
        for turn in spoken
        for match in _LINE.finditer(text, turn.said, turn.end)
        if match.end() - match.start() <= _LONGEST_DIRECTION and _STAGE_DIRECTION.fullmatch(match.group())
    ]
    return _set_apart(turns, text, lines, Voice.FURNITURE)


def _set_apart(turns: Sequence[Turn], text: str, lines: Sequence[tuple[int, int]], voice: Voice) -> tuple[Turn, ...]:
    """Return the turns cut at these lines, which are in the text's order, each then a turn of its own voice."""
    cut: list[Turn] = []
    waiting = deque(lines)
    for turn in turns:
        at, said = turn.start, turn.said
        while waiting and waiting[0][0] < turn.end:
            start, end = waiting.popleft()
            if start < at:
                continue
            while end < turn.end and text[end].isspace():
                end += 1
            end = min(end, turn.end)
            if start > at:
                cut.append(replace(turn, start=at, end=start, said=min(said, start)))
            cut.append(Turn(start=start, said=start, end=end, voice=voice))
            at = said = end
        if at < turn.end or turn.start == turn.end:
            cut.append(replace(turn, start=at, said=max(said, at)))
    return tuple(cut)
