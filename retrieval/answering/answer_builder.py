"""Inquiry: a question on its way through the stages, and the answers that it can end in."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from archive import CatalogueReader, Passage
from language import fold_name
from retrieval import wording
from retrieval.answer import Answer, Citation, Place, Premise, Retrieved, Statement, Status
from retrieval.answering.non_answers import Exchange
from retrieval.answering.office_holders import Holder, SharedOffice
from retrieval.answering.state import Contradiction, Inquiry
from retrieval.citations import cite, describe, mark_quoted, part_quoted, relate
from retrieval.query import find_names, find_values
from retrieval.spans import Span

NEAREST_SHOWN = 3


def answered(inquiry: Inquiry, spans: Sequence[Span]) -> Answer:
    """Return the answer that quotes these spans."""
    return _quoting(inquiry, spans, status=Status.ANSWERED, lead="")


def held(inquiry: Inquiry, holder: Holder) -> Answer:
    """Return the answer to who holds an office: where the archive prints name and office together."""
    spans = [span for one in (holder, *holder.others) for span in one.spans[: 1 if holder.others else None]]
    told = [_word_holder(holder, wording.HOLDER), *(_word_holder(one, wording.HOLDER_TOO) for one in holder.others)]
    answer = answered(replace(inquiry, confidence=holder.share, remark=" ".join(told)), spans)
    passages = list(dict.fromkeys(span.passage for span in spans))
    rest = [one for one in answer.retrieved if not any(_is_of(one, passage) for passage in passages)]
    best = max((one.score for one in rest), default=0.0)
    named = {fold_name(one.name)[-1] for one in (holder, *holder.others)}
    return replace(
        answer,
        citations=tuple(_mark_only(one, named) for one in answer.citations),
        retrieved=(*_retrieve(inquiry, passages, [best] * len(passages)), *rest),
    )


def _mark_only(citation: Citation, surnames: AbstractSet[str]) -> Citation:
    """Return a citation in which only the names of these people are marked."""
    marked = ((a, b, citation.quote[a - citation.start : b - citation.start]) for a, b in citation.values)
    return replace(citation, values=tuple((a, b) for a, b, name in marked if surnames & set(fold_name(name)[-1:])))


def shared(inquiry: Inquiry, office: SharedOffice) -> Answer:
    """Return the answer that many hold the office asked for, so that the question has to say which."""
    names = wording.list_names(office.names)
    return unanswered(inquiry, Status.UNCLEAR, wording.SHARED_OFFICE.format(office=office.office, names=names))


def _word_holder(holder: Holder, told: str) -> str:
    first, last = (f"{day:%B %Y}" for day in (holder.first, holder.last))
    releases = wording.IN_RELEASES if first != last else wording.IN_RELEASES_OF
    releases = releases if holder.releases > 1 else wording.IN_ONE_RELEASE
    return told.format(
        name=holder.name, office=holder.office, releases=releases.format(count=holder.releases, first=first, last=last)
    )


def declined(inquiry: Inquiry, exchange: Exchange) -> Answer:
    """Return the answer that officials were asked and did not say, with their reply cited and where they were asked."""
    asked = exchange.asked
    answer = _quoting(inquiry, [exchange.replied], status=Status.DECLINED, lead=wording.DECLINED)
    return replace(answer, asked_at=_place(asked))


def contradicted(inquiry: Inquiry, against: Contradiction) -> Answer:
    """Return the answer that the archive does not say what the question takes for granted, with what officials said instead.

    Their words come first among the nearest passages, before those that hold none of them.
    """
    lead = wording.CONTRADICTED if against.certain else wording.NEAREST_IS_DENIAL
    answer = unanswered(inquiry, Status.NOT_IN_ARCHIVE, lead)
    said = _cite_contradiction(inquiry, against)
    rest = [one for one in answer.nearest if not any(_overlap(one, other) for other in said)]
    numbered = [replace(one, n=n) for n, one in enumerate(rest[: NEAREST_SHOWN - len(said)], len(said) + 1)]
    return replace(
        answer,
        text="\n\n".join([lead, *map(describe, said)]),
        nearest=(*said, *numbered),
        premise=Premise(words=against.words, contradicted_by=tuple(one.n for one in said), certain=against.certain),
        asked_at=_place(against.asked),
    )


def doubted(inquiry: Inquiry, answer: Answer, against: Contradiction) -> Answer:
    """Return an answer with what officials denied close to it: what it quotes itself by its number, the rest beside it."""
    cited: list[Citation] = []
    numbers: list[int] = []
    for one in _cite_contradiction(inquiry, against):
        quoted = next((other.n for other in answer.citations if _overlap(one, other)), 0)
        numbers.append(quoted or len(answer.citations) + len(cited) + 1)
        if not quoted:
            cited.append(replace(one, n=numbers[-1]))
    premise = Premise(words=against.words, contradicted_by=tuple(dict.fromkeys(numbers)), certain=False)
    return replace(answer, nearest=tuple(cited), premise=premise, asked_at=_place(against.asked))


def _cite_contradiction(inquiry: Inquiry, against: Contradiction) -> tuple[Citation, ...]:
    catalogue = inquiry.generation.catalogue
    return tuple(relate(_cite_all(inquiry, mark_quoted(against.spans, catalogue)), catalogue))


def _place(passage: Passage | None) -> Place | None:
    return None if passage is None else Place(release_id=passage.release_id, start=passage.start, end=passage.end)


def unanswered(inquiry: Inquiry, status: Status, text: str) -> Answer:
    """Return an answer without statements, with what was retrieved and the nearest passages."""
    ranking = inquiry.ranking
    passages: tuple[Passage, ...] = ranking.passages if ranking else ()
    retrieved = _retrieve(inquiry, passages, ranking.scores if ranking else ())
    catalogue = inquiry.generation.catalogue
    nearest = [Span(passage=one, start=one.start, end=one.end) for one in passages[:NEAREST_SHOWN]]
    return Answer(
        question=inquiry.question.text,
        resolved_question=inquiry.question.searched,
        status=status,
        text=text,
        notice=inquiry.notice,
        filters=inquiry.question.filters,
        chips=inquiry.used.chips,
        retrieved=retrieved,
        nearest=_cite_all(inquiry, mark_quoted(nearest, catalogue)),
        confidence=inquiry.confidence,
        timings_ms=inquiry.timings_ms,
        generation=inquiry.generation.number,
        embedding_model=inquiry.generation.embedding_model,
    )


def _quoting(inquiry: Inquiry, spans: Sequence[Span], *, status: Status, lead: str) -> Answer:
    catalogue = inquiry.generation.catalogue
    cited = _cite_all(inquiry, part_quoted(spans, catalogue))
    citations = tuple(_with_values(one, inquiry.question.own, catalogue) for one in relate(cited, catalogue))
    lines = [*([lead] if lead else []), *(describe(citation) for citation in citations)]
    statements = tuple(Statement(text=citation.quote, citations=(citation.n,)) for citation in citations)
    return replace(
        unanswered(inquiry, Status.NOT_IN_ARCHIVE, "\n\n".join(lines)),
        status=status,
        statements=statements,
        citations=citations,
        nearest=(),
    )


def _retrieve(inquiry: Inquiry, passages: Sequence[Passage], scores: Sequence[float]) -> tuple[Retrieved, ...]:
    titles = inquiry.generation.catalogue.titles(passage.release_id for passage in passages)
    return tuple(
        Retrieved(
            release_id=p.release_id, start=p.start, end=p.end, text=p.text, score=score, title=titles[p.release_id][0],
            date=p.date, voice=p.voice, speaker=p.speaker, label=p.label,
        )
        for p, score in zip(passages, scores, strict=True)
    )  # fmt: skip


def _is_of(one: Retrieved, passage: Passage) -> bool:
    return (one.release_id, one.start) == (passage.release_id, passage.start)


def _overlap(one: Citation, other: Citation) -> bool:
    return one.release_id == other.release_id and one.start < other.end and other.start < one.end


def _cite_all(inquiry: Inquiry, spans: Sequence[Span]) -> tuple[Citation, ...]:
    catalogue = inquiry.generation.catalogue
    titles = catalogue.titles(span.passage.release_id for span in spans)
    return tuple(
        cite(
            span, n, titles[span.passage.release_id],
            office=catalogue.office_on(span.speaker, span.passage.date) if span.speaker else None,
        )
        for n, span in enumerate(spans, 1)
    )  # fmt: skip


def _with_values(citation: Citation, question: str, catalogue: CatalogueReader) -> Citation:
    """Return a citation that tells where the numbers, times or people stand that the question asks for, but those struck out."""
    struck = [(one.start, one.end) for one in citation.corrections if one.struck is not None]
    named = find_names(question, citation.quote, catalogue.full_names)
    found = [(citation.start + a, citation.start + b) for a, b in (*find_values(question, citation.quote), *named)]
    kept = [(a, b) for a, b in found if not any(a < end and start < b for start, end in struck)]
    return replace(citation, values=tuple(sorted(kept)))
