"""The page asks through the gate that every door shares: where no more may wait, it says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive import Settings
from retrieval import Archive, Filters, Status
from serving import Desk, QuestionGate, shared_desk
from ui.chat import session

pytestmark = pytest.mark.model


def test_a_question_too_many_is_told_to_wait_and_can_be_asked_again(
    sample_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(sample_archive.store.folder, gate=QuestionGate(at_once=1, queue=0))
    monkeypatch.setattr(session, "shared_desk", lambda _: desk)
    monkeypatch.setattr(session, "_answers_before", lambda _: [])  # no visitor's session here
    told: list[int] = []
    asked = session.ChatTurn(question="How many visas were issued in November?", filters=Filters())
    with desk.gate.take():
        answer = session.answer(sample_archive, asked, tell_place=told.append)
    assert answer.status is Status.BUSY
    assert "Ask again" in answer.text
    again = session.ChatTurn(question=asked.question, filters=Filters())
    assert session.answer(sample_archive, again, tell_place=told.append).status is Status.ANSWERED
    assert b'otr_questions_total{door="page",status="answered"} 1.0' in desk.tally.write()
    assert b'otr_busy_total{door="page"} 1.0' in desk.tally.write()


def test_a_question_that_waits_is_told_its_place(sample_archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(sample_archive.store.folder, gate=QuestionGate(at_once=1, queue=1))
    monkeypatch.setattr(session, "shared_desk", lambda _: desk)
    monkeypatch.setattr(session, "_answers_before", lambda _: [])
    before, told = desk.gate.take(), list[int]()

    def tell_place(place: int) -> None:
        told.append(place)
        before.leave()  # the one before is done

    asked = session.ChatTurn(question="How many visas were issued in November?", filters=Filters())
    assert session.answer(sample_archive, asked, tell_place=tell_place).status is Status.ANSWERED
    assert told == [1]


def test_a_process_has_one_desk_over_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTR_QUESTIONS_AT_ONCE", "3")
    monkeypatch.setenv("OTR_QUEUE", "5")
    desk = shared_desk(tmp_path)
    assert (desk.gate.at_once, desk.gate.queue) == (3, 5)
    assert desk is shared_desk(Path(str(tmp_path)))
    assert Settings().questions_at_once == 3
