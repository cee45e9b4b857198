"""Layout: what an exported answer says, part by part, as plain text; how it is set is each form's own matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from language import outer_marks
from retrieval import wording
from retrieval.answer import Answer, Citation, Statement, StatementKind
from retrieval.citations import name_source, spell_out, tell_when
from retrieval.links import LinkedSpan, followable, permalink
from retrieval.question import Filters

_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~-._"  # RFC 3986; all else is written with %


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedQuotation:
    """Words of a release, with the marks around them where they bring none of their own, and whose they are, and when.

    A title that stands for its release has no ``attribution``: it is nobody's words.
    """

    words: str
    before: str
    after: str
    numbers: tuple[int, ...]
    attribution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedSource:
    """Where a citation stands. ``original`` and ``passage`` are addresses that may be followed, '' where there is none."""

    n: int
    title: str
    facts: str
    original: str
    passage: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedAnswer:
    """An answer as it is read: what a part does not have is empty. ``composed`` are a language model's sentences."""

    question: str
    remarks: tuple[str, ...]
    said: str
    composed: tuple[tuple[str, tuple[int, ...]], ...]
    composed_by: str
    quotations: tuple[ExportedQuotation, ...]
    sources: tuple[ExportedSource, ...]
    made: str

    @property
    def heading(self) -> str:
        """What stands above the quotations: that they are the releases' words, or their titles."""
        said = any(one.attribution for one in self.quotations)
        return wording.EXPORT_QUOTED if said else wording.EXPORT_TITLES


def lay_out(answer: Answer, *, page: str = "") -> ExportedAnswer:
    """Return what an exported answer says; ``page`` is the address of the page for links to passages, '' for none."""
    cited = {citation.n: citation for citation in answer.citations}
    quoting = [one for one in answer.statements if one.kind is StatementKind.QUOTED]
    use = answer.model
    return ExportedAnswer(
        question=answer.question,
        remarks=tuple(_tell_remarks(answer)),
        said=_say(answer),
        composed=tuple((one.text, one.citations) for one in answer.composed),
        composed_by=wording.COMPOSED_BY.format(model=use.name) if use and answer.composed else "",
        quotations=tuple(_quotation(one, cited[one.citations[0]], titles=answer.lists_releases) for one in quoting),
        sources=tuple(_source(citation, page) for citation in answer.citations),
        made=_tell_making(answer),
    )


def write_address(url: str | None) -> str:
    """Return an address with all characters written so that it ends where it ends in any form; '' for one not to be followed."""
    return quote(url, safe=_IN_ADDRESSES) if url and followable(url) else ""


def link_to_passage(citation: Citation, page: str) -> str:
    """Return the address of a citation's words, in that version, on the page; '' without a page."""
    span = LinkedSpan(release_id=citation.release_id, start=citation.start, end=citation.end, version=citation.version)
    return write_address(f"{page}{permalink(span)}") if page else ""


def tell_place(citation: Citation) -> str:
    """Return where in its release a citation stands: which version, which characters."""
    return wording.EXPORT_PLACE.format(version=citation.version, start=citation.start, end=citation.end)


def attribute(citation: Citation) -> str:
    """Return whose words a citation holds, that they are no official's, and when and on which page they stand."""
    return ", ".join(filter(None, (name_source(citation), *tell_when(citation))))


def _say(answer: Answer) -> str:
    """What the product says itself: above the quotations, or in place of them."""
    if answer.answered:
        return answer.lead
    leads = {"declined": wording.DECLINED, "contradicted": wording.CONTRADICTED}
    return leads.get(answer.status.value, answer.text)


def _quotation(statement: Statement, citation: Citation, *, titles: bool) -> ExportedQuotation:
    """Words stand in quotation marks only where they are those of the cited span."""
    if titles:
        return ExportedQuotation(words=statement.text, before="", after="", numbers=statement.citations)
    at = citation.quote.find(statement.text)
    before, after = outer_marks(statement.text) if at >= 0 else ("", "")
    words = spell_out(statement.text, citation.start + max(at, 0), citation.corrections)
    return ExportedQuotation(
        words=words, before=before, after=after, numbers=statement.citations, attribution=attribute(citation)
    )


def _source(citation: Citation, page: str) -> ExportedSource:
    facts = (*tell_when(citation), citation.kind, citation.release_id, tell_place(citation))
    return ExportedSource(
        n=citation.n, title=citation.title, facts=", ".join(filter(None, facts)), original=write_address(citation.link),
        passage=link_to_passage(citation, page), notes=tuple(_tell_notes(citation)),
    )  # fmt: skip


def _tell_notes(citation: Citation) -> Iterator[str]:
    if citation.header:
        yield wording.TABLE_HEADER.format(header=citation.header)
    yield from (wording.FOOTNOTE.format(note=one.note) for one in citation.corrections if one.note)
    for one in citation.related:
        yield f"{wording.RELATED[one.relation]} “{one.title}” ({wording.write_date(one.date)}): {one.difference}"


def _tell_remarks(answer: Answer) -> Iterator[str]:
    if answer.resolved_question.strip() != answer.question.strip():
        yield wording.EXPORT_SEARCHED.format(question=answer.resolved_question)
    if answer.filters.narrows:
        yield wording.EXPORT_LIMITS.format(limits="; ".join(_tell_limits(answer.filters)))
    if answer.notice:
        yield answer.notice


def _tell_limits(filters: Filters) -> Iterator[str]:
    yield from (*filters.speakers, *filters.kinds, *(voice.value for voice in filters.voices))
    if filters.since or filters.until:
        yield f"{filters.since or '…'} – {filters.until or '…'}"


def _tell_making(answer: Answer) -> str:
    if answer.made is None:
        return ""
    return wording.EXPORT_MADE.format(
        day=wording.write_date(answer.made.at.date()), time=f"{answer.made.at:%H:%M}", generation=answer.generation,
        model=answer.embedding_model, program=answer.made.program,
    )  # fmt: skip
