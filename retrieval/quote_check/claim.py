"""Claim: the words that somebody is said to have said, ready to be compared, with the places where words may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive import UsageError
from language import Word, fold_words, readings, tell_number
from retrieval import wording

LONGEST_QUOTE = 5000  # characters; some 800 words, a page and a half
_ELLIPSIS_MAY_SKIP = 120  # words
_BRACKET_MAY_REPLACE = 10  # words: 'he' for '[the director of the office]'
_DOTS = 3  # of an ellipsis
_SHORTEST_BESIDE_GAP = 3  # words: beside a shorter piece an ellipsis skips no more than a bracket does
_FEWEST_WITH_GAPS = 4  # words: with fewer between its gaps a reading could stand anywhere

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
# Control characters and lone surrogates: no text holds them, and no index takes them.
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_OUTER_MARKS = "“”\"„«»‘’‚‹›'` \t\n"
# '[t]he' is 'the'; a letter in brackets is the quoting writer's capital.
_LETTER = re.compile(r"\[([^\W\d_])\](?=[^\W\d_])")
# '.[2]' is the footnote of who quotes; '[37]' by itself is a number put in.
_FOOTNOTE = re.compile(r"(?<=[^\s\d\[(])\[\d{1,3}\]")
_GAP = re.compile(
    r"(?P<ellipsis>[\[(]?\s*(?:…|\.\s?\.\s?\.)(?:\s?\.)?\s*[\])]?)"
    r"|(?P<bracket>(?P<glued>[^\W\d_]*)\[(?P<put_in>(?!\s*(?:…|\.))[^\[\]\n]{1,80})\](?P<rest>[^\W\d_]*))"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a claim that must stand side by side; ``may_skip`` is how many words may be missing before them.

    ``put_in`` is what an editor has in brackets there. ``begins`` is whether they begin another sentence, as the claim is
    written. Without words, a segment holds what is put in at the end.
    """

    words: tuple[Word, ...]
    may_skip: int = 0
    put_in: str = ""
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A quotation to be checked: its text without outer marks, its words in order, and how it may be read.

    Each variant is the segments of one reading: with what stands in square brackets as said, or as put in by an editor;
    with false starts, or without.
    """

    text: str
    words: tuple[Word, ...]
    variants: tuple[tuple[Segment, ...], ...]

    def between(self, first: int, last: int) -> str:
        """Return the claim's own text from one of its words to another, both included."""
        return self.text[self.words[first].start : self.words[last].end]


def read_claim(quote: str) -> Claim:
    """Return a quotation as a claim; raises UsageError where it has no words, or more than LONGEST_QUOTE characters."""
    if len(quote) > LONGEST_QUOTE:
        raise UsageError(
            wording.QUOTATION_TOO_LONG.format(length=tell_number(len(quote)), limit=tell_number(LONGEST_QUOTE))
        )
    readable = _INVISIBLE.sub("", _UNREADABLE.sub(" ", quote)).replace("\u00a0", " ")
    text = _FOOTNOTE.sub("", _LETTER.sub(r"\1", readable)).strip(_OUTER_MARKS)
    words = tuple(fold_words(text, marked_up=False))
    if not words:
        raise UsageError(wording.QUOTATION_WITHOUT_WORDS.format(quotation=quote))
    return Claim(text=text, words=words, variants=tuple(dict.fromkeys(_variants(text, words))))


def _variants(text: str, words: tuple[Word, ...]) -> Iterator[tuple[Segment, ...]]:
    gaps = list(_GAP.finditer(text))
    literal = [gap for gap in gaps if gap["ellipsis"]]
    for marks in (literal, gaps) if len(gaps) > len(literal) else (literal,):
        for read in readings(words):
            segments = tuple(_with_short_gaps(list(_segments(text, read, marks))))
            said = sum(len(segment.words) for segment in segments)
            if said and segments[0].words and (len(segments) == 1 or said >= _FEWEST_WITH_GAPS):
                yield segments


def _with_short_gaps(segments: list[Segment]) -> Iterator[Segment]:
    """Yield the segments with no long gap beside a piece so short that it stands anywhere."""
    for at, segment in enumerate(segments):
        shortest = min(len(beside.words) for beside in segments[max(0, at - 1) : at + 1])
        longest = _ELLIPSIS_MAY_SKIP if shortest >= _SHORTEST_BESIDE_GAP else _BRACKET_MAY_REPLACE
        yield replace(segment, may_skip=min(segment.may_skip, longest))


def _segments(text: str, words: list[Word], gaps: list[re.Match[str]]) -> Iterator[Segment]:
    """Yield the runs of words between the gaps; words inside a gap are not the speaker's."""
    start, ended, waiting = 0, False, Segment(())
    for gap in [*gaps, None]:
        stop = gap.start() if gap else len(text)
        run = tuple(word for word in words if word.start >= start and word.end <= stop)
        if run:
            yield replace(waiting, words=run, begins=ended or text[run[0].start].isupper())
            waiting = Segment(())
        if gap:
            put_in = "".join(gap.group("glued", "put_in", "rest")) if gap["bracket"] else ""
            allowed = _BRACKET_MAY_REPLACE if gap["bracket"] else _ELLIPSIS_MAY_SKIP
            waiting = replace(
                waiting, may_skip=max(waiting.may_skip, allowed), put_in=f"{waiting.put_in} {put_in}".strip()
            )
            # Four dots are an ellipsis behind the end of a sentence.
            ended = gap.group().count(".") > _DOTS or text[: gap.start()].rstrip().endswith((".", "!", "?"))
            start = gap.end()
    if waiting.put_in:
        yield waiting
