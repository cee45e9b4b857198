"""The pipeline: a question goes through named stages, one after another, until one of them has an answer.

It is a plain loop, to be stepped through. ``benchmarks`` runs the same stages under other weights; LangChain's face of it is
``runnable.py``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from threadpoolctl import ThreadpoolController

from archive import Embedder
from language import only_evades
from retrieval import wording
from retrieval.answer import Answer, Status
from retrieval.answering.answer_builder import answered, contradicted, declined, held, listed, shared, unanswered
from retrieval.answering.answerability import Grounds, concentration, probability
from retrieval.answering.evidence import Sentence, prefer_last_word, weigh_parts, weigh_sentences
from retrieval.answering.non_answers import choose_evaded, find_exchanges, is_declined
from retrieval.answering.office_holders import SharedOffice, find_holder, prints_holder, read_office
from retrieval.answering.premises import find_contradiction
from retrieval.answering.sentence_selection import choose_spans
from retrieval.answering.state import PipelineState
from retrieval.citations import keep_asked
from retrieval.listing import find_listing
from retrieval.query import (
    check_scope,
    describe_language,
    find_named_answers,
    find_periods,
    lacks_value,
    names_no_topic,
    read_question,
    read_sub_questions,
    understand,
    unknown_names,
)
from retrieval.question import Question, loosen, merge
from retrieval.search import Reranker, find_candidates, rank_candidates, rerank_best
from retrieval.weights import Weights

# The products of one question are small: sharing one out costs more than it saves, and beside other work many times more.
_BLAS = ThreadpoolController()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the stages work with. ``caution`` is how probable an answer must be to be given: 0 answers all, 1 refuses all."""

    embedder: Embedder
    weights: Weights
    caution: float
    reranker: Reranker | None = None


PipelineStage = Callable[[PipelineState, Tools], PipelineState]


def run(
    state: PipelineState,
    tools: Tools,
    *,
    stages: Sequence[PipelineStage] | None = None,
    told: Callable[[str], None] | None = None,
) -> PipelineState:
    """Return the state after the stages (STAGES), or after the one that has an answer; times each in milliseconds.

    A stage's time is named after it, without what it measured itself; one that had nothing to do has none. ``told`` is called
    with the name of each that begins.
    """
    with _BLAS.limit(limits=1, user_api="blas"):
        for stage in STAGES if stages is None else stages:
            if state.done is not None:
                break
            if told is not None:
                told(stage.__name__)
            began = time.perf_counter()
            after = stage(state, tools)
            if after is state:
                continue  # it had nothing to do
            within = sum(ms for name, ms in after.timings_ms.items() if name not in state.timings_ms)
            timings = {**after.timings_ms, stage.__name__: (time.perf_counter() - began) * 1000 - within}
            done = None if after.done is None else replace(after.done, timings_ms=timings)
            state = replace(after, timings_ms=timings, done=done)
    return state


def scope(state: PipelineState, tools: Tools) -> PipelineState:
    """Answer what is no question to an archive; tell where a question is in a language that the archive is not in."""
    if told := describe_language(state.question.own, state.generation.catalogue.languages):
        state = replace(state, of_language=told)
    outside = check_scope(state.question.searched)
    return replace(state, done=unanswered(state, *outside)) if outside else state


def look_up_catalogue(state: PipelineState, tools: Tools) -> PipelineState:
    """Answer by the catalogue what asks how many releases there are, which, or which is the first or latest."""
    question = state.question
    if question.as_asked:
        return state
    found = find_listing(question, state.generation.catalogue)
    return state if found is None else replace(state, done=listed(state, found))


def read(state: PipelineState, tools: Tools) -> PipelineState:
    """Write the question with care, and narrow it to what it says itself of who, when and where; what the person set stays."""
    question = state.question
    if question.as_asked:
        return state
    question = replace(question, own=understand(question.own, state.generation.catalogue, tools.embedder))
    state = replace(state, question=question)
    opening = question.opening if question.weighed == question.own else ""  # else it is read as a part of the whole
    found = read_question(question.weighed, state.generation.catalogue, opening=opening, asked_on=question.asked_on)
    return replace(state, reading=found.without(keys=question.taken_off).beside(question.filters))


