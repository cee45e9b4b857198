"""Lines: from the pieces that a model writes to whole sentences with the evidence that each cites.

What is no sentence of the answer is taken off or left out: what a model thinks aloud, fences, headings, tables, bullets, links,
addresses, markup, the lines of the prompt and those above the evidence. A sentence leaves only when it is whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from language import WORD, content_words, find_marked, split_sentences, stem

_THINKING = r"(?:think(?:ing)?|thoughts?|reason(?:ing)?|analysis|reflection|scratchpad)"
_THOUGHT = re.compile(rf"[<\[](?P<end>/?){_THINKING}\b[^<>\[\]]*[>\]]", re.IGNORECASE)
_LONGEST_TAG = 24
_LONGEST_LINE = 2000  # characters; what is longer is no line of an answer
_LONGEST_HEADER = 240
_FENCE = re.compile(r"\s*(?:```|~~~)")
_NO_PROSE = re.compile(r"\s*(?:#{1,6}\s|\||[-=_*]{3,}\s*$|<\||!\[)|.*!\[[^\]]*\]\(")
_BULLET = re.compile(r"\s*(?:(?:[-*+•·–—>]|\d{1,2}[.)])\s+)+")
_LINK = re.compile(r"\[\[?(?P<text>[^\[\]]*)\]?\]\((?P<to>[^()\s]*)[^()]*\)")
_EMPHASIS = re.compile(r"\*{1,3}|_{2,3}|`+|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)")
_MARKUP = re.compile(r"<[/!?a-zA-Z|][^>]*>?|https?:|www\.|[\w.+-]+@[\w-]+\.\w|&(?:#\d+|\w+);|\{\{|\}\}")
_NUMBERS = r"\d{1,2}(?:\s*[,;–-]\s*\^?\d{1,2})*"
_BRACKETED = re.compile(rf"[\[【]\s*[\^#]?(?P<numbers>{_NUMBERS})\s*[\]】]")
_IN_PARENTHESES = re.compile(rf"\((?P<numbers>{_NUMBERS})\)")
_MARK = "⁅{}⁆"  # how a mark of citation is written while its line is taken apart
_NO_MARKS = str.maketrans("", "", "⁅⁆")
_MARKS = re.compile(r"\s*⁅([\d,]*)⁆")
_AFTER_END = re.compile(r"(?P<end>[.!?…]+[\"'”’»)]*)(?P<marks>(?:\s*⁅[\d,]*⁆)+)")
_LOOSE = re.compile(r"\s*\(\s*\)|\s+(?=[.,;:!?])")


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A whole sentence that a model wrote, without its marks, and the numbers of the evidence that it cites itself.

    One that is not ``fit`` is no prose: a heading, a table, an address, a line that was cut off.
    """

    text: str
    cited: tuple[int, ...] = ()
    fit: bool = True


