"""Read a release from scraped text: a title, the body, then what a blog's page prints below it.

Below the body come, in this order where they are there: 'For more information:', readers' comments (name, place, date,
text), the photo's caption, 'Posted by' with the date, and teasers of other stories with dates of their own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePosixPath

from archive import Turn, UnreadableError, Voice
from ingest.readers.reader import Document, InputFile, NotAReleaseError, RawItem, ReadOptions, whole_file
from ingest.readers.text import (
    FIRST_WORDS,
    PrintedDate,
    date_in_name,
    from_plain,
    name_kind,
    read_date,
    read_date_line,
    read_text,
    refuse_no_prose,
    title_of_first_words,
)
from ingest.turns import cut_dialogue
from language import STOP_WORDS, each_pattern, find_day, pattern, patterns, read_day, word_set

_LONGEST_TITLE = 300  # characters; a longer first line is a paragraph
_LONGEST_NAME = 60  # of a commenter, or of the place

_POSTED_BY, _MORE, _COMMENTS, _TEASERS, _CREDIT = patterns(
    "pages", "posted_by", "more", "comments", "teasers", "credit"
)
_ABOVE_TITLE = each_pattern("pages.no_title")
_BEHIND_RELEASE = pattern("pages.behind_release")
_ADDRESS = re.compile(r"(?:URL: ?)?https?://\S+")
_NO_RELEASES = word_set("pages.no_releases")
_HEAD_LINES = 10  # in which the title and the date may stand
_FEWEST_IN_NAME = 2  # words of a file's name that stand for a title
_MOST_ABOVE = 40  # lines of a page above its text
_LONGEST_ABOVE = 200  # characters of such a line; a longer one is of the text
_SITE = re.compile(r"\s+[-–—|·»]\s+\S")
_LONGEST_DATE = 60  # characters of a line that is a date
_LONGEST_FINISHED = 4  # words of a title that ends with a full stop
NO_TITLE = "the text has no title: the file's name stands for it"


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class _Part:
    """Where a voice begins; it lasts until the next part begins."""

    start: int
    said: int
    voice: Voice
    label: str | None = None


class PlainTextReader:
    """Reads the text of a page, a title above it; it takes any text."""

    form = "plain text"
    is_window = False

    def recognises(self, file: InputFile) -> bool:
        """Say whether it is text."""
        return file.text is not None

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield the whole file."""
        return whole_file(file)

    def read(self, item: RawItem, options: ReadOptions) -> Document:
        """Return what it says."""
        text, notes = read_text(item.data)
        document = read_scraped(text, release_id=item.name, options=options)
        return replace(document, notes=(*notes, *document.notes))


def read_scraped(source: str, *, release_id: str, options: ReadOptions | None = None) -> Document:
    """Return what a scraped post says, with its turns: title and footer furniture, body, comments, captions.

    Lines above the title that a page or a press release has there are passed over. Where the first line is a sentence or a
    speaker's, there is no title; the file's name, or the first words, stand for it. Raises UnreadableError where there is no
    text below the title, and for what is no prose.
    """
    options = options or ReadOptions()
    name = PurePosixPath(release_id).name.partition(".")[0]
    if name.upper() in _NO_RELEASES:
        raise NotAReleaseError(f"its name ({name}) says that it is about the files beside it")
    text = from_plain(source)
    lines = [_Line(match.start(), match.group()) for match in re.finditer(r"[^\n]+", text)]
    if not lines:
        raise UnreadableError("the file holds no text")
    refuse_no_prose(text)
    at = _find_title(lines, options)
    named = _title_of_name(name)
    title, body = _read_title(lines, at) if at is not None else (named or title_of_first_words(text), 0)
    untitled = () if body else (NO_TITLE if named else FIRST_WORDS,)
    if len(lines) == body:
        raise UnreadableError("there is no text below the title")
    footer, byline, printed = _read_footer(lines, body, release_id=release_id, options=options)
    begins = [_Part(0, 0, Voice.FURNITURE)] if body else []
    parts = [*begins, *_body_parts(text, lines[body:footer]), *_footer_parts(lines[footer:])]
    turns = tuple(_dialogue_in_body(text, _to_turns(parts, len(text)), title))
    kind = name_kind(None, release_id=release_id, fallback="blog post" if byline else "release")
    return Document(
        title=title, date=printed.day, unclear_date=printed.unclear, day_first=printed.day_first, kind=kind, text=text,
        byline=byline, turns=turns, notes=untitled,
    )  # fmt: skip


