"""Compose: the spans that answer, as statements in reading order, each with its citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from archive import Relation, Voice
from language import Correction, Marking, find_markings, outer_marks
from retrieval import wording
from retrieval.answer import Citation
from retrieval.spans import Span


def cite(span: Span, number: int, title: tuple[str, str | None], *, office: str | None = None) -> Citation:
    """Return the citation of a span; ``title`` is its release's title and address, ``office`` the speaker's on that day."""
    passage = span.passage
    return Citation(
        n=number, release_id=passage.release_id, title=title[0], date=passage.date, url=title[1], kind=passage.kind,
        voice=span.quotation.voice if span.quotation else passage.voice, speaker=span.speaker, office=office,
        speaker_label=passage.label, quoted=span.quotation is not None,
        quoted_by=passage.speaker if span.quotation else None, quote=span.quote, start=span.start, end=span.end,
        corrections=_corrections(span),
    )  # fmt: skip


def _corrections(span: Span) -> tuple[Correction, ...]:
    """Return what is marked in a span, as far as its passage shows it; ``relate`` adds what stands elsewhere."""
    offset = span.passage.start
    found = find_markings(span.passage.text, span.start - offset, span.end - offset)
    return tuple(replace(one, start=one.start + offset, end=one.end + offset) for one in found)


def describe(citation: Citation) -> str:
    """Return one line of the answer as text: who said it, in what office, when, their words, and the citation's number.

    Struck-out words are labelled, and an amended release is said to be one. Words that open with a quotation mark of
    their own get no second one.
    """
    words = spell_out(citation.quote, citation.start, citation.corrections)
    amended = [one for one in citation.related if one.relation is Relation.AMENDED_BY]
    notes = "".join(wording.AMENDED.format(title=one.title, date=name_day(one.date)) for one in amended)
    before, after = outer_marks(words)
    return f"{name_source(citation)}, {name_day(citation.date)}: {before}{words}{after} [{citation.n}]{notes}"


def name_day(day: date) -> str:
    """Return a day as running text writes it: 'March 4, 2031'."""
    return f"{day:%B} {day.day}, {day.year}"


def name_source(citation: Citation) -> str:
    """Return whose words these are: the person in the office of that day, the label as printed, or what the text is.

    That somebody is no official, or is quoted, and by whom where one person signs, is said with the name.
    """
    name = ", ".join(filter(None, (citation.speaker or citation.speaker_label, citation.office_beside_name)))
    if not name:
        nobody = wording.QUOTED_NOBODY_BY if citation.quoted_by else wording.QUOTED_NOBODY
        return nobody.format(by=citation.quoted_by) if citation.quoted else _name_voice(citation)
    guest = wording.QUOTED_GUEST if citation.quoted else wording.GUESTS_WORDS
    note = {Voice.REPORTER: wording.REPORTERS_QUESTION, Voice.GUEST: guest}.get(citation.voice, "{name}")
    named = note.format(name=name)
    quoted = wording.QUOTED_BY if citation.quoted_by else wording.QUOTED
    return quoted.format(name=named, by=citation.quoted_by) if citation.quoted else named


def _name_voice(citation: Citation) -> str:
    return {
        Voice.REPORTER: "A reporter’s question",
        Voice.PUBLIC: "A member of the public",
        Voice.CAPTION: "Photo caption",
        Voice.GUEST: "A guest",
    }.get(citation.voice, citation.kind.capitalize())


def spell_out(quote: str, start: int, corrections: Sequence[Correction]) -> str:
    """Return the words of a span that begins at ``start``, struck-out words labelled as such in square brackets."""
    parts: list[str] = []
    position = 0
    for one in corrections:
        low, high = one.start - start, one.end - start
        if one.marking is Marking.STRUCK_OUT and position <= low and high <= len(quote):
            parts += [quote[position:low], wording.STRUCK_OUT.format(words=(one.struck or "").strip())]
            position = high
    return "".join([*parts, quote[position:]])
