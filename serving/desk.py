"""The desk: the one place of a process where questions are asked, through one gate, of one archive, and counted."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from archive import Settings
from retrieval import Answer, Archive, EmptyStoreError, Filters, Question, Status, StoreError, StoreState, store_state
from retrieval import wording as shared
from serving import wording
from serving.gate import BusyError, QuestionGate
from serving.tally import Tally

RETRY_AFTER = 5  # seconds
_Item = TypeVar("_Item")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A question waits; ``place`` 1 is the next to be let in."""

    place: int


def never() -> bool:
    """Whoever asks stays."""
    return False


class Desk:
    """Opens a store's archive once, and asks it as many questions at a time as the gate lets in."""

    def __init__(self, store: Path, *, gate: QuestionGate) -> None:
        """Take the folder of a store, which may be empty yet."""
        self.store = store
        self.gate = gate
        self.tally = Tally(
            inside=lambda: gate.inside,
            waiting=lambda: gate.waiting,
            generation=lambda: self.generation,
            hindered=lambda: self.hindered,
        )
        self._opening = threading.Lock()
        self._archive: Archive | None = None

    @property
    def generation(self) -> int:
        """The number of the store's generation that is open, 0 where none is."""
        return self._archive.store.generation().number if self._archive else 0

    @property
    def hindered(self) -> bool:
        """Whether the server that holds the vectors cannot be asked; the archive answers all the same."""
        return bool(self._archive and self._archive.store.generation().index_trouble())

    @property
    def damage(self) -> str:
        """What of the store is damaged while it still answers, in the words of /healthz; '' where nothing is."""
        return wording.DAMAGED if self._archive and self._archive.store.trouble else ""

    def state(self) -> StoreState:
        """Return what the store can do now; 'failed' also where it cannot be opened.

        Where it is ready, ``message`` is what hinders it while it still answers.
        """
        state = store_state(self.store)
        if state.name == "ready":
            try:
                return replace(state, message=self.archive().trouble())
            except StoreError as error:
                return StoreState(name="failed", message=str(error))
        return state

    def forget(self) -> None:
        """Close the archive: its store is gone, and may come back as another."""
        with self._opening:
            self._archive = None

    def archive(self) -> Archive:
        """Return the open archive; raises EmptyStoreError where there is none yet, StoreError where it cannot be opened."""
        with self._opening:
            state = store_state(self.store)
            if state.name != "ready":
                self._archive = None
                raise EmptyStoreError(f"{state.message} {state.next_step}".strip())
            if self._archive is None:
                self._archive = Archive.open(self.store)
            return self._archive

    def ask(
        self, question: Question, *, before: Sequence[Question] = (), door: str, gone: Callable[[], bool] = never
    ) -> Iterator[Queued | Answer]:
        """Yield the place in the queue while the question waits, then its answer as it grows; the last one is whole.

        ``before`` are the questions so far, oldest first, which are looked up again so that this one may refer to them. It ends
        early once ``gone`` says that nobody listens any more. Raises BusyError where no more may wait, UsageError for a question
        too long to be one, StoreError where the archive cannot be opened.
        """
        return self.admit(lambda: self.converse(question, before), door=door, gone=gone)

    def answers(self, make: Callable[[], Iterator[Answer]], *, door: str) -> Iterator[Answer]:
        """Yield the answers that ``make`` yields once it is let in, however long that takes; raises as ``admit``."""
        return (step for step in self.admit(make, door=door) if isinstance(step, Answer))

    def admit(
        self, make: Callable[[], Iterator[_Item]], *, door: str, gone: Callable[[], bool] = never
    ) -> Iterator[Queued | _Item]:
        """Yield the place in the queue while this waits, then what ``make`` yields; answers are counted. Raises as ``ask``."""
        try:
            ticket = self.gate.take()
        except BusyError:
            self.tally.count_busy(door)
            raise
        try:
            place = ticket.place(wait=0)
            while place:
                if gone():
                    return
                yield Queued(place=place)
                place = ticket.place()
            began, last = time.perf_counter(), None
            with closing(_as_generator(make)) as made:
                for item in made:
                    if isinstance(item, Answer):
                        ticket.leave()  # what a language model still writes keeps nobody waiting
                    yield item
                    last = item
                    if gone():
                        return
            if isinstance(last, Answer):
                self.tally.count_answer(last, door=door, seconds=time.perf_counter() - began)
        finally:
            ticket.leave()

    def converse(self, question: Question, before: Sequence[Question] = ()) -> Iterator[Answer]:
        """Yield the answer to a question after others, as it grows; this is what ``ask`` admits."""
        conversation = self.archive().converse()
        for earlier in before:
            # Its first form is enough: what a model made of it is no evidence, and costs.
            with closing(_as_generator(partial(conversation.stream, earlier))) as made:
                next(made)
        for answer in conversation.stream(question):
            yield _without_insides(answer)


def _as_generator(make: Callable[[], Iterator[_Item]]) -> Generator[_Item]:
    yield from make()


def _without_insides(answer: Answer) -> Answer:
    """Return an answer as programs elsewhere may read it: why the archive failed is for the log."""
    if answer.status is not Status.FAILED:
        return answer
    _log.error("%r could not be answered: %s", answer.question, answer.text)
    return replace(answer, text=wording.NOT_SERVING["failed"])


def busy_answer(question: str, filters: Filters) -> Answer:
    """Return the answer to a question that was not let in."""
    text = shared.TOO_MANY_ASK.format(seconds=RETRY_AFTER)
    return Answer(question=question, resolved_question=question, status=Status.BUSY, text=text, filters=filters)


@lru_cache(maxsize=4)
def shared_desk(store: Path) -> Desk:
    """Return this process's desk over a store: the page and every door ask at the same one."""
    settings = Settings()
    return Desk(store, gate=QuestionGate(at_once=settings.questions_at_once, queue=settings.queue))