def _find_title(lines: Sequence[_Line], options: ReadOptions) -> int | None:
    """Return the index of the title: the first line that may be one; None where a sentence or a speaker's words come first."""
    marked = [i for i, line in enumerate(lines[:_HEAD_LINES]) if _BEHIND_RELEASE.fullmatch(line.text)]
    if marked:
        return marked[0]
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if any(above.fullmatch(line.text) for above in _ABOVE_TITLE) or _ADDRESS.fullmatch(line.text):
            continue
        printed = (
            read_date(line.text, options) if read_day(line.text) or len(line.text) < _LONGEST_DATE else PrintedDate()
        )
        if printed.day or printed.unclear:
            continue
        if _may_be_title(line.text) and not _is_spoken(line.text, lines[index + 1 :]):
            return index
        return 0 if index == 1 and _may_be_title(lines[0].text) else None  # a post may be called 'Home'
    return None


def _title_of_name(name: str) -> str:
    """Return the title of a text without one, the words of its file's name; '' where that is one word."""
    words = [word for word in re.split(r"[\s_-]+", name) if word]
    return " ".join(words) if len(words) >= _FEWEST_IN_NAME else ""


def _read_title(lines: Sequence[_Line], at: int) -> tuple[str, int]:
    """Return the title that stands on a line, and the index of the first line of the body.

    A page saved as text has its title over again, first with the site's name behind it: the body begins below the last.
    """
    marked = _BEHIND_RELEASE.fullmatch(lines[at].text)
    title = marked["title"] if marked else lines[at].text
    above = itertools.takewhile(lambda line: len(line.text) <= _LONGEST_ABOVE, lines[: at + _MOST_ABOVE])
    again = [i for i, line in enumerate(above) if i > at and _is_again(line.text, title)]
    if again:
        return lines[again[-1]].text, again[-1] + 1
    following = lines[at + 1 : at + 2]
    goes_on = title.split()[-1].lower() in STOP_WORDS and following and _glued("", lines[at : at + 2])
    return (f"{title} {following[0].text}", at + 2) if goes_on and _may_be_title(following[0].text) else (title, at + 1)


def _is_again(line: str, title: str) -> bool:
    behind = title.removeprefix(line)
    return line == title or (behind != title and _SITE.match(behind) is not None)


def _may_be_title(line: str) -> bool:
    """Say whether a line may be a title: it is short, and no sentence nor salutation."""
    ends_sentence = line.endswith((":", ";")) or (line.endswith(".") and len(line.split()) > _LONGEST_FINISHED)
    return len(line) <= _LONGEST_TITLE and not ends_sentence


def _is_spoken(line: str, below: Sequence[_Line]) -> bool:
    """Say whether a line begins with a speaker's label: what stands before its colon begins another line, too."""
    label, colon, _ = line.partition(":")
    return bool(colon) and any(other.text.startswith(label + colon) for other in below)


def _read_footer(
    lines: Sequence[_Line], body: int, *, release_id: str, options: ReadOptions
) -> tuple[int, str | None, PrintedDate]:
    """Return where the footer begins (an index into lines), the byline, and the release's own date.

    The date stands beside 'Posted by'; a comment's or a teaser's never does. Without that line it is one of the first
    lines, or what the file's name holds.
    """
    for index, line in enumerate(lines[1:], 1):
        if match := _POSTED_BY.fullmatch(line.text):
            below = itertools.takewhile(
                lambda other: not _POSTED_BY.fullmatch(other.text), lines[index + 1 : index + 3]
            )
            beside = (read_day(other.text) for other in below)
            if day := find_day(match["byline"]) or next((day for day in beside if day), None):
                return index, _clean_byline(match["byline"]), PrintedDate(day=day)
    ends = (_TEASERS, _MORE, _COMMENTS)
    teasers = next((i for i, line in enumerate(lines) if i > 1 and _TEASERS.fullmatch(line.text)), len(lines))
    above = itertools.takewhile(
        lambda line: not any(end.fullmatch(line.text) for end in ends), lines[: body + _HEAD_LINES]
    )
    dated = (read_date_line(line.text, options) for index, line in enumerate(above) if index + 1 != body)
    named = PrintedDate(day=date_in_name(release_id))
    return teasers, None, next((one for one in dated if one.day or one.unclear), named)


def _clean_byline(printed: str) -> str | None:
    """Return who posted it, without a date on the same line."""
    words = re.split(r"\s+(?:on|at|\||[-–—•])\s+|\s*[|•]\s*|,\s*(?=[A-Z][a-z]+ \d)", printed)[0]
    return words.strip(" ,") or None


def _footer_parts(footer: Sequence[_Line]) -> Iterator[_Part]:
    if footer:
        yield _Part(footer[0].start, footer[0].start, Voice.FURNITURE)


