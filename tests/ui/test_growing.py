"""An answer that grows in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from retrieval import Answer, ModelUse
from tests.ui.test_answers import answered, citation
from ui import wording
from ui.chat import GrowingAnswer

WAIT_SECONDS = 10


def plain() -> Answer:
    return answered(("It will rise.", citation(1, "It will rise.")))


def await_end(growing: GrowingAnswer) -> Answer:
    for thread in threading.enumerate():
        if thread.name == "growing answer":
            thread.join(WAIT_SECONDS)
    assert growing.done
    return growing.latest


def test_the_first_form_is_there_at_once_and_the_last_one_stays() -> None:
    go_on = threading.Event()

    def forms() -> Iterator[Answer]:
        yield plain()
        go_on.wait(WAIT_SECONDS)
        yield replace(plain(), model=ModelUse(name="m", prompt="1", kept=1))

    growing = GrowingAnswer(forms())
    assert growing.latest.model is None
    assert not growing.done
    go_on.set()
    use = await_end(growing).model
    assert use is not None
    assert use.kept == 1


def test_an_answer_that_stops_growing_says_so_and_stands() -> None:
    def forms() -> Iterator[Answer]:
        yield plain()
        yield replace(plain(), model=ModelUse(name="m", prompt="1", finished=False))
        raise OSError("the disk is full")

    last = await_end(GrowingAnswer(forms()))
    assert last.statements == plain().statements
    assert last.model is not None
    assert (last.model.finished, last.model.fell_back) == (True, wording.STOPPED_GROWING)


def test_what_the_first_form_raises_is_raised() -> None:
    def forms() -> Iterator[Answer]:
        raise OSError("no such disk")
        yield plain()

    with pytest.raises(OSError, match="no such disk"):
        GrowingAnswer(forms())
