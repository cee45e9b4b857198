"""Cite: the spans that an answer rests on as citations, and a citation in words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from archive import (
    OFFICIAL_VOICES,
    CatalogueReader,
    Relation,
    ReleaseHead,
    Voice,
    find_columns,
    find_reporter_question,
    page_at,
)
from language import Correction, Marking, find_header, find_last_question, find_markings, outer_marks
from retrieval import wording
from retrieval.answer import Citation, RelatedRelease
from retrieval.citations.related import describe_related, find_related
from retrieval.spans import Span

# Finds in a quotation, with its table's header or '', what is asked for: (start, end) each, offsets in the quotation.
FindValues = Callable[[str, str], Sequence[tuple[int, int]]]

_BEFORE_REPLACEMENT = 6  # characters that may stand between struck-out words and the brackets with what replaces them


def cite_all(
    spans: Sequence[Span],
    catalogue: CatalogueReader,
    *,
    first: int = 1,
    whole: bool = True,
    find_values: FindValues = lambda *_: (),
) -> tuple[Citation, ...]:
    """Return the citations of spans, numbered from ``first``, each with its related releases and all that is marked in it.

    Not ``whole``, it tells only what the passage itself shows, and reads no other release.
    """
    releases = [span.passage.release_id for span in spans]
    heads = catalogue.heads(releases)
    texts, related = (catalogue.texts(releases), find_related(releases, catalogue)) if whole else ({}, {})
    return tuple(
        cite_span(
            span, n, heads[release_id], text=texts.get(release_id), find_values=find_values,
            office=catalogue.office_on(span.speaker, span.passage.date) if span.speaker else None,
            related=describe_related(
                related.get(release_id, ()), texts.get(release_id, ""), span.passage.date, (span.start, span.end), catalogue
            ),
        )
        for n, (release_id, span) in enumerate(zip(releases, spans, strict=True), first)
    )  # fmt: skip


def cite_span(
    span: Span,
    number: int,
    head: ReleaseHead,
    *,
    office: str | None = None,
    text: str | None = None,
    related: Sequence[RelatedRelease] = (),
    find_values: FindValues = lambda *_: (),
) -> Citation:
    """Return the citation of a span; ``head`` is what it says of its release, ``office`` the speaker's on that day.

    Without the release's whole ``text``, only markings that the passage shows are told: a footnote may stand elsewhere. No
    value is told in words that are struck out.
    """
    passage = span.passage
    corrections = _find_corrections(span) if text is None else find_markings(text, span.start, span.end)
    said = list(span.quote)
    for one in corrections:
        if one.struck is not None:
            first, last = max(one.start - span.start, 0), max(min(one.end, span.end) - span.start, 0)
            said[first:last] = " " * (last - first)
    header = _find_header(span, text)
    values = sorted((span.start + a, span.start + b) for a, b in find_values("".join(said), header))
    return Citation(
        n=number, release_id=passage.release_id, title=head.title, date=passage.date, url=head.url,
        version=head.version, page=page_at(head.pages, span.start), last_page=page_at(head.pages, span.end - 1),
        kind=passage.kind,
        voice=span.quotation.voice if span.quotation else passage.voice, speaker=span.speaker, office=office,
        speaker_label=passage.label, quoted=span.quotation is not None,
        quoted_by=passage.speaker if span.quotation else None, quote=span.quote, start=span.start, end=span.end,
        corrections=corrections, related=tuple(related),
        header=header,
        in_reply_to=_find_question(span),
        values=tuple(values),
        text_sha256="" if text is None else hashlib.sha256(text.encode()).hexdigest(),
    )  # fmt: skip


def _find_corrections(span: Span) -> tuple[Correction, ...]:
    offset = span.passage.start
    found = find_markings(span.passage.text, span.start - offset, span.end - offset)
    return tuple(replace(one, start=one.start + offset, end=one.end + offset) for one in found)


def _find_question(span: Span) -> str:
    """Return what a reporter had asked, where a span begins a passage of the reply: what it says may lean on that."""
    context = span.passage.context
    asked = find_reporter_question(context) if span.start == span.passage.start else 0
    question = context[asked:] if asked else ""
    return question[find_last_question(question) :]


def _find_header(span: Span, text: str | None) -> str:
    """Return the header of the table whose row a span begins with; without the whole text, as the passage's context has it."""
    if text is None:
        first, last = find_columns(span.passage.context) if span.start == span.passage.start else (0, 0)
        return span.passage.context[first:last]
    header = find_header(text, span.start)
    return text[slice(*header)] if header else ""


