"""Feedback as question-set lines: what was useful becomes a case, all else a line that a person has to complete."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evaluation.questions import AnswerableCase, Evidence, Line, UnanswerableCase, UnanswerableKind, UnfinishedCase
from retrieval import LONGEST_QUESTION, Feedback, InvalidReceiptError, Receipt, Status, Voice, read_receipt

_OFFICIAL = (Voice.OFFICIAL, Voice.OFFICE)
_USEFUL = "Somebody found this answer useful"
_NOT_USEFUL = "Somebody did not find this useful"
_NARROWED = "It was asked with filters or without what was read from it: put what they say into the question"


def make_line(feedback: Feedback) -> Line:
    """Return the line of a question set that feedback comes to; raises InvalidReceiptError where its receipt is none.

    A useful answer that officials' words gave is a case with those words as evidence, a useful refusal one that is to be
    refused. What was not useful, or was asked with filters, which a set cannot hold, is still to do: a person says what is right.
    """
    receipt = read_receipt(feedback.receipt.encode(), name=f"the receipt of the feedback {feedback.id}")
    asked = receipt.asked
    narrowed = asked.filters.narrows or asked.taken_off or asked.as_asked
    why = ". ".join(_tell(feedback, receipt, narrowed=bool(narrowed)))
    case_id, question = f"feedback-{feedback.id}", receipt.understood.question[:LONGEST_QUESTION]
    if not feedback.useful or narrowed:
        return UnfinishedCase(id=case_id, kind="to-do", question=question, asked_on=asked.asked_on, why=why)
    if receipt.status is not Status.ANSWERED:
        kind: UnanswerableKind = "false-premise" if receipt.status is Status.CONTRADICTED else "unanswerable"
        return UnanswerableCase(id=case_id, kind=kind, question=question, asked_on=asked.asked_on, why=why)
    quoted = [one for one in receipt.quotations if one.stated]
    speakers = {one.speaker for one in quoted if one.voice in _OFFICIAL}
    days = {one.date for one in quoted}
    return AnswerableCase(
        id=case_id, kind="list" if receipt.said else "fact", question=question, asked_on=asked.asked_on, why=why,
        answer=receipt.said or " ".join(one.words for one in quoted),
        evidence=tuple(Evidence(release=one.release, quote=one.words) for one in quoted),
        speaker=speakers.pop() if len(speakers) == 1 else None, date=days.pop() if len(days) == 1 else None,
    )  # fmt: skip


def describe_feedback(given: Sequence[Feedback]) -> Iterator[str]:
    """Yield for the terminal what was thought of each answer, and the question that it answered."""
    for one in given:
        thought = "useful" if one.useful else f"not useful ({one.reason.value if one.reason else 'no reason given'})"
        yield f"{one.given:%Y-%m-%d %H:%M}  {one.id}  {thought}"
        try:
            yield f"    {read_receipt(one.receipt.encode(), name='its receipt').asked.text}"
        except InvalidReceiptError as error:  # another version of this program wrote it
            yield f"    {error}"
        if one.comment:
            yield f"    “{' '.join(one.comment.split())}”"


def _tell(feedback: Feedback, receipt: Receipt, *, narrowed: bool) -> Iterator[str]:
    """Yield what whoever completes or reads the line has to know."""
    reason = f" ({feedback.reason.value})" if feedback.reason else ""
    yield f"{_USEFUL if feedback.useful else _NOT_USEFUL}{reason}, {feedback.given:%Y-%m-%d}"
    if feedback.comment:
        yield f"They wrote: {' '.join(feedback.comment.split())}"
    if narrowed:
        yield _NARROWED
    if not feedback.useful or narrowed:
        quoted = "; ".join(f"{one.release}: {one.words}" for one in receipt.quotations if one.stated)
        yield f"It was {receipt.status.value}" + (f", with {quoted}" if quoted else "")