def search(state: PipelineState, tools: Tools) -> PipelineState:
    """Find the passages that the filters leave; where those read from the question leave none, without some of them."""
    for reading in (state.reading, *loosen(state.reading)):
        question = replace(state.question, filters=merge(state.set_filters, reading))
        found = find_candidates(state.generation, tools.embedder, question, tools.weights.late_interaction)
        state = replace(state, question=question, used=reading, found=found)
        if found.passages:
            break
    timings = {**state.timings_ms, **state.candidates.timings_ms}
    return replace(state, timings_ms=timings)


def rank(state: PipelineState, tools: Tools) -> PipelineState:
    """Rank the passages; refuse where there are none."""
    ranking = rank_candidates(state.candidates, tools.weights)
    ranked = replace(state, ranking=ranking, timings_ms={**state.timings_ms, **ranking.timings_ms})
    if ranking.passages:
        return ranked
    empty = wording.NOT_IN_SELECTION if state.question.filters.narrows else wording.NO_OFFICIALS
    return replace(ranked, done=unanswered(ranked, Status.NOT_IN_ARCHIVE, empty))


def rerank(state: PipelineState, tools: Tools) -> PipelineState:
    """Let the cross-encoder, where one is set, rank the best passages once more."""
    if tools.reranker is None:
        return state
    return replace(state, ranking=rerank_best(state.ranked, state.question.searched, tools.reranker))


def look_up_office(state: PipelineState, tools: Tools) -> PipelineState:
    """Answer who holds an office, or what office somebody holds, by how the archive names people."""
    if state.question.cited:
        return state
    holder = find_holder(state.question, state.generation.catalogue, state.ranked.searched.selection)
    if isinstance(holder, SharedOffice):
        return replace(state, done=shared(state, holder))
    if holder is None or holder.share < tools.caution:
        office = read_office(state.question)
        return replace(state, office=office) if office else state
    return replace(state, done=held(state, holder))


def look_around(state: PipelineState, tools: Tools) -> PipelineState:
    """Find what else a decision rests on: what reporters asked, and which names the archive never mentions."""
    found, question = state.candidates, state.question
    limit = tools.weights.non_answers.exchanges
    asked, exchanges = find_exchanges(state.generation, found.searched, question.filters, limit=limit)
    unknown = unknown_names(question.own, state.generation.catalogue)
    return replace(state, asked=asked, exchanges=tuple(exchanges), unknown=tuple(unknown))


def weigh(state: PipelineState, tools: Tools) -> PipelineState:
    """Weigh the sentences of the first passages that are in the words of whom the question asks for."""
    # A follow-up is searched with the question that it leans on; what its sentences are weighed by is what it asks itself.
    sentences = weigh_sentences(state.question.weighed, state.ranked, tools.weights)
    asked = keep_asked(sentences, state.ranked.searched.selection, state.generation.catalogue)
    return replace(state, sentences=_leave_out(asked, state.question))


def _leave_out(sentences: Sequence[Sentence], question: Question) -> tuple[Sentence, ...]:
    """Return the sentences without those that were cited before."""
    return tuple(
        one
        for one in sentences
        if not any(place.overlaps(one.passage.release_id, one.start, one.end) for place in question.cited)
    )


def estimate(state: PipelineState, tools: Tools) -> PipelineState:
    """Say how probable it is that the archive answers."""
    bounds, ranking = tools.weights.answerability, state.ranked
    grounds = Grounds(
        share=concentration(ranking.scores, ranking.coverage, all_asked=bounds.all_asked),
        best=state.sentences[0].score if state.sentences else 0.0,
        nearest=ranking.nearest,
        match=ranking.interactions[0].score(),
        held=state.candidates.held,
        among=state.candidates.among,
        passages=state.generation.catalogue.passage_count,
        unknown=bool(state.unknown),
        asked=state.asked,
        evaded=max((exchange.similarity for exchange in state.exchanges if exchange.evaded), default=0.0),
    )
    return replace(state, grounds=grounds, confidence=probability(grounds, bounds))


