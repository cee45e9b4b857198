"""Ask: a question goes in, an Answer comes out. A LangChain ``Runnable``: invoke, batch, stream, callbacks."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from langchain_core.callbacks import CallbackManagerForChainRun
from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda
from langchain_core.runnables.config import patch_config

from archive.embedder import Embedder
from archive.errors import OnTheRecordError, StoreBusyError, UsageError
from archive.releases import Passage
from archive.store import Generation, Store
from retrieval import wording
from retrieval.answer import Answer, Citation, Retrieved, Statement, Status
from retrieval.compose import Span, choose_spans, cite, describe
from retrieval.decision import probability
from retrieval.evidence import Sentence, weigh_sentences, weigh_words
from retrieval.question import Question
from retrieval.read_question import read_question
from retrieval.reading import Chip, merge
from retrieval.retriever import NothingSelectedError, Ranking, rank_passages
from retrieval.scope import check_scope
from retrieval.words import content_words

NEAREST_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """A question on its way: what each stage has found so far. ``done`` holds the answer as soon as there is one."""

    question: Question
    generation: Generation
    chips: tuple[Chip, ...] = ()
    ranking: Ranking | None = None
    sentences: tuple[Sentence, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)
    done: Answer | None = None


class ArchiveAnswerer(Runnable[str | Question, Answer]):
    """Answers questions from a store. Stages: scope, read, rank, weigh, compose, each a Runnable that callbacks can see."""

    def __init__(self, store: Store, embedder: Embedder, *, caution: float = 0.4) -> None:
        """``caution`` is how probable an answer must be to be given: 0 answers all, 1 refuses all."""
        self.store = store
        self.embedder = embedder
        self.caution = caution
        stages: list[tuple[str, Callable[[Inquiry], Inquiry]]] = [
            ("scope", self._scope), ("read", self._read), ("rank", self._rank), ("weigh", self._weigh),
            ("compose", self._compose),
        ]  # fmt: skip
        self._chain: Runnable[Inquiry, Inquiry] = RunnableLambda(_unless_done(stages[0][1]), name=stages[0][0])
        for name, stage in stages[1:]:
            self._chain = self._chain | RunnableLambda(_unless_done(stage), name=name)

    def invoke(self, input: str | Question, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: A002
        """Return the answer to a question. A question that cannot be answered gets a status, not an exception."""
        return self._call_with_config(self._answer, input, config, run_type="chain")

    def _answer(self, asked: str | Question, run_manager: CallbackManagerForChainRun, config: RunnableConfig) -> Answer:
        began = time.perf_counter()
        question = asked if isinstance(asked, Question) else Question(text=asked)
        inquiry = Inquiry(question=question, generation=self.store.generation())
        try:
            found = self._chain.invoke(inquiry, patch_config(config, callbacks=run_manager.get_child())).done
        except NothingSelectedError as error:
            found = _unanswered(inquiry, Status.NOT_IN_ARCHIVE, str(error))
        except StoreBusyError:
            found = _unanswered(inquiry, Status.BUSY, wording.BUSY)
        except UsageError:
            raise
        except OnTheRecordError as error:
            found = _unanswered(inquiry, Status.FAILED, wording.FAILED.format(reason=error))
        if found is None:
            raise AssertionError("the last stage always answers")
        total = (time.perf_counter() - began) * 1000
        return replace(found, timings_ms={**found.timings_ms, "total": total})

    def _scope(self, inquiry: Inquiry) -> Inquiry:
        outside = check_scope(inquiry.question.text)
        return replace(inquiry, done=_unanswered(inquiry, *outside)) if outside else inquiry

    def _read(self, inquiry: Inquiry) -> Inquiry:
        """Narrow the question to what it says itself of who, when and where; what the person set stays."""
        question = inquiry.question
        if question.as_asked:
            return inquiry
        read = read_question(question.text, inquiry.generation.catalogue, opening=question.opening)
        reading = read.without(keys=question.taken_off).beside(question.filters)
        narrowed = replace(question, filters=merge(question.filters, reading))
        return replace(inquiry, question=narrowed, chips=reading.chips)

    def _rank(self, inquiry: Inquiry) -> Inquiry:
        ranking = rank_passages(inquiry.generation, self.embedder, inquiry.question)
        return replace(inquiry, ranking=ranking, timings_ms={**inquiry.timings_ms, **ranking.timings_ms})

    def _weigh(self, inquiry: Inquiry) -> Inquiry:
        began = time.perf_counter()
        if inquiry.ranking is None or not inquiry.ranking.passages:
            return replace(inquiry, done=_unanswered(inquiry, Status.NOT_IN_ARCHIVE, wording.NOT_IN_SELECTION))
        # A follow-up is searched with the question that it leans on; what its sentences are weighed by is what it asks itself.
        text = inquiry.question.text
        vector = inquiry.ranking.vector if text == inquiry.question.searched else self.embedder.embed([text])[0]
        catalogue = inquiry.generation.catalogue
        weights = weigh_words(text, catalogue.document_frequencies(content_words(text)), catalogue.count("passages"))
        sentences = weigh_sentences(text, vector, inquiry.ranking.passages, embedder=self.embedder, weights=weights)
        took = (time.perf_counter() - began) * 1000
        return replace(inquiry, sentences=tuple(sentences), timings_ms={**inquiry.timings_ms, "weigh": took})

    def _compose(self, inquiry: Inquiry) -> Inquiry:
        nearest = inquiry.ranking.nearest if inquiry.ranking else 0.0
        words = len(content_words(inquiry.question.text))
        confidence = probability(inquiry.sentences, nearest=nearest, words=words)
        refused = replace(_unanswered(inquiry, Status.NOT_IN_ARCHIVE, wording.NOT_IN_ARCHIVE), confidence=confidence)
        if confidence < self.caution:
            return replace(inquiry, done=refused)
        spans = choose_spans(inquiry.sentences)
        titles = inquiry.generation.catalogue.titles(span.passage.release_id for span in spans)
        citations = tuple(cite(span, n, titles[span.passage.release_id]) for n, span in enumerate(spans, 1))
        statements = tuple(Statement(text=citation.quote, citations=(citation.n,)) for citation in citations)
        answer = replace(
            refused,
            status=Status.ANSWERED,
            text="\n\n".join(describe(citation) for citation in citations),
            statements=statements,
            citations=citations,
            nearest=(),
        )
        return replace(inquiry, done=answer)


def _unless_done(stage: Callable[[Inquiry], Inquiry]) -> Callable[[Inquiry], Inquiry]:
    def run(inquiry: Inquiry) -> Inquiry:
        return inquiry if inquiry.done else stage(inquiry)

    return run


def _unanswered(inquiry: Inquiry, status: Status, text: str) -> Answer:
    """Return an answer without statements, with what was retrieved and the nearest passages."""
    catalogue = inquiry.generation.catalogue
    ranking = inquiry.ranking
    passages: tuple[Passage, ...] = ranking.passages if ranking else ()
    titles = catalogue.titles(passage.release_id for passage in passages)
    retrieved = tuple(
        Retrieved(
            release_id=p.release_id, start=p.start, end=p.end, text=p.text, score=score, title=titles[p.release_id][0],
            date=p.date, voice=p.voice, speaker=p.speaker, label=p.label,
        )
        for p, score in zip(passages, ranking.scores if ranking else (), strict=True)
    )  # fmt: skip
    return Answer(
        question=inquiry.question.text,
        resolved_question=inquiry.question.searched,
        status=status,
        text=text,
        filters=inquiry.question.filters,
        chips=inquiry.chips,
        retrieved=retrieved,
        nearest=_nearest(passages, titles),
        timings_ms=inquiry.timings_ms,
        generation=inquiry.generation.number,
        embedding_model=inquiry.generation.embedding_model,
    )


def _nearest(passages: tuple[Passage, ...], titles: dict[str, tuple[str, str | None]]) -> tuple[Citation, ...]:
    """Return the first passages of different places, as citations."""
    return tuple(
        cite(Span(passage=p, start=p.start, end=p.end), n, titles[p.release_id])
        for n, p in enumerate(passages[:NEAREST_SHOWN], 1)
    )
