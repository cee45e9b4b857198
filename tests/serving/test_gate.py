"""The gate: so many inside, so many in the queue in order of arrival, and nobody beyond."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from retrieval import Filters
from serving.desk import Desk, busy_answer
from serving.gate import BusyError, QuestionGate


def test_places_are_given_in_order_and_move_up() -> None:
    gate = QuestionGate(at_once=2, queue=3)
    tickets = [gate.take() for _ in range(5)]
    assert [ticket.place(wait=0) for ticket in tickets] == [0, 0, 1, 2, 3]
    assert (gate.inside, gate.waiting) == (2, 3)
    tickets[1].leave()
    assert [ticket.place(wait=0) for ticket in tickets[2:]] == [0, 1, 2]
    tickets[3].leave()  # from the queue
    assert tickets[4].place(wait=0) == 1
    assert (gate.inside, gate.waiting) == (2, 1)


def test_nobody_is_let_in_beyond_the_queue() -> None:
    gate = QuestionGate(at_once=1, queue=0)
    ticket = gate.take()
    with pytest.raises(BusyError, match="1 questions are being answered and 0 wait"):
        gate.take()
    ticket.leave()
    ticket.leave()
    assert gate.take().place(wait=0) == 0


def test_who_waits_is_told_at_once_when_the_place_changes() -> None:
    gate = QuestionGate(at_once=1, queue=1)
    first, second = gate.take(), gate.take()
    threading.Timer(0.05, first.leave).start()
    assert second.place(wait=20) == 0


def test_never_more_are_inside_than_may_be() -> None:
    gate, inside, most = QuestionGate(at_once=2, queue=40), [0], [0]
    lock = threading.Lock()

    def enter() -> None:
        with gate.take():
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            threading.Event().wait(0.002)
            with lock:
                inside[0] -= 1

    threads = [threading.Thread(target=enter) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [2]
    assert (gate.inside, gate.waiting) == (0, 0)


def test_an_answer_that_still_grows_keeps_nobody_waiting(tmp_path: Path) -> None:
    desk = Desk(tmp_path, gate=QuestionGate(at_once=1, queue=0))
    words = busy_answer("What of the pier?", Filters())  # any answer: the gate does not look at it
    growing = desk.answers(lambda: iter([words, words]), door="page")
    next(growing)
    assert desk.gate.inside == 0
    assert list(desk.answers(lambda: iter([words]), door="api")) == [words]
    assert list(growing) == [words]
