"""Ask: a question goes in, an Answer comes out. A LangChain ``Runnable``: invoke, batch, stream, callbacks."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from langchain_core.callbacks import CallbackManagerForChainRun
from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda
from langchain_core.runnables.config import patch_config
from threadpoolctl import ThreadpoolController

from archive import CAUTION, Embedder, OnTheRecordError, Store, StoreBusyError, UsageError
from language import only_evades
from retrieval import wording
from retrieval.answer import Answer, Status
from retrieval.answering.answer_builder import answered, contradicted, declined, doubted, held, shared, unanswered
from retrieval.answering.answerability import ON_TOPIC, Grounds, probability, share_of
from retrieval.answering.evidence import weigh_parts, weigh_sentences
from retrieval.answering.non_answers import choose_evaded, find_exchanges
from retrieval.answering.office_holders import SharedOffice, find_holder
from retrieval.answering.premises import find_contradiction
from retrieval.answering.sentence_selection import choose_spans
from retrieval.answering.state import Inquiry
from retrieval.citations import keep_asked
from retrieval.query import check_scope, read_parts, read_question, unknown_names
from retrieval.question import Question, Reading, loosen, merge
from retrieval.search import NothingSelectedError, Ranking, Reranker, rank_passages, rerank
from retrieval.spans import overlap

# The products of one question are small: sharing one out costs more than it saves, and beside other work many times more.
_BLAS = ThreadpoolController()

LOOKED_AT = 2  # sentences: where one of the best denies what is asked, the answer would be just that


class ArchiveAnswerer(Runnable[str | Question, Answer]):
    """Answers questions from a store, in stages: scope, read, rank, rerank, hold, weigh, ground, decide, part, compose.

    Each is a Runnable of its own.
    """

    def __init__(
        self, store: Store, embedder: Embedder, *, caution: float = CAUTION, reranker: Reranker | None = None
    ) -> None:
        """``caution`` is how probable an answer must be to be given: 0 answers all, 1 refuses all."""
        self.store = store
        self.embedder = embedder
        self.caution = caution
        self.reranker = reranker
        stages: list[tuple[str, Callable[[Inquiry], Inquiry]]] = [
            ("scope", self._scope), ("read", self._read), ("rank", self._rank),
            ("rerank", self._rerank), ("hold", self._hold),
            ("weigh", self._weigh), ("ground", self._ground),
            ("decide", self._decide), ("part", self._part), ("compose", self._compose),
        ]  # fmt: skip
        names = [name for name, _ in stages]
        self._chain = _join(stages)
        self._looking = _join(stages[: names.index("decide")])

    def invoke(self, input: str | Question, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: A002
        """Return the answer to a question. A question that cannot be answered gets a status, not an exception."""
        return self._call_with_config(self._answer, input, config, run_type="chain")

    def look(self, question: Question) -> Inquiry:
        """Return a question with all that is found for it, before it is decided whether to answer."""
        return self._looking.invoke(self._begin(question))

    def _begin(self, question: Question) -> Inquiry:
        return Inquiry(question=question, generation=self.store.generation(), set_filters=question.filters)

    def _answer(self, asked: str | Question, run_manager: CallbackManagerForChainRun, config: RunnableConfig) -> Answer:
        began = time.perf_counter()
        question = asked if isinstance(asked, Question) else Question(text=asked)
        inquiry = self._begin(question)
        try:
            with _BLAS.limit(limits=1, user_api="blas"):
                found = self._chain.invoke(inquiry, patch_config(config, callbacks=run_manager.get_child())).done
        except NothingSelectedError as error:
            found = unanswered(inquiry, Status.NOT_IN_ARCHIVE, str(error))
        except StoreBusyError:
            found = unanswered(inquiry, Status.BUSY, wording.BUSY)
        except UsageError:
            raise
        except OnTheRecordError as error:
            found = unanswered(inquiry, Status.FAILED, wording.FAILED.format(reason=error))
        if found is None:
            raise AssertionError("the last stage always answers")
        total = (time.perf_counter() - began) * 1000
        return replace(found, timings_ms={**found.timings_ms, "total": total})

    def _scope(self, inquiry: Inquiry) -> Inquiry:
        outside = check_scope(inquiry.question.own)
        return replace(inquiry, done=unanswered(inquiry, *outside)) if outside else inquiry

    def _read(self, inquiry: Inquiry) -> Inquiry:
        """Narrow the question to what it says itself of who, when and where; what the person set stays."""
        question = inquiry.question
        if question.as_asked:
            return inquiry
        began = time.perf_counter()
        read = read_question(
            question.own, inquiry.generation.catalogue, opening=question.opening, asked_on=question.asked_on
        )
        reading = read.without(keys=question.taken_off).beside(question.filters)
        return _timed(replace(inquiry, reading=reading), "read", began)

    def _rank(self, inquiry: Inquiry) -> Inquiry:
        """Rank the passages that the filters leave; where those read from the question leave none, without some of them."""
        reading, *looser = (inquiry.reading, *loosen(inquiry.reading))
        question, ranking = self._rank_read(inquiry, reading)
        while looser and not ranking.passages:
            reading = looser.pop(0)
            question, ranking = self._rank_read(inquiry, reading)
        timings = {**inquiry.timings_ms, **ranking.timings_ms}
        ranked = replace(inquiry, question=question, used=reading, ranking=ranking, timings_ms=timings)
        if ranking.passages:
            return ranked
        return replace(ranked, done=unanswered(ranked, Status.NOT_IN_ARCHIVE, wording.NOT_IN_SELECTION))

    def _rank_read(self, inquiry: Inquiry, reading: Reading) -> tuple[Question, Ranking]:
        question = replace(inquiry.question, filters=merge(inquiry.set_filters, reading))
        return question, rank_passages(inquiry.generation, self.embedder, question)

    def _rerank(self, inquiry: Inquiry) -> Inquiry:
        """Let the cross-encoder, where one is set, rank the best passages once more."""
        if self.reranker is None:
            return inquiry
        began = time.perf_counter()
        ranking = rerank(_ranked(inquiry), inquiry.question.searched, self.reranker)
        return _timed(replace(inquiry, ranking=ranking), "rerank", began)

    def _hold(self, inquiry: Inquiry) -> Inquiry:
        """Answer who holds an office, or what office somebody holds, by how the archive names people."""
        began = time.perf_counter()
        holder = find_holder(inquiry.question, inquiry.generation.catalogue, _ranked(inquiry).selection)
        inquiry = _timed(inquiry, "hold", began)
        if isinstance(holder, SharedOffice):
            return replace(inquiry, done=shared(inquiry, holder))
        if holder is None or holder.share < self.caution:
            return inquiry
        return replace(inquiry, done=held(inquiry, holder))

    def _weigh(self, inquiry: Inquiry) -> Inquiry:
        """Weigh the sentences of the first passages that are in the words of whom the question asks for."""
        began = time.perf_counter()
        ranking = _ranked(inquiry)
        # A follow-up is searched with the question that it leans on; what its sentences are weighed by is what it asks itself.
        sentences = weigh_sentences(inquiry.question.own, ranking.passages, ranking.interactions, ranking.scores)
        asked = keep_asked(sentences, ranking.selection, inquiry.generation.catalogue)
        return _timed(replace(inquiry, sentences=tuple(asked)), "weigh", began)

    def _ground(self, inquiry: Inquiry) -> Inquiry:
        """Find what else a decision rests on, and how probable it is that the archive answers."""
        began = time.perf_counter()
        ranking, question = _ranked(inquiry), inquiry.question
        asked, exchanges = find_exchanges(inquiry.generation, ranking.vector, ranking.own_tokens, question.filters)
        unknown = unknown_names(question.own, inquiry.generation.catalogue)
        grounds = Grounds(
            share=share_of(ranking.scores, ranking.coverage),
            best=inquiry.sentences[0].score if inquiry.sentences else 0.0,
            nearest=ranking.nearest,
            unknown=bool(unknown),
            asked=asked,
            evaded=max((one.similarity for one in exchanges if one.evaded), default=0.0),
        )
        found = replace(inquiry, exchanges=tuple(exchanges), unknown=tuple(unknown), confidence=probability(grounds))
        return _timed(found, "ground", began)

    def _decide(self, inquiry: Inquiry) -> Inquiry:
        """Refuse where the evidence is too weak, or where officials contradict what the question takes for granted."""
        began = time.perf_counter()
        confident = bool(inquiry.sentences) and (inquiry.confidence or 0.0) >= self.caution
        confident = confident and not (self.caution and only_evades(inquiry.sentences[0].text))
        against = find_contradiction(inquiry.findings) if self.caution and not inquiry.unknown else None
        if against is not None and any(
            overlap(span, one) for span in against.spans for one in inquiry.sentences[:LOOKED_AT]
        ):
            against = replace(against, certain=True)  # the answer would be the denial itself
        inquiry = _timed(replace(inquiry, against=against), "decide", began)
        if against is not None and against.certain:
            return replace(inquiry, done=contradicted(inquiry, against))
        return inquiry if confident else replace(inquiry, done=_refuse(inquiry))

    def _part(self, inquiry: Inquiry) -> Inquiry:
        """Where the question asks for several things, weigh the sentences for each."""
        parts = read_parts(inquiry.question.own)
        if not parts:
            return inquiry
        began = time.perf_counter()
        found = weigh_parts(inquiry.generation, self.embedder, _ranked(inquiry), parts)
        return _timed(replace(inquiry, parts=found), "part", began)

    def _compose(self, inquiry: Inquiry) -> Inquiry:
        began = time.perf_counter()
        answer = answered(inquiry, choose_spans(inquiry.sentences, parts=inquiry.parts))
        if inquiry.against is not None:
            answer = doubted(inquiry, answer, inquiry.against)
        timings = {**answer.timings_ms, "compose": (time.perf_counter() - began) * 1000}
        return replace(inquiry, done=replace(answer, timings_ms=timings))


def _refuse(inquiry: Inquiry) -> Answer:
    """Return the answer to a question that nothing answers: that officials did not say, or what kept it from an answer."""
    ranking, unknown = _ranked(inquiry), inquiry.unknown
    if not unknown:
        evaded = choose_evaded(
            inquiry.exchanges, inquiry.question.own, nearest=ranking.nearest, best_match=ranking.best_match,
            selection=ranking.selection,
        )  # fmt: skip
        if evaded is not None:
            return declined(inquiry, evaded)
    if inquiry.against is not None:
        return contradicted(inquiry, inquiry.against)
    return unanswered(inquiry, Status.NOT_IN_ARCHIVE, wording.word_refusal(unknown, near=ranking.nearest >= ON_TOPIC))


def _ranked(inquiry: Inquiry) -> Ranking:
    if inquiry.ranking is None:
        raise AssertionError("the stage 'rank' comes before this one")
    return inquiry.ranking


def _timed(inquiry: Inquiry, stage: str, began: float) -> Inquiry:
    return replace(inquiry, timings_ms={**inquiry.timings_ms, stage: (time.perf_counter() - began) * 1000})


def _join(stages: Sequence[tuple[str, Callable[[Inquiry], Inquiry]]]) -> Runnable[Inquiry, Inquiry]:
    (name, first), *others = stages
    chain: Runnable[Inquiry, Inquiry] = RunnableLambda(_unless_done(first), name=name)
    for name, stage in others:
        chain = chain | RunnableLambda(_unless_done(stage), name=name)
    return chain


def _unless_done(stage: Callable[[Inquiry], Inquiry]) -> Callable[[Inquiry], Inquiry]:
    def run(inquiry: Inquiry) -> Inquiry:
        return inquiry if inquiry.done else stage(inquiry)

    return run
