"""The reader: a release in full, its voices told apart, the cited passage marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal, TypeAlias

import streamlit as st

from retrieval import Archive, Relation, ReleasePage, Turn, UsageError, Voice, find_header, link_to_page, page_at
from retrieval import wording as shared
from ui import components, states, wording
from ui.browse.release import release_values
from ui.languages import foreign
from ui.links import LinkedSpan, followable, link_to_words, permalink, release_address
from ui.pieces import cut, day_values

Values: TypeAlias = dict[str, Any]

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t]*\n))*")


def show_beside(archive: Archive, span: LinkedSpan, *, on_dismiss: Literal["ignore", "rerun"] = "ignore") -> None:
    """Open the release in a drawer beside the conversation, at the passage; ``on_dismiss`` is what its end does to the page."""
    drawer = st.dialog(wording.READER, width=680, position="right", on_dismiss=on_dismiss)
    drawer(lambda: _show(archive, span, mode="drawer"))()


def show_alone(archive: Archive, span: LinkedSpan) -> None:
    """Show the release as a page of its own, at the passage: where a permalink leads."""
    _show(archive, span, mode="page")


def reader_values(release: ReleasePage, span: LinkedSpan, *, mode: str = "page") -> Values:
    """Return the release as the reader component takes it, cut where voices, paragraphs and the mark begin and end."""
    start, end = _within(release, span)
    asked_for_span = span.start is not None or span.end is not None
    no_such_span = asked_for_span and start == end and bool(release.text)
    kept = (start, end) if end > start else (None, None)
    # The link leads to this version, whatever replaces it.
    shown = replace(span, start=kept[0], end=kept[1], version=release.version)
    return {
        "title": release.title,
        **day_values(release.date),
        "facts": [fact for fact in (release.kind, release.office, release.byline) if fact],
        "url": _original(release, start, end),
        "notices": [
            *_banners(release),
            *([_notice(wording.NO_SUCH_SPAN)] if no_such_span else []),
            *_columns(release, start),
        ],
        "permalink": permalink(shown),
        "turns": _turns(release, start, end),
        "mode": mode,
        "words": _words(marked=end > start),
    }


def _show(archive: Archive, span: LinkedSpan, *, mode: str) -> None:
    try:
        release = archive.release(span.release_id, version=span.version)
    except UsageError:
        states.show_bad_link(wording.NO_SUCH_RELEASE.format(release=shared.put_in_marks(span.release_id)))
        return
    around = release_values(archive, release) if mode == "page" else None
    components.reader(key=f"reader-{mode}", data=reader_values(release, span, mode=mode) | {"around": around})


def _original(release: ReleasePage, start: int, end: int) -> str | None:
    """Return the original's address, at the marked words' page, or at the words themselves."""
    if start == end:
        return followable(release.url)
    return link_to_words(link_to_page(release.url, page_at(release.pages, start)), release.text[start:end])


def _within(release: ReleasePage, span: LinkedSpan) -> tuple[int, int]:
    start, end = span.start, span.end
    if start is None or end is None or not 0 <= start < end <= len(release.text):
        return 0, 0
    return start, end


def _whole(release: ReleasePage) -> tuple[Turn, ...]:
    return (Turn(start=0, said=0, end=len(release.text), voice=Voice.OFFICE),)


def _turns(release: ReleasePage, start: int, end: int) -> list[Values]:
    turns = release.turns or _whole(release)
    paragraphs = [[match.span() for match in _PARAGRAPH.finditer(release.text, turn.said, turn.end)] for turn in turns]
    pages = _place_pages(release.pages, [span for spans in paragraphs for span in spans])
    return [
        _turn(turn, [cut(release.text, a, b, release.corrections, (start, end), pages=pages[a]) for a, b in spans])
        for turn, spans in zip(turns, paragraphs, strict=True)
    ]


def _place_pages(pages: Sequence[int], paragraphs: Sequence[tuple[int, int]]) -> dict[int, dict[int, int]]:
    """Return, by each paragraph's beginning, where in it which page begins; of several at one place, the last.

    A page that begins between two paragraphs is told at the second.
    """
    placed: dict[int, dict[int, int]] = {start: {} for start, _ in paragraphs}
    numbered = list(enumerate(pages, 1))
    for start, end in paragraphs:
        placed[start] = {max(offset, start): number for number, offset in numbered if offset < end}
        numbered = [(number, offset) for number, offset in numbered if offset >= end]
    return placed


def _turn(turn: Turn, paragraphs: list[list[Values]]) -> Values:
    return {
        "voice": turn.voice.value,
        "tag": shared.VOICE_LABELS[turn.voice],
        "note": shared.VOICE_NOTES[turn.voice],
        "label": turn.label or "",
        "speaker": turn.speaker if turn.speaker and turn.speaker.casefold() != (turn.label or "").casefold() else "",
        "paragraphs": paragraphs,
    }


def _banners(release: ReleasePage) -> list[Values]:
    """Return what a reader must know before the text: that it was withdrawn, changed, amended, or stands elsewhere too."""
    withdrawn = wording.WITHDRAWN if release.text else wording.TEXT_REMOVED
    banners = [_notice(withdrawn)] * release.withdrawn
    if release.version < release.current_version:
        said = wording.EARLIER_VERSION.format(version=release.version, current=release.current_version)
        banners.append(
            _notice(said, (wording.CURRENT_VERSION, LinkedSpan(release_id=release.id, version=release.current_version)))
        )
    elif release.version > 1:
        links = [
            (wording.OPEN_VERSION.format(version=number), LinkedSpan(release_id=release.id, version=number))
            for number in release.earlier_versions
        ]
        banners.append(_notice(wording.CHANGED.format(version=release.version), *links))
    banners += [_notice(wording.sentence(note), quiet=True, language=foreign("en")) for note in release.notes]
    for one in release.related:
        said = f"{shared.RELATED[one.relation]}:"
        link = (
            f"{one.title}, {shared.write_date(one.date)}",
            LinkedSpan(release_id=one.release_id, version=one.version),
        )
        differs = one.difference if one.relation is not Relation.SAME_TEXT else ""
        banners.append(_notice(said, link, detail=differs, quiet=one.relation is not Relation.AMENDED_BY))
    return banners


def _columns(release: ReleasePage, start: int) -> list[Values]:
    """Return the header of the table whose row is marked: it may stand far above."""
    header = find_header(release.text, start)
    return [_notice(shared.TABLE_HEADER.format(header=release.text[slice(*header)]), quiet=True)] if header else []


def _notice(
    text: str, *links: tuple[str, LinkedSpan], detail: str = "", quiet: bool = False, language: str = ""
) -> Values:
    """Return a notice; how a file was read is told in English, whatever the page's ``language`` is."""
    shown = [{"text": said, "href": release_address(to)} for said, to in links]
    return {"text": text, "links": shown, "detail": detail, "quiet": quiet, "language": language or None}


def _words(*, marked: bool) -> dict[str, str]:
    return {
        "original": wording.ORIGINAL_AT_WORDS if marked else wording.ORIGINAL,
        "elsewhere": wording.OPENS_ELSEWHERE,
        "beside": wording.OPENS_BESIDE,
        "passage": wording.TO_PASSAGE if marked else "",
        "copy": wording.COPY_LINK if marked else wording.COPY_RELEASE_LINK,
        "copied": wording.COPIED,
        "refused": wording.COPY_FAILED,
    }
