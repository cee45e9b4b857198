"""Feedback: whether an answer was useful, and if not, why. One for each answer: a changed mind replaces it."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from archive import Settings
from retrieval import (
    LONGEST_COMMENT,
    Answer,
    Feedback,
    FeedbackReason,
    KeptFeedback,
    OnTheRecordError,
    Status,
    feedback_file,
    make_receipt,
)
from ui import wording

_GIVEN = "feedback"  # what was given on each answer that this session shows, by the answer's id
_ASKING = "feedback-asking"  # the answers of which it is asked why they were not useful
_TOLD = "feedback-told"
_NOTHING_SAID = frozenset({Status.BUSY, Status.FAILED, Status.OUT_OF_SCOPE})
_log = logging.getLogger(__name__)


def show_feedback(store: Path, answer: Answer, *, key: str) -> bool:
    """Show two buttons, and which of them was pressed; return whether it is still to be asked why."""
    kept = _open(str(store))
    if kept is None or answer.made is None or answer.status in _NOTHING_SAID:
        return False
    given = _given(kept, answer.made.id)
    for useful, name, pressed in (
        (True, wording.USEFUL, wording.MARKED_USEFUL),
        (False, wording.NOT_USEFUL, wording.MARKED_NOT_USEFUL),
    ):
        st.button(
            pressed if given is not None and given.useful is useful else name, type="tertiary", on_click=_press,
            args=(kept, answer), kwargs={"useful": useful}, key=f"{key}-{'useful' if useful else 'not-useful'}",
        )  # fmt: skip
    if told := st.session_state.pop(_TOLD, ""):
        st.toast(told)
    return answer.made.id in _asking()


def ask_why(store: Path, answer: Answer, *, key: str) -> None:
    """Ask why an answer was not useful, in the place where it is shown."""
    kept = _open(str(store))
    if kept is None or answer.made is None:
        return
    given = _given(kept, answer.made.id)
    with st.form(f"{key}-why", border=False):
        reason = st.radio(
            wording.WHY_NOT_USEFUL, list(FeedbackReason), format_func=lambda one: wording.REASONS[one.value],
            index=list(FeedbackReason).index(given.reason) if given and given.reason else None, key=f"{key}-reason",
        )  # fmt: skip
        comment = st.text_area(
            wording.COMMENT, given.comment if given else "", max_chars=LONGEST_COMMENT, height=80, key=f"{key}-comment"
        )
        if st.form_submit_button(wording.SEND_WHY):
            _keep(kept, answer, useful=False, reason=reason, comment=comment)
            _asking().discard(answer.made.id)
            st.rerun()


def _press(kept: KeptFeedback, answer: Answer, *, useful: bool) -> None:
    """Keep what was pressed at once; what was written before stays until it is sent anew."""
    if answer.made is None:
        return
    given = _given(kept, answer.made.id)
    if given is None or given.useful is not useful:
        _keep(kept, answer, useful=useful)
    if useful:
        _asking().discard(answer.made.id)
    else:
        _asking().add(answer.made.id)


def _keep(
    kept: KeptFeedback, answer: Answer, *, useful: bool, reason: FeedbackReason | None = None, comment: str = ""
) -> None:
    if answer.made is None:
        return
    try:
        receipt = make_receipt(answer).write()
        given = kept.keep(answer.made.id, useful=useful, receipt=receipt, reason=reason, comment=comment)
    except OnTheRecordError:
        _log.exception("feedback could not be kept")
        st.session_state[_TOLD] = wording.FEEDBACK_NOT_KEPT
        return
    st.session_state[_GIVEN][answer.made.id] = given
    st.session_state[_TOLD] = wording.FEEDBACK_KEPT


def _given(kept: KeptFeedback, answer: str) -> Feedback | None:
    """Return what was given on an answer, read from the file once a session."""
    known: dict[str, Feedback | None] = st.session_state.setdefault(_GIVEN, {})
    if answer not in known:
        try:
            known[answer] = kept.read(answer)
        except OnTheRecordError:
            _log.exception("feedback could not be read")
            return None
    return known[answer]


def _asking() -> set[str]:
    asking: set[str] = st.session_state.setdefault(_ASKING, set())
    return asking


def _open(store: str) -> KeptFeedback | None:
    """Return the file of feedback, None where it cannot be used now: the page works without."""
    try:
        return _open_file(store)
    except OnTheRecordError:
        _log.exception("feedback is not kept")
        return None


@st.cache_resource(show_spinner=False)
def _open_file(store: str) -> KeptFeedback:
    return KeptFeedback(feedback_file(Path(store), Settings()))
