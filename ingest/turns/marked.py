"""Turns that a file marks itself: its data says whose words begin where, so that no label has to be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive import Turn, Voice
from ingest.turns.bylines import read_byline, with_given
from ingest.turns.labels import Label, split_printed
from ingest.turns.margins import read_margin, set_stage_directions_apart
from ingest.turns.voices import Setting, decide_voice
from language import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSpeech:
    """A span of a text that the file itself marks as one speaker's: ``text[said:end]`` are the words.

    ``label`` is the speaker as the file names them; None where it marks a change of speaker without a name. ``asks`` says
    that the file marks the words as a question.
    """

    start: int
    said: int
    end: int
    label: str | None
    asks: bool = False


def mark_turns(
    text: str, speeches: Sequence[MarkedSpeech], *, title: str, kind: str, given: str | None = None
) -> tuple[Turn, ...]:
    """Return the turns of a text whose speeches the file marks, in order, end to end; prose between them is the office's."""
    byline = with_given(read_byline(title), given)
    labels = [_label(speech) for speech in speeches if speech.label]
    setting = Setting.of(title, kind, byline, labels, text)
    return set_stage_directions_apart(list(_turns(text, speeches, setting)), text)


def _turns(text: str, speeches: Sequence[MarkedSpeech], setting: Setting) -> Iterator[Turn]:
    at = 0
    for speech in speeches:
        if text[at : speech.start].strip():
            yield from read_margin(text, at, speech.start)
            at = speech.start
        yield Turn(start=at, said=speech.said, end=speech.end, voice=_voice(speech, setting), label=speech.label)
        at = speech.end
    if at < len(text):
        yield from read_margin(text, at, len(text))


def _voice(speech: MarkedSpeech, setting: Setting) -> Voice:
    if speech.label is None:
        return Voice.REPORTER if speech.asks else Voice.UNKNOWN
    return decide_voice(_label(speech), setting)


def _label(speech: MarkedSpeech) -> Label:
    printed = speech.label or ""
    role, title, surname = split_printed(printed)
    if speech.asks and role is Role.BARE:
        role = Role.REPORTER
    return Label(start=speech.start, said=speech.said, printed=printed, role=role, title=title, surname=surname)
