"""The bar at the top of every page: the page's name, the ways to its pages, and in a narrow window a menu of them."""

from __future__ import annotations

from html import escape

import streamlit as st

from ui import wording
from ui.chat import session
from ui.languages import other_languages
from ui.links import ABOUT_PATH, BROWSE_PATH, CHECK_PATH, PEOPLE_PATH, TIMELINE_PATH, page_address


def show_bar(*, here: str | None = None) -> None:
    """Draw the bar; ``here`` is the path of the page that is shown, None where it is none of those in the bar.

    A conversation, which is at the path '', can be left.
    """
    conversing = here == "" and bool(session.exchanges())
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        st.html(f'<a class="otr-name" href="{escape(page_address())}">{escape(wording.NAME)}</a>', width="stretch")
        st.html(_ways(here, crowded=conversing), width="content")
        if conversing:
            st.button(wording.NEW_CONVERSATION, type="tertiary", on_click=session.start_over)


def _ways(here: str | None, *, crowded: bool) -> str:
    """Return the ways twice, of which the style sheet shows one: in a row, or in a menu.

    The other languages are in both, but for a row that has no room.
    """
    links = "".join(_link(path, text, here) for path, text in _list_ways())
    others = "".join(
        f'<a class="otr-home" href="{escape(address)}" target="_self" lang="{tag}" hreflang="{tag}">{escape(name)}</a>'
        for tag, name, address in other_languages()
    )
    label = escape(wording.WAYS)
    return (
        f'<nav class="otr-ways" aria-label="{label}">{links}{"" if crowded else others}</nav>'
        f'<details class="otr-menu"><summary>{escape(wording.MENU)}</summary>'
        f'<nav aria-label="{label}">{links}{others}</nav></details>'
    )


def _list_ways() -> tuple[tuple[str, str], ...]:
    return (
        ("", wording.TO_ASK),
        (BROWSE_PATH, wording.TO_BROWSE),
        (PEOPLE_PATH, wording.TO_PEOPLE),
        (TIMELINE_PATH, wording.TO_TIMELINE),
        (CHECK_PATH, wording.TO_CHECK),
        (ABOUT_PATH, wording.TO_ABOUT),
    )


def _link(path: str, text: str, here: str | None) -> str:
    current = ' aria-current="page"' if path == here else ""
    return f'<a class="otr-home" href="{escape(page_address(path))}" target="_self"{current}>{escape(text)}</a>'
