"""What can be done with an answer: copied, taken away in a form, kept as a receipt; and a whole conversation taken away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from archive import Settings
from retrieval import Answer, ExportForm, export_answers, make_receipt
from ui import components, wording
from ui.chat.answers import as_text
from ui.chat.session import ChatTurn
from ui.languages import in_this_language

_LONGEST_NAME = 48  # characters of the question in a file's name


def show_copying(answer: Answer, *, key: str) -> None:
    """Show what copies an answer with its sources, and what takes it away; nothing for one that quotes nothing."""
    if not answer.citations:
        return
    words = {"copy": wording.COPY_ANSWER, "copied": wording.COPIED, "refused": wording.COPY_FAILED}
    components.copy(key=f"{key}-copy", data={"text": as_text(answer), "words": words}, width="content")
    with (
        st.popover(wording.TAKE_AWAY, type="tertiary", key=f"{key}-take-away"),
        st.container(key=f"{key}-forms", gap=None),
    ):
        _show_forms([answer], _file_name(answer.question), key=key)
        if answer.made is not None:
            write = in_this_language(lambda: make_receipt(answer).write())
            st.download_button(
                wording.RECEIPT, write, f"{_file_name(answer.question)}-receipt.json",
                "application/json", key=f"{key}-receipt", on_click="ignore", type="tertiary",
            )  # fmt: skip
            st.caption(wording.RECEIPT_NOTE)


def show_conversation_forms(exchanges: Sequence[ChatTurn]) -> None:
    """Show what takes a whole conversation away; nothing where it has one answer, which is taken away by itself."""
    answers = [exchange.answer for exchange in exchanges if exchange.answer is not None]
    if len(answers) > 1:
        popover = st.popover(wording.TAKE_CONVERSATION, type="tertiary", key="conversation-take-away")
        with popover, st.container(key="conversation-forms", gap=None):
            _show_forms(answers, _file_name(answers[0].question), key="conversation")


def _show_forms(answers: Sequence[Answer], name: str, *, key: str) -> None:
    """Show a button for each form; a file is made only when it is asked for."""
    page = Settings().public_url or _address()
    for form in ExportForm:
        write = in_this_language(partial(export_answers, tuple(answers), form, page=page))
        st.download_button(
            wording.FORMS[form.value], write, f"{name}.{form.suffix}",
            form.media_type, key=f"{key}-{form.value}", on_click="ignore", type="tertiary",
        )  # fmt: skip


def _address() -> str:
    """Return the page's own address, as the visitor's browser has it, '' where it is not told."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}{parts.path or '/'}" if parts.netloc else ""


def _file_name(question: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", question.lower()).strip("-")[:_LONGEST_NAME].strip("-")
    return f"on-the-record-{words or 'answer'}"
