"""An exchange as the answer component takes it: plain values, in the order in which they are read."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import Any, TypeAlias

from retrieval import (
    LONGEST_QUESTION,
    Answer,
    Chip,
    ChipField,
    Citation,
    Coverage,
    Filters,
    RelatedRelease,
    Relation,
    Statement,
    StatementKind,
    Status,
    describe_quoting,
    describe_voice,
    name_speaker,
    outer_marks,
    spell_out,
    tell_when,
)
from retrieval import wording as shared
from ui import wording
from ui.chat.composed import composed_values, describe_model
from ui.chat.session import ChatTurn
from ui.links import followable
from ui.pieces import cut_quote, day_values, notes_on, place_values

Values: TypeAlias = dict[str, Any]

_BULLET = re.compile(r"^[-•*]\s+")  # the mark of an item in a list


def pending_values(exchange: ChatTurn, *, place: int = 0) -> Values:
    """Return what is shown while the archive is searched, or while the question waits in this place of the queue."""
    note = wording.IN_QUEUE.format(place=place) if place else wording.SEARCHING
    return {
        "question": exchange.question,
        "status": "pending",
        "note": note,
        "told": note,
        "words": _words(),
        "scroll": True,
        "latest": True,
    }


def answer_values(exchange: ChatTurn, answer: Answer, coverage: Coverage) -> Values:
    """Return what is shown for an answer of any status."""
    return {
        "question": exchange.question,
        "status": answer.status.value,
        "understood": answer.resolved_question if answer.resolved_question.strip() != exchange.question else "",
        "longest": LONGEST_QUESTION,
        "limits": filter_words(exchange.filters),
        "chips": [_chip(chip) for chip in answer.chips],
        "notice": answer.notice,
        "note": _note(answer),
        "told": _told(answer),
        **composed_values(answer, _mark, growing=exchange.growing is not None),
        "quotations": _quotations(answer),
        "exchange": place_values(answer.asked_at) if answer.asked_at else None,
        "sources": _sources(answer.citations),
        "nearest": [_alone(citation) for citation in answer.nearest],
        "covers": wording.covers(coverage) if answer.status is Status.NOT_IN_ARCHIVE else "",
        "words": _words(),
    }


def filter_words(filters: Filters) -> str:
    """Return what an answer was limited to, in words; empty where nothing was."""
    said = [*filters.speakers, *filters.kinds]
    if filters.since or filters.until:
        said.append(wording.open_period(filters.since, filters.until))
    said += [shared.VOICE_LABELS[voice].lower() for voice in filters.voices if shared.VOICE_LABELS[voice]]
    return " · ".join(said)


def _chip(chip: Chip) -> Values:
    """A thing that was read from the question, as it is taken off; ``exactly`` are the days of a period that was widened."""
    read = chip.filters
    if chip.field is ChipField.PERIOD:
        exactly = filter_words(replace(read, speakers=(), kinds=(), voices=()))
        return {"key": chip.key, "text": wording.describe_period(chip), "exactly": exactly, "words": chip.words}
    if read.speakers:
        text = wording.SAID_BY.format(name=shared.join_choices(read.speakers))
    else:
        text = shared.join_choices(read.kinds) or wording.voices_asked(read.voices)
    return {"key": chip.key, "text": text, "exactly": "", "words": chip.words}


def as_text(answer: Answer) -> str:
    """Return the answer with its sources as plain text, to be pasted elsewhere."""
    lines = [answer.question, "", *([note, ""] if (note := _note(answer)) else [])]
    if answer.composed:
        lines += [" ".join(_with_marks(one) for one in answer.composed), *describe_model(answer)[:1], ""]
    for quotation in _quotations(answer):
        for part in quotation["parts"]:
            marks = "".join(f"[{mark['n']}]" for mark in part["marks"])
            lines.append(f"{part['open']}{part['spelled']}{part['close']} {marks}")
        said_by = ("name", "office", "printed", "quoted", "date", "pages", "voice_note")
        lines += [f"— {', '.join(quotation[part] for part in said_by if quotation[part])}", ""]
    lines.append(wording.SOURCES)
    for citation in answer.citations:
        lines.append(f"[{citation.n}] {', '.join(filter(None, (citation.title, *tell_when(citation))))}")
        where = followable(citation.link) or citation.release_id
        lines.append(f"    {wording.AT_CHARACTERS.format(where=where, start=citation.start, end=citation.end)}")
        lines += [f"    {note}" for note in notes_on([citation])]
        for one in citation.related:
            told = f"{shared.RELATED[one.relation]}: {one.title}, {shared.write_date(one.date)}"
            lines.append(f"    {told} ({one.difference})")
    return "\n".join(lines)


def _with_marks(statement: Statement) -> str:
    return statement.text + "".join(f" [{n}]" for n in statement.citations)


def _note(answer: Answer) -> str:
    """What is said above the quotations, or in place of them."""
    leads = {Status.DECLINED: shared.DECLINED, Status.CONTRADICTED: shared.CONTRADICTED}
    return answer.lead if answer.answered else leads.get(answer.status, answer.text)


def _told(answer: Answer) -> str:
    """What those who listen to the page are told when the answer is there."""
    if answer.status is not Status.ANSWERED:
        return _note(answer)
    releases = len({citation.release_id for citation in answer.citations})
    return wording.answered_with(len(_quoted(answer)), releases)


def _quotations(answer: Answer) -> list[Values]:
    """Statements that one person made in one release stand together, under one attribution; titles are told by the sources."""
    if answer.lists_releases:
        return []
    numbered = {citation.n: citation for citation in answer.citations}

    def said(statement: Any) -> tuple[object, ...]:
        first = numbered[statement.citations[0]]
        return first.release_id, first.voice, first.speaker, first.speaker_label, first.quoted, first.quoted_by

    return [
        _quotation([numbered[n] for s in group for n in s.citations], [(s.text, s.citations) for s in group])
        for group in (list(statements) for _, statements in groupby(_quoted(answer), key=said))
    ]


def _quoted(answer: Answer) -> list[Statement]:
    return [one for one in answer.statements if one.kind is StatementKind.QUOTED]


def _alone(citation: Citation) -> Values:
    """One passage by itself, with its attribution."""
    return _quotation([citation], [(citation.quote, (citation.n,))])


def _quotation(citations: list[Citation], statements: list[tuple[str, tuple[int, ...]]]) -> Values:
    first = citations[0]
    numbered = {citation.n: citation for citation in citations}
    name = name_speaker(first)
    return {
        "in_reply_to": first.in_reply_to,
        "parts": [_part(text, [numbered[n] for n in numbers]) for text, numbers in statements],
        "name": name,
        "office": first.office_beside_name,
        "printed": _printed(first.speaker_label or "", f"{name} {first.office_beside_name}"),
        "quoted": describe_quoting(first),
        "voice": first.voice.value,
        "voice_note": describe_voice(first),
        **day_values(first.date),
        "pages": shared.write_pages([page for one in citations for page in one.pages]),
        "kind": first.kind,
        "title": first.title,
    }


def _printed(label: str, name: str) -> str:
    """The label as printed, where it has words that the name with its office has not."""
    held = re.findall(r"\w+", name.casefold())
    return label if [word for word in re.findall(r"\w+", label.casefold()) if word not in (*held, "the")] else ""


def _part(text: str, citations: list[Citation]) -> Values:
    """Words get quotation marks, without a list’s bullet, only where they are the cited span and do not bring their own."""
    text = _BULLET.sub("", text.strip())
    verbatim = any(_squeezed(text) in _squeezed(citation.quote) for citation in citations)
    before, after = outer_marks(text) if verbatim else ("", "")
    return {
        "text": text,
        "spelled": _spelled(text, citations),
        "pieces": cut_quote(text, citations),
        "notes": notes_on(citations),
        "verbatim": verbatim,
        "open": before,
        "close": after,
        "marks": [_mark(citation) for citation in citations],
    }


def _spelled(text: str, citations: list[Citation]) -> str:
    """The words of a statement as plain text, in which what is struck out is labelled."""
    for citation in citations:
        at = citation.quote.find(text)
        if at >= 0 and citation.corrections:
            return spell_out(text, citation.start + at, citation.corrections)
    return text


def _sources(citations: tuple[Citation, ...]) -> list[Values]:
    """One card a release, in the order of first citation, with every passage cited from it."""
    by_release: dict[str, list[Citation]] = {}
    for citation in citations:
        by_release.setdefault(citation.release_id, []).append(citation)
    return [
        {
            "title": cited[0].title,
            **day_values(cited[0].date),
            "pages": shared.write_pages([page for one in cited for page in one.pages]),
            "kind": cited[0].kind,
            "speakers": ", ".join(dict.fromkeys(filter(None, (c.speaker or c.speaker_label for c in cited)))),
            "url": followable(cited[0].link),
            "marks": [_mark(citation) for citation in cited],
            "related": [_related(one) for one in _once(cited)],
        }
        for cited in by_release.values()
    ]


def _once(cited: list[Citation]) -> list[RelatedRelease]:
    """The related releases of all passages cited from one release, each with what differs in the first of them."""
    return list({one.release_id: one for citation in reversed(cited) for one in citation.related}.values())


def _related(one: RelatedRelease) -> Values:
    return {
        "relation": shared.RELATED[one.relation],
        "title": one.title,
        **day_values(one.date),
        "difference": one.difference,
        "amended": one.relation is Relation.AMENDED_BY,
        "open": {"release": one.release_id, "version": one.version},
    }


def _mark(citation: Citation) -> Values:
    """The numbered mark that opens a citation's passage."""
    source = ", ".join(filter(None, (name_speaker(citation), *tell_when(citation))))
    label = wording.OPEN_SOURCE.format(n=citation.n, source=source)
    return {"n": citation.n, "label": label, **place_values(citation)}


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _words() -> dict[str, str]:
    return {
        "asked": wording.YOU_ASKED,
        "understood": wording.UNDERSTOOD_AS,
        "stop": wording.STOP_WRITING,
        "edit": wording.EDIT,
        "edit_what": wording.EDIT_WHAT,
        "reword": wording.REWORD,
        "reword_what": wording.REWORD_WHAT,
        "ask_this": wording.ASK_THIS,
        "leave": wording.LEAVE,
        "limited": wording.LIMITED_TO,
        "read": shared.READ_FROM_QUESTION,
        "take_off": wording.TAKE_OFF,
        "sources": wording.SOURCES,
        "original": wording.ORIGINAL,
        "elsewhere": wording.OPENS_ELSEWHERE,
        "nearest": shared.NEAREST,
        "nearest_note": shared.NEAREST_NOTE,
        "exchange": wording.OPEN_EXCHANGE,
        "in_reply_to": wording.IN_REPLY_TO,
    }
