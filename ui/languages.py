"""The language in which the page speaks to a visitor: what the address asks for ('?lang=es'), else what their browser prefers.

It is looked up whenever the page words something, wherever in the session that is: in the whole page, in a part that is drawn
by itself, in what a button does. Two visitors never mix. A thread that the page starts takes the language along by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from retrieval import Archive, choose_by, find_locale, speaking, spoken
from retrieval import wording as shared

if TYPE_CHECKING:
    from babel import Locale

LANGUAGE = "lang"  # in the page's address
_Made = TypeVar("_Made")
_RELEASES = "language-of-releases"


def asked_language() -> str:
    """Return the language that the page's address asks for, '' where it asks for none that is spoken here."""
    asked = find_locale(st.query_params.get(LANGUAGE, ""), shared.LANGUAGES) if _in_session() else None
    return asked.language if asked else ""


def keep_language(address: str) -> str:
    """Return an address of the page, with the language that was asked for."""
    asked = asked_language()
    return f"{address}{'&' if '?' in address else '?'}{LANGUAGE}={asked}" if asked else address


def language_field() -> dict[str, str | list[str]]:
    """Return the language that was asked for as a field of a query string; nothing where none was."""
    asked = asked_language()
    return {LANGUAGE: asked} if asked else {}


def other_languages() -> list[tuple[str, str, str]]:
    """Return the other languages that the page speaks: the tag, the name in itself, the address of this page in it."""
    query = {name: st.query_params.get_all(name) for name in st.query_params if name != LANGUAGE}
    others = [one for one in shared.LANGUAGES if one != spoken().language]
    return [(one, shared.name_itself(one), f"?{urlencode(query | {LANGUAGE: one}, doseq=True)}") for one in others]


def take_archive(archive: Archive) -> None:
    """Remember in which language the releases are."""
    st.session_state[_RELEASES] = archive.language


def language_of_releases() -> str:
    """Return the language of the releases' words where it is another one than the page's, '' where it is not."""
    return foreign(st.session_state.get(_RELEASES, "") if _in_session() else "")


def foreign(language: str) -> str:
    """Return a language where it is another one than the page's, '' where it is not."""
    return language if language != spoken().language else ""


def in_this_language(make: Callable[[], _Made]) -> Callable[[], _Made]:
    """Return what makes the same in the language of whoever asks now, also later or in another thread."""
    locale = spoken()

    def made() -> _Made:
        with speaking(locale):
            return make()

    return made


def _in_session() -> bool:
    return get_script_run_ctx(suppress_warning=True) is not None


def _visitors_locale() -> Locale | None:
    """Return the locale of whoever's session this is: the country is the browser's where it has the same language."""
    if not _in_session():
        return None
    asked = asked_language()
    preferred = find_locale(st.context.locale or "", shared.LANGUAGES)
    return preferred if preferred and asked in {"", preferred.language} else find_locale(asked, shared.LANGUAGES)


choose_by(_visitors_locale)
