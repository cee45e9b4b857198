"""Answer builder: the answers that a question can end in, each made of what was found for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive import Passage
from language import fold_name, tell_month, tell_number
from retrieval import wording
from retrieval.answer import Answer, Citation, Place, Premise, Retrieved, Statement, Status
from retrieval.answering.non_answers import Exchange
from retrieval.answering.office_holders import Holder, SharedOffice
from retrieval.answering.state import Contradiction, PipelineState
from retrieval.citations import FindValues, cite_all, describe, mark_quoted, part_quoted
from retrieval.listing import Listing
from retrieval.query import find_named_answers, find_values
from retrieval.spans import Span

NEAREST_SHOWN = 3
LONGEST_MARK = 8  # characters before a footnote's words: its mark


def answered(state: PipelineState, spans: Sequence[Span]) -> Answer:
    """Return the answer that quotes these spans."""
    stated = _cite(state, spans, _find_asked(state))
    told = list(_told_beside(stated))
    if told:  # a footnote stands beside the words that it is of, and is not quoted once more
        rest = [span for span in spans if not any(_overlap(citation, span) for citation in told)]
        stated = _cite(state, rest, _find_asked(state))
    return _build(state, Status.ANSWERED, stated=stated)


def held(state: PipelineState, holder: Holder) -> Answer:
    """Return the answer to who holds an office: where the archive prints name and office together."""
    holders = (holder, *holder.others)
    others = [_describe_holder(other, wording.HOLDER_TOO) for other in holder.others]
    remark = " ".join([_describe_holder(holder, wording.HOLDER), *others])
    spans = [span for person in holders for span in person.spans[: 1 if holder.others else None]]
    surnames = {fold_name(person.name)[-1] for person in holders}
    find_asked = _find_asked(state)

    def find_holders(quote: str, header: str) -> list[tuple[int, int]]:
        return [(a, b) for a, b in find_asked(quote, header) if surnames & set(fold_name(quote[a:b])[-1:])]

    stated = _cite(state, spans, find_holders)
    passages = list(dict.fromkeys(span.passage for span in spans))
    found = replace(state, confidence=holder.share, remark=remark)
    return _build(found, Status.ANSWERED, stated=stated, found_first=passages)


def shared(state: PipelineState, office: SharedOffice) -> Answer:
    """Return the answer that many hold the office asked for, so that the question has to say which."""
    names = wording.list_names(office.names)
    return unanswered(state, Status.UNCLEAR, wording.SHARED_OFFICE.format(office=office.office, names=names))


def listed(state: PipelineState, listing: Listing) -> Answer:
    """Return what the catalogue counts or lists: what it comes to, and each place, its release's title in place of its words."""
    found = replace(state, question=replace(state.question, filters=listing.filters))
    if not listing.spans:
        return unanswered(found, Status.NOT_IN_ARCHIVE, listing.told)
    catalogue = state.generation.catalogue
    stated = cite_all(mark_quoted(listing.spans, catalogue), catalogue)
    passages = list(dict.fromkeys(span.passage for span in listing.spans))
    answer = _build(found, Status.ANSWERED, listing.told, stated=stated, found_first=passages)
    if not listing.by_title:
        return replace(answer, lead=listing.told)
    titles = tuple(Statement(text=citation.title, citations=(citation.n,)) for citation in stated)
    lines = [f"{wording.write_date(one.date)}: {one.title} [{one.n}]" for one in stated]
    return replace(answer, lead=listing.told, statements=titles, text="\n\n".join([listing.told, *lines]))


def declined(state: PipelineState, exchange: Exchange) -> Answer:
    """Return the answer that officials were asked and did not say, with their reply cited and where they were asked."""
    stated = _cite(state, [exchange.replied], _find_asked(state))
    return _build(state, Status.DECLINED, wording.DECLINED, stated=stated, asked=exchange.asked)


def contradicted(state: PipelineState, against: Contradiction) -> Answer:
    """Return the answer that officials said otherwise than the question takes for granted, with their words."""
    catalogue = state.generation.catalogue
    stated = cite_all(mark_quoted([against.span], catalogue), catalogue)
    premise = Premise(words=against.words, contradicted_by=tuple(citation.n for citation in stated))
    return _build(state, Status.CONTRADICTED, wording.CONTRADICTED, stated=stated, premise=premise, asked=against.asked)


def unanswered(
    state: PipelineState, status: Status, text: str, *, near: Span | None = None, asked: Passage | None = None
) -> Answer:
    """Return an answer that quotes nothing, with the nearest passages: ``near`` first, if any, with what was ``asked`` there."""
    return _build(state, status, text, near=near, asked=asked)


