"""Writer: words an answer in prose by a language model, sentence by sentence, each verified before it is shown.

It never decides whether to answer, and takes nothing from the answer: whatever the model does, what the archive says stands.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from archive import LEDGER, Ledger, Settings
from retrieval import wording
from retrieval.answer import Answer, Citation, ModelUse
from retrieval.answering.verify import Reason, VerifiedSentence
from retrieval.writing.asking import ModelAsker, ModelCall
from retrieval.writing.budget import Budget, Caps
from retrieval.writing.composition import Composition
from retrieval.writing.faults import ModelFaultError
from retrieval.writing.lines import DraftSentence, LineReader
from retrieval.writing.model import open_model
from retrieval.writing.prompt import INSTRUCTIONS, PROMPT_VERSION, as_data, name_group, write_messages
from retrieval.writing.stream import StreamLimits

_log = logging.getLogger(__name__)


class SentenceCheck(Protocol):
    """Verifies sentences against the evidence of one question."""

    def verify(self, sentence: str, *, cited: Sequence[int] = ()) -> VerifiedSentence:
        """Return what becomes of a sentence that cites this evidence."""
        ...


OpenCheck = Callable[[Sequence[Citation], str], SentenceCheck]  # from evidence and question to what verifies


class Writer:
    """Words answers in prose; may be used from several threads."""

    def __init__(self, asker: ModelAsker, open_check: OpenCheck) -> None:
        self.asker, self._open_check = asker, open_check

    @property
    def name(self) -> str:
        """The model that words answers: PROVIDER:NAME."""
        return self.asker.model.name

    @property
    def prompt(self) -> str:
        """The version of what the model is told."""
        return PROMPT_VERSION

    def warm(self) -> None:
        """Make the model's client, whose import takes seconds; what it lacks is told with the first answer."""
        try:
            self.asker.model.warm()
        except Exception:  # noqa: BLE001 - whatever a provider's class raises for settings that it cannot take
            _log.warning("the language model %s cannot be made ready", self.name, exc_info=True)

    def write(self, answer: Answer, evidence: tuple[Citation, ...]) -> Iterator[Answer]:
        """Yield the answer each time it has grown by a verified sentence; the last one is whole, with what the model came to."""
        began, call, fault = time.perf_counter(), ModelCall(), ""
        composition = Composition(answer, evidence)

        def use(*, finished: bool, fell_back: str = "") -> ModelUse:
            return ModelUse(
                name=self.name, prompt=PROMPT_VERSION, tokens_in=call.tokens_in, tokens_out=call.tokens_out,
                seconds=round(time.perf_counter() - began, 3), money=call.money, cached=call.cached,
                fell_back=fell_back, finished=finished,
            )  # fmt: skip

        try:
            for sentence in self._verify(answer.resolved_question, evidence, call):
                if isinstance(sentence, DraftSentence):
                    composition.drop(Reason.SHAPE.value)
                elif composition.take(sentence):
                    yield composition.build(use(finished=False))
        except ModelFaultError as error:
            fault = str(error)
        if not fault and composition.empty:
            fault = _tell_nothing(call, composition)
        yield composition.build(use(finished=True, fell_back=fault))

    def _verify(
        self, question: str, evidence: tuple[Citation, ...], call: ModelCall
    ) -> Iterator[VerifiedSentence | DraftSentence]:
        """Yield what becomes of each sentence that the model writes; those that are no prose as they were."""
        check = self._open_check(evidence, question)
        lines = LineReader(
            numbers=(one.n for one in evidence),
            headers=map(name_group, evidence),
            prompt=(*INSTRUCTIONS, as_data(question)),
        )
        fault = None
        try:
            for text in self.asker.ask(write_messages(question, evidence), call):
                for sentence in lines.feed(text):
                    yield check.verify(sentence.text, cited=sentence.cited) if sentence.fit else sentence
        except ModelFaultError as error:
            fault = error
        for sentence in lines.finish(whole=call.whole):
            yield check.verify(sentence.text, cited=sentence.cited) if sentence.fit else sentence
        if fault:
            raise fault


def _tell_nothing(call: ModelCall, composition: Composition) -> str:
    """Return why there are no words of a model that came to its end."""
    if call.cut_short:
        return wording.MODEL_SHORT
    return wording.MODEL_UNVERIFIED if composition.dropped else wording.MODEL_SILENT


def open_asker(settings: Settings, store: Path) -> ModelAsker:
    """Return what asks the model that is set, within its limits; its ledger lies in the folder of the store.

    Raises UsageError for a model that cannot be, StoreError for a ledger that cannot be written.
    """
    caps, model = Caps.from_settings(settings), open_model(settings)
    limits = StreamLimits(
        first=settings.model_first_token_s,
        gap=settings.model_gap_s,
        total=settings.model_total_s,
        tokens=settings.model_max_tokens,
    )
    budget = Budget(caps, Ledger(settings.model_ledger or store / LEDGER))
    return ModelAsker(model, limits=limits, budget=budget)
