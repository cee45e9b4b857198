"""The page that checks quotations: one, or every one of a pasted text; the verdict, and the places it rests on."""

from __future__ import annotations

import json
from html import escape

import streamlit as st

from retrieval import Archive, ArticleCheck, QuoteCheck, UsageError
from retrieval import wording as shared
from ui import components, wording
from ui.browse import reader
from ui.chat import session
from ui.verdicts import article_values, first_to_read, verdict_values

_CHECKED, _CHOSEN, _NEW = "checked", "chosen-quotation", "verdict-is-new"
_BOX_HEIGHT = 160  # pixels


def show_checking(archive: Archive) -> None:
    """Draw the page: what to check, and the verdict of what was last checked."""
    st.html(
        f'<div class="otr-state otr-check-head"><h1>{escape(wording.CHECK)}</h1>'
        f'<p class="otr-text">{escape(wording.CHECK_LEAD)}</p></div>'
    )
    _show_form(archive)
    checked: QuoteCheck | ArticleCheck | None = st.session_state.get(_CHECKED)
    if isinstance(checked, QuoteCheck):
        _show_verdict(checked, key="verdict")
    elif checked is not None:
        _show_article(checked)
    opened = session.take_opened()
    if opened:
        reader.show_beside(archive, opened)


def _show_form(archive: Archive) -> None:
    whole = st.radio(
        wording.WHAT_TO_CHECK,
        (wording.ONE_QUOTATION, wording.WHOLE_TEXT),
        horizontal=True,
        label_visibility="collapsed",
    )
    with st.form("check", border=False):
        text = st.text_area(
            wording.WORDS_LABEL if whole == wording.ONE_QUOTATION else wording.TEXT_LABEL,
            key="words",
            height=_BOX_HEIGHT,
        )
        said_by = st.text_input(wording.CLAIMED_LABEL, key="said-by") if whole == wording.ONE_QUOTATION else ""
        if not st.form_submit_button(wording.CHECK_BUTTON, type="primary"):
            return
    st.session_state.pop(_CHECKED, None)
    try:
        with st.spinner(wording.SEARCHING):
            if whole == wording.ONE_QUOTATION:
                st.session_state[_CHECKED], st.session_state[_NEW] = (
                    archive.check_quote(text, said_by=said_by.strip() or None),
                    True,
                )
            else:
                article = archive.check_article(text)
                st.session_state[_CHECKED], st.session_state[_CHOSEN] = article, first_to_read(article)
    except UsageError as error:
        st.error(wording.sentence(str(error)))


def _show_verdict(check: QuoteCheck, *, key: str) -> None:
    components.verdict(
        key=key,
        data=verdict_values(check, scroll=st.session_state.pop(_NEW, False)),
        on_opened_change=lambda: session.open_span(st.session_state[key].get("opened")),
    )


def _show_article(article: ArticleCheck) -> None:
    st.html(f'<p class="otr-text otr-quiet" role="status">{escape(shared.count_verdicts(article.count()))}</p>')
    with st.container(horizontal=True, key="downloads"):
        st.download_button("CSV", article.to_csv(), "quotations.csv", "text/csv", icon=":material/download:")
        said = json.dumps(article.to_json(), ensure_ascii=False, indent=1)
        st.download_button("JSON", said, "quotations.json", "application/json", icon=":material/download:")
        st.download_button(
            wording.ANNOTATED, article.annotated(), "annotated.txt", "text/plain", icon=":material/download:"
        )
    chosen = st.session_state.get(_CHOSEN, 1)
    components.article(key="article", data=article_values(article, chosen), on_chosen_change=_choose)
    one = next((one for one in article.quotations if one.n == chosen), None)
    if one and one.check:
        _show_verdict(one.check, key=f"verdict-{one.n}")


def _choose() -> None:
    """Open the quotation that was clicked; what comes from the browser and is no number opens nothing."""
    number = st.session_state["article"].get("chosen")
    if isinstance(number, int | float):
        st.session_state[_CHOSEN], st.session_state[_NEW] = int(number), True
