"""The pipeline as LangChain has it: a ``Runnable`` with invoke, batch, stream and callbacks."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from typing import Any, Protocol

from langchain_core.callbacks import CallbackManagerForChainRun, dispatch_custom_event
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import patch_config

from archive import Embedder, OnTheRecordError, Store, StoreBusyError, UsageError
from language import spoken_tag
from retrieval import wording
from retrieval.answer import Answer, Citation, Making, Status
from retrieval.answering.answer_builder import unanswered
from retrieval.answering.numbered_evidence import number_evidence
from retrieval.answering.pipeline import STAGES, Tools, decide, run
from retrieval.answering.state import PipelineState
from retrieval.question import Question
from retrieval.search import NothingSelectedError, Reranker
from retrieval.weights import WeightsFile, load_weights


class AnswerWriter(Protocol):
    """Words an answer in prose, from what it quotes and the evidence beside it."""

    @property
    def name(self) -> str:
        """The model that words it, as it was set (PROVIDER:NAME)."""
        ...

    def warm(self) -> None:
        """Make ready what takes seconds, so that the first answer does not wait for it."""
        ...

    def write(self, answer: Answer, evidence: tuple[Citation, ...]) -> Iterator[Answer]:
        """Yield the answer as it grows, each time with the prose that was checked so far; the last one is whole.

        Never raises for what a model or its service does: the last answer then says why it stands without a model's words.
        """
        ...


class QuestionRewriter(Protocol):
    """Puts a follow-up so that it can be asked alone."""

    def rewrite(self, question: str, before: Sequence[Answer]) -> str:
        """Return the question in words of the conversation so far, oldest answer first; '' where it has none better."""
        ...


class ArchiveAnswerer(Runnable[str | Question, Answer]):
    """Answers questions from a store, by the stages of ``pipeline.py``; with a ``writer``, prose grows above the quotations.

    Each stage that begins is told to LangChain's callbacks as a custom event ``stage`` with its name.
    """

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        *,
        caution: float | None = None,
        reranker: Reranker | None = None,
        weights: WeightsFile | None = None,
        writer: AnswerWriter | None = None,
        rewriter: QuestionRewriter | None = None,
    ) -> None:
        """``caution`` is how probable an answer must be to be given: 0 answers all, 1 refuses all; None: as the weights say.

        ``rewriter`` puts follow-ups that found no answer in other words.
        """
        self.store = store
        self.embedder = embedder
        self.caution = caution
        self.reranker = reranker
        self.weights = weights or load_weights()
        self.writer = writer
        self.rewriter = rewriter

    @property
    def tools(self) -> Tools:
        """What the stages work with: the weights are those for the embedding model."""
        weights = self.weights.for_model(self.embedder.digest)
        caution = weights.answerability.caution if self.caution is None else self.caution
        return Tools(embedder=self.embedder, weights=weights, caution=caution, reranker=self.reranker)

    def invoke(self, input: str | Question, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: A002
        """Return the answer to a question. A question that cannot be answered gets a status, not an exception."""
        *_, answer = self.stream(input, config, **kwargs)
        return answer

    def stream(
        self,
        input: str | Question,  # noqa: A002
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Iterator[Answer]:
        """Yield the answer to a question as soon as it stands, then as it grows: the last one is whole."""
        yield from self.write(self.look_up(input, config))

    def look_up(self, asked: str | Question, config: RunnableConfig | None = None) -> PipelineState:
        """Return a question with all that was found for it and, as ``done``, the answer in the archive's own words."""
        # LangChain's own method takes it that a Runnable makes nothing but its output.
        call: Any = self._call_with_config
        found: PipelineState = call(self._look_up, asked, config, run_type="chain")
        return found

    def write(self, found: PipelineState) -> Iterator[Answer]:
        """Yield the answer that was looked up; where a writer is set, as it grows prose above what it quotes."""
        answer = found.done
        if answer is None:
            raise AssertionError("a question that was looked up has an answer")
        yield answer
        if self.writer is not None and answer.answered and not answer.lead:
            yield from self.writer.write(answer, number_evidence(found, answer))

    def look(self, question: Question) -> PipelineState:
        """Return a question with all that is found for it, before it is decided whether to answer."""
        return run(self._begin(question), self.tools, stages=STAGES[: STAGES.index(decide)])

    def _begin(self, question: Question) -> PipelineState:
        return PipelineState(question=question, generation=self.store.generation(), set_filters=question.filters)

    def _look_up(
        self, asked: str | Question, run_manager: CallbackManagerForChainRun, config: RunnableConfig
    ) -> PipelineState:
        began = time.perf_counter()
        within = patch_config(config, callbacks=run_manager.get_child())

        def tell(stage: str) -> None:
            if run_manager.handlers:
                dispatch_custom_event("stage", {"name": stage}, config=within)

        question = asked if isinstance(asked, Question) else Question(text=asked)
        state = self._begin(question)
        try:
            state = run(state, self.tools, told=tell)
            answer = state.done
        except NothingSelectedError as error:
            answer = unanswered(state, Status.NOT_IN_ARCHIVE, str(error))
        except StoreBusyError:
            answer = unanswered(state, Status.BUSY, wording.BUSY)
        except UsageError:
            raise
        except OnTheRecordError as error:
            answer = unanswered(state, Status.FAILED, wording.FAILED.format(reason=error))
        if answer is None:
            raise AssertionError("the last stage always answers")
        total = (time.perf_counter() - began) * 1000
        made = None if answer.status in (Status.BUSY, Status.FAILED) else self._made(question)
        return replace(state, done=replace(answer, timings_ms={**answer.timings_ms, "total": total}, made=made))

    def _made(self, question: Question) -> Making:
        return Making(
            question=question, at=datetime.now(UTC), program=_program_version(), embedding_digest=self.embedder.digest,
            weights_digest=self.weights.digest, caution=self.tools.caution,
            reranker=self.reranker.name if self.reranker else "", language=spoken_tag(),
        )  # fmt: skip


@cache
def _program_version() -> str:
    return version("on-the-record")