def _body_parts(text: str, lines: Sequence[_Line]) -> Iterator[_Part]:
    """Yield the parts between the title and the footer."""
    below = next((i for i, line in enumerate(lines) if _MORE.fullmatch(line.text)), None)
    heads = _find_heads(text, lines, below=below)
    first_head = min(heads, default=len(lines))
    captions = _find_captions(text, lines, heads, below=below)
    resumes = True  # whether prose begins on this line: at the start, and after a caption that stands in the body
    for index, line in enumerate(lines):
        if index in heads:
            said = lines[index + heads[index]]
            yield _Part(line.start, said.start, Voice.PUBLIC, label=line.text)
        elif index in captions:
            yield _Part(line.start, line.start, Voice.CAPTION)
        elif index < first_head and (index == below or _COMMENTS.fullmatch(line.text)):
            yield _Part(line.start, line.start, Voice.FURNITURE)
        elif resumes and index < first_head:
            is_furniture = below is not None and index > below
            yield _Part(line.start, line.start, Voice.FURNITURE if is_furniture else Voice.OFFICE)
        resumes = index in captions


def _find_heads(text: str, lines: Sequence[_Line], *, below: int | None) -> dict[int, int]:
    """Return where comments begin: the index of a head's first line, and how many lines it has (2 or 3).

    A head is a name, perhaps a place, and a date, each on its own line. Above 'For more information:' an empty line
    must stand before it, for a date in the body is no comment's.
    """
    heads: dict[int, int] = {}
    for index, line in enumerate(lines):
        if index == 0 or index + 1 >= len(lines) or not read_day(line.text) or not _may_be_name(lines[index - 1].text):
            continue
        three = index >= 2 and _glued(text, lines[index - 2 : index]) and _may_be_name(lines[index - 2].text)
        first = index - 2 if three and index - 2 != below else index - 1
        apart = first == 0 or not _glued(text, lines[first - 1 : first + 1])
        if first > 0 and _glued(text, lines[first : index + 1]) and (apart or (below is not None and first > below)):
            heads[first] = index + 1 - first
    return heads


def _may_be_name(line: str) -> bool:
    """Say whether a line can be a commenter's name or place: it is short, and not a sentence ('W.' is not one)."""
    sentence = line[-1] in ":?!" or (line[-1] == "." and len(line.split()) > 3)
    return len(line) <= _LONGEST_NAME and not sentence and read_day(line) is None


def _glued(text: str, lines: Sequence[_Line]) -> bool:
    """Say whether these lines follow each other without a blank line."""
    return all(b.start == a.start + len(a.text) + 1 for a, b in pairwise(lines))


def _find_captions(text: str, lines: Sequence[_Line], heads: dict[int, int], *, below: int | None) -> set[int]:
    """Return the lines that are captions: those with a photo credit, and one right above the footer.

    A comment of several lines that ends at the footer may lose its last line to the caption; neither is the office's.
    """
    captions = {i for i, line in enumerate(lines) if (m := _CREDIT.search(line.text)) and m.end() == len(line.text)}
    last = len(lines) - 1
    if last < 0 or last in captions or below is None:
        return captions
    end = lines[last].start + len(lines[last].text)
    has_own_text = last > max((first + count for first, count in heads.items()), default=below)
    if has_own_text and text[end : end + 1] == "\n" and text[end : end + 2] != "\n\n":
        captions.add(last)
    return captions


def _to_turns(parts: Sequence[_Part], end: int) -> Iterator[Turn]:
    """Yield turns that lie end to end; neighbouring parts of the office's prose or of furniture are one turn."""
    kept: list[_Part] = []
    for part in parts:
        if kept and kept[-1].voice == part.voice and part.voice in {Voice.OFFICE, Voice.FURNITURE}:
            continue
        kept.append(part)
    for part, following in zip(kept, [*kept[1:], None], strict=True):
        stop = following.start if following else end
        yield Turn(start=part.start, said=part.said, end=stop, voice=part.voice, label=part.label, speaker=part.label)


def _dialogue_in_body(text: str, turns: Iterator[Turn], title: str) -> Iterator[Turn]:
    """Yield the turns, with a body that is an interview cut into its questions and answers."""
    for turn in turns:
        body = text[turn.start : turn.end] if turn.voice is Voice.OFFICE else ""
        at = turn.start
        spoken = [
            replace(one, start=at + one.start, said=at + one.said, end=at + one.end)
            for one in cut_dialogue(body, title=title, kind="")
        ]
        yield from spoken or (turn,)
