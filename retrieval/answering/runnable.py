"""The pipeline as LangChain has it: a ``Runnable`` with invoke, batch, stream and callbacks."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from langchain_core.callbacks import CallbackManagerForChainRun, dispatch_custom_event
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import patch_config

from archive import Embedder, OnTheRecordError, Store, StoreBusyError, UsageError
from retrieval import wording
from retrieval.answer import Answer, Status
from retrieval.answering.answer_builder import unanswered
from retrieval.answering.pipeline import STAGES, Tools, decide, run
from retrieval.answering.state import PipelineState
from retrieval.question import Question
from retrieval.search import NothingSelectedError, Reranker
from retrieval.weights import WeightsFile, load_weights


class ArchiveAnswerer(Runnable[str | Question, Answer]):
    """Answers questions from a store, by the stages of ``pipeline.py``.

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
    ) -> None:
        """``caution`` is how probable an answer must be to be given: 0 answers all, 1 refuses all; None: as the weights say."""
        self.store = store
        self.embedder = embedder
        self.caution = caution
        self.reranker = reranker
        self.weights = weights or load_weights()

    @property
    def tools(self) -> Tools:
        """What the stages work with: the weights are those for the embedding model."""
        weights = self.weights.for_model(self.embedder.digest)
        caution = weights.answerability.caution if self.caution is None else self.caution
        return Tools(embedder=self.embedder, weights=weights, caution=caution, reranker=self.reranker)

    def invoke(self, input: str | Question, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: A002
        """Return the answer to a question. A question that cannot be answered gets a status, not an exception."""
        return self._call_with_config(self._answer, input, config, run_type="chain")

    def look(self, question: Question) -> PipelineState:
        """Return a question with all that is found for it, before it is decided whether to answer."""
        return run(self._begin(question), self.tools, stages=STAGES[: STAGES.index(decide)])

    def _begin(self, question: Question) -> PipelineState:
        return PipelineState(question=question, generation=self.store.generation(), set_filters=question.filters)

    def _answer(self, asked: str | Question, run_manager: CallbackManagerForChainRun, config: RunnableConfig) -> Answer:
        began = time.perf_counter()
        within = patch_config(config, callbacks=run_manager.get_child())

        def tell(stage: str) -> None:
            if run_manager.handlers:
                dispatch_custom_event("stage", {"name": stage}, config=within)

        state = self._begin(asked if isinstance(asked, Question) else Question(text=asked))
        try:
            answer = run(state, self.tools, told=tell).done
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
        return replace(answer, timings_ms={**answer.timings_ms, "total": total})