def describe(citation: Citation) -> str:
    """Return one line of the answer as text: who said it, in what office, when, where, their words, and the citation's number.

    Struck-out words are labelled, and an amended release is said to be one. Words that open with a quotation mark of
    their own get no second one.
    """
    words = spell_out(citation.quote, citation.start, citation.corrections)
    amended = [one for one in citation.related if one.relation is Relation.AMENDED_BY]
    notes = "".join(wording.AMENDED.format(title=one.title, date=wording.write_date(one.date)) for one in amended)
    before, after = outer_marks(words)
    header = wording.COLUMNS.format(header=citation.header) if citation.header else ""
    where = ", ".join(filter(None, (name_source(citation), *tell_when(citation))))
    return f"{where}: {before}{words}{after}{header} [{citation.n}]{notes}"


def tell_when(citation: Citation) -> tuple[str, str]:
    """Return the day of a citation's release in words, and its page ('p. 7'), '' where it has none."""
    return wording.write_date(citation.date), wording.write_pages(citation.pages)


def name_source(citation: Citation) -> str:
    """Return whose words these are, with their office, that they are no official's, and that they are quoted and by whom.

    What the office itself says is named by what kind of release it is.
    """
    own = not (citation.speaker or citation.speaker_label or citation.quoted) and citation.voice in OFFICIAL_VOICES
    name = ", ".join(
        filter(None, (citation.kind.capitalize() if own else name_speaker(citation), citation.office_beside_name))
    )
    note = describe_voice(citation)
    return ", ".join(filter(None, (f"{name} ({note})" if note else name, describe_quoting(citation))))


def name_speaker(citation: Citation) -> str:
    """Return whose words a citation holds: the person, the label as printed, or what they are where nobody is named."""
    unnamed = wording.UNNAMED if citation.quoted else wording.VOICE_LABELS[citation.voice] or wording.OFFICE_TEXT
    return citation.speaker or citation.speaker_label or unnamed


def describe_quoting(citation: Citation) -> str:
    """Return that the words are quoted, and by whom where one person signs; '' where they are not."""
    if citation.quoted_by:
        return wording.QUOTED_BY.format(by=citation.quoted_by)
    return wording.QUOTED if citation.quoted else ""


def describe_voice(citation: Citation) -> str:
    """Return that the words are no official's, '' where they are one's. Somebody who is only quoted is nobody's guest."""
    if citation.quoted and citation.voice is Voice.GUEST:
        return wording.QUOTED_GUEST if citation.speaker else wording.QUOTED_NOBODY
    return wording.VOICE_NOTES[citation.voice]


def as_corrected(citation: Citation) -> str:
    """Return the words of a citation as their release corrects them, on one line.

    Without what it strikes out and the marks of its footnotes; what it puts in place stands without its square brackets.
    """
    parts: list[str] = []
    position, quote = 0, citation.quote
    for one in citation.corrections:
        low, high = max(one.start - citation.start, position), min(one.end - citation.start, len(quote))
        if one.marking is Marking.SIC or low >= high:
            continue
        parts.append(quote[position:low])
        position = high
        bracketed = f"[{one.replacement}]"
        put = quote.find(bracketed, high, high + len(bracketed) + _BEFORE_REPLACEMENT)
        if put >= 0:
            parts += [quote[high:put], one.replacement or ""]
            position = put + len(bracketed)
    return " ".join("".join([*parts, quote[position:]]).split())


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