def decide(state: PipelineState, tools: Tools) -> PipelineState:
    """Refuse where the evidence is too weak, or where officials contradict what the question takes for granted.

    Who holds an office is told only by a sentence that prints it beside a name. What was said at a time, by somebody, whatever it
    was about, is never too weak.
    """
    weights, caution = tools.weights, tools.caution
    best = state.sentences[0].text if state.sentences else ""
    of_all = names_no_topic(state.question.own, state.used.chips, state.generation.catalogue.kinds)
    confident = bool(state.sentences) and (of_all or (state.confidence or 0.0) >= caution)
    confident = confident and not (caution and (only_evades(best) or not _names_holder(best, state)))
    looked_for = caution and not state.unknown and not state.question.cited
    against = find_contradiction(state.findings, weights.premises) if looked_for else None
    if against is not None:
        return replace(state, done=contradicted(state, against))
    return state if confident else replace(state, done=_refuse(state, weights))


def _names_holder(sentence: str, state: PipelineState) -> bool:
    """Whether a sentence prints the office that is asked for beside somebody's name; True where none is asked for."""
    if not state.office:
        return True
    names = find_named_answers(state.question.own, sentence, state.generation.catalogue.full_names)
    return prints_holder(sentence, state.office, names)


def part(state: PipelineState, tools: Tools) -> PipelineState:
    """Where the question asks for several things, weigh the sentences for each."""
    parts = read_sub_questions(state.question.own)
    if not parts:
        return state
    weighed = weigh_parts(state.generation, tools.embedder, state.ranked, parts, tools.weights)
    return replace(state, parts=tuple(_leave_out(sentences, state.question) for sentences in weighed))


def compose(state: PipelineState, tools: Tools) -> PipelineState:
    """Quote the sentences that answer; refuse where only questions were found, or no number or sum where one is asked for."""
    question, bounds, days = state.question.weighed, tools.weights.selection, state.generation.catalogue.days
    weighed = state.parts or (state.sentences,)
    if not (days and find_periods(question, reference=days[1])):  # a day that is named may be before the last word
        weighed = tuple(tuple(prefer_last_word(question, one, odds=bounds.last_word)) for one in weighed)
    spans = choose_spans(weighed[0], bounds, parts=weighed if state.parts else ())
    lacking = tools.caution and lacks_value(question, [span.quote for span in spans])
    return replace(state, done=answered(state, spans) if spans and not lacking else _refuse(state, tools.weights))


STAGES: tuple[PipelineStage, ...] = (
    scope, look_up_catalogue, read, search, rank, rerank, look_up_office, look_around, weigh, estimate, decide, part, compose,
)  # fmt: skip


def _refuse(state: PipelineState, weights: Weights) -> Answer:
    """Return the answer to a question that nothing answers: that officials did not say, or what kept it from an answer.

    Where reporters asked something close to it, and the official did not say, the exchange is shown first, as no answer.
    """
    if state.question.cited:
        return unanswered(state, Status.NOT_IN_ARCHIVE, wording.NOTHING_MORE)
    question, ranking, bounds = state.question.own, state.ranked, weights.non_answers
    evaded = None if state.unknown else choose_evaded(state.exchanges, question, ranking, bounds)
    if evaded is not None and is_declined(evaded, question, ranking.asked.rarity.keys(), bounds):
        return declined(state, evaded)
    near = (
        state.grounds is not None and state.grounds.topic(weights.answerability) >= weights.answerability.topic.enough
    )
    told = wording.word_refusal(state.unknown, near=near)
    if evaded is None:
        return unanswered(state, Status.NOT_IN_ARCHIVE, told)
    return unanswered(state, Status.NOT_IN_ARCHIVE, told, near=evaded.replied, asked=evaded.asked)
