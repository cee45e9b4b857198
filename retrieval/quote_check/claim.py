"""Claim: the words that somebody is said to have said, ready to be compared, with the places where words may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive import UsageError
from language import Word, fold_words, readings

LONGEST_QUOTE = 5000  # characters; some 800 words, a page and a half
_ELLIPSIS_MAY_SKIP = 120  # words
_BRACKET_MAY_REPLACE = 10  # words: 'he' for '[the director of the office]'
_SHORTEST_BESIDE_GAP = 3  # words: beside a shorter piece an ellipsis skips no more than a bracket does
_FEWEST_WITH_GAPS = 4  # words: with fewer between its gaps a reading could stand anywhere

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
# Control characters and lone surrogates: no text holds them, and no index takes them.
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_OUTER_MARKS = "“”\"„«»‘’'` \t\n"
# '[t]he' is 'the'; a letter in brackets is the quoting writer's capital.
_LETTER = re.compile(r"\[([^\W\d_])\](?=[^\W\d_])")
_GAP = re.compile(
    r"(?P<ellipsis>[\[(]?\s*(?:…|\.\s?\.\s?\.)(?:\s?\.)?\s*[\])]?)|(?P<bracket>\[[^\[\]\n]{1,80}\]\w{0,3})"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a claim that must stand side by side; ``may_skip`` is how many words may be missing before them."""

    words: tuple[Word, ...]
    may_skip: int = 0


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
            f"the quotation has {len(quote):,} characters, and {LONGEST_QUOTE:,} is the limit: check it in parts, or check"
            " a whole article with 'otr check --file ARTICLE.txt'"
        )
    text = _LETTER.sub(r"\1", _INVISIBLE.sub("", _UNREADABLE.sub(" ", quote)).replace("\u00a0", " ")).strip(
        _OUTER_MARKS
    )
    words = tuple(fold_words(text, marked_up=False))
    if not words:
        raise UsageError(f"the quotation {quote!r} has no words to look for: give the words that were said")
    return Claim(text=text, words=words, variants=tuple(dict.fromkeys(_variants(text, words))))


def _variants(text: str, words: tuple[Word, ...]) -> Iterator[tuple[Segment, ...]]:
    gaps = list(_GAP.finditer(text))
    literal = [gap for gap in gaps if gap["ellipsis"]]
    for marks in (literal, gaps) if len(gaps) > len(literal) else (literal,):
        for read in readings(words):
            segments = tuple(_with_short_gaps(list(_segments(read, marks))))
            if len(segments) == 1 or sum(len(segment.words) for segment in segments) >= _FEWEST_WITH_GAPS:
                yield segments


def _with_short_gaps(segments: list[Segment]) -> Iterator[Segment]:
    """Yield the segments with no long gap beside a piece so short that it stands anywhere."""
    for at, segment in enumerate(segments):
        shortest = min(len(beside.words) for beside in segments[max(0, at - 1) : at + 1])
        longest = _ELLIPSIS_MAY_SKIP if shortest >= _SHORTEST_BESIDE_GAP else _BRACKET_MAY_REPLACE
        yield Segment(segment.words, min(segment.may_skip, longest))


def _segments(words: list[Word], gaps: list[re.Match[str]]) -> Iterator[Segment]:
    """Yield the runs of words between the gaps; words inside a gap are not the speaker's."""
    edges = [(gap.start(), gap.end(), _ELLIPSIS_MAY_SKIP if gap["ellipsis"] else _BRACKET_MAY_REPLACE) for gap in gaps]
    start, may_skip = 0, 0
    for gap_start, gap_end, allowed in [*edges, (len(words) and words[-1].end, 0, 0)]:
        run = tuple(word for word in words if word.start >= start and word.end <= gap_start)
        if run:
            yield Segment(run, may_skip)
            may_skip = 0
        may_skip = max(may_skip, allowed)
        start = gap_end
