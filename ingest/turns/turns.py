"""Cut a release's text into turns, each in one voice: a transcript at its labels, an interview, or prose as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from archive import Turn, Voice
from ingest.turns.bylines import (
    Named,
    read_byline,
    read_person,
    read_printed_byline,
    read_signature,
    speaks_as,
    with_given,
)
from ingest.turns.dialogue import find_spoken_labels, seems_spoken
from ingest.turns.labels import Label
from ingest.turns.margins import find_end, find_head, find_tail, read_margin, set_stage_directions_apart
from ingest.turns.voices import Setting, decide_voice
from language import Role, patterns, same_surname

_BY_PERSON, _HEADING, _THE_OFFICE, _SPOKEN = patterns(
    "speakers", "by_person", "statement_heading", "the_office", "spoken_title"
)
_ASKS = re.compile(r"[?؟][”’\"'»)\]]*$")
_LONGEST_PUT = 300  # characters of a question that a release puts itself
_FEWEST_PUT = 2
_CHANGE = re.compile(r"(?:(?<=\s)|\A)>>(?=\s|\w)")
_MARK = re.compile(r"(?:>>\s*)?")
_FEWEST_CHANGES = 3


def find_turns(text: str, *, title: str, kind: str, given: str | None = None) -> tuple[Turn, ...]:
    """Return the turns of a release's text, end to end; ``speaker`` only where title, signature or data gives it.

    ``given`` is who the file's data says speaks or wrote: 'Ana Vale, Harbour Minister'.
    """
    return (
        cut_dialogue(text, title=title, kind=kind, given=given)
        or set_captions_in_turns(text)
        or tuple(_cut_prose(text, title, kind, given))
    )


def cut_dialogue(text: str, *, title: str, kind: str, given: str | None = None) -> tuple[Turn, ...]:
    """Return the turns of a text with speakers' labels, end to end; none where it has no labels."""
    byline = with_given(read_byline(title), given)
    labels = find_spoken_labels(text, title, byline)
    turns = list(_cut_transcript(text, labels, Setting.of(title, kind, byline, labels, text))) if labels else []
    return set_stage_directions_apart(turns, text)


def _cut_transcript(text: str, labels: Sequence[Label], setting: Setting) -> Iterator[Turn]:
    """Yield the header, the turns and the tail of a transcript."""
    tail = find_end(text, labels[-1].said)
    yield from read_margin(text, 0, labels[0].start)
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        end = following.start if following else tail
        if end > label.start:
            said = min(label.said, end)
            voice = decide_voice(label, setting)
            answers = setting.only_speaker if label.role is Role.ANSWER else None
            speaker = answers.name if answers and " " in answers.name else None
            yield Turn(start=label.start, said=said, end=end, voice=voice, label=label.printed, speaker=speaker)
    yield from read_margin(text, tail, len(text))


def set_questions_apart(text: str, begin: int, end: int) -> Iterator[Turn]:
    """Yield the office's prose with the questions that it puts itself apart: paragraphs that ask, each then answered.

    'When do the ferrymen get their pension?' above 'There was no such promise.' is nobody's statement.
    """
    lines = [(begin + match.start(), match.group()) for match in re.finditer(r"[^\n]+", text[begin:end])]
    asks = [len(line) <= _LONGEST_PUT and _ASKS.search(line) is not None for _start, line in lines]
    put = [i for i, (asking, after) in enumerate(pairwise([*asks, True])) if asking and not after]
    if len(put) < _FEWEST_PUT:
        put = []
    stops = sorted({begin, *(lines[i][0] for i in put), *(lines[i + 1][0] for i in put)})
    questions = {lines[i][0] for i in put}
    for start, stop in zip(stops, [*stops[1:], end], strict=True):
        voice = Voice.QUESTION if start in questions else Voice.OFFICE
        yield Turn(start=start, said=start, end=stop, voice=voice)