class LineReader:
    """Takes a model's words piece by piece and gives whole sentences."""

    def __init__(self, *, numbers: Iterable[int], headers: Iterable[str] = (), prompt: Iterable[str] = ()) -> None:
        """``numbers`` are those of the evidence, ``headers`` the lines above it, ``prompt`` what else the model was told."""
        self._numbers = frozenset(numbers)
        self._headers = [(_words(header), _stems(header)) for header in dict.fromkeys(headers)]
        self._echoes = frozenset(map(_words, prompt))
        self._raw, self._thinking = "", False
        self._line, self._given = "", 0  # the line that is being written, and how many of its sentences have left

    def feed(self, text: str) -> Iterator[DraftSentence]:
        """Yield the sentences that are whole with this piece."""
        self._raw += text
        *lines, self._line = (self._line + self._without_thoughts(ended=False)).split("\n")
        for line in lines:
            yield from self._end_line(line)
        if len(self._line) > _LONGEST_LINE:
            return
        sentences = self._read_line(self._line)
        # The last one may go on, and marks may still follow the one before it.
        if sentences and any(letter.isalpha() for letter in sentences[-1].text):
            whole = sentences[self._given : -1]
            self._given += len(whole)
            yield from whole

    def finish(self, *, whole: bool) -> Iterator[DraftSentence]:
        """Yield what is left at the end: the last line, where it is ``whole``; one that was cut off is left out."""
        last = self._line + self._without_thoughts(ended=True)
        self._line = ""
        *lines, last = last.split("\n")
        for line in [*lines, *([last] if whole else [])]:
            yield from self._end_line(line)
        if not whole and last.strip():
            yield DraftSentence(last, fit=False)

    def _without_thoughts(self, *, ended: bool) -> str:
        """Return what can be read of the raw words: all but what is thought, and the end where a tag may have begun."""
        read: list[str] = []
        while tag := _THOUGHT.search(self._raw):
            if not self._thinking:
                read.append(self._raw[: tag.start()])
            self._thinking = not tag["end"]
            self._raw = self._raw[tag.end() :]
        begun = max(self._raw.rfind("<", -_LONGEST_TAG), self._raw.rfind("[", -_LONGEST_TAG))
        cut = len(self._raw) if ended or begun < 0 or re.search(r"[>\]\s\d]", self._raw[begun + 1 :]) else begun
        if not self._thinking:
            read.append(self._raw[:cut])
        self._raw = self._raw[cut:]
        return "".join(read).replace("\r\n", "\n").replace("\r", "\n")

    def _end_line(self, line: str) -> Iterator[DraftSentence]:
        if len(line) > _LONGEST_LINE:
            yield DraftSentence(line[:_LONGEST_LINE], fit=False)
        else:
            yield from self._read_line(line)[self._given :]
        self._given = 0

    def _read_line(self, line: str) -> list[DraftSentence]:
        """Return the sentences of a line, as far as it is written."""
        if not line.strip() or _FENCE.match(line):
            return []
        if _NO_PROSE.match(line):
            return [DraftSentence(line, fit=False)]
        text = _BULLET.sub("", _visible(line), count=1) if _BULLET.match(line) else _visible(line)
        text = self._without_header(_EMPHASIS.sub("", _LINK.sub(_keep_text, text)).strip())
        for form in (_BRACKETED, _IN_PARENTHESES):
            text = form.sub(self._mark, text)
        # Numbers behind a sentence are drawn into it; in a line that begins with one they stand in front.
        text = _AFTER_END.sub(r"\g<end>\n\g<marks>" if _MARKS.match(text) else r"\g<marks>\g<end> ", text)
        pieces = (_take_marks(text[start:end]) for start, end in split_sentences(text))
        return [replace(one, fit=_is_prose(one.text)) for one in pieces if _words(one.text) and not self._is_echo(one)]

    def _without_header(self, text: str) -> str:
        """Return a line without the one above the evidence, or a 'Name, date:' of the same words, that it begins with."""
        words = [*WORD.finditer(text[:_LONGEST_HEADER])]
        said = _words(text[:_LONGEST_HEADER])
        head, colon, rest = text[:_LONGEST_HEADER].partition(":")
        for header, named in self._headers:
            if header and said[: len(header)] == header:
                return text[words[len(header) - 1].end() :].lstrip(" :”’\"'")
            if colon and _stems(head) and _stems(head) <= named:
                return (rest + text[_LONGEST_HEADER:]).strip()
        return text

    def _mark(self, match: re.Match[str]) -> str:
        """Return a citation of evidence as a mark; numbers in parentheses that are no evidence's are part of the sentence."""
        numbers = list(_expand(match["numbers"]))
        if match.re is _IN_PARENTHESES and not self._numbers.issuperset(numbers):
            return match.group()
        return _MARK.format(",".join(str(n) for n in numbers if n in self._numbers))

    def _is_echo(self, sentence: DraftSentence) -> bool:
        return _words(sentence.text) in self._echoes


def _is_prose(text: str) -> bool:
    return any(letter.isalpha() for letter in text) and not text.endswith((":", "?")) and not _MARKUP.search(text)


def _take_marks(piece: str) -> DraftSentence:
    cited = dict.fromkeys(int(n) for mark in _MARKS.finditer(piece) for n in mark[1].split(",") if n)
    text = _LOOSE.sub("", " ".join(_MARKS.sub(" ", piece).split()))
    marked = next(find_marked(text, 0, len(text)), None)
    if marked is not None and marked[0] <= 2 and marked[1] >= len(text) - 2:
        text = text[slice(*marked)].strip()
    return DraftSentence(text, tuple(cited))


def _expand(numbers: str) -> Iterator[int]:
    """Yield the numbers of a mark: '1, 3' and '1-3' as what they mean."""
    for part in re.split(r"\s*[,;]\s*", numbers.replace("^", "")):
        first, *last = (int(n) for n in re.split(r"\s*[–-]\s*", part))
        yield from range(first, last[-1] + 1) if last else (first,)


def _keep_text(link: re.Match[str]) -> str:
    return f"[{link['text']}]" if link["text"].strip().isdigit() else link["text"]


def _visible(text: str) -> str:
    """Return a text without characters that cannot be seen, or that turn the direction of others."""
    shown = text.translate(_NO_MARKS)
    return "".join(letter if unicodedata.category(letter)[0] != "C" else " " * (letter == "\t") for letter in shown)


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, content_words(text)))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in WORD.findall(text))
