"""Read a release from captions (WebVTT, SubRip): the words without their times, captions that roll unrolled.

Captions that roll show each line again as the next one comes; they are told by how many cues begin with the line before.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import PurePosixPath

import webvtt

from archive import UnreadableError
from ingest.readers.reader import Document, InputFile, RawItem, ReadOptions, whole_file
from ingest.readers.text import (
    PrintedDate,
    Spoken,
    clean_line,
    clean_text,
    date_in_name,
    find_field,
    name_kind,
    read_date,
    read_text,
    write_speeches,
)

_SUBRIP = re.compile(r"\s*\d+[ \t]*\n\d{1,2}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->")
_BLANK = re.compile(r"(?m)^[ \t]+\n")  # a line of a cue that shows nothing; an empty one ends the cue
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+(?P<name>[^<>]{1,80})>")
_TAG = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,40}\}")
_CHANGE = re.compile(r"(?:>>+|⟫|»)\s*")
_NAMED = re.compile(r"(?P<name>[^\W\d_a-z][^\W_a-z.’'-]*(?: [^\W_a-z.’'-]+\.?){0,5}): +(?=\S)")
_NOTE = re.compile(r"(?P<name>[^\W\d_][^:\n]{0,39}):\s*(?P<value>\S[^\n]*)")
_SENTENCE_END = re.compile(r"[.?!…][\"”’)\]]*$")
_LANGUAGE = re.compile(r"(?:\.[a-z]{2,3}(?:[-_][A-Za-z]{2,8})?)?(?:\.[A-Za-z]\w{1,3})?$")
_DAY = re.compile(r"^\d{4}[-_]?\d\d[-_]?\d\d[-_ ]+(?=.*[^\W\d_])")
_VIDEO = re.compile(r"\s*[-_]?\s*[\[(][\w-]{11}[\])]$")
_ROLLS = 0.3  # of the cues that begin with the line before them
_MOST_SHOWN = 10  # lines of a cue that may be shown again
_PAUSE = 4.0  # seconds without a word between two paragraphs
_LONGEST = 700  # characters of a paragraph that goes on with the next sentence
_LONGEST_LINE = 2_000


@dataclass(frozen=True, slots=True)
class _Said:
    """A line of captions: its words, who says them where that is named, whether another begins to speak, and a pause before."""

    words: str
    speaker: str | None
    changes: bool
    pause: float


@dataclass(slots=True)
class _Speech:
    speaker: str | None
    is_marked: bool
    paragraphs: list[list[str]] = field(default_factory=list)  # of lines
    length: int = 0  # of the last paragraph, in characters


class CaptionsReader:
    """Reads captions as one release."""

    form = "captions"
    is_window = False

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file begins as WebVTT or as SubRip does."""
        text = (file.text or "").lstrip("\ufeff")
        return re.match(r"WEBVTT(?:\s|$)", text) is not None or _SUBRIP.match(text) is not None

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield the whole file."""
        return whole_file(file)

    def read(self, item: RawItem, options: ReadOptions) -> Document:
        """Return what is said; raises UnreadableError for captions without words, and for damaged ones."""
        source, notes = read_text(item.data)
        source = _BLANK.sub("", source.lstrip("\ufeff"))
        is_subrip = _SUBRIP.match(source) is not None
        try:
            found = webvtt.from_buffer(io.StringIO(source.lstrip()), format="srt" if is_subrip else "vtt")
        except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError, ValueError) as error:
            raise UnreadableError(f"the captions are damaged: {error}") from error
        text, speeches = write_speeches(map(_spoken, _join_speeches(list(_find_said(found.captions)))))
        if not text:
            raise UnreadableError("the captions hold no words")
        heads = {head["name"]: head["value"] for note in found.header_comments for head in _NOTE.finditer(note)}
        title = clean_line(str(find_field(heads, "title", options) or "")) or _title_of(item.name)
        printed = read_date(find_field(heads, "date", options), options)
        if not (printed.day or printed.unclear):
            printed = PrintedDate(day=date_in_name(item.name))
        return Document(
            title=title, date=printed.day, unclear_date=printed.unclear, day_first=printed.day_first,
            kind=name_kind(None, release_id=item.name, fallback="transcript"), text=text, speeches=speeches, notes=notes,
        )  # fmt: skip


def _title_of(name: str) -> str:
    """Return the title that a file's name is: without its day, its language and the number of its video."""
    stem = _VIDEO.sub("", _DAY.sub("", _LANGUAGE.sub("", PurePosixPath(name).name))).strip()
    return clean_line(stem if " " in stem else re.sub(r"[_-]+", " ", stem)) or clean_line(PurePosixPath(name).name)


def _find_said(cues: Sequence[webvtt.Caption]) -> Iterator[_Said]:
    """Yield the lines of all cues, each once."""
    shown = [[line for line in cue.raw_text.split("\n") if _plain(line)] for cue in cues]
    plain = [[_plain(line) for line in lines] for lines in shown]
    filled = [lines for lines in plain if lines]
    again = sum(a[-1] in b[:-1] or a[-1] == b[0] for a, b in pairwise(filled))
    rolls = again > _ROLLS * len(filled)
    before: list[str] = []
    end = 0.0
    speaker: str | None = None
    for cue, lines, words in zip(cues, shown, plain, strict=True):
        known = _overlap(before, words) if rolls else 0
        pause = cue.start_in_seconds - end
        for line, plain_line in list(zip(lines, words, strict=True))[known:]:
            voice = _VOICE.search(line)
            changed = _CHANGE.match(plain_line)
            rest = plain_line[changed.end() :] if changed else plain_line
            named = _NAMED.match(rest)
            speaker = _name(voice["name"]) if voice else named["name"] if named else None if changed else speaker
            yield _Said(rest[named.end() :] if named else rest, speaker, bool(voice or changed or named), pause)
            pause = 0.0
        before = words or before
        end = cue.end_in_seconds


def _plain(line: str) -> str:
    return clean_line(html.unescape(_TAG.sub("", line[:_LONGEST_LINE])))


def _name(printed: str) -> str:
    return clean_line(html.unescape(printed))


def _overlap(before: Sequence[str], words: Sequence[str]) -> int:
    """Return how many lines of a cue were the last ones of the cue before."""
    longest = min(len(before), len(words), _MOST_SHOWN)
    return next((n for n in range(longest, 0, -1) if before[-n:] == words[:n]), 0)


def _join_speeches(said: Sequence[_Said]) -> list[_Speech]:
    """Return the lines joined to paragraphs, and these to speeches; one who is named again goes on."""
    speeches: list[_Speech] = []
    for line in said:
        goes_on = speeches and (not line.changes or (line.speaker is not None and line.speaker == speeches[-1].speaker))
        if not goes_on:
            speeches.append(_Speech(line.speaker, is_marked=line.changes))
        speech = speeches[-1]
        ends = bool(speech.paragraphs) and _SENTENCE_END.search(speech.paragraphs[-1][-1]) is not None
        if not speech.paragraphs or (ends and (line.pause > _PAUSE or speech.length > _LONGEST)):
            speech.paragraphs.append([])
            speech.length = 0
        speech.paragraphs[-1].append(line.words)
        speech.length += len(line.words) + 1
    return speeches


def _spoken(speech: _Speech) -> Spoken:
    """Return a speech to be written; what nobody is marked for, before the first change, is prose."""
    words = clean_text("\n\n".join(" ".join(filter(None, lines)) for lines in speech.paragraphs))
    return Spoken(label=speech.speaker, words=words, is_prose=not speech.is_marked, begins=True)
