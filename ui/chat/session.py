"""What one visitor's page remembers: the exchanges so far, the filters set, the passage to open."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any

import streamlit as st

from retrieval import LONGEST_QUESTION, Answer, Archive, Filters, Question, Status, UsageError
from serving import BusyError, Queued, busy_answer, shared_desk
from ui import wording
from ui.chat import conversations
from ui.chat.growing import GrowingAnswer
from ui.links import LinkedSpan

_EXCHANGES = "exchanges"
_CONVERSATION = "conversation"
_UNKEPT = "unkept"  # whether something of the conversation could not be kept, which was told
_ADDRESS = "address"  # of the conversation, as the page's address names it
_OPENED = "opened"
_PRESSED = "pressed"
_READING = "reading"
_TAKEN = "taken"
_MOST_TAKEN = 100  # ids that are remembered: the browser drops what it sees taken
_log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class ChatTurn:
    """A question and, once it is there, its answer. What was read from the question and ``taken_off`` is not read again.

    ``reworded`` is how the visitor put a follow-up that had been understood otherwise, '' where it was left as it was.
    ``growing`` is the answer while a language model still writes, ``kept`` what of the answer is kept beyond this session,
    ``next_questions`` what may be asked after it, once that is looked for.
    """

    question: str
    filters: Filters
    answer: Answer | None = None
    taken_off: tuple[str, ...] = ()
    reworded: str = ""
    growing: GrowingAnswer | None = None
    kept: Answer | None = None
    next_questions: Future[tuple[str, ...]] | None = None


def exchanges() -> list[ChatTurn]:
    """Return the conversation, oldest first; what is appended to it is kept."""
    kept: list[ChatTurn] = st.session_state.setdefault(_EXCHANGES, [])
    return kept


def conversation() -> int:
    """Return the number of this visitor's conversation; it tells one conversation's elements from the next one's."""
    number: int = st.session_state.setdefault(_CONVERSATION, 0)
    return number


def start_over() -> None:
    """Leave the conversation; it stays at its address. Filters stay as they are: they are shown, and can be taken off."""
    conversations.leave()
    _begin([], "")


def delete_conversation(store: Path) -> None:
    """Forget the conversation, here and where it is kept; where that fails it is told, and the conversation stays."""
    if conversations.forget_conversation(store):
        _begin([], "")
    else:
        st.toast(wording.CONVERSATION_NOT_FORGOTTEN)


def restore(store: Path) -> str:
    """Take up the conversation that the page's address names; return why it is not there, '' where all is well."""
    named = conversations.asked_for()
    if not named or named == st.session_state.get(_ADDRESS, ""):
        return ""
    turns = conversations.read_turns(store, named)
    if not turns:
        conversations.leave()  # a question that is asked now begins another one, and leaves that one as it is
        return wording.CONVERSATION_NOT_READ if turns is None else wording.NOT_KEPT
    _begin([_take_up(turn) for turn in turns], named)
    return ""


def keep_conversation(store: Path) -> str:
    """Keep what of the conversation is not kept yet, beyond this session; return what is to be told where that fails, once.

    What could not be kept is tried again whenever the page is drawn.
    """
    kept = _keep_turns(store)
    st.session_state[_ADDRESS] = conversations.asked_for()
    told = st.session_state.get(_UNKEPT, False)
    st.session_state[_UNKEPT] = not kept
    return "" if kept or told else wording.CONVERSATION_NOT_KEPT


def _keep_turns(store: Path) -> bool:
    for number, exchange in enumerate(exchanges()):
        if exchange.answer is not None and exchange.answer is not exchange.kept:
            turn = conversations.KeptTurn(
                question=exchange.question, filters=exchange.filters, answer=exchange.answer,
                taken_off=exchange.taken_off, reworded=exchange.reworded,
            )  # fmt: skip
            if not conversations.keep_turn(store, number, turn):
                return False
            exchange.kept = exchange.answer
    return True


def _begin(turns: list[ChatTurn], address: str) -> None:
    st.session_state[_EXCHANGES] = turns
    st.session_state[_CONVERSATION] = conversation() + 1
    st.session_state[_ADDRESS] = address


def _take_up(turn: conversations.KeptTurn) -> ChatTurn:
    return ChatTurn(
        question=turn.question, filters=turn.filters, answer=turn.answer, taken_off=turn.taken_off, reworded=turn.reworded,
        kept=turn.answer,
    )  # fmt: skip


def put_question(text: str, filters: Filters) -> None:
    """Add a question to the conversation; it is answered when the conversation is next drawn."""
    if text.strip():
        exchanges().append(ChatTurn(question=text.strip(), filters=filters))


def take_questions(value: object, filters: Filters) -> None:
    """Add the questions that were sent and not taken up yet, in order. ``value`` comes from the browser: {id, text} each."""
    known: list[str] = st.session_state.setdefault(_TAKEN, [])
    for sent in value if isinstance(value, list) else ():
        if not (isinstance(sent, Mapping) and isinstance(sent.get("id"), str) and isinstance(sent.get("text"), str)):
            continue
        if sent["id"] not in known:
            known.append(sent["id"])
            put_question(sent["text"][:LONGEST_QUESTION], filters)
    del known[:-_MOST_TAKEN]


def taken() -> list[str]:
    """Return the ids of the questions that were taken up last."""
    known: list[str] = st.session_state.setdefault(_TAKEN, [])
    return known