def _build(
    state: PipelineState,
    status: Status,
    text: str = "",
    *,
    stated: Sequence[Citation] = (),
    premise: Premise | None = None,
    near: Span | None = None,
    asked: Passage | None = None,
    found_first: Sequence[Passage] = (),
) -> Answer:
    """Return an answer with all that is known of its question; each of the citations that are ``stated`` is a statement."""
    return Answer(
        question=state.question.text,
        resolved_question=state.question.searched,
        opening=state.question.opening,
        status=status,
        text="\n\n".join(filter(None, (text, *map(describe, stated)))),
        notice=state.notice,
        filters=state.question.filters,
        chips=state.used.chips,
        statements=tuple(Statement(text=citation.quote, citations=(citation.n,)) for citation in stated),
        citations=tuple(stated),
        retrieved=_retrieve(state, found_first),
        nearest=() if status in (Status.ANSWERED, Status.DECLINED) else _nearest(state, stated, near),
        asked_at=None if asked is None else _place(state, asked),
        premise=premise,
        confidence=state.confidence,
        timings_ms=state.timings_ms,
        generation=state.generation.number,
        embedding_model=state.generation.embedding_model,
        by_meaning=state.generation.by_meaning,
    )


def _told_beside(stated: Sequence[Citation]) -> Iterator[Citation]:
    """Yield the citations that say no more than a footnote of other words that are cited, before them or after."""
    notes = [(cited.release_id, one.note) for cited in stated for one in cited.corrections if one.note]
    for citation in stated:
        quoted = citation.quote.strip()
        here = [note for release, note in notes if release == citation.release_id]
        if any(quoted in note or (note in quoted and len(quoted) - len(note) <= LONGEST_MARK) for note in here):
            yield citation


def _place(state: PipelineState, passage: Passage) -> Place:
    head = state.generation.catalogue.heads([passage.release_id])[passage.release_id]
    return Place(release_id=passage.release_id, start=passage.start, end=passage.end, version=head.version)


def _cite(state: PipelineState, spans: Sequence[Span], find_asked: FindValues) -> tuple[Citation, ...]:
    catalogue = state.generation.catalogue
    return cite_all(part_quoted(spans, catalogue), catalogue, find_values=find_asked)


def _find_asked(state: PipelineState) -> FindValues:
    """Return what finds the numbers, times and people in a quotation that the question asks for."""
    question, full_names = state.question.own, state.generation.catalogue.full_names
    return lambda quote, header: [
        *find_values(question, quote, header),
        *find_named_answers(question, quote, full_names),
    ]


def _nearest(state: PipelineState, cited: Sequence[Citation], near: Span | None) -> tuple[Citation, ...]:
    """Return the passages that came nearest, ``near`` first, but those that are cited already; they are numbered after these."""
    passages = [
        passage for passage in (state.ranking.passages if state.ranking else ()) if not near or passage != near.passage
    ]
    spans = [Span(passage=passage, start=passage.start, end=passage.end) for passage in passages[:NEAREST_SHOWN]]
    rest = [span for span in spans if not any(_overlap(citation, span) for citation in cited)]
    catalogue = state.generation.catalogue
    shown = mark_quoted([*([near] if near else []), *rest][: max(0, NEAREST_SHOWN - len(cited))], catalogue)
    return cite_all(shown, catalogue, first=len(cited) + 1, whole=False)


def _retrieve(state: PipelineState, found_first: Sequence[Passage]) -> tuple[Retrieved, ...]:
    """Return the ranked passages; those that were found in another way come first, with the best score of the others."""
    first = {(passage.release_id, passage.start) for passage in found_first}
    ranked = zip(state.ranking.passages, state.ranking.scores, strict=True) if state.ranking else ()
    rest = [(passage, score) for passage, score in ranked if (passage.release_id, passage.start) not in first]
    best = max((score for _, score in rest), default=0.0)
    scored = [*((passage, best) for passage in found_first), *rest]
    heads = state.generation.catalogue.heads(passage.release_id for passage, _ in scored)
    return tuple(
        Retrieved(
            release_id=p.release_id, start=p.start, end=p.end, text=p.text, score=score, title=heads[p.release_id].title,
            date=p.date, voice=p.voice, speaker=p.speaker, label=p.label,
        )
        for p, score in scored
    )  # fmt: skip


def _overlap(citation: Citation, span: Span) -> bool:
    """Whether a citation and a span have words in common."""
    return citation.release_id == span.passage.release_id and citation.start < span.end and span.start < citation.end


def _describe_holder(holder: Holder, told: str) -> str:
    undated = (
        [wording.IN_UNDATED.format(count=wording.count_of(holder.undated, wording.N_RELEASES))]
        if holder.undated
        else []
    )
    releases = wording.join_words([*_describe_dated(holder), *undated])
    return told.format(name=holder.name, office=holder.office, releases=releases)


def _describe_dated(holder: Holder) -> Iterator[str]:
    """Yield in how many releases of when a holder is named so; nothing where all of them are undated."""
    if holder.first and holder.last:
        count = holder.releases - holder.undated
        first, last = tell_month(holder.first), tell_month(holder.last)
        releases = wording.IN_RELEASES if first != last else wording.IN_RELEASES_OF
        yield (releases if count > 1 else wording.IN_ONE_RELEASE).format(
            count=tell_number(count), first=first, last=last
        )