def set_captions_in_turns(text: str) -> tuple[Turn, ...]:
    """Return the turns of captions in which '>>' marks a change of speaker: nobody knows to whom."""
    changes = [match.start() for match in _CHANGE.finditer(text)]
    if len(changes) < _FEWEST_CHANGES:
        return ()
    stops = sorted({0, *changes})
    return tuple(
        Turn(start=start, said=start + len(_MARK.match(text, start)[0]), end=stop, voice=Voice.UNKNOWN)  # type: ignore[index]
        for start, stop in zip(stops, [*stops[1:], len(text)], strict=True)
    )


def _cut_prose(text: str, title: str, kind: str, given: str | None) -> Iterator[Turn]:
    """Yield the body of a release without labels, in the voice of who wrote it, and its head and tail.

    Where headings name whose statement or letter follows, each is a turn of its own. A place, or a byline printed at the
    head, is none of its words.
    """
    tail = find_tail(text, 0)
    printed = read_printed_byline(text[:tail])
    author = read_person(given) if given else printed[0] if printed else None
    begin = find_head(text[:tail], printed[1] if printed else 0)
    if begin:
        yield Turn(start=0, said=0, end=begin, voice=Voice.FURNITURE)
    headed = list(_headed(text[:tail], begin))
    first = headed[0].start if headed else tail
    if text[begin:first].strip():
        voice, speaker = _author(text[begin:first], title, read_byline(title))
        spoken = _SPOKEN.search(f"{title} {kind}") is not None
        if voice is Voice.OFFICE and author and speaks_as(author, text[begin:first], spoken=spoken):
            voice, speaker = Voice.OFFICIAL, author.name
        if seems_spoken(text[begin:first]):
            voice, speaker = Voice.UNKNOWN, None
        if voice is Voice.OFFICE and not spoken:  # a speaker's question may be rhetorical
            yield from set_questions_apart(text, begin, first)
        else:
            yield Turn(start=begin, said=begin, end=first, voice=voice, speaker=speaker)
    elif headed:
        headed[0] = replace(headed[0], start=begin)
    yield from headed
    if tail < len(text):
        yield Turn(start=tail, said=tail, end=len(text), voice=Voice.FURNITURE)


def _headed(text: str, begin: int) -> Iterator[Turn]:
    """Yield the parts of a text from the first heading on that gives what follows to somebody, each to the next heading."""
    headings = list(_HEADING.finditer(text, begin))
    ends = [*(heading.start() for heading in headings), len(text)][1:]
    given = False
    for heading, end in zip(headings, ends, strict=True):
        words = heading["heading"]
        voice, speaker = _author(text[heading.end() : end], words, read_byline(words))
        given = given or speaker is not None
        if given:
            yield Turn(start=heading.start(), said=heading.end(), end=end, voice=voice, speaker=speaker)


def _author(text: str, title: str, byline: Sequence[Named]) -> tuple[Voice, str | None]:
    """Return in whose voice a release without labels is.

    'Remarks by' and 'Statement by' one person are that person's; a document with a signature is the signatory's, unless
    the title names another, so that it is not known whose words begin where; all else is the office's own prose.
    """
    if signed := read_signature(text):
        others = any(
            named.name and named.role is not Role.BARE and not same_surname(named.surname, signed.split()[-1])
            for named in byline
        )
        return (Voice.OFFICE, None) if others else (Voice.OFFICIAL, signed)
    if len(byline) != 1 or byline[0].role is Role.BARE or byline[0].is_counterpart or not _BY_PERSON.search(title):
        return Voice.OFFICE, None
    (named,) = byline
    if not named.name and not _THE_OFFICE.fullmatch(named.office):
        return Voice.OFFICE, None
    titled = f"{named.office[:1].upper()}{named.office[1:]} {named.name}".strip()
    speaker = named.name if " " in named.name else titled
    learned = named.role in {Role.GUEST, Role.HEAD_OF_STATE}  # whose governor it is says the whole archive
    voice = Voice.GUEST if named.foreign else Voice.UNKNOWN if learned else Voice.OFFICIAL
    return voice, speaker.title() if speaker.isupper() else speaker
