"""What stands in place of the conversation: an empty store, one being built, one that cannot be opened, a bad link."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from retrieval import StoreState, store_state
from ui import wording
from ui.languages import foreign
from ui.links import PEOPLE_PATH, page_address

_LOOK_AGAIN_SECONDS = 2


def show_state(store: Path, state: StoreState) -> None:
    """Show why there is nothing to ask yet, and what to do next."""
    if state.name == "building":
        _show_building(store)
    elif state.name == "empty":
        _show_stop(wording.EMPTY, wording.EMPTY_TEXT, state)
        _look_again(store, state.name)
    else:
        _show_stop(wording.FAILED_STORE, wording.FAILED_TEXT, state)
        st.button(wording.TRY_AGAIN)


def show_bad_link(message: str) -> None:
    """Show that a permalink leads nowhere; ``message`` says why."""
    _heading(wording.BAD_LINK, message)
    home = f'<a href="{escape(page_address())}">{escape(wording.ASK_A_QUESTION)}</a>'
    st.html(f'<p class="otr-text">{escape(wording.BAD_LINK_NEXT)} {home}</p>')


def show_nobody(message: str) -> None:
    """Show that an address names no person; ``message`` says why."""
    _heading(wording.NOBODY, message)
    people = escape(page_address(PEOPLE_PATH))
    st.html(f'<p class="otr-text"><a href="{people}" target="_self">{escape(wording.ALL_PEOPLE)}</a></p>')


def _show_stop(heading: str, text: str, state: StoreState) -> None:
    _heading(heading, state.message, language=foreign("en"))
    if state.next_step:
        st.html(f'<p class="otr-text">{escape(text)}</p>')
        st.code(state.next_step, language=None, wrap_lines=True)


@st.fragment(run_every=_LOOK_AGAIN_SECONDS)
def _show_building(store: Path) -> None:
    state = store_state(store)
    if state.name != "building":
        st.rerun(scope="app")
    _heading(wording.BUILDING, wording.BUILDING_TEXT)
    share = min(1.0, state.done / state.total) if state.total > 0 else 0.0
    counted = wording.done_of(state.done, state.total) if state.total > 0 else ""
    st.progress(share)
    told = ", ".join(filter(None, (wording.STAGES.get(state.stage, state.stage), counted)))
    st.html(f'<p class="otr-text otr-quiet" role="status">{escape(told)}</p>')


@st.fragment(run_every=_LOOK_AGAIN_SECONDS)
def _look_again(store: Path, name: str) -> None:
    if store_state(store).name != name:
        st.rerun(scope="app")


def _heading(heading: str, text: str, *, language: str = "") -> None:
    """Show a heading with a text, which may be in another language than the page's."""
    spoken = f' lang="{language}"' if language else ""
    said = f'<p class="otr-text"{spoken}>{escape(wording.sentence(text))}</p>' if text else ""
    st.html(f'<div class="otr-state"><h1>{escape(heading)}</h1>{said}</div>')
