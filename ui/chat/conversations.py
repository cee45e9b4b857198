"""Conversations as they are kept: one at an address of its own, so that a reload or a restart of the server loses nothing."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from pydantic import TypeAdapter, ValidationError

from archive import Settings
from retrieval import Answer, Filters, KeptConversations, OnTheRecordError

PARAMETER = "c"  # of the page's address
CONVERSATIONS = "conversations.sqlite"  # beside the store, where no other place is set
_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTurn:
    """A question with its answer, as they are kept."""

    question: str
    filters: Filters
    answer: Answer
    taken_off: tuple[str, ...] = ()
    reworded: str = ""


_TURN = TypeAdapter(KeptTurn)


def asked_for() -> str:
    """Return the conversation that the page's address names, '' where it names none."""
    named = st.query_params.get(PARAMETER, "")
    return named if _ID.fullmatch(named) else ""


def keep_turn(store: Path, number: int, turn: KeptTurn) -> bool:
    """Keep a turn of the conversation in the page's address, from 0; the first one gives it its address.

    Return False where it could not be kept (a full disk, say), which the log then explains.
    """
    try:
        kept = _open(str(store))
        if kept is not None:
            conversation = asked_for() or kept.new_id()
            kept.keep(conversation, number, _TURN.dump_json(turn).decode())
            st.query_params[PARAMETER] = conversation
    except OnTheRecordError:
        _log.exception("a turn of a conversation could not be kept")
        return False
    return True


def read_turns(store: Path, conversation: str) -> list[KeptTurn] | None:
    """Return the turns of a conversation; None where they cannot be read now.

    They are [] where it is unknown, has expired, or was kept by another version of this program.
    """
    try:
        kept = _open(str(store))
        return [_TURN.validate_json(turn) for turn in kept.read(conversation)] if kept else []
    except ValidationError:
        _log.exception("a conversation that another version kept cannot be shown")
        return []
    except OnTheRecordError:
        _log.exception("a conversation cannot be read")
        return None


def forget_conversation(store: Path) -> bool:
    """Forget the conversation in the page's address; return False where that failed, which the log then explains."""
    try:
        kept, conversation = _open(str(store)), asked_for()
        if kept and conversation:
            kept.forget(conversation)
    except OnTheRecordError:
        _log.exception("a conversation could not be forgotten")
        return False
    leave()
    return True


def leave() -> None:
    """Take the conversation out of the page's address."""
    st.query_params.pop(PARAMETER, None)


@st.cache_resource(show_spinner=False)
def _open(store: str) -> KeptConversations | None:
    """Return the file of conversations, None where none are kept; raises StoreError where it cannot be used now."""
    settings = Settings()
    if not settings.conversation_days:
        return None
    return KeptConversations(settings.conversations or Path(store) / CONVERSATIONS, days=settings.conversation_days)
