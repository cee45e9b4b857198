"""The gate: so many questions at once, so many more that wait in order of arrival, and nobody beyond that.

One for the whole process: the page, the API, the chat model and MCP ask through it.
"""

from __future__ import annotations

from threading import Condition
from types import TracebackType
from typing import Self

from retrieval import OnTheRecordError


class BusyError(OnTheRecordError):
    """As many questions wait as may: this one is not let in."""


class QuestionGate:
    """Lets ``at_once`` questions in, and ``queue`` more wait."""

    def __init__(self, *, at_once: int, queue: int) -> None:
        """``at_once`` is at least 1, ``queue`` may be 0."""
        self.at_once = at_once
        self.queue = queue
        self._changed = Condition()
        self._tickets: list[Ticket] = []  # in order of arrival: the first ``at_once`` are inside

    def take(self) -> Ticket:
        """Return a ticket, inside or in the queue; whoever has it must leave. Raises BusyError where the queue is full."""
        with self._changed:
            if len(self._tickets) >= self.at_once + self.queue:
                raise BusyError(
                    f"{self.at_once} questions are being answered and {self.queue} wait, which are all that may"
                )
            ticket = Ticket(self)
            self._tickets.append(ticket)
            return ticket

    def place_of(self, ticket: Ticket, *, wait: float) -> int:
        """Return a ticket's place in the queue, 0 once it is inside, after up to ``wait`` seconds for it to change."""
        with self._changed:
            before = self._place(ticket)
            if before:
                self._changed.wait_for(lambda: self._place(ticket) != before, timeout=wait)
            return self._place(ticket)

    def leave(self, ticket: Ticket) -> None:
        """Let the next one in. Leaving twice is leaving once."""
        with self._changed:
            if ticket in self._tickets:
                self._tickets.remove(ticket)
                self._changed.notify_all()

    @property
    def inside(self) -> int:
        """How many questions are being answered."""
        with self._changed:
            return min(len(self._tickets), self.at_once)

    @property
    def waiting(self) -> int:
        """How many questions wait."""
        with self._changed:
            return max(0, len(self._tickets) - self.at_once)

    def _place(self, ticket: Ticket) -> int:
        return max(0, self._tickets.index(ticket) - self.at_once + 1)


class Ticket:
    """One question's place at the gate. As a context manager it waits until it is inside, and leaves at the end."""

    def __init__(self, gate: QuestionGate) -> None:
        """A gate makes its tickets."""
        self._gate = gate

    def place(self, *, wait: float = 1.0) -> int:
        """Return the place in the queue, 0 once inside, after up to ``wait`` seconds for it to change."""
        return self._gate.place_of(self, wait=wait)

    def leave(self) -> None:
        """Leave, from inside or from the queue."""
        self._gate.leave(self)

    def __enter__(self) -> Self:
        """Wait until this question is let in."""
        while self.place():
            pass
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the next one in."""
        self.leave()
