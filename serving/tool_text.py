"""What MCP's tools say in words: every line with who said it, when, the words themselves, and a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from retrieval import (
    Answer,
    Citation,
    HeldOffice,
    LinkedSpan,
    Voice,
    describe_citation,
    followable,
    link_to_source,
    name_source,
    permalink,
    write_day,
)
from retrieval import wording as shared
from serving import wording
from serving.chat_text import write_chat
from serving.replies import ReadReply, SpokenReply


def tell_answer(answer: Answer, *, page: str) -> str:
    """Return an answer with its sources."""
    cited = [*answer.citations, *answer.nearest]
    return "\n\n".join(filter(None, (write_chat(answer, page=page).text, _tell_sources(cited, page=page))))


def tell_held(office: str, on: date | None, held: Iterable[HeldOffice], *, page: str) -> str:
    """Return who held an office, each with the sentences that print both, and where else it is printed."""
    blocks = [_tell_holder(one, on, page=page) for one in held]
    when = f" on {write_day(on)}" if on else ""
    return "\n\n".join(blocks) or wording.NOBODY_HELD.format(office=office, when=when)


def tell_read(read: ReadReply) -> str:
    """Return a part of a release, with who speaks before each turn."""
    day = write_day(read.date) if read.date else shared.UNDATED
    head = f"{read.title}\n{read.kind}, {day}\n{read.id}\n{read.url}"
    turns = [f"[{_name_voice(turn)}]\n{turn.text.strip()}" for turn in read.turns]
    left = read.length - read.end
    rest = [wording.LEFT_OUT_HERE.format(left=left, next=read.end)] if left else []
    return "\n\n".join([head, *turns, *rest])


def _name_voice(turn: SpokenReply) -> str:
    """Return whose words a turn is, and that they are no official's where they are not."""
    name = turn.speaker or turn.label or shared.VOICE_LABELS[turn.voice] or shared.OFFICE_TEXT
    note = shared.VOICE_NOTES[turn.voice]
    return f"{name}: {note}" if note else name


def _tell_sources(cited: Iterable[Citation], *, page: str) -> str:
    lines = [line for one in cited for line in _tell_source(one, page=page)]
    return "\n".join([f"{wording.SOURCES}:", *lines]) if lines else ""


def _tell_source(one: Citation, *, page: str) -> Iterator[str]:
    day = write_day(one.date) if one.date else shared.UNDATED
    yield f"[{one.n}] {one.title} ({day}, {name_source(one)})"
    yield f"    {link_to_source(one, page=page)}"


def _tell_holder(held: HeldOffice, on: date | None, *, page: str) -> str:
    days = wording.PRINTED_UNDATED
    if held.first and held.last:
        days = wording.PRINTED_FROM_TO.format(first=write_day(held.first), last=write_day(held.last))
    told = wording.PRINTED_AS if held.on_day or on is None else wording.PRINTED_NEAR
    count = shared.count_of(held.releases, shared.N_RELEASES)
    lines = [told.format(name=held.name, office=held.office, days=days, count=count, day=write_day(on) if on else "")]
    lines += [f"{describe_citation(one)}\n    {link_to_source(one, page=page)}" for one in held.citations]
    for release in held.printed_in:
        day = write_day(release.date) if release.date else shared.UNDATED
        own = f"{page}{permalink(LinkedSpan(release_id=release.release_id))}"
        where = wording.PRINTED_IN.format(title=release.title, date=day)
        lines.append(f"{where}\n    {followable(release.url) or own}")
    return "\n".join(lines)


VOICES_TOLD = frozenset(Voice) - {Voice.FURNITURE}
