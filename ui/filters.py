"""Filters: what the visitor narrows answers to, set in a popover and shown as chips that can be taken off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from retrieval import Coverage, Filters, UsageError
from ui import components, wording

_SPEAKERS, _KINDS, _SINCE, _UNTIL = "filter-speakers", "filter-kinds", "filter-since", "filter-until"
_CHIPS = "filter-chips"


def current_filters() -> Filters:
    """Return the filters as they are set. A period that ends before it begins is read without its end."""
    state = st.session_state
    chosen = Filters(
        speakers=tuple(state.get(_SPEAKERS, ())), kinds=tuple(state.get(_KINDS, ())), since=state.get(_SINCE)
    )
    try:
        return replace(chosen, until=state.get(_UNTIL))
    except UsageError:
        return chosen


def preset_filters(chosen: Filters) -> None:
    """Set the filters, as a link names them, before they are drawn; what the archive does not offer is dropped then."""
    st.session_state[_SPEAKERS], st.session_state[_KINDS] = list(chosen.speakers), list(chosen.kinds)
    st.session_state[_SINCE], st.session_state[_UNTIL] = chosen.since, chosen.until


def show_filters(coverage: Coverage) -> None:
    """Show the button that opens the filters, and a chip for each one that is set."""
    with st.container(horizontal=True, vertical_alignment="center", key="filters", gap="small"):
        with st.popover(wording.FILTERS, type="tertiary", icon=":material/tune:"):
            _show_choices(coverage)
        chips = _chips()
        if chips:
            data = {"chips": chips, "heading": wording.FILTERS, "remove": wording.REMOVE}
            components.chips(key=_CHIPS, data=data, on_removed_change=_remove)


def _show_choices(coverage: Coverage) -> None:
    _keep_within(coverage)
    st.caption(wording.FILTERS_NOTE)
    if coverage.speakers:
        _show_choice(wording.SPEAKERS_LABEL, coverage.speakers, key=_SPEAKERS, placeholder=wording.ANY_SPEAKER)
    if len(coverage.kinds) > 1:
        _show_choice(wording.KINDS_LABEL, coverage.kinds, key=_KINDS, placeholder=wording.ANY_KIND)
    if coverage.first:  # no period holds what is undated
        for column, label, key in zip(
            st.columns(2), (wording.SINCE_LABEL, wording.UNTIL_LABEL), (_SINCE, _UNTIL), strict=True
        ):
            column.date_input(
                label, value=None, min_value=coverage.first, max_value=coverage.last, key=key, format="YYYY-MM-DD"
            )
    if current_filters().narrows:
        st.button(wording.CLEAR_FILTERS, type="tertiary", on_click=_clear)


def _show_choice(label: str, offered: dict[str, int], *, key: str, placeholder: str) -> None:
    st.multiselect(label, list(offered), key=key, placeholder=placeholder, select_all=False)


def _keep_within(coverage: Coverage) -> None:
    """Drop choices that the newest edition no longer offers: a widget refuses a value that it does not list."""
    for key, offered in ((_SPEAKERS, coverage.speakers), (_KINDS, coverage.kinds)):
        if key in st.session_state:
            st.session_state[key] = [name for name in st.session_state[key] if name in offered]
    for key in (_SINCE, _UNTIL):
        day: date | None = st.session_state.get(key)
        if day and coverage.first and coverage.last and not coverage.first <= day <= coverage.last:
            st.session_state[key] = None


def _chips() -> list[dict[str, str]]:
    state = st.session_state
    chips = [{"filter": _SPEAKERS, "value": name, "text": name} for name in state.get(_SPEAKERS, ())]
    chips += [{"filter": _KINDS, "value": kind, "text": kind} for kind in state.get(_KINDS, ())]
    since, until = state.get(_SINCE), state.get(_UNTIL)
    if since:
        chips.append({"filter": _SINCE, "value": since.isoformat(), "text": wording.open_period(since, None)})
    if until:
        chips.append({"filter": _UNTIL, "value": until.isoformat(), "text": wording.open_period(None, until)})
    return chips


def _remove() -> None:
    removed = st.session_state[_CHIPS].get("removed") or {}
    key, value = removed.get("filter"), removed.get("value")
    if key in (_SPEAKERS, _KINDS):
        st.session_state[key] = [name for name in st.session_state.get(key, ()) if name != value]
    elif key in (_SINCE, _UNTIL):
        st.session_state[key] = None


def _clear() -> None:
    st.session_state[_SPEAKERS], st.session_state[_KINDS] = [], []
    st.session_state[_SINCE] = st.session_state[_UNTIL] = None
