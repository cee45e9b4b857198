"""The page to walk through the archive: a search, ways to narrow it, releases over time, and the releases, a page at a time.

What is asked stands in the page's address, and is read from there each time the page is drawn.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from urllib.parse import parse_qs

import streamlit as st

from retrieval import LONGEST_SEARCH, Archive
from ui import components, wording
from ui.browse.found import browse_values
from ui.languages import language_field
from ui.links import read_request, request_query

_WORDS, _DRAWN, _RESULTS, _MOVED = "browse-words", "browse-drawn", "browse-results", "browse-moved"


def show_browsing(archive: Archive) -> None:
    """Draw the page, as its address asks: '?words=...&kind=...&year=...&speaker=...&from=...&to=...&sort=...&page=...'."""
    request = read_request(_query())
    st.html(
        f'<div class="otr-state otr-wide otr-browse-head"><h1>{escape(wording.BROWSE)}</h1>'
        f'<p class="otr-text">{escape(wording.BROWSE_LEAD)}</p></div>'
    )
    if st.session_state.get(_DRAWN) != request.words:  # the address was changed: the field follows it
        st.session_state[_WORDS] = st.session_state[_DRAWN] = request.words
    with st.form("browse", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            wording.SEARCH_LABEL,
            key=_WORDS,
            max_chars=LONGEST_SEARCH,
            placeholder=wording.SEARCH_EXAMPLE,
            type="default",
        )
        st.form_submit_button(wording.SEARCH_BUTTON, type="primary", on_click=_search)
    people = {one.name for one in archive.people()}
    components.browse(
        key=_RESULTS,
        data=browse_values(archive.browse(request), people) | {"moved": st.session_state.pop(_MOVED, "")},
        on_chosen_change=_follow,
    )


def _search() -> None:
    """Ask for the words in the field, among what is chosen already; in the order of the best match, or as was chosen."""
    words = str(st.session_state.get(_WORDS, "")).strip()
    _go(request_query(replace(read_request(_query()), words=words, page=1)), moved="results")


def _follow() -> None:
    """Go where a link of the results leads. What comes from the browser is read as an address is."""
    chosen = st.session_state[_RESULTS].get("chosen")
    if isinstance(chosen, str):
        query = parse_qs(chosen.partition("?")[2])
        _go(request_query(read_request(query)), moved="results" if "page" in query else "facets")


def _go(query: dict[str, str | list[str]], *, moved: str) -> None:
    st.query_params.from_dict(query | language_field())
    st.session_state[_MOVED] = moved


def _query() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}