def stop_growing(exchange: ChatTurn, value: object) -> None:
    """End an answer that still grows, where ``value``, from the browser, says so: what stands, stands."""
    if value and exchange.growing is not None:
        exchange.growing.stop()


def answer(archive: Archive, exchange: ChatTurn, *, tell_place: Callable[[int], None]) -> Answer:
    """Return the exchange's answer as it stands, asking the archive for it the first time.

    ``tell_place`` is told the place in the queue while the question waits. Never raises but what
    ``tell_place`` does: a failure is an Answer.
    """
    if exchange.answer is None:
        exchange.answer = _ask(archive, exchange, tell_place)
    elif (growing := exchange.growing) is not None:
        done = growing.done  # before its last form is taken: none comes after it
        exchange.answer = growing.latest
        exchange.growing = None if done else growing
    return exchange.answer


def ask_without(exchange: ChatTurn, value: object) -> None:
    """Ask a question again without one thing that was read from it. ``value`` is its chip's key, from the browser."""
    read = exchange.answer.chips if exchange.answer else ()
    if any(chip.key == value for chip in read):
        exchange.taken_off += (str(value),)
        exchange.answer = exchange.growing = exchange.next_questions = None


def ask_reworded(exchange: ChatTurn, value: object) -> None:
    """Ask a follow-up again as the visitor puts it. ``value`` comes from the browser: anything but words changes nothing."""
    if isinstance(value, str) and value.strip():
        exchange.reworded = value.strip()
        exchange.answer = exchange.growing = exchange.next_questions = None


def open_span(value: object) -> None:
    """Remember the passage that was clicked. ``value`` comes from the browser: anything malformed opens nothing."""
    if not isinstance(value, Mapping) or not isinstance(value.get("release"), str):
        return
    st.session_state[_OPENED] = LinkedSpan(
        release_id=value["release"], start=_offset(value.get("start")), end=_offset(value.get("end")),
        version=_offset(value.get("version")),
    )  # fmt: skip


def ask_edited(exchange: ChatTurn, value: object) -> None:
    """Ask the latest question otherwise. ``value`` comes from the browser: anything but words changes nothing."""
    if isinstance(value, str) and value.strip() and exchanges() and exchange is exchanges()[-1]:
        exchange.question, exchange.reworded, exchange.taken_off = value.strip()[:LONGEST_QUESTION], "", ()
        exchange.answer = exchange.growing = exchange.next_questions = None


def press() -> None:
    """Remember that something in an exchange was pressed, which the whole page has to follow."""
    st.session_state[_PRESSED] = True


def take_pressed() -> bool:
    """Whether something was pressed since the page was last drawn whole, once."""
    pressed: bool = st.session_state.pop(_PRESSED, False)
    return pressed


def set_reading(reading: bool) -> None:
    """Remember whether the reader was opened when the page was last drawn whole."""
    st.session_state[_READING] = reading


def is_reading() -> bool:
    """Whether the reader was opened when the page was last drawn whole; it may have been closed since."""
    reading: bool = st.session_state.get(_READING, False)
    return reading


def take_opened() -> LinkedSpan | None:
    """Return the passage that was clicked since the page was last drawn, once."""
    opened: LinkedSpan | None = st.session_state.pop(_OPENED, None)
    return opened


def _offset(value: Any) -> int | None:
    return int(value) if isinstance(value, int | float) and value >= 0 else None


def _ask(archive: Archive, exchange: ChatTurn, tell_place: Callable[[int], None]) -> Answer:
    try:
        asked = Question(
            text=exchange.reworded or exchange.question, resolved=bool(exchange.reworded), filters=exchange.filters,
            taken_off=exchange.taken_off,
        )  # fmt: skip
        conversation = archive.converse(before=_answers_before(exchange))
        steps = shared_desk(archive.store.folder).admit(partial(conversation.stream, asked), door="page")
        forms = _forms(steps, tell_place)
        if not archive.model:
            *_, whole = forms
            return whole
        exchange.growing = GrowingAnswer(forms)
        return exchange.growing.latest
    except BusyError:
        return busy_answer(exchange.question, exchange.filters)
    except UsageError as error:
        return _failed(exchange, wording.sentence(str(error)))
    except Exception:  # noqa: BLE001 - the page is the outermost edge: the visitor sees what to do, the log has the cause
        _log.exception("could not answer %r", exchange.question)
        return _failed(exchange, wording.FAILED_ANSWER)


def _forms(steps: Iterator[Queued | Answer], tell_place: Callable[[int], None]) -> Iterator[Answer]:
    """Yield the answers among the steps; until there is one, each new place in the queue is told."""
    told = 0
    for step in steps:
        if isinstance(step, Answer):
            yield step
        elif step.place != told:
            told = step.place
            tell_place(told)


def answers_up_to(exchange: ChatTurn) -> list[Answer]:
    """Return the answers of the conversation up to this exchange, its own last."""
    return [*_answers_before(exchange), *([exchange.answer] if exchange.answer else [])]


def _answers_before(exchange: ChatTurn) -> list[Answer]:
    before = takewhile(lambda one: one is not exchange, exchanges())
    return [one.answer for one in before if one.answer is not None]


def _failed(exchange: ChatTurn, text: str) -> Answer:
    return Answer(
        question=exchange.question,
        resolved_question=exchange.question,
        status=Status.FAILED,
        text=text,
        filters=exchange.filters,
    )
