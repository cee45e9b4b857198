"""The reader: a release in full, its voices told apart, the cited passage marked."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

import streamlit as st

from retrieval import Archive, ReleasePage, Turn, UsageError, Voice
from ui import components, states, wording
from ui.links import Span, followable, permalink

Values: TypeAlias = dict[str, Any]

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t]*\n))*")


@st.dialog(wording.READER, width=680, position="right")
def show_beside(archive: Archive, span: Span) -> None:
    """Open the release in a drawer beside the conversation, at the passage."""
    _show(archive, span, mode="drawer")


def show_alone(archive: Archive, span: Span) -> None:
    """Show the release as a page of its own, at the passage: where a permalink leads."""
    _show(archive, span, mode="page")


def reader_values(release: ReleasePage, span: Span, *, mode: str = "page") -> Values:
    """Return the release as the reader component takes it, cut where voices, paragraphs and the mark begin and end."""
    start, end = _within(release, span)
    asked_for_span = span.start is not None or span.end is not None
    notices = [wording.WITHDRAWN] * release.withdrawn + [wording.NO_SUCH_SPAN] * (asked_for_span and start == end)
    shown = Span(release_id=span.release_id, start=start, end=end) if end > start else Span(release_id=span.release_id)
    return {
        "title": release.title,
        "day": release.date.isoformat(),
        "date": wording.long_date(release.date),
        "facts": [fact for fact in (release.kind, release.office, release.byline) if fact],
        "url": followable(release.url),
        "notices": notices,
        "permalink": permalink(shown),
        "turns": [_turn(release.text, turn, start, end) for turn in release.turns or _whole(release)],
        "mode": mode,
        "words": _words(marked=end > start),
    }


def _show(archive: Archive, span: Span, *, mode: str) -> None:
    try:
        release = archive.release(span.release_id)
    except UsageError as error:
        states.show_bad_link(str(error))
        return
    components.reader(key=f"reader-{mode}", data=reader_values(release, span, mode=mode))


def _within(release: ReleasePage, span: Span) -> tuple[int, int]:
    start, end = span.start, span.end
    if start is None or end is None or not 0 <= start < end <= len(release.text):
        return 0, 0
    return start, end


def _whole(release: ReleasePage) -> tuple[Turn, ...]:
    return (Turn(start=0, said=0, end=len(release.text), voice=Voice.OFFICE),)


def _turn(text: str, turn: Turn, start: int, end: int) -> Values:
    found = _PARAGRAPH.finditer(text, turn.said, turn.end)
    return {
        "voice": turn.voice.value,
        "tag": wording.VOICE_LABELS[turn.voice],
        "note": wording.VOICE_NOTES[turn.voice],
        "label": turn.label or "",
        "speaker": turn.speaker or "",
        "paragraphs": [_runs(text, match.start(), match.end(), start, end) for match in found],
    }


def _runs(text: str, begin: int, finish: int, start: int, end: int) -> list[Values]:
    """Return the paragraph in up to three runs: before, inside and after the marked span."""
    first, last = min(max(start, begin), finish), min(max(end, begin), finish)
    runs = ((begin, first, False), (first, last, True), (last, finish, False))
    return [{"text": text[a:b], "mark": mark} for a, b, mark in runs if b > a]


def _words(*, marked: bool) -> dict[str, str]:
    return {
        "original": wording.ORIGINAL,
        "elsewhere": wording.OPENS_ELSEWHERE,
        "passage": wording.TO_PASSAGE if marked else "",
        "copy": wording.COPY_LINK if marked else wording.COPY_RELEASE_LINK,
        "copied": wording.COPIED,
        "refused": wording.COPY_FAILED,
    }
