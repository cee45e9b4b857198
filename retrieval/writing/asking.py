"""Asking: one call of the model, within its budget and its limits, or an earlier draft of the same call."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive import StoreError
from retrieval import wording
from retrieval.writing.budget import Budget, Reservation
from retrieval.writing.faults import ModelFaultError, tell_fault
from retrieval.writing.model import ChatModel, Piece
from retrieval.writing.prompt import PROMPT_VERSION
from retrieval.writing.stream import ModelTooLongError, ModelTooSlowError, StreamLimits, read_within

_LOG = logging.getLogger(__name__)
_CUT_SHORT = frozenset({"length", "max_tokens"})  # how services say that an answer was longer than it may be
_FROM_DRAFT = "stop"
_ENDED = re.compile(r"[.!?…][\"'”’»)\]\s\d\[,]*$")  # marks of citation may follow
_LETTERS_A_TOKEN = 6  # more than a text has on the average in any model's tokens: a prompt of fewer was cut

Messages = Sequence[tuple[str, str]]


@dataclass(slots=True)
class ModelCall:
    """What one call came to.

    Tokens and money are None where the service does not count them. ``stopped`` is why the model stopped, '' where its service
    did not say; not ``whole``, its last line was cut off.
    """

    tokens_in: int | None = None
    tokens_out: int | None = None
    money: float | None = None
    cached: bool = False
    stopped: str = ""
    text: str = ""

    @property
    def cut_short(self) -> bool:
        """Whether the model wrote as much as it may, and was not done."""
        return self.stopped in _CUT_SHORT

    @property
    def whole(self) -> bool:
        """Whether the last line is a whole one: the service says so, or it ends as a sentence does."""
        return not self.cut_short and bool(self.stopped or _ENDED.search(self.text))

    def add(self, piece: Piece) -> None:
        """Take in a piece."""
        self.text += piece.text
        self.stopped = piece.stopped or self.stopped
        if piece.tokens_in or piece.tokens_out:
            self.tokens_in = (self.tokens_in or 0) + piece.tokens_in
            self.tokens_out = (self.tokens_out or 0) + piece.tokens_out


class ModelAsker:
    """Asks a model; may be used from several threads."""

    def __init__(self, model: ChatModel, *, limits: StreamLimits, budget: Budget) -> None:
        self.model, self._limits, self._budget = model, limits, budget

    def ask(self, messages: Messages, call: ModelCall) -> Iterator[str]:
        """Yield what the model writes, and put into ``call`` what it came to.

        A draft that was written for the very same is given again, and nobody is asked. Raises ModelFaultError, with what is to be
        told, where a budget, a limit or the service ends it.
        """
        key = self._key(messages)
        try:
            draft = self._budget.ledger.read_draft(key)
            if draft is not None:
                call.tokens_in, call.tokens_out, call.money, call.cached = 0, 0, 0.0, True
                call.text, call.stopped = draft, _FROM_DRAFT
                yield draft
                return
            reservation = self._budget.reserve(messages)
        except StoreError as error:
            raise _fault(error) from error
        yield from self._stream(messages, call, reservation)
        self._settle(call, reservation)
        if was_cut(messages, call.tokens_in):
            raise ModelFaultError(wording.MODEL_CUT)
        if call.text.strip() and not call.stopped and not call.whole:
            raise ModelFaultError(wording.MODEL_BROKE_OFF)
        if call.stopped and not call.cut_short and call.text.strip():
            self._keep(key, call.text)

    def _stream(self, messages: Messages, call: ModelCall, reservation: Reservation) -> Iterator[str]:
        begun = False
        try:
            for piece in read_within(self._limits, lambda: self.model.stream(messages)):
                begun = True
                call.add(piece)
                if piece.text:
                    yield piece.text
        except (ModelTooSlowError, ModelTooLongError) as error:
            raise _fault(error) from error  # what is not settled stays spent: the service may go on for a while
        except Exception as error:
            if not begun:
                self._settle(call, reservation)
            raise _fault(error) from error

    def _settle(self, call: ModelCall, reservation: Reservation) -> None:
        """Put what was counted in place of what was reserved; what nobody counted stays as it was estimated."""
        if call.tokens_in is None and call.text:
            return
        read, written = call.tokens_in or 0, call.tokens_out or 0
        call.money = self._budget.caps.price(read, written)
        try:
            reservation.settle(read, written, call.money)
        except StoreError:
            _LOG.exception("what the language model cost stays as it was estimated")

    def _keep(self, key: str, draft: str) -> None:
        try:
            self._budget.ledger.keep_draft(key, draft)
        except StoreError:
            _LOG.exception("a draft of the language model was not kept")

    def _key(self, messages: Messages) -> str:
        """Return what a draft is kept under: all that it depends on, the question and the evidence in the messages."""
        depends = [PROMPT_VERSION, self.model.name, self._limits.tokens, *map(list, messages)]
        return hashlib.sha256(json.dumps(depends).encode()).hexdigest()


def was_cut(messages: Messages, tokens_in: int | None) -> bool:
    """Whether a service read far fewer tokens than the messages have: it cut the prompt to its context without a word."""
    return bool(tokens_in) and (tokens_in or 0) * _LETTERS_A_TOKEN < sum(len(text) for _, text in messages)


def _fault(error: Exception) -> ModelFaultError:
    _LOG.warning("the language model failed", exc_info=error)
    return ModelFaultError(tell_fault(error))
