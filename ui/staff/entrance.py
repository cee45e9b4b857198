"""Who may see the pages for staff: everybody where no login is set, else whoever logged in and is named.

The login is Streamlit's own (OpenID Connect): the section ``[auth]`` of ``.streamlit/secrets.toml`` sets it. ``OTR_STAFF`` names
whom it lets in by their e-mail addresses; where it is empty, all whom the provider knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from archive import Settings
from ui import wording

_LOGGED_IN = "is_logged_in"  # Streamlit says it of a visitor only where a login is set


def admit() -> bool:
    """Whether this visitor may see the pages for staff; where not, the page says so, and lets them log in."""
    visitor, named = known_of_visitor(), Settings().staff_addresses
    if may_enter(visitor, named):
        return True
    logged_in, login_set = bool(visitor.get(_LOGGED_IN)), _LOGGED_IN in visitor
    told = wording.NOT_STAFF if logged_in else wording.STAFF_LEAD if login_set else wording.STAFF_NO_LOGIN
    st.html(f'<div class="otr-state"><h1>{escape(wording.STAFF_ONLY)}</h1><p class="otr-text">{escape(told)}</p></div>')
    if logged_in:
        st.button(wording.LOG_OUT, on_click=st.logout)
    elif login_set:
        st.button(wording.LOG_IN, type="primary", on_click=st.login)
    return False


def known_of_visitor() -> dict[str, Any]:
    """Return what Streamlit knows of a visitor, by the names of OpenID Connect."""
    return st.user.to_dict()


def may_enter(visitor: Mapping[str, Any], named: frozenset[str]) -> bool:
    """Whether what is known of a visitor lets them in; ``named`` are e-mail addresses in lower case, none for all."""
    if _LOGGED_IN not in visitor:
        return not named  # staff are named and nobody can log in: the setting of the login is missing or broken
    if not visitor[_LOGGED_IN]:
        return False
    verified = visitor.get("email_verified") is not False  # many providers do not say
    return not named or (verified and str(visitor.get("email") or "").lower() in named)
