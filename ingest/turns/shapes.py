"""What a speaker's label may look like: every way of setting type that transcripts use.

Here a line's beginning is read by its shape alone. Whether it is a speaker's label is for ``dialogue`` to say, with the
whole release in view.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from language import entries, is_office_word, list_words, pattern, word_set

_LONGEST = 130  # characters of a label without what stands in brackets behind it
_LONGEST_END = 9  # characters of mark-up behind a label that is a line
_MOST_WORDS = 20
_SMALL_WORDS = word_set("names.particles", "titles.joints", "names.joining", "titles.articles")
_ADDRESSES = frozenset(
    word.lower() for one in entries("titles.honorific") for word in list_words("titles.honorific", one)
)
_MIXED = pattern("names.mixed_case")
_QUESTION = pattern("speakers.question")

_CLOCK = r"[\[(]?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?[\])]?\s+"
# Mark-up, a bullet, the number of a question, a time.
_BEFORE = re.compile(
    rf"(?:{pattern('speakers.time_before_label').pattern}|[#>*_]+\s*|[•·–—-]\s+|\(?\d{{1,3}}[.)]\s+|{_CLOCK})*",
    re.IGNORECASE,
)
_OTHER = r"[^:\n()\[\]“”„«»\"!?;|]"
# Brackets inside a label are part of it ('HEAD OF THE UNIT (UIF) OF QUAYS'), those at its end stand apart.
_NAME = (
    rf"(?P<label>[^\W\d_](?:{_OTHER}|\([^)\n]{{1,40}}\)(?=,? [^\W\d_])){{0,{_LONGEST - 1}}}?)"
    r"(?P<aside>(?: ?[(\[][^)\]\n]{1,60}[)\]])*)"
)
_COLON = re.compile(rf"{_NAME} ?[*_]{{0,4}}:[*_]{{0,4}}(?=\s|$|[“\"„«(\[—–¿¡-]|[A-ZÀ-Þ])\s*")
_STOP = re.compile(r"(?P<aside>(?: ?[(\[][^)\]\n]{1,60}[)\]])*)[*_]{0,4}\.[*_]{0,4}(?=\s+[*_]{0,4}[\w“\"„«(\[—¿¡…])\s*")
# What a full stop behind does not end a label: 'Ms. VALE.', 'John Q. VALE.'
_SHORT = word_set("titles.honorific", "titles.abbreviations") - word_set("titles.capitals")
_DASH = re.compile(rf"{_NAME}\s?[*_]{{0,4}}(?: [–—-] |[—–]\s?|\.\s?[–—-]{{1,2}}\s?)[*_]{{0,4}}(?=\S)")
_ANY_DASH = re.compile("[–—-]")
_LINE = re.compile(rf"{_NAME}[*_]{{0,4}}:?[*_]{{0,4}}$")
_NUMBERED = re.compile(r"(?P<label>[^\W\d_]\d{0,3})[.):](?=\s)\s*")  # 'A.', 'Q12:'


class Shape(Enum):
    """How a label is set off from what is said."""

    ASKING = auto()
    COLON = auto()
    STOP = auto()
    DASH = auto()
    LINE = auto()
    LETTER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleLabel:
    """The beginning of a line that has the shape of a label.

    ``start`` and ``said`` are its offsets and those of the words behind it; ``name`` is the label without what stands in
    brackets, ``aside`` that; ``key`` is what labels are compared by.
    """

    start: int
    said: int
    name: str
    aside: str
    shape: Shape

    @property
    def key(self) -> str:
        """The label in capitals, without full stops; of a letter with a number the letter."""
        return self.name[0].upper() if self.shape is Shape.LETTER else label_key(self.name)

    @property
    def is_capitals(self) -> bool:
        """Whether the label is printed in capitals."""
        return is_capitals(self.name)

    @property
    def printed(self) -> str:
        """The label as printed."""
        return self.name + self.aside.rstrip()


def label_key(name: str) -> str:
    """Return what labels are compared by: capitals, single spaces, no full stops."""
    return " ".join(name.upper().replace(".", " ").split())


def find_possible_labels(text: str) -> list[PossibleLabel]:
    """Return every way in which the beginning of each line may be a label, in the order of the text."""
    return [found for line in re.finditer(r"[^\n]+", text) for found in _read_line(line.group(), line.start())]


def _read_line(line: str, start: int) -> Iterator[PossibleLabel]:
    before = _BEFORE.match(line)
    at = before.end() if before else 0
    if match := _QUESTION.match(line, at) or _QUESTION.match(line):
        yield PossibleLabel(start=start, said=start + match.end(), name=match["label"], aside="", shape=Shape.ASKING)
    if match := _NUMBERED.match(line, at):
        yield PossibleLabel(start=start, said=start + match.end(), name=match["label"], aside="", shape=Shape.LETTER)
    # What a line with such a label must hold is quicker to look for than the label.
    is_short = len(line) - at <= _LONGEST + _LONGEST_END or line.rstrip("*_:").endswith((")", "]"))
    possible = (
        (Shape.COLON, _COLON, ":" in line),
        (Shape.LINE, _LINE, is_short),
        (Shape.DASH, _DASH, _ANY_DASH.search(line)),
    )
    for shape, form, is_possible in possible:
        match = form.match(line, at) if is_possible else None
        if match and _may_be_label(match["label"]):
            yield PossibleLabel(
                start=start, said=start + match.end(), name=match["label"].strip(" *_"), aside=match["aside"], shape=shape
            )  # fmt: skip
    yield from _read_stop(line, at, start)


def _read_stop(line: str, at: int, start: int) -> Iterator[PossibleLabel]:
    """Yield the label that a full stop ends, the first that ends no abbreviation."""
    for match in _STOP.finditer(line, at, at + _LONGEST):
        label = line[at : match.start()].strip(" *_")
        last = label.split()[-1].lower() if label.split() else ""
        if last.rstrip(".") in _SHORT or len(last) == 1:
            continue
        if _may_be_label(label) and not re.search(r"[:()\[\]“”„«»\"!?;|]", label):
            yield PossibleLabel(
                start=start, said=start + match.end(), name=label, aside=match["aside"], shape=Shape.STOP
            )  # fmt: skip
        return


def _may_be_label(label: str) -> bool:
    """Say whether words may be a label: few, and each with a capital but for small ones and forms of address.

    Behind one of these an office may be small as well: 'M. le président', 'O señor Presidente'.
    """
    words = label.strip(" *_").split()
    if not words or len(words) > _MOST_WORDS or sum(map(str.isalpha, label)) < 2:
        return False
    bare = [word.strip(",.*_’'") for word in words]
    addressed = bare[0].lower() in _ADDRESSES or any(word in _ADDRESSES for word in bare[1:2])
    return bare[0][:1].isupper() and all(
        not word[:1].islower()
        or word in _SMALL_WORDS
        or word in _ADDRESSES
        or (addressed and is_office_word(word))
        or _MIXED.match(word)
        for word in bare
        if word
    )


def is_capitals(label: str) -> bool:
    """Say whether a label is printed in capitals ('MS. O’CONNELL', 'MR. McDONOUGH', 'KING OF THE SEA')."""
    words = label.split()
    if not words or sum(map(str.isalpha, label)) < 2:
        return False
    return words[0] == words[0].upper() and all(
        word == word.upper() or word in _SMALL_WORDS or _MIXED.match(word) for word in words[1:]
    )
